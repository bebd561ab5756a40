// Pages of reports in Chromium, for the tests: /usr/bin/chromium, or the program in CHROMIUM.
// Screenshots go to ../target/screenshots.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const local = (path) => fileURLToPath(new URL(path, import.meta.url));
const screenshots = local("../target/screenshots");

let browser;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

after(() => browser?.close());

/** Opens a page; fails the test at its end if the page complained or asked for anything. */
export async function openPage(t, url, hash = "", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url && !request.url().startsWith("data:")) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(url + hash);
  return page;
}

export const shot = (page, name, options = {}) =>
  page.screenshot({ path: `${screenshots}/${name}.png`, ...options });

/** The cards of the example browser. */
export const cards = (page) => page.locator("#example-list > li");

/** How many examples it says it found. */
export const found = async (page) =>
  Number((await page.locator("#found").innerText()).split(" ")[0].replaceAll(",", ""));
