// The examples of one benchmark, read from their JSON element when first needed.
"use strict";

class Task {
  /** Reads a task's examples; info is its entry in the run's JSON. */
  constructor(info) {
    this.info = info;
    this.data = JSON.parse(document.getElementById(`examples-${info.slug}`).textContent);
    this.haystacks = new Array(this.size);
  }

  get size() {
    return this.data.ids.length;
  }

  /**
   * A stored text as {text, length, cut}: of long ones only the beginning was kept when the report
   * was written, and length is that of the whole. Pictures have an empty text, and {pictures, about}.
   */
  static whole(stored) {
    if (typeof stored === "object" && "pictures" in stored) {
      return { text: "", length: 0, cut: false, ...stored };
    }
    return typeof stored === "string"
      ? { text: stored, length: stored.length, cut: false }
      : { ...stored, cut: true };
  }

  prompt(i) {
    const own = Task.whole(this.data.prompts[i]);
    return own.cut
      ? { ...own, text: this.data.head + own.text, length: this.data.head.length + own.length }
      : Task.whole(this.data.head + own.text + this.data.tail);
  }

  /** A model's own prompt where it differs from the first model's; else undefined. */
  otherPrompt(i, m) {
    const other = this.data.models[m].prompts?.[i];
    return other === undefined ? undefined : Task.whole(other);
  }

  fields(i) {
    return Object.entries(this.data.fields)
      .filter(([, column]) => column[i] !== null)
      .map(([name, column]) => [name, Task.whole(column[i])]);
  }

  target(i) {
    return Task.whole(this.data.targets[i]);
  }

  /** What a model wrote, one text for each request; null where it was not asked. */
  outputs(i, m) {
    const stored = this.data.models[m].outputs[i];
    if (stored === null || stored === undefined) {
      return null;
    }
    return (Array.isArray(stored) ? stored : [stored]).map(Task.whole);
  }

  /** What was taken from the output as the answer, where that is not the output itself. */
  answer(i, m) {
    const stored = this.data.models[m].answers?.[i];
    return stored === null || stored === undefined ? null : Task.whole(stored);
  }

  failure(i, m) {
    const stored = this.data.models[m].failures?.[i];
    return stored === undefined ? null : Task.whole(stored);
  }

  trace(i, m) {
    return this.data.models[m].traces?.[i];
  }

  /** The example's own value of the main metric; null where it has none. */
  value(i, m) {
    return this.data.models[m].values?.[this.info.metric]?.[i] ?? null;
  }

  /** All values of an example, by metric. */
  values(i, m) {
    return Object.entries(this.data.models[m].values ?? {})
      .map(([name, column]) => [name, column[i]])
      .filter(([, value]) => value !== null);
  }

  /** "right", "wrong", "partly", "scored", "failed" or "missing". */
  verdict(i, m) {
    if (this.failure(i, m) !== null) {
      return "failed";
    }
    if (this.outputs(i, m) === null) {
      return "missing";
    }
    const value = this.value(i, m);
    if (this.info.unit !== "%" || value === null) {
      return "scored";
    }
    const goodness = this.info.higherIsBetter ? value : 1 - value;
    return goodness >= 1 ? "right" : goodness <= 0 ? "wrong" : "partly";
  }

  /** Whether an example is to be shown, judged by the given models. */
  shows(show, i, models) {
    switch (show) {
      case "right":
        return models.length > 0 && models.every((m) => this.verdict(i, m) === "right");
      case "wrong":
        return models.length > 0 && models.every((m) => this.verdict(i, m) === "wrong");
      case "failed":
        return models.some((m) => this.verdict(i, m) === "failed");
      case "disagree":
        return new Set(models.map((m) => this.value(i, m)).filter((v) => v !== null)).size > 1;
      default:
        return true;
    }
  }

  /** Whether question, target, id or any output holds a text, whatever the case. */
  holds(text, i) {
    this.haystacks[i] ??= [
      this.data.ids[i],
      ...this.fields(i).map(([, value]) => value.text),
      this.target(i).text,
      ...this.data.models.flatMap((_, m) => [
        ...(this.outputs(i, m) ?? []).map((o) => o.text),
        this.answer(i, m)?.text ?? "",
        this.failure(i, m)?.text ?? "",
      ]),
    ]
      .join("\n")
      .toLowerCase();
    return this.haystacks[i].includes(text);
  }
}
