/** The oscillator's chapters: shipped networks, surfaces that turn, sweeps, claims. */

import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { built, listen, openCell, pixels, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Locator} Locator */

/** The canvas once its figure is drawn: its description comes last. @param {Locator} cell @param {number} [n] */
async function drawn(cell, n = 0) {
  const canvas = cell.locator("canvas").nth(n);
  await expect(canvas).toHaveAttribute("aria-label", /^(?!Not drawn yet)./);
  return canvas;
}

const index = async () => JSON.parse(await readFile(new URL("../../www/checkpoints/index.json", import.meta.url), "utf8"));

test("all 27 figures are on the page, linked from the list, and drawn soon after they are scrolled to", async ({ page }) => {
  test.setTimeout(120_000);
  const noises = listen(page);
  await page.goto("index.html");
  await built(page);
  for (let figure = 1; figure <= 27; figure++) {
    const cell = page.locator(`#fig-${figure}`);
    await expect(page.locator(`.text a[href="#fig-${figure}"]`).first()).toBeAttached();
    await cell.scrollIntoViewIfNeeded();
    const canvas = cell.locator("canvas").first();
    await canvas.scrollIntoViewIfNeeded();
    await expect(canvas, `Fig. ${figure}`).toHaveAttribute("aria-label", /^(?!Not drawn yet)./, { timeout: 3000 });
    // Something stands on it.
    expect((await pixels(canvas)).length, `Fig. ${figure}`).toBeGreaterThan(3000);
  }
  expect(noises).toEqual([]);
});

test("a shipped network is shown with its fingerprint, trained again on request, and comes back", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=surfaces");
  const [{ fingerprint }] = (await index()).checkpoints;
  await expect(cell.locator(".origin")).toContainText("boring_patch as shipped, trained for 50,000 epochs");
  await expect(cell.locator("output.bits")).toHaveText(`fingerprint ${fingerprint}`);
  const before = await pixels(await drawn(cell));
  await cell.getByRole("button", { name: /^The full training, about/ }).click();
  await expect(status(cell)).toHaveText(/epoch [1-9][\d,]* of 50,000/);
  await expect.poll(async () => (await pixels(cell.locator("canvas").first())) !== before).toBe(true);
  await cell.getByRole("button", { name: "Show the shipped network" }).click();
  await expect(cell.locator("output.bits")).toHaveText(`fingerprint ${fingerprint}`);
  await expect.poll(async () => (await pixels(cell.locator("canvas").first())) === before).toBe(true);
});

test("surfaces turn together: by mouse, by keyboard, by button, and back", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=surfaces");
  await expect(cell.locator(".origin")).toContainText("as shipped");
  const canvases = [await drawn(cell, 0), await drawn(cell, 1)];
  const both = () => Promise.all(canvases.map(pixels));
  const changed = async (/** @type {string[]} */ before, /** @type {() => Promise<void>} */ action) => {
    await action();
    await expect.poll(async () => (await both()).every((now, i) => now !== before[i])).toBe(true);
    // The full grid is drawn again once it rests.
    await page.waitForTimeout(500);
    return both();
  };
  await page.waitForTimeout(500);
  const first = await both();
  const box = await canvases[0].boundingBox();
  if (!box) throw new Error("no box");
  const turned = await changed(first, async () => {
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 220, box.y + 130, { steps: 6 });
    await page.mouse.up();
  });
  await changed(turned, () => canvases[1].press("ArrowLeft"));
  await cell.getByRole("button", { name: "First view again" }).first().click();
  await expect.poll(async () => (await both()).every((now, i) => now === first[i])).toBe(true);
});

test("the reach of all figures follows the slider and stands in the link", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=slices");
  await expect(cell.locator(".origin")).toContainText("as shipped");
  const before = await pixels(await drawn(cell));
  await cell.getByLabel("Reach of the figures in standard deviations").fill("8");
  await expect(cell.getByLabel("Spec of this cell as text")).toHaveValue(/reach += 8/);
  await expect.poll(async () => (await pixels(cell.locator("canvas").first())) !== before).toBe(true);
  await expect(cell.locator(".origin")).toContainText("as shipped");
});

test("an experiment is chosen by name, its figures stay", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=histograms");
  await cell.getByLabel("Experiment", { exact: true }).selectOption({ label: "logspace_broad" });
  await expect(cell.getByRole("heading", { name: "SciNet: logspace_broad" })).toBeVisible();
  await expect(cell.locator(".origin")).toContainText("logspace_broad as shipped");
  await expect(cell.getByLabel("Spec of this cell as text")).toHaveValue(/panels += histograms/);
  await cell.getByLabel("Experiment", { exact: true }).selectOption({ label: "peak_broad, quick" });
  await expect(status(cell)).toHaveText("epoch 0 of 2,000");
});

test("a figure is saved as PNG", async ({ page }) => {
  const cell = await openCell(page, "#surface");
  const [file] = await Promise.all([page.waitForEvent("download"), cell.getByRole("button", { name: "Save this figure as PNG" }).first().click()]);
  expect(file.suggestedFilename()).toBe("φ-of-the-driven-oscillator.png");
  const path = await file.path();
  const bytes = await readFile(path);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  // 1600 pixels wide.
  expect(bytes.readUInt32BE(16)).toBe(1600);
});

test("a small sweep trains every network and shows what each uses", async ({ page }) => {
  const of = encodeURIComponent("scinet?encoder=8&decoder=8&batch=32&epochs=40&lr=0.003");
  const cell = await openCell(page, `#sweep?of=${of}&columns=beta:0.001,0.1&rows=latent:1,2&seeds=2`);
  await expect(status(cell)).toHaveText("0 of 8 networks");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("8 of 8 networks");
  await expect(cell).toHaveAttribute("data-state", "done");
  // A changed value trains only what is new.
  await cell.getByLabel("Columns").fill("beta: 0.001, 0.2");
  await cell.getByLabel("Columns").press("Enter");
  await expect(status(cell)).toHaveText("4 of 8 networks");
});

test("every claim has a verdict, and a training here can be started and stopped", async ({ page }) => {
  await page.goto("index.html#does-it-agree");
  await built(page);
  const cell = page.locator("#every-claim");
  await cell.scrollIntoViewIfNeeded();
  await expect(cell.locator("tbody tr")).toHaveCount(19);
  // Statement, number with the full recipe, verdict, number with the quick recipe, verdict.
  await expect(cell.locator("td:nth-child(3) .verdict")).toHaveCount(19);
  await expect(cell.locator("td:nth-child(2)").first()).toHaveText(/\d %.*\(.*\d–.*%\).*1 seed/);
  await expect(cell.locator(".verdict", { hasText: "not measured" })).toHaveCount(0);
  await cell.getByRole("button", { name: "Re-check, quick" }).first().click();
  await expect(cell.locator('output[data-experiment="boring_patch"]')).toHaveText(/epoch [1-9][\d,]* of 1,000/);
  await cell.getByRole("button", { name: "Stop" }).click();
  await expect(cell.getByRole("button", { name: "Re-check, quick" })).toHaveCount(7);
});
