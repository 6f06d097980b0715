/** Watching a network learn: its figures move while it is trained, and rest on exact ones; the learning curve has a band. */

import { expect, test } from "@playwright/test";
import { downloaded, listen, openCell, pixels, started, status } from "./helpers.js";

const LINK = "#scinet?encoder=60,30&latent=2&decoder=30&batch=256&epochs=500000&panels=surfaces,histograms,learning&seed=5";

test("surfaces, histograms and the learning curve move while a SciNet is trained, and are exact when it pauses", async ({ page }) => {
  const noises = listen(page);
  const cell = await openCell(page, LINK);
  const panels = ["surfaces", "histograms", "learning"].map((word) => cell.locator(`.panel.${word} canvas`).first());
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await started(cell);
  for (const canvas of panels) {
    await canvas.scrollIntoViewIfNeeded();
    const before = await pixels(canvas);
    await expect.poll(() => pixels(canvas)).not.toBe(before);
    const then = await pixels(canvas);
    await expect.poll(() => pixels(canvas)).not.toBe(then);
    await expect(cell).toHaveAttribute("data-state", "running");
  }
  await cell.getByRole("button", { name: "Pause" }).click();
  await expect(cell).toHaveAttribute("data-state", "paused");
  // What rests is what a page shows that never saw it move.
  const [surface] = panels;
  await surface.scrollIntoViewIfNeeded();
  await expect(surface).toHaveAttribute("aria-label", /^(?!Not drawn yet)./);
  // Its last report comes, and it is kept.
  await page.waitForTimeout(1500);
  const paused = /epoch [\d,]+/.exec((await status(cell).textContent()) ?? "")?.[0] ?? "";
  const rested = await pixels(surface);
  const again = await openCell(page, LINK);
  await expect(status(again)).toContainText(paused);
  await expect.poll(() => pixels(again.locator(".panel.surfaces canvas").first())).toBe(rested);
  expect(noises).toEqual([]);
});

test("the learning curve is a median in a band, on two logarithmic axes", async ({ page }) => {
  const cell = await openCell(page, "#scinet?encoder=20&latent=1&decoder=20&batch=64&epochs=1500&panels=learning&seed=5");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell).toHaveAttribute("data-state", "done", { timeout: 40_000 });
  await expect(cell.locator(".panel.learning .note").first()).toContainText("medians of the batch losses");
  const { text: table } = await downloaded(page, () => cell.getByRole("button", { name: "as CSV" }).click());
  const [head, ...rows] = table.trim().split("\n");
  expect(head).toMatch(/^"epoch","squared error [^"]*, 90 %","squared error [^"]*, 10 %","squared error [^",]*","divergence/);
  const numbers = rows.map((row) => row.split(",").map(Number));
  expect(numbers[0][0]).toBe(1);
  expect(numbers.at(-1)?.[0]).toBe(1500);
  // A point for each of 24 steps in a power of ten, not for each epoch.
  expect(numbers.length).toBeLessThan(100);
  for (const [, high, low, median] of numbers) expect(low <= median && median <= high).toBe(true);
  expect(numbers.at(-1)?.[1]).toBeGreaterThan(numbers.at(-1)?.[2] ?? Infinity);
  const { text: svg } = await downloaded(page, () => cell.getByRole("button", { name: "as SVG" }).click());
  for (const power of ["10⁰", "10¹", "10²", "10³", "10⁻¹"]) expect(svg).toContain(power);
  // Band and curve are hidden by one button of the legend.
  const curve = cell.getByRole("button", { name: /^squared error/ });
  const canvas = cell.locator(".panel.learning canvas");
  const both = await pixels(canvas);
  await curve.click();
  await expect.poll(() => pixels(canvas)).not.toBe(both);
  const { text: one } = await downloaded(page, () => cell.getByRole("button", { name: "as SVG" }).click());
  const bands = (/** @type {string} */ text) => text.match(/<polygon opacity="0.3"/g)?.length;
  expect([bands(svg), bands(one)]).toEqual([2, 1]);
});
