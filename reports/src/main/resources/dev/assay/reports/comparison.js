// The comparison's tables: in the order of the plan, or the worst first.
"use strict";

/** Orders the groups of a page and the rows within them. */
function orderBy(page, order) {
  const sorted = (elements) => [...elements].sort((a, b) => a.dataset[order] - b.dataset[order]);
  for (const groups of page.querySelectorAll(".groups")) {
    groups.append(...sorted(groups.children));
  }
  for (const table of page.querySelectorAll("table.differences")) {
    table.tBodies[0].append(...sorted(table.tBodies[0].rows));
  }
  for (const button of page.querySelectorAll(".order button")) {
    button.setAttribute("aria-pressed", String(button.dataset.order === order));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const page of document.querySelectorAll(".pair")) {
    for (const button of page.querySelectorAll(".order button")) {
      button.addEventListener("click", () => orderBy(page, button.dataset.order));
    }
  }
});
