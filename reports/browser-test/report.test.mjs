// Opens a report in Chromium and uses it as a reader would. The report is ../target/sample-report.html,
// which the module's Java tests write, or the file in REPORT.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { before, test } from "node:test";
import { cards, found, local, openPage, shot } from "./page.mjs";

const reportFile = process.env.REPORT ?? local("../target/sample-report.html");
const largeFile = local("../target/large-report.html");
const bytesFile = local("../target/bytes-report.html");
const thoughtsFile = local("../target/thoughts-report.html");
const picturesFile = local("../target/pictures-report.html");
const report = pathToFileURL(reportFile).href;

before(() => {
  assert.ok(existsSync(reportFile), `no report at ${reportFile}; run mvn -pl reports test first`);
});

/** Opens the report; fails the test at its end if the page complained or asked for anything. */
const open = (t, hash = "", options = {}, url = report) => openPage(t, url, hash, options);

/** What the report tells its own script of the run. */
const run = (page) => page.evaluate(() => JSON.parse(document.getElementById("run").textContent));

test("the overview shows every model and benchmark, and only one part at a time", async (t) => {
  const page = await open(t);
  const { models, tasks } = await run(page);
  const matrix = page.locator(".matrix table");
  for (const model of models) {
    assert.equal(await matrix.locator("thead th", { hasText: model.name }).count(), 1);
  }
  for (const task of tasks) {
    assert.ok(await matrix.locator(`a[href="#task-${task.slug}"]`).isVisible());
  }
  assert.equal(await page.locator(".page:visible").count(), 1);
  await shot(page, "overview-light", { fullPage: true });
});

test("the headings of rows and columns stay in sight", async (t) => {
  const page = await open(t, "", { viewport: { width: 500, height: 420 } });
  const matrix = page.locator(".matrix");
  await matrix.evaluate((m) => m.scrollTo(300, 200));
  const box = await matrix.boundingBox();
  const corner = await page.locator(".matrix .corner").boundingBox();
  assert.ok(Math.abs(corner.x - box.x) < 2 && Math.abs(corner.y - box.y) < 3);
});

test("a benchmark leads to its page, and that to its examples", async (t) => {
  const page = await open(t);
  const { tasks } = await run(page);
  await page.locator(`.matrix a[href="#task-${tasks[0].slug}"]`).click();
  const section = page.locator(`#task-${tasks[0].slug}`);
  await section.waitFor(); // the page turns once the address has changed
  assert.ok(!(await page.locator("#overview").isVisible()));
  await shot(page, "task", { fullPage: true });
  await section.locator(".more a").first().click();
  await page.locator("#examples").waitFor();
  assert.equal(await found(page), tasks[0].examples);
  await page.goBack();
  await section.waitFor();
});

test("the tasks and the provenance have pages", async (t) => {
  const page = await open(t, "#tasks");
  assert.ok(await page.locator("#tasks .lane").first().isVisible());
  await shot(page, "tasks", { fullPage: true });
  await page.locator('nav a[href="#provenance"]').click();
  await page.locator("#provenance").waitFor();
  assert.equal(await page.locator('nav a[aria-current="page"]').innerText(), "Provenance");
  assert.ok(await page.locator("#provenance .benchmarks").isVisible());
  await shot(page, "provenance", { fullPage: true });
});

test("filters by benchmark, model and outcome agree with the counts", async (t) => {
  const page = await open(t, "#examples");
  const { models, tasks } = await run(page);
  await page.selectOption("#filter-task", "all");
  const all = tasks.reduce((sum, task) => sum + task.examples, 0);
  assert.equal(await found(page), all);
  await page.selectOption("#filter-task", tasks[0].slug);
  const counts = {};
  for (const show of ["right", "wrong", "disagree"]) {
    await page.selectOption("#filter-show", show);
    counts[show] = await found(page);
    const verdicts = await page.locator("#example-list .verdict").allInnerTexts();
    assert.ok(show === "disagree" || verdicts.every((v) => v.includes(show)), show);
  }
  assert.equal(counts.right + counts.wrong + counts.disagree, tasks[0].examples);
  for (const box of (await page.locator("#filter-models input").all()).slice(1)) {
    await box.uncheck();
  }
  assert.equal(await found(page), 0, "one model cannot disagree with itself");
  await page.selectOption("#filter-show", "right");
  assert.ok((await found(page)) >= counts.right);
  const shown = await page.locator("#example-list .by .model").allInnerTexts();
  assert.ok(shown.every((name) => name === models[0].name));
});

test("search finds text in questions and outputs, and the address keeps it", async (t) => {
  const page = await open(t, "#examples");
  const { tasks } = await run(page);
  const target = await page.locator("#example-list .target dd").nth(3).innerText();
  await page.fill("#filter-text", target.toUpperCase());
  await page.waitForFunction(() => location.hash.includes("q="));
  const count = await found(page);
  assert.ok(count >= 1 && count < tasks[0].examples);
  await page.reload();
  assert.equal(await found(page), count);
  assert.equal(await page.inputValue("#filter-text"), target.toUpperCase());
  await page.fill("#filter-text", "no such text anywhere");
  await page.waitForFunction(() => document.getElementById("example-list").children.length === 0);
});

test("a list of examples is bounded and has pages", async (t) => {
  const page = await open(t, "#examples?task=all");
  assert.equal(await cards(page).count(), 20);
  const first = await cards(page).first().innerText();
  await page.getByRole("button", { name: "Next" }).click();
  assert.notEqual(await cards(page).first().innerText(), first);
  assert.match(await page.locator("#paging").innerText(), /page 2 of/);
  await page.getByRole("button", { name: "Previous" }).click();
  assert.equal(await cards(page).first().innerText(), first);
  await shot(page, "examples-light");
});

test("the keyboard reaches search, examples, pages and help", async (t) => {
  const page = await open(t);
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll("#example-list > li")].indexOf(document.activeElement));
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "filter-text");
  await page.keyboard.type("j?");
  assert.equal(await page.inputValue("#filter-text"), "j?", "keys are text while typing");
  await page.fill("#filter-text", "");
  await page.waitForFunction(() => document.getElementById("example-list").children.length > 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await focused(), 1);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), 2);
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), 0);
  await page.keyboard.press("o");
  await cards(page).first().locator(":scope > details .text").waitFor();
  await page.keyboard.press("n");
  assert.match(await page.locator("#paging").innerText(), /page 2 of/);
  await page.keyboard.press("p");
  assert.match(await page.locator("#paging").innerText(), /page 1 of/);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#keys").isVisible()));
});

test("moving past the last example of a page turns it", async (t) => {
  const page = await open(t, "#examples?task=all");
  await cards(page).last().focus();
  await page.keyboard.press("j");
  assert.match(await page.locator("#paging").innerText(), /page 2 of/);
  assert.ok(await cards(page).first().evaluate((c) => c === document.activeElement));
  await page.keyboard.press("k");
  assert.ok(await cards(page).last().evaluate((c) => c === document.activeElement));
});

test("hostile outputs stay text", async (t) => {
  const page = await open(t, "#examples?task=copy-hostile");
  if (!(await run(page)).tasks.some((task) => task.slug === "copy-hostile")) {
    t.skip("this report holds no hostile outputs");
    return;
  }
  const text = await page.locator("#example-list").innerText();
  assert.ok(text.includes("<script>alert(1)</script>"));
  assert.ok(text.includes("<img src=x onerror=alert(1)>"));
  assert.ok(text.includes("${7*7} #{7*7} <#if true>yes</#if> [=7*7]"));
  assert.equal(await page.locator("#example-list :is(script, img, b)").count(), 0);
  assert.match(await page.title(), /Assay report$/);
  assert.doesNotMatch(text, /[\u0000-\u0008\u001b\u202a-\u202e]/);
  const signs = await page.locator("#example-list .sign").allInnerTexts();
  for (const sign of ["NUL", "ESC", "BEL", "U+202E", "U+2028", "U+D83D"]) {
    assert.ok(signs.includes(sign), sign);
  }
  await shot(page, "hostile", { fullPage: true });
});

test("a very long output is cut in view and says how long it is", async (t) => {
  const page = await open(t, "#examples?task=copy-hostile");
  const long = cards(page).filter({ hasText: "10,485,760 characters" }).first();
  if ((await long.count()) === 0) {
    t.skip("this report holds no very long output");
    return;
  }
  const output = long.locator(".answer .text").first();
  assert.equal((await output.innerText()).length, 600);
  await long.getByRole("button", { name: "show 10,000" }).first().click();
  assert.equal((await output.innerText()).length, 10_000);
});

test("differences are marked character by character", async (t) => {
  const page = await open(t);
  const difference = (answer, target) =>
    page.evaluate(([a, b]) => difference(a, b), [answer, target]);
  assert.deepEqual(await difference("h e l o", "h e l l o"), [
    ["same", "h e l "],
    ["missing", "l "],
    ["same", "o"],
  ]);
  assert.deepEqual(await difference("cat", "cart"), [
    ["same", "ca"],
    ["missing", "r"],
    ["same", "t"],
  ]);
  assert.deepEqual(await difference("carts", "cart"), [
    ["same", "cart"],
    ["extra", "s"],
  ]);
  assert.equal(await difference("entirely", "unlike this"), null);
  assert.equal(await difference("x".repeat(301), "x"), null);
});

test("traces open, as drawings or as text", async (t) => {
  const page = await open(t, "#examples");
  const trace = page.locator("#example-list details", { hasText: "Trace:" }).first();
  if ((await trace.count()) === 0) {
    t.skip("this report holds no trace");
    return;
  }
  await trace.locator("summary").first().click();
  await trace.locator(".text").first().waitFor();
  if ((await trace.locator(".patched").count()) === 0) {
    assert.ok(typeof JSON.parse(await trace.locator(".text").innerText()) === "object");
  }
});

/** The report of models over bytes, which the module's Java tests write too. */
async function openBytes(t, hash, options) {
  if (!existsSync(bytesFile)) {
    t.skip("no report of models over bytes; the Java tests write it");
    return undefined;
  }
  return open(t, hash, options, pathToFileURL(bytesFile).href);
}

test("a text is drawn by patch, with its entropies and as a table", async (t) => {
  const page = await openBytes(t, "#examples?task=cute-spell");
  if (!page) return;
  const trace = cards(page).nth(1).locator("details", { hasText: "Trace: patches" }).first();
  await trace.locator("summary").first().press("Enter");
  await trace.locator(".patched").waitFor();
  const patches = await trace.locator(".patch").count();
  assert.match(await trace.locator(".aside").first().innerText(), new RegExp(`^${patches} patches over`));
  assert.ok((await trace.locator(".patch .sign").allInnerTexts()).includes("FF"));
  assert.ok((await trace.locator(".patch-text").textContent()).includes("<b>bold</b>"), "text, not markup");
  assert.ok(await trace.locator("svg .curve").isVisible());
  assert.equal(await trace.locator("svg .limit").count(), 1);
  await trace.locator("details summary").press("Enter");
  await trace.locator("tbody tr").first().waitFor();
  assert.equal(await trace.locator("tbody tr").count(), patches);
  await shot(page, "patches");
});

test("the page of a task draws patches as the browser of examples does", async (t) => {
  const page = await openBytes(t, "#task-cute-spell");
  if (!page) return;
  const drawn = page.locator("#task-cute-spell .patched").first();
  const still = [await drawn.locator(".patch-text").innerText(), await drawn.locator(".patch").count()];
  await page.goto(page.url().replace(/#.*/, "#examples?task=cute-spell"));
  const trace = cards(page).first().locator("details", { hasText: "Trace: patches" }).first();
  await trace.locator("summary").first().click();
  await trace.locator(".patched").waitFor();
  const live = [await trace.locator(".patch-text").innerText(), await trace.locator(".patch").count()];
  assert.deepEqual(live, still);
});

test("a heading sorts the table of languages, either way", async (t) => {
  const page = await openBytes(t, "");
  if (!page) return;
  const table = page.locator("table.sortable").first();
  const column = async (i) => (await table.locator(`tbody tr > :nth-child(${i})`).allInnerTexts()).map((c) => c.trim());
  const heading = table.locator("thead th").nth(4);
  await heading.locator("button").press("Enter");
  assert.equal(await heading.getAttribute("aria-sort"), "descending");
  const numbers = (await column(5)).map((c) => Number(c.replace(/[^\d.]/g, "")));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  await heading.locator("button").press("Enter");
  assert.equal(await heading.getAttribute("aria-sort"), "ascending");
  await table.locator("thead button").first().click();
  const names = await column(1);
  assert.deepEqual(names, [...names].sort());
  await shot(page, "languages", { fullPage: true });
});

test("languages, noise, patches and published numbers need no JavaScript and fit a narrow window", async (t) => {
  const page = await openBytes(t, "", { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  if (!page) return;
  assert.match(await page.locator(".heat td.right").first().innerText(), /\d/);
  assert.match(await page.locator(".degradation .value").first().innerText(), /\d/);
  assert.ok(await page.locator(".patch-text").first().isVisible());
  assert.ok(await page.locator(".published .tag").first().isVisible());
  assert.ok(await page.locator("#overview svg.scatter").first().isVisible());
  assert.equal(await page.locator(".sort").count(), 0);
});

test("a report of models over bytes is no wider than a narrow window", async (t) => {
  const page = await openBytes(t, "", { viewport: { width: 390, height: 844 } });
  if (!page) return;
  for (const hash of ["#overview", "#task-cute-spell", "#task-cute-spell-drop-prompt"]) {
    await page.goto(page.url().replace(/#.*|$/, hash));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${hash} is ${width} wide`);
  }
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((e) => e.id));
  assert.equal(new Set(ids).size, ids.length, "ids are unique");
  assert.equal(await page.locator("th:not([scope])").count(), 0);
});

test("dark follows the system, and the button overrides and remembers it", async (t) => {
  const page = await open(t, "", { colorScheme: "dark" });
  const brightness = () =>
    page.evaluate(() => Number(getComputedStyle(document.documentElement).backgroundColor.match(/\d+/)[0]));
  assert.ok((await brightness()) < 60);
  await shot(page, "overview-dark", { fullPage: true });
  await page.locator("#theme").click();
  assert.ok((await brightness()) > 200);
  await page.reload();
  assert.ok((await brightness()) > 200);
  await page.goto(`${report}#examples`);
  await page.keyboard.press("t");
  assert.ok((await brightness()) < 60);
  await shot(page, "examples-dark");
});

test("a narrow window scrolls tables, not the page", async (t) => {
  const page = await open(t, "", { viewport: { width: 390, height: 844 } });
  const { tasks } = await run(page);
  for (const hash of ["#overview", "#tasks", `#task-${tasks[0].slug}`, "#examples", "#provenance"]) {
    await page.goto(report + hash);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${hash} is ${width} wide`);
    await shot(page, `narrow-${hash.slice(1)}`);
  }
});

// Browsers shrink what is up to twice as wide as the paper; landscape A4 is about 1,030 pixels.
for (const name of ["sample-report", "thoughts-report", "pictures-report", "bytes-report", "compared/thoughts"]) {
  test(`on paper nothing is much wider than the page: ${name}`, async (t) => {
    const url = pathToFileURL(local(`../target/${name}.html`)).href;
    const page = await openPage(t, url, "", { viewport: { width: 1030, height: 730 } });
    await page.emulateMedia({ media: "print" });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 1.3 * 1030, `${width} pixels`);
  });
}

test("the numbers are there without JavaScript", async (t) => {
  const page = await open(t, "", { javaScriptEnabled: false });
  for (const id of ["overview", "tasks", "provenance"]) {
    assert.ok(await page.locator(`#${id}`).isVisible());
  }
  assert.match(await page.locator(".matrix td .value").first().innerText(), /\d/);
  assert.ok(await page.locator(".task .answer").first().isVisible());
  assert.ok(await page.getByText("Browsing examples needs JavaScript").isVisible());
  assert.ok(!(await page.locator(".filters").isVisible()));
  await shot(page, "without-javascript");
});

test("every control has a name and every table its headings", async (t) => {
  const page = await open(t, "#examples");
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

test("twenty-eight thousand answers stay quick to use", async (t) => {
  if (!existsSync(largeFile)) {
    t.skip("no large report; the Java tests write it");
    return;
  }
  const page = await open(t, "#examples?task=all", {}, pathToFileURL(largeFile).href);
  assert.equal(await found(page), 7_000);
  const took = await page.evaluate(async () => {
    const start = performance.now();
    const search = document.getElementById("filter-text");
    search.value = "walnut";
    search.dispatchEvent(new Event("input"));
    await new Promise((resolve) => {
      const wait = () => (location.hash.includes("walnut") ? resolve() : setTimeout(wait, 10));
      wait();
    });
    return performance.now() - start;
  });
  assert.ok(took < 3_000, `searching took ${Math.round(took)} ms`);
  assert.ok((await page.evaluate(() => document.querySelectorAll("#example-list *").length)) < 5_000);
});

/** Opens the report of models that reason before they answer; skips the test where there is none. */
async function openThoughts(t, hash, options = {}) {
  if (!existsSync(thoughtsFile)) {
    t.skip("no report of models that think; the Java tests write it");
    return undefined;
  }
  return open(t, hash, options, pathToFileURL(thoughtsFile).href);
}

for (const colorScheme of ["light", "dark"]) {
  test(`thoughts are drawn on the graph of the question, ${colorScheme}`, async (t) => {
    const page = await openThoughts(t, "#task-prosqa-test", { colorScheme });
    if (!page) return;
    const panel = page.locator("#task-prosqa-test .thought").nth(1);
    assert.ok(await panel.locator("svg.frontier").isVisible());
    assert.ok((await panel.locator(".disc").count()) > 2);
    const label = await panel.locator(".name.lit").first().evaluate((e) => getComputedStyle(e).fill);
    const paper = await panel.evaluate((e) => getComputedStyle(e).backgroundColor);
    assert.notEqual(label, paper);
    await panel.scrollIntoViewIfNeeded();
    await shot(page, `thoughts-${colorScheme}`, { fullPage: true });
  });
}

test("thoughts are drawn without a script too", async (t) => {
  const page = await openThoughts(t, "", { javaScriptEnabled: false });
  if (!page) return;
  assert.ok(await page.locator("#task-prosqa-test .thought svg").first().isVisible());
});

test("the browser of examples lists the tokens of each thought", async (t) => {
  const page = await openThoughts(t, "#examples?task=arithmetic");
  if (!page) return;
  const trace = cards(page).first().locator("details", { hasText: "Trace: thoughts" }).first();
  await trace.locator("summary").first().press("Enter");
  await trace.locator(".tokens").waitFor();
  assert.equal(await trace.locator("tbody tr").count(), 7);
  assert.ok((await trace.locator(".tokens").textContent()).includes("<b>7</b>"), "text, not markup");
});

/** Opens the report of models that make pictures; skips the test where there is none. */
async function openPictures(t, hash, options = {}) {
  if (!existsSync(picturesFile)) {
    t.skip("no report of models that make pictures; the Java tests write it");
    return undefined;
  }
  return open(t, hash, options, pathToFileURL(picturesFile).href);
}

/** Those of the pictures that the browser could not decode or that take no space. */
const broken = (pictures) =>
  pictures.evaluateAll((all) =>
    all
      .filter((p) => !(p.complete && p.naturalWidth > 0 && p.width > 0 && p.height > 0 && p.alt))
      .map((p) => p.outerHTML.slice(0, 200)),
  );

for (const colorScheme of ["light", "dark"]) {
  test(`every picture of a page decodes and has a size, ${colorScheme}`, async (t) => {
    const page = await openPictures(t, "", { colorScheme });
    if (!page) return;
    for (const task of ["images-digits", "segmentation-shapes", "video-clips"]) {
      await page.goto(page.url().replace(/#.*|$/, `#task-${task}`));
      await page.locator(`#task-${task}`).waitFor();
      const pictures = page.locator(`#task-${task} img:visible`);
      assert.ok((await pictures.count()) > 20, task);
      assert.deepEqual(await broken(pictures), []);
      await shot(page, `pictures-${task}-${colorScheme}`, { fullPage: true });
    }
  });
}

test("small pictures are enlarged by a whole factor, without blur", async (t) => {
  const page = await openPictures(t, "#task-images-digits");
  if (!page) return;
  const picture = page.locator(".samples td img").first();
  const { shown, stored, rendering } = await picture.evaluate((p) => ({
    shown: p.getBoundingClientRect().width,
    stored: p.naturalWidth,
    rendering: getComputedStyle(p).imageRendering,
  }));
  assert.equal(shown % stored, 0);
  assert.equal(rendering, "pixelated");
});

test("a film strip runs from left to right, from all masked to finished", async (t) => {
  const page = await openPictures(t, "#task-images-digits");
  if (!page) return;
  const film = page.locator("#task-images-digits .film:visible").first();
  const states = film.locator("li:not(.order)");
  const texts = await states.allInnerTexts();
  assert.match(texts[0], /step 0\s.*100 % masked/s);
  assert.match(texts.at(-1), /finished/);
  const steps = texts.map((text) => Number(text.match(/step (\d+)/)[1]));
  assert.deepEqual(steps, [...steps].sort((a, b) => a - b));
  const boxes = await states.evaluateAll((all) => all.map((s) => s.getBoundingClientRect()).map(({ x, y }) => [x, y]));
  boxes.slice(1).forEach(([x, y], i) => assert.ok(y > boxes[i][1] || x > boxes[i][0], `state ${i + 1}`));
});

test("further film strips open with the keyboard", async (t) => {
  const page = await openPictures(t, "#task-images-digits");
  if (!page) return;
  const further = page.locator("#task-images-digits details.further", { hasText: "steps=2, example 0" }).first();
  assert.ok(!(await further.locator("img").first().isVisible()));
  await further.locator("summary").focus();
  await page.keyboard.press("Enter");
  await further.locator("img").first().waitFor();
  assert.deepEqual(await broken(further.locator("img")), []);
});

test("a video plays, and rests while the keyboard is on it", async (t) => {
  const page = await openPictures(t, "#task-video-clips");
  if (!page) return;
  const screen = page.locator(".screen").first();
  const running = () =>
    screen.locator(".reel").evaluate((reel) => reel.getAnimations().map((a) => a.playState).join());
  const place = () => screen.locator(".reel").evaluate((reel) => reel.getBoundingClientRect().x);
  assert.equal(await running(), "running");
  const seen = new Set();
  for (let i = 0; i < 40 && seen.size < 3; i++) {
    seen.add(Math.round(await place()));
    await page.waitForTimeout(60);
  }
  assert.ok(seen.size >= 3, "it moves");
  await screen.focus();
  assert.equal(await running(), "paused");
  assert.ok(await screen.getAttribute("aria-label"));
});

test("who wants less motion sees the first frame", async (t) => {
  const page = await openPictures(t, "#task-video-clips", { reducedMotion: "reduce" });
  if (!page) return;
  const reel = page.locator(".reel").first();
  assert.equal(await reel.evaluate((r) => r.getAnimations().length), 0);
  assert.ok(await page.locator(".videos .strip img").first().isVisible());
});

test("curves over an option have a chart and a table, the other metrics folded", async (t) => {
  const page = await openPictures(t, "#task-images-digits", { javaScriptEnabled: false });
  if (!page) return;
  const curves = page.locator("#task-images-digits .curves");
  assert.ok(await curves.first().locator("svg.scatter").isVisible());
  assert.equal(await curves.first().locator("polyline.joined").count(), 2);
  assert.ok(!(await curves.nth(1).isVisible()));
  await page.locator("#task-images-digits details.further summary", { hasText: /^IS/ }).press("Enter");
  await curves.nth(1).waitFor();
  assert.match(await curves.nth(1).locator("tbody td").first().innerText(), /\d/);
});

test("pictures need no JavaScript and fit a narrow window", async (t) => {
  const page = await openPictures(t, "", { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  if (!page) return;
  for (const kind of [".samples img", ".segmented img", ".videos img", ".film img"]) {
    assert.ok(await page.locator(kind).first().isVisible(), kind);
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `${width} wide`);
});

test("the browser of examples shows pictures, of questions, answers and traces", async (t) => {
  const page = await openPictures(t, "#examples?task=segmentation-shapes");
  if (!page) return;
  const card = cards(page).first();
  assert.equal(await card.locator(".question img").count(), 2);
  assert.ok((await card.locator(".answer img").count()) > 1);
  assert.deepEqual(await broken(page.locator("#example-list img")), []);
  assert.doesNotMatch(await page.locator("#example-list").innerText(), /png|base64|right answer/);
  await page.goto(page.url().replace(/#.*/, "#examples?task=images-digits"));
  const trace = cards(page).first().locator("details", { hasText: "Trace: unmasking" }).last();
  await trace.locator("summary").first().press("Enter");
  await trace.locator(".film img").first().waitFor();
  assert.match(await trace.locator("figcaption").first().innerText(), /step 0/);
  assert.deepEqual(await broken(trace.locator("img")), []);
  await shot(page, "pictures-examples");
});
