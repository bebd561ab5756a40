// The page itself: theme at once, then parts by address, keyboard, and the example browser.
"use strict";

const root = document.documentElement;
root.classList.add("js");
setTheme(storedTheme());

/** The reader's choice; null to follow the system. Storage may be forbidden. */
function storedTheme() {
  try {
    return localStorage.getItem("assay-theme");
  } catch {
    return null;
  }
}

function setTheme(theme) {
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
}

function switchTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
  setTheme(theme);
  try {
    localStorage.setItem("assay-theme", theme);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** Shows the part of the report that the address names. */
function showAddressed(browser) {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  const target = document.getElementById(name) ?? document.getElementById("overview");
  const page = target.closest(".page") ?? document.getElementById("overview");
  for (const other of document.querySelectorAll(".page")) {
    other.classList.toggle("current", other === page);
  }
  const whole = { task: "tasks", pair: "overview" }; // of pages that the bar does not name
  const kind = Object.keys(whole).find((name) => page.classList.contains(name));
  const part = kind ? whole[kind] : page.id;
  for (const link of document.querySelectorAll(".top nav a")) {
    const here = link.getAttribute("href") === `#${part}`;
    here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  if (page.id === "examples") {
    browser().open(new URLSearchParams(query ?? ""));
  }
  if (target === page) {
    scrollTo(0, 0);
  } else {
    target.scrollIntoView();
  }
}

function onKey(event, browser) {
  const typing = event.target.closest("input[type=search], select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (typing) {
    if (event.key === "Escape") {
      typing.blur();
    }
    return;
  }
  const keys = document.getElementById("keys");
  const browsing = document.getElementById("examples").classList.contains("current");
  const selected = document.activeElement?.closest("#example-list > li");
  const actions = {
    "?": () => (keys.open ? keys.close() : keys.showModal()),
    t: switchTheme,
    "/": () => {
      if (!browsing) {
        location.hash = "examples";
        showAddressed(browser);
      }
      document.getElementById("filter-text").focus();
    },
    ...(browsing && {
      j: () => browser().move(1),
      k: () => browser().move(-1),
      n: () => browser().turn(1),
      p: () => browser().turn(-1),
    }),
    ...(selected && {
      ArrowDown: () => browser().move(1),
      ArrowUp: () => browser().move(-1),
      o: () => {
        const prompt = selected.querySelector(":scope > details");
        if (prompt) {
          prompt.open = !prompt.open;
        }
      },
    }),
  };
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (action && (!keys.open || event.key === "?")) {
    event.preventDefault();
    action();
  }
}

document.addEventListener("DOMContentLoaded", () => {
  let made;
  const browser = () =>
    (made ??= new ExampleBrowser(JSON.parse(document.getElementById("run").textContent)));
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.getElementById("theme").addEventListener("click", switchTheme);
  document
    .getElementById("keys-open")
    .addEventListener("click", () => document.getElementById("keys").showModal());
  document.addEventListener("keydown", (event) => onKey(event, browser));
  addEventListener("hashchange", () => showAddressed(browser));
  showAddressed(browser);
});
