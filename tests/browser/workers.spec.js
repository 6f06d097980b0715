/** Workers: shared runs, pauses, and workers that die. */

import { expect, test } from "@playwright/test";
import { openCell, started, status, waiting } from "./helpers.js";

/** A SciNet large enough to be shared by workers, and small enough for a test. */
const SHARED = "#scinet?encoder=300,60&decoder=60,60&batch=1024&epochs=120";

/** @param {import("@playwright/test").Locator} cell */
async function fingerprint(cell) {
  const bits = cell.locator("output.bits");
  await expect(bits).toHaveText(/^fingerprint [0-9a-f]{12}$/);
  return bits.textContent();
}

/** The epoch that the status line shows. @param {import("@playwright/test").Locator} cell */
async function epoch(cell) {
  const text = (await status(cell).textContent()) ?? "";
  return Number(/epoch ([\d,]+)/.exec(text)?.[1].replace(",", ""));
}

/** Ends a worker without a word to the page. @param {import("@playwright/test").Worker} worker */
const kill = (worker) => worker.evaluate(() => self.close()).catch(() => {});

/** Waits until a run is shared. @param {import("@playwright/test").Page} page */
const shared = (page) => expect.poll(() => page.workers().length).toBeGreaterThan(1);

test("a SciNet is trained, measured inside and outside, and gives the same bits with one worker", async ({ page, browser }) => {
  const cell = await openCell(page, SHARED);
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 120 of 120 · done");
  const shared = await fingerprint(cell);
  expect(page.workers().length).toBeGreaterThan(1);
  await expect(cell.getByRole("table", { name: "Errors" }).locator("tbody tr")).toHaveCount(7);
  await expect(cell.getByRole("table", { name: "Errors" })).toContainText("RMS error of φ");

  const alone = await browser.newPage();
  await alone.addInitScript(() => Object.defineProperty(navigator, "hardwareConcurrency", { value: 1 }));
  const other = await openCell(alone, SHARED);
  await other.locator("button.run").click();
  expect(await fingerprint(other)).toBe(shared);
  expect(alone.workers()).toHaveLength(1);
});

test("a shared run pauses, stays, steps by one and goes on to the same bits", async ({ page }) => {
  const cell = await openCell(page, SHARED.replace("120", "400"));
  const run = cell.locator("button.run");
  await run.click();
  await started(cell);
  await run.click();
  await page.waitForTimeout(300);
  await expect(run).toHaveText("Continue");
  const paused = await epoch(cell);
  await page.waitForTimeout(300);
  expect(await epoch(cell)).toBe(paused);
  await cell.getByRole("button", { name: "Step" }).click();
  await expect(status(cell)).toHaveText(waiting(`epoch ${paused + 1} of 400`, "Continue"));
  await run.click();
  await expect(status(cell)).toHaveText("epoch 400 of 400 · done", { timeout: 40_000 });
  const bits = await fingerprint(cell);
  await cell.getByRole("button", { name: "Reset" }).click();
  await run.click();
  await expect(status(cell)).toHaveText("epoch 400 of 400 · done", { timeout: 40_000 });
  expect(await fingerprint(cell)).toBe(bits);
});

test("a worker that dies is replaced, and the run ends with the same bits", async ({ page }) => {
  const cell = await openCell(page, SHARED.replace("120", "400"));
  const run = cell.locator("button.run");
  await run.click();
  await started(cell);
  await shared(page);
  await kill(page.workers()[0]);
  await expect.poll(() => epoch(cell)).toBeGreaterThan(60);
  await shared(page);
  await kill(page.workers()[1]);
  await expect(status(cell)).toHaveText("epoch 400 of 400 · done", { timeout: 40_000 });
  const bits = await fingerprint(cell);
  await cell.getByRole("button", { name: "Reset" }).click();
  await run.click();
  await expect(status(cell)).toHaveText("epoch 400 of 400 · done", { timeout: 40_000 });
  expect(await fingerprint(cell)).toBe(bits);
});

test("all workers may die at once", async ({ page }) => {
  const cell = await openCell(page, SHARED);
  await cell.locator("button.run").click();
  await started(cell);
  await Promise.all(page.workers().map(kill));
  await expect(status(cell)).toHaveText("epoch 120 of 120 · done");
});

test("a paused run outlives its worker", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:8&polynomials=none&epochs=1000000");
  const run = cell.locator("button.run");
  await run.click();
  await started(cell);
  await run.click();
  await expect(run).toHaveText("Continue");
  await page.waitForTimeout(200);
  const paused = await epoch(cell);
  await Promise.all(page.workers().map(kill));
  await page.waitForTimeout(300);
  await cell.getByRole("button", { name: "Step" }).click();
  await expect(status(cell)).toHaveText(waiting(`epoch ${(paused + 1).toLocaleString("en-US")} of 1,000,000`, "Continue"));
});

test("a spec past its limits is refused before anything is trained", async ({ page }) => {
  await page.goto("index.html#scinet?encoder=2048,2048&batch=65536");
  await expect(page.locator("#linked .complaint")).toContainText("allowed: at most 1048576");
  // Nothing of it can be run; the notebook's own first figure may be at work.
  await expect(page.locator("#linked .cell.scinet, #linked button.run")).toHaveCount(0);
});
