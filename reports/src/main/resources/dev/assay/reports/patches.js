// A text coloured by patch with the entropies that decided on the cuts. EntropyCurve.java and
// patches.ftlh draw the same without a script.
"use strict";

const CURVE = { height: 132, left: 34, top: 8, bottom: 108 };

/** The nodes of a patch: its text, and bytes in hexadecimal where they are no characters. */
function patchPieces(patch) {
  const pieces = typeof patch === "string" ? [{ text: patch }] : patch;
  return pieces.flatMap(({ text, note }) =>
    note ? [make("span", { class: "sign", title: plainly(note) }, text)] : visible(text),
  );
}

/** A text for a place that holds no elements, its acting characters by name. */
function plainly(text) {
  return make("span", {}, ...visible(text)).textContent;
}

/** All that is shown of a trace of patches. */
function patchView(trace) {
  const starts = [];
  trace.lengths.reduce((start, length, i) => ((starts[i] = start), start + length), 0);
  const entropy = (i) => {
    const hundredths = trace.entropies[starts[i]] ?? -1;
    return hundredths < 0 ? "–" : (hundredths / 100).toFixed(2);
  };
  const written = (i) => starts[i] + trace.lengths[i] > trace.promptBytes;
  const text = make("pre", { class: "text patch-text", dir: "auto" });
  trace.patches.forEach((patch, i) => {
    const title = `patch ${i + 1}, length ${trace.lengths[i]}, entropy before it ${entropy(i)}`;
    const kind = `patch${i % 2 ? " odd" : ""}${written(i) ? " written" : ""}`;
    text.append(make("span", { class: kind, title }, ...patchPieces(patch)), make("wbr"));
  });
  const view = make("div", { class: "patched" }, make("p", { class: "aside" }, ...visible(trace.summary)), text);
  if (trace.entropies.length > 0) {
    view.append(
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Entropy before each byte" }, entropyCurve(trace)),
    );
  }
  view.append(
    folded("Every patch as a table", () => [
      patchTable(
        trace.patches.map((patch, i) => [
          String(i + 1),
          String(trace.lengths[i]),
          entropy(i),
          written(i) ? "output" : "prompt",
          make("span", { class: "text" }, ...patchPieces(patch)),
        ]),
      ),
    ]),
  );
  return view;
}

function patchTable(rows) {
  const names = ["patch", "bytes", "entropy before it", "of", "text"];
  const kind = (i) => (i < 3 ? { class: "right" } : {});
  const head = names.map((name, i) => make("th", { scope: "col", ...kind(i) }, name));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell, i) => make("td", kind(i), cell))));
  const table = make(
    "table",
    { class: "plain-table" },
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body),
  );
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Every patch" }, table);
}

/** Draws in pixels over the bytes; numbers are hundredths of a nat, −1 where unknown. */
function entropyCurve(trace) {
  const n = trace.entropies.length;
  const perByte = Math.max(2, Math.min(6, 720 / n));
  const highest = Math.ceil(Math.max(100, trace.threshold, ...trace.entropies) / 100);
  const { height, left, top, bottom } = CURVE;
  const right = left + n * perByte;
  const x = (byte) => (left + byte * perByte).toFixed(1);
  const y = (hundredths) => (bottom - ((bottom - top) * hundredths) / 100 / highest).toFixed(1);
  const svg = draw("svg", {
    class: "entropy",
    width: right + 12,
    height,
    viewBox: `0 0 ${right + 12} ${height}`,
    role: "img",
    "aria-label": "Entropy before each byte, in nats, with every second patch shaded",
  });
  let start = 0;
  trace.lengths.forEach((length, i) => {
    if (i % 2) {
      svg.append(draw("rect", { class: "band", x: x(start), y: top, width: length * perByte, height: bottom - top }));
    }
    start += length;
  });
  for (let nats = 0; nats <= highest; nats += highest > 4 ? 2 : 1) {
    const at = y(100 * nats);
    svg.append(draw("line", { class: "grid", x1: left, x2: right, y1: at, y2: at }));
    svg.append(draw("text", { class: "tick", x: left - 6, y: at, dy: 4, "text-anchor": "end" }, nats));
  }
  const step = n <= 60 ? 10 : n <= 240 ? 50 : 100;
  for (let byte = 0; byte <= n; byte += step) {
    svg.append(draw("text", { class: "tick", x: x(byte), y: bottom + 15, "text-anchor": "middle" }, byte));
  }
  svg.append(draw("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }));
  const path = trace.entropies.map((entropy, i) => {
    const known = i > 0 && trace.entropies[i - 1] >= 0;
    return entropy < 0 ? "" : `${known ? "L" : "M"}${x(i + 0.5)} ${y(entropy)}`;
  });
  svg.append(draw("path", { class: "curve", d: path.join("") }));
  if (trace.threshold >= 0) {
    const at = y(trace.threshold);
    svg.append(draw("line", { class: "limit", x1: left, x2: right, y1: at, y2: at }));
    const label = `threshold ${(trace.threshold / 100).toFixed(2)}`;
    svg.append(draw("text", { class: "limit-label", x: left + 4, y: at, dy: -4 }, label));
  }
  if (trace.promptBytes > 0 && trace.promptBytes < n) {
    const at = x(trace.promptBytes);
    svg.append(draw("line", { class: "divide", x1: at, x2: at, y1: top, y2: bottom }));
    svg.append(draw("text", { class: "tick", x: at, y: top + 6, dx: 4 }, "output"));
  }
  return svg;
}

/** Makes an element of a drawing. */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children.map(String));
  return element;
}
