/** A function drawn with the pointer: it becomes the target, travels in the link, and is trained on. */

import { expect, test } from "@playwright/test";
import { openCell, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Locator} Locator */

const LINK = "#fit?nets=relu:8&epochs=200&batch=64&pairs=500&view=-3..3";

/** The start of drawing, and where on the page the figure is. @param {Locator} cell */
async function pad(cell) {
  await cell.getByRole("button", { name: "Draw a function" }).click();
  // The page scrolls to the figure; a trial waits until it stands still, and a busy browser may pause on the way.
  await cell.locator(".pad").click({ trial: true });
  const scrolled = () => cell.page().evaluate(() => scrollY);
  await expect(async () => {
    const before = await scrolled();
    await cell.page().waitForTimeout(300);
    expect(await scrolled()).toBe(before);
  }).toPass();
  const box = await cell.locator(".pad").boundingBox();
  if (!box) throw new Error("no pad");
  return (/** @type {number} */ x, /** @type {number} */ y) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
}

/** @param {Locator} cell */
const target = (cell) => cell.getByLabel("Target y(x)");

test("a stroke of the mouse becomes the target, its link restores it, and training runs on it", async ({ page, context }) => {
  const cell = await openCell(page, LINK);
  const at = await pad(cell);
  const places = [at(0.2, 0.3), at(0.4, 0.6), at(0.6, 0.35), at(0.9, 0.7)];
  await page.mouse.move(places[0].x, places[0].y);
  await page.mouse.down();
  for (const { x, y } of places) await page.mouse.move(x, y, { steps: 12 });
  await page.mouse.up();
  await expect(cell.locator(".pad")).toHaveCount(0);
  await expect(target(cell)).toHaveValue(/^through\((-?[\d.]+:-?[\d.]+(, )?){4,60}\)$/);
  await expect(cell.locator("h3").first()).toHaveText("Fit: a drawn function");
  await expect(cell.locator(".legend button").first()).toHaveText("truth, drawn function");
  const drawn = await target(cell).inputValue();
  await expect(page).toHaveURL(/#fit\?target=through/);

  const again = await openCell(await context.newPage(), new URL(page.url()).hash);
  expect(await target(again).inputValue()).toBe(drawn);
  await again.locator("button.run").click();
  await expect(status(again)).toHaveText("epoch 200 of 200 · done");

  await page.bringToFront();
  await cell.getByRole("button", { name: "Undo the drawing" }).click();
  await expect(target(cell)).toHaveValue("x + 10");
  await expect(cell.getByRole("button", { name: "Undo the drawing" })).toBeHidden();
});

test("a slip draws nothing, and Escape and Cancel end drawing", async ({ page }) => {
  const cell = await openCell(page, LINK);
  for (const end of [() => page.keyboard.press("Escape"), () => cell.getByRole("button", { name: "Cancel" }).click()]) {
    const at = await pad(cell);
    const { x, y } = at(0.5, 0.5);
    await page.mouse.click(x, y);
    await expect(target(cell)).toHaveValue("x + 10");
    await expect(cell.locator(".pad")).toBeVisible();
    await end();
    await expect(cell.locator(".pad")).toHaveCount(0);
  }
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 800 } });

  test("a stroke of the finger becomes the target and does not scroll the page", async ({ page, context }) => {
    const cell = await openCell(page, LINK);
    await cell.getByText("Settings").click();
    const at = await pad(cell);
    const before = await page.evaluate(() => scrollY);
    const client = await context.newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {{x: number, y: number}[]} */ touchPoints) =>
      client.send("Input.dispatchTouchEvent", /** @type {any} */ ({ type, touchPoints }));
    await touch("touchStart", [at(0.3, 0.3)]);
    for (let i = 1; i <= 20; i++) await touch("touchMove", [at(0.3 + i / 40, 0.3 + 0.4 * (i / 20) ** 2)]);
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await touch("touchEnd", []);
    await expect(target(cell)).toHaveValue(/^through\(/);
  });
});
