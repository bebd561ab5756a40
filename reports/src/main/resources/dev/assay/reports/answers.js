// What a card of an example is made of: models, questions, answers as text, traces.
"use strict";

/** Marks what differs from the right answer, in answers that are not right. */
function againstTarget(task, i, m, verdict) {
  const compare = verdict === "wrong" || verdict === "partly" || verdict === "scored";
  const target = task.target(i).text;
  const mark = (text) => {
    const parts = compare ? difference(text, target) : null;
    return parts && marked(parts);
  };
  const isAnswer = !task.answer(i, m) && task.outputs(i, m)?.length === 1;
  return {
    output: (output) => (isAnswer ? mark(output.text) : null),
    answer: (answer) => mark(answer.text),
  };
}

/** A model's shape and name, as in the tables. */
function modelName(model) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("class", "key");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#mark-${model.mark}`);
  use.setAttribute("class", model.competes ? `mark tone-${model.tone}` : "mark reference");
  svg.append(use);
  return make("span", { class: "model" }, svg, ...visible(model.name));
}

function question(task, i) {
  const rows = task
    .fields(i)
    .map(([name, value]) =>
      value.pictures
        ? make("div", {}, make("dt", {}, ...visible(name.replace(/\.png$/, ""))), make("dd", {}, pictureBlock(value)))
        : make("div", {}, make("dt", {}, ...visible(name)), make("dd", { dir: "auto" }, ...shortened(value))),
    );
  const target = make(
    "div",
    { class: "target" },
    make("dt", {}, "right answer"),
    make("dd", { dir: "auto" }, ...shortened(task.target(i))),
  );
  const pictures = task.data.models.some((_, m) => task.outputs(i, m)?.some((o) => o.pictures));
  const asksForText = task.target(i).length > 0 || !pictures;
  return make("dl", { class: "question" }, ...rows, ...(asksForText ? [target] : []));
}

function shortened(stored) {
  const text = beginning(stored.text);
  return [...visible(text), ...(stored.cut || text.length < stored.text.length ? ["…"] : [])];
}

/** The main metric's value in words; for a corpus metric, the parts that it is made of. */
function scores(task, i, m) {
  const main = task.value(i, m);
  const parts = (name) => name.includes("."); // of a sum over all examples, such as one class's
  const values =
    main === null ? task.values(i, m).filter(([name]) => !parts(name)) : [[task.info.metric, main]];
  return values.length
    ? values.map(([name, v]) => `${name.replaceAll("_", " ")} ${+v.toPrecision(4)}`).join(", ")
    : "scored";
}

/**
 * A text in full, or its beginning with a button for as much as the report keeps; or as the given
 * nodes, where its differences are marked.
 */
function textBlock(stored, nodes = null) {
  const block = make("pre", { class: "text", dir: "auto" });
  if (nodes) {
    block.append(...nodes);
    return block;
  }
  const text = beginning(stored.text);
  block.append(...visible(text));
  if (!stored.cut && text === stored.text) {
    return block;
  }
  const whole = stored.length.toLocaleString("en-GB");
  const kept = stored.text.length.toLocaleString("en-GB");
  const note = make("p", { class: "aside" }, `the beginning of ${whole} characters `);
  const more = make("button", { type: "button" }, stored.cut ? `show ${kept}` : "show all");
  more.addEventListener("click", () => {
    block.replaceChildren(...visible(stored.text));
    note.replaceChildren(stored.cut ? `${kept} of ${whole} characters; the report keeps no more` : "");
  });
  note.append(more);
  return make("div", {}, block, note);
}

/** As much as is shown unasked; never ends between the halves of a character. */
function beginning(text) {
  const end = /[\ud800-\udbff]/.test(text[TEXT_IN_VIEW - 1]) ? TEXT_IN_VIEW - 1 : TEXT_IN_VIEW;
  return text.slice(0, end);
}

/** A drawing where the report knows the trace's kind, else its text. */
function traceView(trace) {
  if ("patches" in trace) {
    return patchView(trace);
  }
  if ("strip" in trace) {
    return filmstrip(trace.strip);
  }
  return "thoughts" in trace ? thoughtView(trace) : textBlock(traceText(trace));
}

function traceText(trace) {
  return "text" in trace
    ? { text: trace.text, length: trace.length, cut: true }
    : Task.whole(JSON.stringify(trace.data, null, 2));
}

/** A folded part whose content is made when it is first opened. */
function folded(title, content) {
  const details = make("details", {}, make("summary", {}, ...visible(title)));
  details.addEventListener("toggle", () => details.append(...content()), { once: true });
  return details;
}
