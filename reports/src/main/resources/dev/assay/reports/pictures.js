// Pictures in the browser of examples: answers, parts of questions, and how they appeared token by
// token. pictures.ftlh lays out the same without a script.
"use strict";

/** A picture of the report. */
function picture({ png, shownWidth, shownHeight, crisp }, alt) {
  return make("img", {
    src: `data:image/png;base64,${png}`,
    width: String(shownWidth),
    height: String(shownHeight),
    alt,
    class: crisp ? "crisp" : "",
  });
}

/** One picture, or a video's frames from left to right; in words where there is none. */
function pictureBlock({ pictures, about }) {
  if (pictures.length === 0) {
    return make("p", { class: "aside" }, ...visible(about));
  }
  if (pictures.length === 1) {
    return make("div", { class: "pictures" }, picture(pictures[0], about));
  }
  const frames = pictures.map((p, i) => make("li", {}, picture(p, `frame ${i + 1}`)));
  return make("ol", { class: "strip", "aria-label": about }, ...frames);
}

/** The states of a picture that appears token by token. */
function filmstrip(strip) {
  const frame = (shown, alt, ...captions) =>
    make(
      "li",
      {},
      make(
        "figure",
        {},
        picture(shown, alt),
        make("figcaption", {}, ...captions.filter(Boolean).map((c) => make("span", {}, ...visible(c)))),
      ),
    );
  const frames = strip.frames.map((f) =>
    frame(f.picture, `${f.step}, ${f.masked}`, f.step, f.time, f.masked),
  );
  if (strip.order) {
    const alt = "when each token appeared, the first dark, the last light";
    frames.push(frame(strip.order, alt, "order", "first dark,", "last light"));
  }
  return make(
    "div",
    { class: "film" },
    make("p", { class: "aside" }, ...visible(strip.summary)),
    make("ol", { class: strip.video ? "strip rolls" : "strip" }, ...frames),
  );
}
