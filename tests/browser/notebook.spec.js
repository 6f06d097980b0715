/** Notebooks: opened by name, file and link, edited, kept, handed on. */

import { deflateRawSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { built, downloaded, listen, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */

const SMALL = `# A small one

Some *text* with $x^2$.

\`\`\`fit one
target      = x + 1
nets        = relu:2
polynomials = none
epochs      = 300
\`\`\`

Between.

\`\`\`activation two
\`\`\`

The end.
`;

/** Opens a notebook as a reader's file. @param {Page} page @param {string} [text] @param {string} [name] */
async function openFile(page, text = SMALL, name = "small.md") {
  await page.goto("index.html?notebook=first");
  await built(page);
  await page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
  await expect(page.locator("h1")).toHaveText(/# (.+)/.exec(text)?.[1] ?? "");
  await built(page);
}

/** The texts of all notebooks that the browser keeps. @param {Page} page @returns {Promise<string>} */
function stored(page) {
  return page.evaluate(async () => {
    const done = (/** @type {IDBRequest} */ request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const base = await done(indexedDB.open("scinet"));
    const notebooks = await done(base.transaction("notebooks").objectStore("notebooks").getAll());
    base.close();
    return JSON.stringify(notebooks);
  });
}

/** @param {Page} page @param {string} item */
async function choose(page, item) {
  await page.locator("summary", { hasText: "Notebook" }).click();
  await page.getByRole("button", { name: item }).click();
}

/** @param {Page} page */
const edit = (page) => page.getByRole("button", { name: "Edit", exact: true }).click();

/** The blocks in words: first words of texts, names of cells. @param {Page} page */
const outline = (page) =>
  page.locator(".block").evaluateAll((blocks) =>
    blocks.map((block) => block.querySelector(".cell")?.id || (block.querySelector(".text")?.textContent ?? "").trim().split("\n", 1)[0]),
  );

/** What Save as a file gives. @param {Page} page */
const saved = (page) => downloaded(page, () => choose(page, "Save as a file"));

test("a notebook is opened by its name, and a wrong name says so", async ({ page }) => {
  const noises = listen(page);
  await page.goto("index.html?notebook=first");
  await built(page);
  await expect(page).toHaveTitle("Your first experiment · SciNet Notebook");
  await expect(page.locator("#sine h3")).toHaveText("Fit: y = sin(x)");
  expect(noises).toEqual([]);
  await page.goto("index.html?notebook=../secrets");
  await expect(page.getByRole("alert")).toContainText("allowed: letters, digits, - and _");
  await page.goto("index.html?notebook=nowhere");
  await expect(page.getByRole("alert")).toContainText("The notebook nowhere could not be loaded");
});

test("text is edited with a preview, and taken back", async ({ page }) => {
  await openFile(page);
  await edit(page);
  const first = page.locator(".block").first();
  await first.getByRole("button", { name: "Edit this block" }).click();
  const area = page.getByLabel("Markdown of this block");
  await area.fill("# Another title\n\n| a | b |\n|---|---|\n| 1 | $\\frac{1}{2}$ |\n\n- one\n- two\n\n<b>raw</b> [bad](javascript:alert(1)) ![far](https://example.org/a.png)");
  await expect(page.locator("h1")).toHaveText("Another title");
  await area.press("Control+Enter");
  await expect(area).toHaveCount(0);
  await expect(first.locator("table mfrac")).toHaveCount(1);
  await expect(first.locator("li")).toHaveCount(2);
  await expect(first.locator("b")).toHaveCount(0);
  await expect(first.getByText("bad")).toHaveAttribute("href", "");
  await expect(page).toHaveTitle(/^Another title/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("h1")).toHaveText("A small one");
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(page.locator("h1")).toHaveText("Another title");
});

test("a block of code left open does not swallow the rest", async ({ page }) => {
  await openFile(page);
  await edit(page);
  await page.locator(".block").first().getByRole("button", { name: "Edit this block" }).click();
  const area = page.getByLabel("Markdown of this block");
  await area.fill("# T\n\n```js\nlet x;");
  await area.press("Control+Enter");
  await expect(page.locator(".block").first().getByRole("alert")).toContainText("does not close it");
  await area.fill("# T\n\n```js\nlet x;\n```");
  await area.press("Control+Enter");
  await expect(area).toHaveCount(0);
  await expect.poll(() => outline(page)).toEqual(["T", "one", "Between.", "two", "The end."]);
});

test("text that is past a limit is refused where it is written, and shown as Markdown where it is opened", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  const text = `# Deep\n\nMy thoughts.\n\n${">".repeat(60)} deep\n`;
  await page.locator("input[type=file]").first().setInputFiles({ name: "deep.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  const only = page.locator(".block");
  await expect(only).toHaveCount(1);
  await expect(only).toContainText("opens more quotes and lists in each other than the 50 allowed. Its Markdown is kept: Edit shows it.");
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await only.getByRole("button", { name: "Edit this block's Markdown" }).click();
  const area = only.locator("textarea");
  await expect(area).toHaveValue(/My thoughts\./);
  await area.press("Control+Enter");
  await expect(only.locator("pre.problem")).toContainText("This text is not shown: line 5 opens more quotes");
  await area.fill("# Deep\n\nMy thoughts.");
  await area.press("Control+Enter");
  await expect(page.locator(".block")).toContainText("My thoughts.");
});

test("of two cells with one name the first is the place that links lead to", async ({ page }) => {
  await openFile(page, "# Two\n\n```activation a\n```\n\n```activation a\n```\n", "two.md");
  await expect(page.locator(".cell.activation canvas")).toHaveCount(2);
  await expect(page.locator("#a")).toHaveCount(1);
});

test("blocks are moved, duplicated, deleted and inserted, by keyboard too, and every step goes back", async ({ page }) => {
  await openFile(page);
  await edit(page);
  const block = (/** @type {number} */ i) => page.locator(".block").nth(i);
  const start = ["A small one", "one", "Between.", "two", "The end."];
  await block(1).getByRole("button", { name: "Move down" }).focus();
  await page.keyboard.press("Enter");
  // Two texts that come to stand side by side are one.
  await expect.poll(() => outline(page)).toEqual(["A small one", "one", "two", "The end."]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => outline(page)).toEqual(start);
  await block(1).getByRole("button", { name: "Duplicate" }).click();
  await built(page);
  await expect.poll(() => outline(page)).toEqual(["A small one", "one", "one-2", "Between.", "two", "The end."]);
  await block(2).getByRole("button", { name: "Delete" }).click();
  await expect.poll(() => outline(page)).toEqual(start);
  await block(4).getByLabel("Insert a block below").selectOption("scinet");
  await expect(page.locator(".block").nth(5).locator(".cell.scinet")).toBeVisible();
  await block(0).getByLabel("Insert a block below").selectOption("text");
  await expect(page.getByLabel("Markdown of this block")).toBeFocused();
  await page.keyboard.type("Typed at once.");
  await page.keyboard.press("Escape");
  await expect(block(0).locator(".text p").last()).toHaveText("Typed at once.");
  // The new text, the words typed in it, the new cell.
  for (let step = 0; step < 3; step++) await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => outline(page)).toEqual(start);
  expect((await saved(page)).text).toBe(SMALL);
});

test("a running cell goes on while it is moved and the text around it changes", async ({ page }) => {
  await openFile(page, SMALL.replace("= 300", "= 1000000"));
  const cell = page.locator("#one");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText(/epoch [1-9]/);
  await edit(page);
  await page.locator(".block").nth(1).getByRole("button", { name: "Move down" }).click();
  await expect.poll(() => outline(page)).toEqual(["A small one", "one", "two", "The end."]);
  await expect(cell).toHaveAttribute("data-state", "running");
  await expect(status(cell)).toHaveText(/epoch [1-9]/);
  await cell.locator("button.run").click();
  await expect(cell.locator("button.run")).toHaveText("Continue");
});

test("the fence's text and the controls are one spec", async ({ page }) => {
  await openFile(page);
  const cell = page.locator("#one");
  await cell.getByLabel("Target y(x)").fill("x^3");
  await cell.getByLabel("Target y(x)").press("Enter");
  await expect(cell.locator("h3")).toHaveText("Fit: y = x^3");
  expect((await saved(page)).text).toContain("target      = x^3\n");
  await edit(page);
  await page.locator(".block").nth(1).getByRole("button", { name: "Edit this block" }).click();
  const area = page.getByLabel("Markdown of this block");
  await expect(area).toHaveValue(/target +=  ?x\^3/);
  await area.fill("```fit renamed\ntarget = cos(x)\n```");
  await area.press("Control+Enter");
  await expect(page.locator("#renamed h3")).toHaveText("Fit: y = cos(x)");
  await expect(page.locator("#renamed").getByLabel("Target y(x)")).toHaveValue("cos(x)");
  await page.locator(".block").nth(1).getByRole("button", { name: "Edit this block" }).click();
  await area.fill("```fit renamed\ntarget = cos(\n```");
  await area.press("Control+Enter");
  await expect(page.locator(".block").nth(1).locator(".complaint")).toContainText("target = cos(");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#renamed h3")).toHaveText("Fit: y = cos(x)");
});

test("edits are there again after a reload, and the original comes back on request", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  await edit(page);
  await page.locator(".block").first().getByRole("button", { name: "Edit this block" }).click();
  await page.getByLabel("Markdown of this block").fill("# Mine\n\nNew words.");
  await page.getByLabel("Markdown of this block").press("Control+Enter");
  await expect(page.locator("h1")).toHaveText("Mine");
  // Left at once: nothing waits for the next autosave.
  await page.reload();
  await built(page);
  await expect(page.locator("h1")).toHaveText("Mine");
  await expect(page.locator(".message")).toContainText("Your version of this notebook");
  await page.getByRole("button", { name: "Show the original" }).click();
  await expect(page.locator("h1")).toHaveText("Your first experiment");
  await page.locator(".message").getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("h1")).toHaveText("Mine");
});

test("a parameter that was changed is there again after a reload; where the reader looked is not kept", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  const cell = page.locator("#sine");
  await cell.getByRole("button", { name: "Zoom out" }).first().click();
  await page.reload();
  await built(page);
  await expect(page.locator(".message")).toHaveCount(0);
  await cell.getByLabel("Seed", { exact: true }).fill("77");
  await cell.getByLabel("Seed", { exact: true }).press("Enter");
  await page.reload();
  await built(page);
  await expect(cell.getByLabel("Seed", { exact: true })).toHaveValue("77");
});

test("two tabs with one notebook do not overwrite each other unasked", async ({ page, context }) => {
  await openFile(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await built(other);
  const write = async (/** @type {Page} */ tab, /** @type {string} */ text) => {
    await edit(tab);
    await tab.locator(".block").last().getByRole("button", { name: "Edit this block" }).click();
    await tab.getByLabel("Markdown of this block").fill(text);
    await tab.getByLabel("Markdown of this block").press("Control+Enter");
    await expect(tab.locator(".block").last()).toContainText(text);
  };
  await write(page, "From the first tab.");
  await expect(page.locator(".block").last()).toContainText("From the first tab.");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.reload();
  await built(page);
  await expect.poll(() => stored(page), "the first tab's edits are stored").toContain("From the first tab.");
  await write(other, "From the second tab.");
  await expect(other.locator(".message")).toContainText("changed in another tab");
  await other.getByRole("button", { name: "Show the other" }).click();
  await expect(other.locator(".block").last()).toContainText("From the first tab.");
});

test("a notebook travels whole in its link", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFile(page);
  await choose(page, "Copy link to this notebook");
  await expect(page.locator(".message")).toContainText("holds the whole notebook");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/index\.html#notebook=[\w-]+$/);
  expect(link.length).toBeLessThan(400);
  const stranger = await (await context.browser()?.newContext())?.newPage();
  if (!stranger) throw new Error("no browser");
  await stranger.goto(link);
  await built(stranger);
  await expect.poll(() => outline(stranger)).toEqual(["A small one", "one", "Between.", "two", "The end."]);
  expect((await saved(stranger)).text).toBe(SMALL);
  await stranger.goto(`${link.slice(0, -12)}`);
  await stranger.reload();
  await expect(stranger.getByRole("alert")).toContainText("Was the link cut?");
  await page.goto("index.html?notebook=first");
  await built(page);
  await choose(page, "Copy link to this notebook");
  await expect(page.locator(".message")).toHaveText(/The link is copied\./);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/index\.html\?notebook=first$/);
});

test("a notebook that came in a link stays while its links lead to places and cells in it, after a reload too", async ({ page }) => {
  const text = "# Carried\n\n[down](#the-end), [a cell](#fit?seed=5)\n\n```fit one\nseed = 2\n```\n\n" + "Between.\n\n".repeat(60) + "# The end\n";
  const link = `#notebook=${deflateRawSync(text).toString("base64url")}`;
  await page.goto(`index.html${link}`);
  await built(page);
  const title = page.getByRole("heading", { name: "Carried" });
  const end = page.getByRole("heading", { name: "The end" });
  await page.getByRole("link", { name: "down" }).click();
  await expect(end).toBeInViewport();
  await page.reload();
  await expect(end).toBeInViewport();
  await expect(title).toBeAttached();
  await page.goBack();
  await expect(title).toBeInViewport();
  expect(await page.evaluate(() => location.hash)).toBe(link);
  await page.getByRole("link", { name: "a cell" }).click();
  await expect(page.locator("#linked .cell")).toBeVisible();
  await expect(title).toBeAttached();
  await page.goBack();
  await expect(page.locator("#linked .cell")).toHaveCount(0);
  await expect(title).toBeVisible();
});

test("a file is dropped on the page, kept under its name, and a second one of that name beside it", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  const drop = async (/** @type {string} */ text) => {
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "lesson.md", { type: "text/markdown" }));
      return transfer;
    }, text);
    await page.dispatchEvent("body", "drop", { dataTransfer: data });
  };
  await drop(SMALL);
  await expect(page.locator("h1")).toHaveText("A small one");
  await expect(page).toHaveURL(/\?file=lesson\.md$/);
  await drop(SMALL.replace("A small one", "Another one"));
  await expect(page.locator("h1")).toHaveText("Another one");
  await expect(page).toHaveURL(/\?file=lesson-2\.md$/);
  await page.goBack();
  await expect(page.locator("h1")).toHaveText("A small one");
  await page.reload();
  await expect(page.locator("h1")).toHaveText("A small one");
});

test("all cells are run one after another, and can be stopped", async ({ page }) => {
  await openFile(page, `${SMALL}\n\n\`\`\`fit three\nnets = elu:2\nepochs = 1000000\npolynomials = none\n\`\`\`\n`);
  await choose(page, "Run all cells");
  await expect(status(page.locator("#one"))).toHaveText("epoch 300 of 300 · done");
  await expect(page.locator("#three")).toHaveAttribute("data-state", "running");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.locator("#three")).toHaveAttribute("data-state", "paused");
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
});

test("the contents lead to every heading", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  await page.locator("summary", { hasText: "Contents" }).click();
  const links = page.getByRole("navigation", { name: "Contents" }).getByRole("link");
  await expect(links).toHaveCount(await page.locator(".text :is(h1, h2, h3)").count());
  await links.filter({ hasText: "Hand it on" }).click();
  await expect(page.locator("#hand-it-on")).toBeInViewport();
  await expect(page).toHaveURL(/#hand-it-on$/);
});
