/** Tables in the formats of instruments and programs, chosen as files: names, rows, and what the page says about them. */

import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{file: string, names: string[], rows: number, starts: Record<string, (number | null)[]>, says?: string, doubt?: string, instead?: Record<string, number[]>, units?: string[]}} Case */

const folder = join(import.meta.dirname, "..", "tables");
/** @type {Case[]} */
const cases = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

/** A number as the preview writes it. @param {number | null} x */
const written = (x) => (x === null ? "" : (Math.abs(x) >= 1e7 || (x !== 0 && Math.abs(x) < 1e-4) ? x.toExponential().replace("e+", "e") : String(x)).replace("-", "−"));

/** The first values of each column of the preview, by name. @param {import("@playwright/test").Locator} preview */
async function shown(preview) {
  // A unit follows its name.
  const heads = await preview.locator("thead tr").first().locator("th").all();
  const names = await Promise.all(heads.map((head) => head.evaluate((element) => element.firstChild?.textContent ?? "")));
  const rows = await Promise.all((await preview.locator("tbody tr").all()).map((row) => row.locator("td").allTextContents()));
  return { names, column: (/** @type {string} */ name) => rows.map((row) => row[names.indexOf(name)]) };
}

/** Checks the first values of the preview. @param {import("@playwright/test").Locator} preview @param {Record<string, (number | null)[]>} starts */
async function begins(preview, starts) {
  const found = await shown(preview);
  for (const [name, values] of Object.entries(starts)) {
    const first = values.slice(0, 5).map(written);
    expect(found.column(name).slice(0, first.length), name).toEqual(first);
  }
}

for (const { file, names, rows, starts, says, doubt, instead, units } of cases) {
  test(`${file} is read as its author meant it`, async ({ page }) => {
    await page.goto("index.html#data?epochs=1&nets=none");
    const cell = page.locator("#linked .cell");
    await cell.getByLabel("CSV file").setInputFiles(join(folder, file));
    const preview = cell.getByRole("table", { name: "First rows" });
    await expect(preview).toBeVisible();
    await expect(cell.locator(".own")).toContainText(`${rows} rows, ${names.length} columns`);
    expect((await shown(preview)).names).toEqual(names);
    await begins(preview, starts);
    const remarks = cell.locator(".remarks");
    if (says) await expect(remarks).toContainText(says);
      if (units) await expect(preview.locator("thead small")).toHaveText(units);
    if (units) await expect.poll(() => page.evaluate(() => location.hash)).toContain(`units=${units.join(",")}`);
    if (!doubt) return;
    await expect(remarks).toContainText(doubt);
    await remarks.getByRole("button").first().click();
    await expect(remarks).not.toContainText(doubt);
    if (instead) await begins(preview, instead);
  });
}
