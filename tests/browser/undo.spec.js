/** Nothing is lost by a click: every change of a cell can be undone, with what was trained, and no button slides away. */

import { expect, test } from "@playwright/test";
import { built, openCell, started, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

const FIT = "#fit?nets=relu:4&polynomials=none&epochs=300";
const NOTEBOOK = "# Two cells\n\n```fit one\nnets = relu:4\npolynomials = none\nepochs = 300\n```\n\nBetween.\n\n```fit two\nnets = elu:4\npolynomials = none\nepochs = 200\n```\n";

/** @param {Page | Locator} place @param {string} name */
const press = (place, name) => place.getByRole("button", { name, exact: true }).click();

/** Trains a cell to its end; gives its fingerprint. @param {Locator} cell */
async function trained(cell) {
  await cell.locator("button.run").click();
  return bits(cell);
}

/** @param {Locator} cell */
async function bits(cell) {
  const line = cell.locator("output.bits");
  await expect(line).toHaveText(/^fingerprint [0-9a-f]{12}$/);
  return line.textContent();
}

/** @param {Locator} cell @param {string} key */
const field = (cell, key) => cell.locator(`[name="${key}"]`);

/** Opens a notebook of two cells as a reader's file. @param {Page} page */
async function openTwo(page) {
  await page.goto("index.html?notebook=first");
  await built(page);
  await page.locator("input[type=file]").first().setInputFiles({ name: "two.md", mimeType: "text/markdown", buffer: Buffer.from(NOTEBOOK) });
  await expect(page.locator("h1")).toHaveText("Two cells");
  await built(page);
  return [page.locator("#one"), page.locator("#two")];
}

for (const button of ["Reset", "New seed"]) {
  test(`${button} on a linked cell is undone with the trained network, also after a reload, and redone`, async ({ page }) => {
    const cell = await openCell(page, FIT);
    const found = await trained(cell);
    await press(cell, button);
    await expect(status(cell)).toHaveText(/^epoch 0 of 300/);
    await press(page, "Undo");
    expect(await bits(cell)).toBe(found);
    await press(page, "Redo");
    await expect(status(cell)).toHaveText(/^epoch 0 of 300/);
    // The steps are kept a moment after the last change.
    const name = async () => (await storedSteps(page)).length;
    await expect.poll(name).toBeGreaterThan(0);
    await expect.poll(async () => (await storedSteps(page)).at(-1)?.past).toBe(1);
    await page.reload();
    await expect(status(cell)).toHaveText(/^epoch 0 of 300/);
    await press(page, "Undo");
    expect(await bits(cell)).toBe(found);
    await expect(page).toHaveURL(new RegExp(`${FIT.replace("?", "\\?")}$`));
  });
}

/** How many steps back are kept of every text. @param {Page} page @returns {Promise<{name: string, past: number}[]>} */
function storedSteps(page) {
  return page.evaluate(async () => {
    /** @type {(request: IDBRequest) => Promise<any>} */
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const base = await done(indexedDB.open("scinet"));
    let all = [];
    try {
      all = await done(base.transaction("histories").objectStore("histories").getAll());
    } finally {
      // A connection that stays open would hold up the page's own.
      base.close();
    }
    return all.map((/** @type {any} */ one) => ({ name: one.name, past: one.history.past.length }));
  });
}

test("Reset in the middle of a training is undone to the epoch that it had", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:4&polynomials=none&epochs=1000000");
  await cell.locator("button.run").click();
  await started(cell);
  await press(cell, "Reset");
  await expect(status(cell)).toHaveText(/^epoch 0 of/);
  await press(page, "Undo");
  await expect(status(cell)).toHaveText(/^epoch [1-9]/);
  await expect(cell.locator("button.run")).toHaveText("Continue");
});

test("a double click on a button that is next to another does nothing else", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await openCell(page, FIT);
  await trained(cell);
  const places = () => cell.locator("header button, .bar > button").evaluateAll((buttons) => buttons.map((button) => [button.getBoundingClientRect().x, button.getBoundingClientRect().width]));
  const before = await places();
  const copy = cell.getByRole("button", { name: "Copy link", exact: true });
  await copy.dblclick();
  await expect(cell.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await places()).toEqual(before);
  await expect(status(cell)).toHaveText(/^epoch 300 of 300/);
  await press(cell, "New seed");
  await cell.locator("button.run").click();
  expect(await places()).toEqual(before);
});

test("an undo takes back one change, in whichever cell it was made", async ({ page }) => {
  const [one, two] = await openTwo(page);
  const change = async (/** @type {Locator} */ cell, /** @type {string} */ key, /** @type {string} */ value) => {
    await field(cell, key).fill(value);
    await field(cell, key).press("Enter");
    await field(cell, key).blur();
  };
  await change(one, "seed", "2");
  await change(one, "epochs", "400");
  await change(two, "seed", "5");
  await change(one, "seed", "3");
  const values = async () => [await field(one, "seed").inputValue(), await field(one, "epochs").inputValue(), await field(two, "seed").inputValue()];
  expect(await values()).toEqual(["3", "400", "5"]);
  const back = [["2", "400", "5"], ["2", "400", "1"], ["2", "300", "1"], ["1", "300", "1"]];
  for (const expected of back) {
    await page.keyboard.press("Control+z");
    await expect.poll(values).toEqual(expected);
  }
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
  for (const expected of [...back.slice(0, 3).toReversed(), ["3", "400", "5"]]) {
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(values).toEqual(expected);
  }
});

test("changes of one field within a second are one step", async ({ page }) => {
  const cell = await openCell(page, FIT);
  const seed = field(cell, "seed");
  for (const value of ["2", "23", "234"]) {
    await seed.fill(value);
    await seed.dispatchEvent("change");
  }
  await seed.blur();
  await press(page, "Undo");
  await expect(seed).toHaveValue("1");
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();
});

test("steps of a notebook outlive a reload, a Reset among them", async ({ page }) => {
  const [one] = await openTwo(page);
  const found = await trained(one);
  await field(one, "seed").fill("2");
  await field(one, "seed").press("Enter");
  await field(one, "seed").blur();
  await expect(status(one)).toHaveText(/^epoch 0/);
  await trained(one);
  await press(one, "Reset");
  await expect.poll(async () => (await storedSteps(page)).find(({ name }) => name.startsWith("file:"))?.past).toBe(2);
  await page.reload();
  await built(page);
  await expect(field(one, "seed")).toHaveValue("2");
  await press(page, "Undo");
  await expect(one.locator("output.bits")).toHaveText(/fingerprint/);
  await press(page, "Undo");
  await expect(field(one, "seed")).toHaveValue("1");
  expect(await bits(one)).toBe(found);
});

test("a change right before a reload can be undone after it", async ({ page }) => {
  const [one] = await openTwo(page);
  await field(one, "seed").fill("7");
  await field(one, "seed").press("Enter");
  await page.reload();
  await built(page);
  await expect(field(one, "seed")).toHaveValue("7");
  await press(page, "Undo");
  await expect(field(one, "seed")).toHaveValue("1");
});

test("where nothing can be stored, an undo brings the network back all the same", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(self, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const cell = await openCell(page, FIT);
  const found = await trained(cell);
  for (const button of ["Reset", "New seed"]) {
    await press(cell, button);
    await expect(status(cell)).toHaveText(/^epoch 0 of 300/);
    await press(page, "Undo");
    expect(await bits(cell)).toBe(found);
  }
});

test("Reset of a shipped network and of a shipped sweep shows them again when it is undone", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=learning");
  await expect(cell.locator(".origin")).toContainText("boring_patch as shipped");
  await press(cell, "Reset");
  await expect(status(cell)).toHaveText(/^epoch 0 of/);
  await press(page, "Undo");
  await expect(cell.locator(".origin")).toContainText("boring_patch as shipped");
  const sweep = await openCell(page, "#sweep");
  await expect(status(sweep)).toContainText("trained beforehand");
  await press(sweep, "Reset");
  await expect(status(sweep)).toHaveText(/^0 of/);
  await press(page, "Undo");
  await expect(status(sweep)).toContainText("trained beforehand");
});

test("Back after New notebook returns to what was there", async ({ page }) => {
  const [one] = await openTwo(page);
  await field(one, "seed").fill("9");
  await field(one, "seed").press("Enter");
  await page.locator("summary", { hasText: "Notebook" }).click();
  await press(page, "New notebook");
  await expect(page.locator("h1")).toHaveText("A new notebook");
  await page.goBack();
  await expect(page.locator("h1")).toHaveText("Two cells");
  await expect(field(page.locator("#one"), "seed")).toHaveValue("9");
  await page.goForward();
  await expect(page.locator("h1")).toHaveText("A new notebook");
});

test("Back after New notebook returns also where nothing can be stored", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(self, "indexedDB", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  await openTwo(page);
  await page.locator("summary", { hasText: "Notebook" }).click();
  await press(page, "New notebook");
  await expect(page.locator("h1")).toHaveText("A new notebook");
  await page.goBack();
  await expect(page.locator("h1")).toHaveText("Two cells");
});

test("a cell in a frame has its own steps", async ({ page }) => {
  await page.goto(`index.html?embed${FIT}`);
  const cell = page.locator(".cell");
  const found = await trained(cell);
  await press(cell, "New seed");
  await press(page, "Undo");
  expect(await bits(cell)).toBe(found);
});
