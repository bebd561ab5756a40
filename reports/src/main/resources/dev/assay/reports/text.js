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
 * "same", "extra" (only in the answer) or "missing" (only in the target). By the longest common
 * subsequence; null where the texts are too long or too different for it to help.
 */
function difference(answer, target) {
  const a = Array.from(answer);
  const b = Array.from(target);
  if (a.length === 0 || b.length === 0 || a.length > 300 || b.length > 300) {
    return null;
  }
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
  if (common[0] < 0.65 * shorter || common[0] < 0.4 * longer) {
    return null;
  }
  const parts = [];
  const add = (kind, character) => {
    const last = parts[parts.length - 1];
    if (last && last[0] === kind) {
      last[1] += character;
    } else {
      parts.push([kind, character]);
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

/** A difference as nodes: extra characters are underlined, missing ones struck through. */
function marked(parts) {
  return parts.map(([kind, text]) => {
    if (kind === "same") {
      return make("span", {}, ...visible(text));
    }
    const shown = text.replaceAll(" ", "␣");
    return kind === "extra"
      ? make("ins", { title: "not in the right answer" }, ...visible(shown))
      : make("del", { title: "missing here" }, ...visible(shown));
  });
}
