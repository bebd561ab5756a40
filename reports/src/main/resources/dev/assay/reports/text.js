// Text as nodes. Nothing here ever parses HTML: what a model wrote is set as text, and characters
// that act instead of showing (controls, bidirectional marks, invisible formats) become signs.
// VisibleText.java does so for the parts that need no script.
"use strict";

const ACTING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Names of the control characters below the space (ASCII, ANSI X3.4). */
const CONTROLS =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI " +
  "DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US";

/** Makes an element. Attributes are set as given; children are nodes or strings. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** The name of an acting character, marked as such. */
function sign(character) {
  const code = character.codePointAt(0);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = code === 0x7f ? "DEL" : CONTROLS.split(" ")[code];
  return make("span", { class: "sign", title: number }, name ?? number);
}

/** The nodes that show a text, with a sign for each acting character. */
function visible(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ACTING)) {
    if (match.index > end) {
      nodes.push(text.slice(end, match.index));
    }
    nodes.push(sign(match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    nodes.push(text.slice(end));
  }
  return nodes;
}

/**
 * What turns an answer into the target, character by character: a list of [kind, text] with kind
 * "same", "extra" (only in the answer) or "missing" (only in the target); null where the texts are
 * too long or too different for it to help.
 */
function difference(answer, target) {
  const a = Array.from(answer);
  const b = Array.from(target);
  if (a.length === 0 || b.length === 0 || a.length > 300 || b.length > 300) {
    return null;
  }
  return aligned(a, b, 0.65, 0.4);
}

/** The same for longer texts, word by word. */
function wordDifference(answer, target) {
  const words = (text) => text.match(/\s+|[\p{L}\p{N}]+|./gsu) ?? [];
  const a = words(answer);
  const b = words(target);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const inner = (list) => list.slice(head, list.length - tail);
  if (Math.max(inner(a).length, inner(b).length) > 800) {
    return null;
  }
  const same = (list) => (list.length > 0 ? [["same", list.join("")]] : []);
  const alike = head + tail >= Math.min(a.length, b.length) / 2;
  const parts = aligned(inner(a), inner(b), alike ? 0 : 0.5, alike ? 0 : 0.3);
  return parts && [...same(a.slice(0, head)), ...parts, ...same(a.slice(a.length - tail))];
}

/**
 * Two lists of pieces of text aligned by their longest common subsequence; null where that is less
 * than the given shares of the shorter and of the longer list.
 */
function aligned(a, b, ofShorter, ofLonger) {
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const [shorter, longer] = [a.length, b.length].sort((x, y) => x - y);
  if (common[0] < ofShorter * shorter || common[0] < ofLonger * longer) {
    return null;
  }
  const parts = [];
  const add = (kind, piece) => {
    const last = parts[parts.length - 1];
    if (last && last[0] === kind) {
      last[1] += piece;
    } else {
      parts.push([kind, piece]);
    }
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i++]);
      j++;
    } else if (
      j === b.length ||
      (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1])
    ) {
      add("extra", a[i++]);
    } else {
      add("missing", b[j++]);
    }
  }
  return parts;
}

const FROM_TARGET = {
  extra: { title: "not in the right answer" },
  missing: { title: "missing here" },
};

/** A difference as nodes: extra characters are underlined, missing ones struck through. */
function marked(parts, attributes = FROM_TARGET) {
  return parts.map(([kind, text]) => {
    if (kind === "same") {
      return make("span", {}, ...visible(text));
    }
    const shown = text.replaceAll(" ", "␣");
    return make(kind === "extra" ? "ins" : "del", attributes[kind], ...visible(shown));
  });
}
