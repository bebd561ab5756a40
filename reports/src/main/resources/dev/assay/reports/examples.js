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
    const models = document.getElementById("filter-models");
    this.run.models.forEach((model, m) => {
      const box = make("input", { type: "checkbox", value: String(m) });
      box.addEventListener("change", () => this.change({ without: this.unchecked() }));
      models.append(make("label", {}, box, modelName(model)));
    });
    this.boxes = [...models.querySelectorAll("input")];
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

  unchecked() {
    return this.boxes.filter((box) => !box.checked).map((box) => Number(box.value));
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
    return this.run.models.map((_, m) => m).filter((m) => !this.state.without.includes(m));
  }

  matches() {
    const { task, show, q } = this.state;
    const models = this.shownModels();
    const text = q.toLowerCase();
    const found = [];
    for (const info of this.run.tasks) {
      if (task === "all" || task === info.slug) {
        const examples = this.task(info);
        for (let i = 0; i < examples.size; i++) {
          if (examples.shows(show, i, models) && (text === "" || examples.holds(text, i))) {
            found.push([examples, i]);
          }
        }
      }
    }
    return found;
  }

  render() {
    const { task, show, q, without } = this.state;
    this.controls.task.value = task;
    this.controls.show.value = show;
    if (this.controls.q.value !== q) {
      this.controls.q.value = q;
    }
    this.boxes.forEach((box, m) => (box.checked = !without.includes(m)));
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
    const words = VERDICTS[verdict] ?? scores(task, i, m);
    box.append(
      make("p", { class: "by" }, modelName(model), make("span", { class: `verdict ${verdict}` }, words)),
    );
    const failure = task.failure(i, m);
    if (failure) {
      box.append(make("p", { class: "cause" }, ...visible(failure.text)));
    }
    const outputs = task.outputs(i, m) ?? [];
    const answer = task.answer(i, m);
    const target = task.target(i).text;
    const compare = verdict === "wrong" || verdict === "partly" || verdict === "scored";
    for (const output of outputs) {
      if (output.pictures) {
        box.append(pictureBlock(output));
      } else if (output.length === 0) {
        box.append(make("p", { class: "aside" }, "an empty answer"));
      } else {
        box.append(textBlock(output, compare && !answer && outputs.length === 1 ? target : null));
      }
    }
    if (answer) {
      const parts = compare ? difference(answer.text, target) : null;
      box.append(
        make(
          "p",
          { class: "taken" },
          make("span", { class: "label" }, "taken as answer"),
          " ",
          make(
            "span",
            { class: "text", dir: "auto" },
            ...(answer.length === 0 ? ["nothing"] : parts ? marked(parts) : visible(answer.text)),
          ),
        ),
      );
    }
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

/** A text in full, or its beginning with a button for as much as the report keeps. */
function textBlock(stored, target = null) {
  const block = make("pre", { class: "text", dir: "auto" });
  const parts = target === null ? null : difference(stored.text, target);
  if (parts) {
    block.append(...marked(parts));
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
