/** The paper's first figures at full length: what the notebook's text says of them is so. */

import { expect, test } from "@playwright/test";
import { downloaded, openCell, tableAt } from "./helpers.js";

/** Trains a cell to its end. @param {import("@playwright/test").Page} page @param {string} link */
async function trained(page, link) {
  const cell = await openCell(page, link);
  await cell.locator("button.run").click();
  await expect(cell).toHaveAttribute("data-state", "done", { timeout: 300_000 });
  await tableAt(cell, "50,000");
  return cell;
}

/** The columns of a figure's CSV. @param {import("@playwright/test").Page} page
 * @param {import("@playwright/test").Locator} cell @param {number} figure */
async function columns(page, cell, figure) {
  const { text } = await downloaded(page, () => cell.getByRole("button", { name: "numbers as CSV" }).nth(figure).click());
  const [head, ...rows] = text.trim().split("\n");
  const names = head.slice(1, -1).split('","');
  return Object.fromEntries(names.map((name, i) => [name, rows.map((row) => Number(row.split(",")[i]))]));
}

/** Root mean square of `model − truth` over the rows that `keep` chooses.
 * @param {number[]} model @param {number[]} truth @param {(i: number) => boolean} keep */
function rms(model, truth, keep) {
  const squares = model.flatMap((y, i) => (keep(i) ? [(y - truth[i]) ** 2] : []));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

test("Fig. 7: a line of width 8 is learned inside and lost outside", async ({ page }) => {
  test.setTimeout(360_000);
  const cell = await trained(page, "#fit");
  const { x, "truth, x + 10": truth, "ReLU 8": relu, "ELU 8": elu, "polynomial, degree 1": line } = await columns(page, cell, 0);
  const inside = (/** @type {number} */ i) => Math.abs(x[i]) <= 2;
  const measured = { relu: rms(relu, truth, inside), elu: rms(elu, truth, inside), eluAtMinus20: elu[0] - truth[0] };
  console.log("    x + 10, width 8, seed 1, 50,000 epochs:", measured);
  expect(measured.relu).toBeLessThan(1e-3);
  expect(measured.elu).toBeLessThan(1e-3);
  expect(Math.abs(measured.eluAtMinus20)).toBeGreaterThan(1);
  const worst = Math.max(...line.map((y, i) => Math.abs(y - truth[i])));
  console.log("    degree 1, largest error for |x| ≤ 20:", worst);
  expect(worst).toBeLessThan(1e-9);
});

test("Figs. 9 and 10: on a step, ELU is nearer than a polynomial of degree 25, over five seeds", async ({ browser }) => {
  test.setTimeout(900_000);
  const one = async (/** @type {number} */ seed) => {
    const page = await browser.newPage();
    const cell = await trained(page, `#fit?target=10*step%28x%29&nets=elu:8&polynomials=25&view=-2..2&seed=${seed}`);
    const { x, "truth, 10*step(x)": truth, "ELU 8": elu, "polynomial, degree 25": polynomial } = await columns(page, cell, 0);
    await page.close();
    const away = (/** @type {number} */ i) => Math.abs(x[i]) >= 0.5 && Math.abs(x[i]) <= 2;
    return { seed, elu: rms(elu, truth, away), polynomial: rms(polynomial, truth, away) };
  };
  const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const results = [];
  for (const seed of [1, 2, 3, 4, 5]) results.push(await one(seed));
  console.log("    10·step, RMS error for |x| in 0.5 … 2:", results);
  const medians = { elu: median(results.map((r) => r.elu)), polynomial: median(results.map((r) => r.polynomial)) };
  console.log("    medians:", medians);
  expect(medians.elu).toBeLessThan(medians.polynomial);
});
