// Several runs in the example browser: which two are set side by side, and how their answers differ.
"use strict";

class SideBySide {
  /** Of the report's run, whose runs have labels, names, runOf (per model) and pairs (of models). */
  constructor(run) {
    Object.assign(this, run.runs);
    this.all = run.models;
    this.sides = [0, 1];
    this.against = "runs";
    this.selects = ["run-left", "run-right"].map((id) => document.getElementById(id));
    this.marking = document.getElementById("marks");
    this.filters = document.getElementById("filter-show");
  }

  addControls(change) {
    this.selects.forEach((select, side) => {
      this.labels.forEach((label, r) =>
        select?.append(make("option", { value: String(r) }, ...visible(`${label} ${this.names[r]}`))),
      );
      select?.addEventListener("change", () => {
        const chosen = Number(select.value);
        // who chooses the run of the other side turns the two round
        this.sides = this.sides.map((r, s) => (s === side ? chosen : r === chosen ? this.sides[side] : r));
        change({ without: [] });
      });
    });
    this.marking.addEventListener("change", () => {
      this.against = this.marking.value;
      change({});
    });
  }

  /** Takes over an address's runs, as in "A-C", and marks. */
  open(parameters) {
    const sides = (parameters.get("runs") ?? "").split("-").map((label) => this.labels.indexOf(label));
    const known = sides.length === 2 && sides.every((r) => r >= 0) && sides[0] !== sides[1];
    this.sides = known ? sides : [0, 1];
    this.against = parameters.get("marks") === "target" ? "target" : "runs";
  }

  /** Writes them into an address. */
  state(address) {
    if (this.labels.length > 2) address.set("runs", this.sides.map((r) => this.labels[r]).join("-"));
    if (this.against !== "runs") address.set("marks", this.against);
  }

  /** Brings the controls up to date; whether other runs are shown than before. */
  turned() {
    const now = this.sides.join("-");
    const turned = now !== this.shown;
    this.shown = now;
    this.marking.value = this.against;
    this.selects.forEach((select, side) => select && (select.value = String(this.sides[side])));
    const option = (value) => this.filters.querySelector(`option[value="${value}"]`);
    option("won").textContent = `won by ${this.labels[this.sides[1]]}`;
    option("lost").textContent = `lost by ${this.labels[this.sides[1]]}`;
    return turned;
  }

  /** Places of the models of both runs; what one model is in each stands side by side. */
  models() {
    return this.choices().flat();
  }

  /** Models that belong together, as [left, right], then those that only one of the runs has. */
  choices() {
    const pairs = this.together();
    const paired = pairs.flat();
    const alone = this.all
      .map((_, m) => m)
      .filter((m) => this.sides.includes(this.runOf[m]) && !paired.includes(m));
    return [...pairs, ...alone.map((m) => [m])];
  }

  together() {
    const [left, right] = this.sides;
    const found = this.pairs.find((p) => p.left === Math.min(left, right) && p.right === Math.max(left, right));
    return left < right ? found.models : found.models.map(([a, b]) => [b, a]);
  }

  /** Whether a filter is about two runs. */
  judges(show) {
    return ["flipped", "won", "lost", "lacking"].includes(show);
  }

  /** Whether an example is to be shown, judged by those of the given models that belong together. */
  shows(show, task, i, models) {
    if (show === "lacking") {
      return this.asked(task, i, 0) !== this.asked(task, i, 1);
    }
    const pairs = this.together().filter((pair) => pair.every((m) => models.includes(m)));
    return pairs.some(([left, right]) => {
      if (show === "flipped") {
        return ["right-wrong", "wrong-right"].includes(`${task.verdict(i, left)}-${task.verdict(i, right)}`);
      }
      const before = task.value(i, left);
      const after = task.value(i, right);
      return (
        before !== null &&
        after !== null &&
        before !== after &&
        (after > before === task.info.higherIsBetter) === (show === "won")
      );
    });
  }

  /** Whether the run of a side has an example. */
  asked(task, i, side) {
    return this.all.some((_, m) => this.runOf[m] === this.sides[side] && task.verdict(i, m) !== "missing");
  }

  /** Whether either run has an example. */
  has(task, i) {
    return this.asked(task, i, 0) || this.asked(task, i, 1);
  }

  /** What to say of a model without an answer where its whole run lacks the example; else undefined. */
  missing(task, i, m) {
    const side = this.sides.indexOf(this.runOf[m]);
    return this.asked(task, i, side) ? undefined : `– not in run ${this.labels[this.runOf[m]]}`;
  }

  /**
   * Marks what the right side's model answers otherwise than the left side's; undefined where the
   * right answer is to be compared with.
   */
  marks(task, i, m) {
    if (this.against !== "runs") {
      return undefined;
    }
    const pair = this.together().find((p) => p[1] === m);
    const before = pair ? (task.outputs(i, pair[0]) ?? []) : [];
    const outputs = task.outputs(i, m) ?? [];
    const other = pair && this.labels[this.runOf[pair[0]]];
    const own = this.labels[this.runOf[m]];
    const attributes = {
      extra: { class: "between", title: `only in ${own}` },
      missing: { class: "between", title: `only in ${other}` },
    };
    const mark = (text, old) => {
      const parts = text === old ? null : (difference(text, old) ?? wordDifference(text, old));
      return parts && marked(parts, attributes);
    };
    const same = before.length > 0 && JSON.stringify(before) === JSON.stringify(outputs);
    const answered = pair && (task.answer(i, pair[0]) ?? (before.length === 1 ? before[0] : null));
    return {
      output: (output, k) => (before.length === outputs.length && !before[k].pictures ? mark(output.text, before[k].text) : null),
      answer: (answer) => (answered ? mark(answer.text, answered.text) : null),
      notes: same ? [make("p", { class: "aside" }, `the same output as in ${other}`)] : [],
    };
  }
}
