/** What the page's tests share. */

import { expect } from "@playwright/test";

/** @typedef {import("@playwright/test").Page} Page */

/** Opens a link's cell and waits until its figures are drawn: their description comes last. @param {Page} page @param {string} link */
export async function openCell(page, link) {
  await page.goto(`index.html${link}`);
  const cell = page.locator("#linked .cell");
  await expect(cell.locator("canvas").first()).toHaveAttribute("aria-label", /^(?!Not drawn yet)./);
  return cell;
}

/** Waits until every cell of the notebook is in its place. @param {Page} page */
export async function built(page) {
  await expect(page.locator("#notebook .cell").first()).toBeAttached();
  await expect(page.locator(".cell.waiting")).toHaveCount(0);
}

/** Collects all that a quiet page must not say. @param {Page} page */
export function listen(page) {
  /** @type {string[]} */
  const noises = [];
  page.on("console", (message) => noises.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => noises.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => noises.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) noises.push(`${response.status()}: ${response.url()}`);
  });
  return noises;
}

/** The pixels of a canvas, as text to compare. @param {import("@playwright/test").Locator} canvas */
export function pixels(canvas) {
  return canvas.evaluate((/** @type {HTMLCanvasElement} */ element) => element.toDataURL());
}

/** The cell's status line. @param {import("@playwright/test").Locator} cell */
export function status(cell) {
  return cell.locator("output.status");
}

/**
 * A cell's status that is these words, a pattern, and nothing else but how long the training takes: a slow machine says so.
 * @param {string} words @param {"Run" | "Continue"} button
 */
export function waiting(words, button) {
  return new RegExp(`^${words}( · ${button} takes about (\\d+ s|\\d+ min|\\d+\\.\\d h) here)?$`);
}

/**
 * Waits for a first epoch, and not a frame longer: a fast machine may be done before a patient look.
 * @param {import("@playwright/test").Locator} cell
 */
export async function started(cell) {
  const line = /** @type {HTMLElement} */ (await status(cell).elementHandle());
  await cell.page().waitForFunction((line) => /epoch [1-9]/.test(line.textContent ?? ""), line, { polling: "raf" });
}

/** The text of a downloaded file. @param {Page} page @param {() => Promise<void>} action */
export async function downloaded(page, action) {
  const [file] = await Promise.all([page.waitForEvent("download"), action()]);
  const stream = await file.createReadStream();
  let text = "";
  for await (const part of stream) text += part;
  return { name: file.suggestedFilename(), text };
}

/**
 * The table's text, once it shows all networks at `epoch`: drawing follows the status line by a frame or two.
 * @param {import("@playwright/test").Locator} cell @param {string} epoch
 */
export async function tableAt(cell, epoch) {
  const body = cell.locator(".measures tbody");
  const shown = () => body.locator("tr > td:nth-of-type(5)").allTextContents();
  // Polynomials have no epochs.
  await expect.poll(async () => [...new Set((await shown()).filter((text) => text !== ""))]).toEqual([epoch]);
  return (await body.textContent()) ?? "";
}
