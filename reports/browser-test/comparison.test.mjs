// Opens reports of several runs in Chromium and uses them as a reader would. The module's Java tests
// write them into ../target/compared.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { before, test } from "node:test";
import { cards, found, local, openPage, shot } from "./page.mjs";

const sampleFile = local("../target/compared/sample-comparison.html");
const sample = pathToFileURL(sampleFile).href;
const three = pathToFileURL(local("../target/compared/three-runs.html")).href;
const large = pathToFileURL(local("../target/compared/large-comparison.html")).href;

before(() => {
  assert.ok(existsSync(sampleFile), `no page at ${sampleFile}; run mvn -pl reports test first`);
});

const open = (t, hash = "", options = {}, url = sample) => openPage(t, url, hash, options);

/** The rows of a comparison's first table. */
const rows = (page) => page.locator("#overview .group").first().locator("table").first().locator("tbody tr");

test("the comparison comes first, told differences in sight, the rest folded", async (t) => {
  const page = await open(t);
  assert.equal(await page.locator(".page:visible").count(), 1);
  const verdicts = await page.locator("#overview td .judged:visible").allInnerTexts();
  assert.ok(verdicts.length > 0 && verdicts.every((v) => /better|worse/.test(v)));
  assert.match(await page.locator("#overview .tally").last().innerText(), /4 not compared/);
  await page.locator("#overview .group").last().locator("summary").press("Enter");
  assert.match(await page.locator("#overview .reason").first().innerText(), /cannot be opened/);
  await shot(page, "comparison-light", { fullPage: true });
});

test("every drawn difference has a title, a text alternative and its number beside it", async (t) => {
  const page = await open(t);
  for (const drawn of await page.locator("#overview svg.whisked").all()) {
    const words = await drawn.getAttribute("aria-label");
    assert.equal(await drawn.locator("title").textContent(), words);
    const row = await drawn.locator("xpath=ancestor::tr").textContent();
    assert.ok(row.includes(words.match(/: ([+−]?[\d.,]+)/)[1]), words);
  }
});

test("the worst come first when asked, and the plan's order comes back", async (t) => {
  const page = await open(t);
  const titles = async () =>
    (await rows(page).allInnerTexts()).map((text) => text.split("\t").slice(0, 2).join(" "));
  const planned = await titles();
  await page.getByRole("button", { name: "worst first" }).press("Enter");
  const worst = await rows(page).locator(".verdicts").allInnerTexts();
  assert.deepEqual(worst, [...worst].sort().reverse(), "worse before better");
  const losses = await rows(page).locator("td:nth-child(7)").allInnerTexts();
  const numbers = losses.map((l) => Number(l.replace("−", "-")));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  await page.getByRole("button", { name: "as planned" }).click();
  assert.deepEqual(await titles(), planned);
});

test("each row leads to its flipped, won and lost examples, as many as it says", async (t) => {
  const page = await open(t);
  await page.locator("#overview .group").nth(1).locator("summary").first().click();
  const links = await page.evaluate(() =>
    [...document.querySelectorAll("#overview .flips a")].map((a) => [
      a.getAttribute("href"),
      Number(a.textContent.replace(/\D/g, "")),
    ]),
  );
  assert.ok(links.length > 20);
  for (const [href, count] of links) {
    await page.goto(sample + href);
    assert.equal(await found(page), count, href);
  }
  await page.goto(sample + links[0][0]);
  assert.equal(await page.inputValue("#filter-show"), "flipped");
  const verdicts = await cards(page).locator(".verdict").allInnerTexts();
  for (let i = 0; i < verdicts.length; i += 2) {
    assert.deepEqual([verdicts[i], verdicts[i + 1]].sort(), ["✓ right", "✗ wrong"]);
  }
  await shot(page, "comparison-flipped");
});

test("from the comparison to a task, to an example, and back", async (t) => {
  const page = await open(t);
  await rows(page).first().locator("th a").click();
  const task = page.locator("#task-letters-spell");
  await task.waitFor();
  assert.ok(await task.locator("table.differences").isVisible());
  await task.locator(".flips a").first().click();
  await page.locator("#examples").waitFor();
  await page.locator("#task-of-examples a").click();
  await task.waitFor();
  await task.getByRole("link", { name: "B against A" }).click();
  await page.locator("#overview").waitFor();
  await page.goBack();
  await page.goBack();
  await page.locator("#examples").waitFor();
  assert.equal(await page.inputValue("#filter-show"), "flipped");
});

test("a model is chosen in both runs at once, and the address keeps filters", async (t) => {
  const page = await open(t, "#examples?task=letters-spell");
  assert.equal(await page.locator("#filter-models input").count(), 4);
  await page.selectOption("#filter-show", "lost");
  const all = await found(page);
  await page.locator("#filter-models input").nth(1).uncheck();
  const without = await found(page);
  assert.ok(without < all);
  const names = await cards(page).locator(".by .model").allInnerTexts();
  assert.ok(names.every((name) => !name.startsWith("bytes-small")));
  await page.reload();
  assert.equal(await found(page), without);
  assert.equal(await page.locator("#filter-show option:checked").innerText(), "lost by B");
});

test("what only one run has is said to lack in the other", async (t) => {
  const page = await open(t, "#examples?task=letters-first&show=lacking");
  assert.equal(await found(page), 22, "20 that are missing and one in two contents");
  const verdicts = await cards(page).first().locator(".verdict").allInnerTexts();
  assert.ok(verdicts.includes("– not in run B"));
  await page.getByRole("button", { name: "Next" }).click();
  const last = cards(page).last();
  assert.match(await last.locator("h3").innerText(), /0 \(B\)/);
  assert.ok((await last.locator(".verdict").allInnerTexts()).includes("– not in run A"));
});

test("what differs between the runs is marked, or from the right answer", async (t) => {
  const page = await open(t, "#examples?task=letters-double&show=flipped");
  const marked = cards(page).locator(".answer").locator("ins.between, del.between");
  assert.ok((await marked.count()) > 0);
  const sides = await page.evaluate(() =>
    [...document.querySelectorAll("#example-list .between")].map((e) => [
      e.title,
      e.closest(".answer").querySelector(".by .model").textContent.slice(-3),
    ]),
  );
  assert.ok(sides.every(([title, run]) => /only in [AB]/.test(title) && run === "(B)"));
  assert.ok((await cards(page).getByText("the same output as in A").count()) > 0);
  await page.selectOption("#marks", "target");
  assert.equal(await marked.count(), 0);
  assert.ok((await cards(page).locator("del").count()) > 0);
  assert.match(page.url(), /marks=target/);
});

test("longer outputs are compared word by word", async (t) => {
  const page = await open(t);
  const compare = (a, b) => page.evaluate(([x, y]) => wordDifference(x, y), [a, b]);
  const long = "First add three. ".repeat(40);
  assert.deepEqual(await compare(`${long}So it is five.`, `${long}So it is eight.`), [
    ["same", `${long}So it is `],
    ["extra", "five"],
    ["missing", "eight"],
    ["same", "."],
  ]);
  assert.equal(await compare("one two three four", "quite another text here, you see"), null);
});

test("any two of several runs can be set side by side", async (t) => {
  const page = await open(t, "", {}, three);
  await page.locator("#overview .pairs a").nth(1).click();
  await page.locator("#against-C").waitFor();
  assert.equal(await page.locator('nav a[aria-current="page"]').innerText(), "Comparison");
  assert.match(await page.locator("#against-C .lede").innerText(), /C is better in 0/);
  await page.locator("#against-C .pairs").getByRole("link", { name: "any two" }).click();
  await page.selectOption("#run-left", { label: "C wednesday" });
  assert.match(page.url(), /runs=C-B/);
  let runs = await cards(page).first().locator(".by .model").allInnerTexts();
  assert.ok(runs.every((name) => /\((B|C)\)$/.test(name)) && runs[0].endsWith("(C)"));
  await page.selectOption("#filter-show", "flipped");
  const flipped = await found(page);
  await page.goto(`${three}#examples?task=letters-spell&runs=B-C&show=flipped`);
  assert.equal(await found(page), flipped, "either way round");
  await page.goto(`${three}#examples?task=letters-spell&runs=A-C&show=flipped`);
  assert.equal(await found(page), 0, "the same answers in both");
  await page.selectOption("#run-left", { label: "C wednesday" });
  assert.match(page.url(), /runs=C-A/, "who chooses the other run turns the two round");
  runs = await page.locator("#filter-models label").first().innerText();
  assert.match(runs, /\(C\).*\(A\)/s);
});

test("the keyboard works as in a run's report", async (t) => {
  const page = await open(t);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "filter-text");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await cards(page).first().locator(":scope > details .text").waitFor();
  await page.keyboard.press("n");
  assert.match(await page.locator("#paging").innerText(), /page 2 of/);
});

test("hostile outputs and names stay text", async (t) => {
  const page = await open(t, "#examples?task=copy-hostile");
  const text = await page.locator("#example-list").innerText();
  assert.ok(text.includes("<script>alert(1)</script>"));
  assert.equal(await page.locator("#example-list :is(script, img, b)").count(), 0);
  assert.match(await page.title(), /^tues<b>day #1 100% \[U\+202E\]& against monday/);
});

test("links to the runs' own reports open them", async (t) => {
  const context = await open(t);
  const links = await context.locator("#overview .runs a").all();
  const pages = await Promise.all(links.map((link) => link.evaluate((a) => a.href)));
  assert.equal(pages.length, 2);
  assert.ok(pages.every((href) => existsSync(new URL(href))), pages.join("\n"));
});

test("dark, narrow and without JavaScript everything is there", async (t) => {
  const dark = await open(t, "", { colorScheme: "dark" });
  await shot(dark, "comparison-dark", { fullPage: true });
  const narrow = await open(t, "", { viewport: { width: 390, height: 844 } });
  for (const hash of ["#overview", "#tasks", "#task-letters-spell", "#examples", "#provenance"]) {
    await narrow.goto(sample + hash);
    const width = await narrow.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${hash} is ${width} wide`);
  }
  await narrow.goto(`${sample}#overview`);
  await shot(narrow, "comparison-narrow");
  const plain = await open(t, "", { javaScriptEnabled: false });
  assert.match(await rows(plain).first().innerText(), /better|worse/);
  assert.ok(await plain.locator("#task-letters-spell .answer").first().isVisible());
  assert.ok(!(await plain.locator(".order").first().isVisible()));
});

test("on paper folded rows are open", async (t) => {
  const page = await open(t);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#overview .group details tbody tr").first().isVisible());
  assert.ok(!(await page.locator(".order").first().isVisible()));
});

test("every control has a name, every table its headings, every id is unique", async (t) => {
  const page = await open(t, "#examples", {}, three);
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input")]
      .filter((c) => !(c.labels?.length || c.ariaLabel || c.textContent.trim()))
      .map((c) => c.outerHTML),
  );
  assert.deepEqual(nameless, []);
  assert.equal(await page.locator("th:not([scope])").count(), 0);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((e) => e.id));
  assert.equal(new Set(ids).size, ids.length, "ids are unique");
});

test("fifty-six thousand answers stay quick to use", async (t) => {
  const page = await open(t, "#examples?task=all", {}, large);
  assert.equal(await found(page), 7_000);
  const took = await page.evaluate(() => {
    const start = performance.now();
    const show = document.getElementById("filter-show");
    show.value = "flipped";
    show.dispatchEvent(new Event("change"));
    return performance.now() - start;
  });
  assert.ok((await found(page)) < 7_000);
  assert.ok(took < 2_000, `filtering took ${Math.round(took)} ms`);
  assert.ok((await page.evaluate(() => document.querySelectorAll("#example-list *").length)) < 5_000);
});
