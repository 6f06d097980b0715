/** Nothing is lost: runs outlive reloads, workers, full disks and other tabs, to the same bits. */

import { expect, test } from "@playwright/test";
import { openCell, started, status, waiting } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

/** A SciNet shared by workers, some seconds long, and a fit of two networks. */
const SHARED = "#scinet?encoder=300,60&decoder=60,60&batch=1024&epochs=1500&panels=learning";
const FIT = "#fit?nets=relu:8,elu:8&polynomials=none&epochs=2000";

test.describe.configure({ timeout: 180_000 });

/** @param {Locator} cell */
const run = (cell) => cell.locator("button.run");

/** The fingerprint of a finished cell. @param {Locator} cell */
async function bits(cell) {
  const output = cell.locator("output.bits");
  await expect(output).toHaveText(/fingerprint [0-9a-f]{12}/, { timeout: 60_000 });
  return /[0-9a-f]{12}/.exec((await output.textContent()) ?? "")?.[0] ?? "";
}

/** @type {Map<string, string>} */
const found = new Map();

/** What a link gives where nothing is interrupted. @param {import("@playwright/test").Browser} browser @param {string} link */
async function undisturbed(browser, link) {
  const known = found.get(link);
  if (known) return known;
  const context = await browser.newContext();
  const cell = await openCell(await context.newPage(), link);
  await run(cell).click();
  const given = await bits(cell);
  found.set(link, given);
  await context.close();
  return given;
}

/** The epochs of the runs in storage. @param {Page} page @returns {Promise<number[]>} */
const epochs = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("scinet");
        request.onsuccess = () => {
          const all = request.result.transaction("runs").objectStore("runs").getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result.map((run) => run.epoch));
          };
        };
      }),
  );

/** Waits until this many runs are in storage. @param {Page} page @param {number} n */
const kept = (page, n) => expect.poll(async () => (await epochs(page)).length).toBe(n);

/** Pauses a cell of one network once it has some epochs; gives how many, once they are kept. @param {Locator} cell */
async function pause(cell) {
  await started(cell);
  await run(cell).click();
  await expect(run(cell)).toHaveText("Continue");
  await kept(cell.page(), 1);
  return /epoch [\d,]+/.exec((await status(cell).textContent()) ?? "")?.[0] ?? "";
}

/** Trains a fit for one epoch, and waits until both of its runs are kept. @param {Locator} cell */
async function step(cell) {
  await cell.getByRole("button", { name: "Step" }).click();
  await expect.poll(() => epochs(cell.page())).toEqual([1, 1]);
  return "epoch 1";
}

/** The linked cell after a reload. @param {Page} page */
async function reloaded(page) {
  await page.reload();
  return page.locator("#linked .cell");
}

/** Ends a worker without a word to the page. @param {import("@playwright/test").Worker} worker */
const kill = (worker) => worker.evaluate(() => self.close()).catch(() => {});

for (const [what, link, n] of /** @type {[string, string, number][]} */ ([["a fit", FIT, 2], ["a SciNet", SHARED, 1]])) {
  test(`${what} goes on after a reload in the middle, to the same bits`, async ({ page, browser }) => {
    const expected = await undisturbed(browser, link);
    const cell = await openCell(page, link);
    if (n === 1) await run(cell).click();
    const paused = n === 1 ? await pause(cell) : await step(cell);
    const again = await reloaded(page);
    await expect(status(again)).toHaveText(waiting(`${paused} of [\\d,]+ · saved just now`, "Continue"));
    await expect(run(again)).toHaveText("Continue");
    await run(again).click();
    expect(await bits(again)).toBe(expected);
    // What is done is shown with its fingerprint, and nothing is left to train.
    const done = Number(/epochs=(\d+)/.exec(link)?.[1]);
    await expect.poll(() => epochs(page)).toEqual(Array(n).fill(done));
    const last = await reloaded(page);
    expect(await bits(last)).toBe(expected);
    await expect(run(last)).toBeDisabled();
  });
}

test("workers die, the page is reloaded while it trains, and the run still ends with the same bits", async ({ page, browser }) => {
  const expected = await undisturbed(browser, SHARED);
  const cell = await openCell(page, SHARED);
  await run(cell).click();
  await started(cell);
  // A page that is about to be hidden saves at once: no waiting for the next autosave.
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await kept(page, 1);
  await Promise.all(page.workers().map(kill));
  const again = await reloaded(page);
  // A link never starts long work by itself.
  await expect(run(again)).toHaveText("Continue");
  await expect(status(again)).toContainText("saved just now");
  await run(again).click();
  expect(await bits(again)).toBe(expected);
});

test("Reset forgets what is kept", async ({ page }) => {
  const cell = await openCell(page, FIT);
  await step(cell);
  await cell.getByRole("button", { name: "Reset" }).click();
  await kept(page, 0);
  await expect(status(await reloaded(page))).toHaveText("epoch 0 of 2,000");
});

test("a kept run that is broken is dropped, and the cell says so", async ({ page }) => {
  const cell = await openCell(page, FIT);
  await step(cell);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("scinet");
        request.onsuccess = () => {
          const store = request.result.transaction("runs", "readwrite").objectStore("runs");
          store.openCursor().onsuccess = (event) => {
            const cursor = /** @type {IDBRequest<IDBCursorWithValue>} */ (event.target).result;
            cursor.update({ ...cursor.value, checkpoint: new Uint8Array(40) }).onsuccess = resolve;
          };
        };
      }),
  );
  const again = await reloaded(page);
  await expect(again.locator(".problem").first()).toContainText("cannot be read and is dropped: not a safetensors file");
  await expect(status(again)).toHaveText(/^epoch 0–1 of 2,000 \(0 %\)/);
  await kept(page, 1);
});

test("where storage is refused the cell says so once, and trains", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(self, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const cell = await openCell(page, "#fit?nets=relu:8&polynomials=none&epochs=200");
  await run(cell).click();
  await expect(status(cell)).toHaveText("epoch 200 of 200 · done");
  await expect(cell.locator("output.kept")).toHaveText("Runs are not kept: this browser or frame allows no storage.");
});

test("a full disk is told, and the run goes on", async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  const cell = await openCell(page, "#fit?nets=relu:8&polynomials=none&epochs=200");
  await run(cell).click();
  await expect(status(cell)).toHaveText("epoch 200 of 200 · done");
  await expect(cell.locator("output.kept")).toHaveText("Not saved at epoch 200: the disk is full. Save run, in the menu File, takes it along.");
});

test("a disk that is really full is told, and old runs make room once there is some", async ({ page, context, baseURL }) => {
  const link = "#fit?nets=relu:8&polynomials=none&epochs=1000000";
  const cell = await openCell(page, link);
  const devtools = await context.newCDPSession(page);
  const origin = new URL(baseURL ?? "").origin;
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await run(cell).click();
  await started(cell);
  await run(cell).click();
  await expect(cell.locator("output.kept")).toContainText("the disk is full");
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await run(cell).click();
  await expect(run(cell)).toHaveText("Pause");
  await run(cell).click();
  await kept(page, 1);
  await expect(cell.locator("output.kept")).toBeHidden();
});

test("of two tabs one trains, the other follows and takes over, and both end with the same bits", async ({ page, context, browser }) => {
  const expected = await undisturbed(browser, SHARED);
  const first = await openCell(page, SHARED);
  const second = await openCell(await context.newPage(), SHARED);
  await run(first).click();
  await started(first);
  await run(second).click();
  await expect(status(second)).toContainText("waits for another tab or cell that trains this run");
  // The first stops: the second goes on from where it was, and the first sees where that leads.
  await run(first).click();
  expect(await bits(second)).toBe(expected);
  expect(await bits(first)).toBe(expected);
  await expect(run(first)).toBeDisabled();
});
