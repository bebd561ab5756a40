// Tables whose headings sort them: by the number a cell states as its order, else by its text.
"use strict";

function makeSortable(table) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = make("button", { type: "button", class: "sort" });
    button.append(...heading.childNodes);
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const numbers = [...table.tBodies[0].rows].some((row) => row.cells[column].dataset.order);
      const before = heading.getAttribute("aria-sort");
      // numbers fall at first, since one looks for the most; texts rise
      const falling = before ? before === "ascending" : numbers;
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      sortRows(table.tBodies[0], column, numbers, falling);
    });
  });
}

/** Cells without a number come last, whichever way. */
function sortRows(body, column, numbers, falling) {
  const value = (row) => {
    const cell = row.cells[column];
    return numbers ? (cell.dataset.order ? Number(cell.dataset.order) : NaN) : cell.textContent.trim();
  };
  const compare = (a, b) => {
    if (!numbers) {
      return falling ? b.localeCompare(a, "en") : a.localeCompare(b, "en");
    }
    if (Number.isNaN(a) || Number.isNaN(b)) {
      return Number.isNaN(a) - Number.isNaN(b);
    }
    return falling ? b - a : a - b;
  };
  const rows = [...body.rows].map((row) => [value(row), row]);
  rows.sort(([a], [b]) => compare(a, b));
  body.append(...rows.map(([, row]) => row));
}
