// The example browser: filters, search, pages, and one card for each example in view.
"use strict";

const PAGE_SIZE = 20;
const TEXT_IN_VIEW = 600;
const VERDICTS = {
  right: "✓ right",
  wrong: "✗ wrong",
  partly: "◐ partly right",
  failed: "⚠ failed",
  missing: "– not asked",
};

class ExampleBrowser {
  constructor(run) {
    this.run = run;
    this.tasks = new Map();
    this.boxes = [];
    this.sides = run.runs ? new SideBySide(run) : null; // in a report of several runs
    this.state = { task: run.tasks[0]?.slug ?? "all", show: "all", q: "", without: [], page: 1 };
    this.list = document.getElementById("example-list");
    this.controls = {
      task: document.getElementById("filter-task"),
      show: document.getElementById("filter-show"),
      q: document.getElementById("filter-text"),
    };
    this.addControls();
  }

  /** A task's examples; reads them at the first call. */
  task(info) {
    if (!this.tasks.has(info.slug)) {
      this.tasks.set(info.slug, new Task(info));
    }
    return this.tasks.get(info.slug);
  }

  addControls() {
    const { task, show, q } = this.controls;
    for (const info of this.run.tasks) {
      task.append(make("option", { value: info.slug }, ...visible(info.title)));
    }
    task.append(make("option", { value: "all" }, "all tasks"));
    this.addModels(this.sides?.choices() ?? this.run.models.map((_, m) => [m]));
    this.sides?.addControls((part) => this.change(part));
    task.addEventListener("change", () => this.change({ task: task.value }));
    show.addEventListener("change", () => this.change({ show: show.value }));
    const search = () => {
      clearTimeout(this.typing);
      if (q.value !== this.state.q) {
        this.change({ q: q.value });
      }
    };
    q.addEventListener("change", search);
    q.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(search, 150);
    });
    document.querySelector(".filters").addEventListener("submit", (e) => e.preventDefault());
  }

  /** A box for each choice, which is a model or what a model is in both of two runs. */
  addModels(choices) {
    const fieldset = document.getElementById("filter-models");
    this.boxes.forEach((box) => box.parentElement.remove());
    this.boxes = choices.map((models) => {
      const box = make("input", { type: "checkbox", value: models.join(",") });
      box.addEventListener("change", () => this.change({ without: this.unchecked() }));
      fieldset.append(make("label", {}, box, ...models.map((m) => modelName(this.run.models[m]))));
      return box;
    });
  }

  unchecked() {
    return this.boxes.filter((box) => !box.checked).flatMap((box) => box.value.split(",").map(Number));
  }

  /** Opens the browser as an address says: what it does not name is at its start. */
  open(parameters) {
    const known = this.run.tasks.some((t) => t.slug === parameters.get("task"));
    this.state = {
      task: known || parameters.get("task") === "all" ? parameters.get("task") : this.state.task,
      show: parameters.get("show") ?? "all",
      q: parameters.get("q") ?? "",
      without: (parameters.get("without") ?? "").split(",").filter(Boolean).map(Number),
      page: Number(parameters.get("page")) || 1,
    };
    this.sides?.open(parameters);
    this.render();
  }

  /** Takes over a change of the filters and begins at the first page, unless that changed. */
  change(part) {
    Object.assign(this.state, { page: 1 }, part);
    const { task, show, q, without, page } = this.state;
    const address = new URLSearchParams({ task });
    if (show !== "all") address.set("show", show);
    if (q) address.set("q", q);
    if (without.length) address.set("without", without.join(","));
    if (page > 1) address.set("page", String(page));
    this.sides?.state(address);
    history.replaceState(null, "", `#examples?${address}`);
    this.render();
  }

  turn(by) {
    const page = this.state.page + by;
    if (page >= 1 && page <= this.pages) {
      this.change({ page });
      document.getElementById("found").scrollIntoView({ block: "start" });
      return true;
    }
    return false;
  }

  /** Moves the selection among the cards; at either end to the neighbouring page. */
  move(by) {
    const cards = [...this.list.children];
    const at = cards.indexOf(document.activeElement?.closest("#example-list > li"));
    const next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : at + by;
    if (next >= 0 && next < cards.length) {
      cards[next].focus();
    } else if (this.turn(by)) {
      (by > 0 ? this.list.firstElementChild : this.list.lastElementChild)?.focus();
    }
  }

  shownModels() {
    const all = this.sides?.models() ?? this.run.models.map((_, m) => m);
    return all.filter((m) => !this.state.without.includes(m));
  }

  matches() {
    const { task, q } = this.state;
    const models = this.shownModels();
    const text = q.toLowerCase();
    const found = [];
    for (const info of this.run.tasks) {
      if (task === "all" || task === info.slug) {
        const examples = this.task(info);
        for (let i = 0; i < examples.size; i++) {
          if (this.shows(examples, i, models) && (text === "" || examples.holds(text, i))) {
            found.push([examples, i]);
          }
        }
      }
    }
    return found;
  }

  shows(examples, i, models) {
    const { show } = this.state;
    return this.sides?.judges(show)
      ? this.sides.shows(show, examples, i, models)
      : examples.shows(show, i, models) && (!this.sides || this.sides.has(examples, i));
  }

  render() {
    const { task, show, q, without } = this.state;
    if (this.sides?.turned()) {
      this.addModels(this.sides.choices());
    }
    this.controls.task.value = task;
    this.controls.show.value = show;
    if (this.controls.q.value !== q) {
      this.controls.q.value = q;
    }
    this.boxes.forEach((box) => (box.checked = !box.value.split(",").some((m) => without.includes(Number(m)))));
    this.renderTask(this.run.tasks.find((info) => info.slug === task));
    const found = this.matches();
    this.pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
    const page = (this.state.page = Math.min(this.state.page, this.pages));
    const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    document.getElementById("found").textContent =
      `${found.length.toLocaleString("en-GB")} ${found.length === 1 ? "example" : "examples"}`;
    const models = this.shownModels();
    this.list.replaceChildren(...shown.map(([t, i]) => this.card(t, i, models)));
    this.renderPaging(page);
  }

  /** The way back to the page of the task whose examples are shown. */
  renderTask(info) {
    const link = info ? [" · ", make("a", { href: `#task-${info.slug}` }, ...visible(info.title))] : [];
    document.getElementById("task-of-examples").replaceChildren(...link);
  }

  renderPaging(page) {
    const button = (label, by) => {
      const b = make("button", { type: "button" }, label);
      b.disabled = page + by < 1 || page + by > this.pages;
      b.addEventListener("click", () => this.turn(by));
      return b;
    };
    const nav = document.getElementById("paging");
    nav.hidden = this.pages < 2;
    nav.replaceChildren(
      button("← Previous", -1),
      make("span", {}, `page ${page} of ${this.pages}`),
      button("Next →", 1),
    );
  }

  card(task, i, models) {
    const where = this.state.task === "all" ? visible(task.info.title) : [];
    const card = make(
      "li",
      { class: "example", tabindex: "-1" },
      make(
        "h3",
        {},
        "Example ",
        ...visible(task.data.ids[i]),
        " ",
        make("span", { class: "plain" }, ...where),
      ),
      question(task, i),
      make("div", { class: "answers" }, ...models.map((m) => this.answer(task, i, m))),
    );
    const prompt = task.prompt(i);
    if (prompt.length > 0) {
      card.append(folded("Prompt", () => [textBlock(prompt)]));
    }
    return card;
  }

  answer(task, i, m) {
    const model = this.run.models[m];
    const verdict = task.verdict(i, m);
    const box = make("div", { class: model.competes ? "answer" : "answer outside" });
    const words =
      (verdict === "missing" ? this.sides?.missing(task, i, m) : VERDICTS[verdict]) ??
      VERDICTS[verdict] ??
      scores(task, i, m);
    box.append(
      make("p", { class: "by" }, modelName(model), make("span", { class: `verdict ${verdict}` }, words)),
    );
    const failure = task.failure(i, m);
    if (failure) {
      box.append(make("p", { class: "cause" }, ...visible(failure.text)));
    }
    const outputs = task.outputs(i, m) ?? [];
    const answer = task.answer(i, m);
    const marks = this.sides?.marks(task, i, m) ?? againstTarget(task, i, m, verdict);
    outputs.forEach((output, k) => {
      if (output.pictures) {
        box.append(pictureBlock(output));
      } else if (output.length === 0) {
        box.append(make("p", { class: "aside" }, "an empty answer"));
      } else {
        box.append(textBlock(output, marks.output(output, k)));
      }
    });
    if (answer) {
      const nodes = answer.length === 0 ? ["nothing"] : (marks.answer(answer) ?? visible(answer.text));
      box.append(
        make(
          "p",
          { class: "taken" },
          make("span", { class: "label" }, "taken as answer"),
          " ",
          make("span", { class: "text", dir: "auto" }, ...nodes),
        ),
      );
    }
    box.append(...(marks.notes ?? []));
    const prompt = task.otherPrompt(i, m);
    if (prompt) {
      box.append(folded("Its own prompt", () => [textBlock(prompt)]));
    }
    const trace = task.trace(i, m);
    if (trace) {
      box.append(folded(`Trace: ${trace.kind}`, () => [traceView(trace)]));
    }
    return box;
  }
}
