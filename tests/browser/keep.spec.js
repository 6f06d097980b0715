/** Nothing is lost: runs outlive reloads, workers, full disks and other tabs, to the same bits. */

import { expect, test } from "@playwright/test";
import { openCell, started, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

/** A SciNet shared by workers, and a fit of two networks: some seconds each. */
const SHARED = "#scinet?encoder=300,60&decoder=60,60&batch=1024&epochs=400&panels=learning";
const FIT = "#fit?nets=relu:8,elu:8&polynomials=none&epochs=40000";

/** @param {Locator} cell */
const run = (cell) => cell.locator("button.run");

/** The fingerprint of a finished cell. @param {Locator} cell */
async function bits(cell) {
  const output = cell.locator("output.bits");
  await expect(output).toHaveText(/fingerprint [0-9a-f]{12}/);
  return /[0-9a-f]{12}/.exec((await output.textContent()) ?? "")?.[0] ?? "";
}

/** What a link gives where nothing is interrupted. @param {import("@playwright/test").Browser} browser @param {string} link */
async function undisturbed(browser, link) {
  const context = await browser.newContext();
  const cell = await openCell(await context.newPage(), link);
  await run(cell).click();
  const found = await bits(cell);
  await context.close();
  return found;
}

/** Pauses a cell that trains, once it has some epochs, and waits until that is kept. @param {Page} page @param {Locator} cell */
async function pause(page, cell) {
  await started(cell);
  await run(cell).click();
  await expect(run(cell)).toHaveText("Continue");
  await kept(page, 1);
}

/** Waits until at least `n` runs are in storage. @param {Page} page @param {number} n */
async function kept(page, n) {
  const count = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open("scinet");
          request.onsuccess = () => {
            const counted = request.result.transaction("runs").objectStore("runs").count();
            counted.onsuccess = () => resolve(counted.result);
          };
        }),
    );
  await expect.poll(count).toBeGreaterThanOrEqual(n);
}

/** Ends a worker without a word to the page. @param {import("@playwright/test").Worker} worker */
const kill = (worker) => worker.evaluate(() => self.close()).catch(() => {});

for (const [what, link] of [["a fit", FIT], ["a SciNet", SHARED]]) {
  test(`${what} goes on after a reload in the middle, to the same bits`, async ({ page, browser }) => {
    const expected = await undisturbed(browser, link);
    let cell = await openCell(page, link);
    await run(cell).click();
    await pause(page, cell);
    const paused = /epoch [\d,]+/.exec((await status(cell).textContent()) ?? "")?.[0];
    await page.reload();
    cell = page.locator("#linked .cell");
    await expect(status(cell)).toHaveText(new RegExp(`^${paused} of [\\d,]+ · saved just now$`));
    await expect(run(cell)).toHaveText("Continue");
    await run(cell).click();
    expect(await bits(cell)).toBe(expected);
    await kept(page, 1);
    await page.reload();
    // What is done is shown with its fingerprint, and nothing is left to train.
    expect(await bits(cell)).toBe(expected);
    await expect(run(cell)).toBeDisabled();
  });
}
