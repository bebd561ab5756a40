// What a trace of thoughts holds, as a list of tokens for each; thoughts.ftlh lays out the same
// without a script, and draws it on the graph of the question.
"use strict";

/** All that is shown of a trace of thoughts. */
function thoughtView(trace) {
  const ended = trace.thoughts.some((thought) => thought.end !== "");
  const names = ["Thought", ...(ended ? ["end"] : []), "most probable tokens"];
  const rows = trace.thoughts.map((thought) => {
    const tokens = thought.tokens.map(({ text, share }) =>
      make(
        "span",
        { class: "token" },
        make("span", { class: "text", dir: "auto" }, ...visible(text)),
        " ",
        make("span", { class: "share" }, share),
      ),
    );
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, thought.title),
      ...(ended ? [make("td", { class: "right" }, thought.end)] : []),
      make("td", {}, ...tokens),
    );
  });
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name)));
  const table = make(
    "table",
    { class: "plain-table tokens" },
    make("thead", {}, head),
    make("tbody", {}, ...rows),
  );
  return make(
    "div",
    {},
    make("p", { class: "aside" }, ...visible(trace.summary)),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Tokens of each thought" }, table),
  );
}
