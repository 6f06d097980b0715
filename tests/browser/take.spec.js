/** Taking it along: networks and runs as files, citations, QR codes. */

import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import jsQR from "jsqr";
import { openCell, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

test.describe.configure({ timeout: 120_000 });

const FIT = "#fit?nets=relu:6,elu:6&polynomials=2&pairs=1000&epochs=300";
const SCINET = "#scinet?encoder=8&latent=2&decoder=8&batch=64&epochs=40&panels=learning";

// Other readers' pages go with the test that opened them.
test.afterEach(({ browser }) => Promise.all(browser.contexts().map((context) => context.close())));

/** @param {Locator} cell */
const run = (cell) => cell.locator("button.run");

/** @param {Locator} cell */
async function fingerprint(cell) {
  await expect(cell.locator("output.bits")).toHaveText(/fingerprint [0-9a-f]{12}/, { timeout: 60_000 });
  return /[0-9a-f]{12}/.exec((await cell.locator("output.bits").textContent()) ?? "")?.[0] ?? "";
}

/** A cell that is trained. @param {Page} page @param {string} link */
async function trained(page, link) {
  const cell = await openCell(page, link);
  await run(cell).click();
  await fingerprint(cell);
  return cell;
}

/** @param {Locator} cell @param {string} name */
async function choose(cell, name) {
  await cell.getByText("File", { exact: true }).click();
  await cell.getByRole("button", { name }).click();
}

/** The file that a choice in the menu saves: its name, its place, its bytes. @param {Locator} cell @param {string} name */
async function saved(cell, name) {
  const [file] = await Promise.all([cell.page().waitForEvent("download"), choose(cell, name)]);
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
}

/** @param {Locator} cell @param {{name: string, bytes: Buffer}} file */
const load = (cell, { name, bytes }) => cell.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });

for (const [kind, link] of [["fit", FIT], ["scinet", SCINET]]) {
  test(`the network of a ${kind} is saved, and another reader sees the same of it`, async ({ page, browser }) => {
    const cell = await trained(page, link);
    const bits = await fingerprint(cell);
    const file = await saved(cell, "Save network");
    const other = await openCell(await browser.newPage(), link);
    await load(other, file);
    expect(await fingerprint(other)).toBe(bits);
    await expect(other.locator(".origin")).toContainText(`Shown: ${file.name}, trained for ${kind === "fit" ? 300 : 40} epochs`);
    await expect(run(other)).toHaveText("Train it yourself");
    // Saved again it has the same numbers, and training starts from none of them.
    await run(other).click();
    await expect(status(other)).toContainText("done", { timeout: 60_000 });
    expect(await fingerprint(other)).toBe(bits);
    await expect(other.locator(".origin")).toBeHidden();
  });
}

test("a run is saved, and goes on elsewhere to the same bits", async ({ page, browser }) => {
  const link = "#fit?nets=relu:8,elu:8&polynomials=none&epochs=2000";
  const cell = await openCell(page, link);
  await cell.getByRole("button", { name: "Step" }).click();
  await expect(status(cell)).toHaveText("epoch 1 of 2,000");
  const file = await saved(cell, "Save run");
  await run(cell).click();
  const bits = await fingerprint(cell);
  const other = await openCell(await browser.newPage(), link);
  await load(other, file);
  await expect(status(other)).toHaveText("epoch 1 of 2,000");
  await run(other).click();
  expect(await fingerprint(other)).toBe(bits);
});

test("a file of another spec is shown in a cell of its spec; a broken one is refused and nothing is lost", async ({ page, browser }) => {
  const cell = await trained(page, FIT);
  const bits = await fingerprint(cell);
  const file = await saved(cell, "Save network");
  const other = await trained(await browser.newPage(), SCINET);
  const theirs = await fingerprint(other);
  for (const [name, bytes] of /** @type {[string, Buffer][]} */ ([["cut.safetensors", file.bytes.subarray(0, -4)], ["words.safetensors", Buffer.from("no network")]])) {
    await load(other, { name, bytes });
    await expect(other.locator(".problem").first()).toContainText(`${name}: not a safetensors file`);
  }
  const spoilt = Buffer.from(file.bytes);
  spoilt[spoilt.length - 1] ^= 1;
  await load(cell, { name: "spoilt.safetensors", bytes: spoilt });
  await expect(cell.locator(".problem").first()).toContainText("the file's numbers are not those it was saved with");
  expect(await fingerprint(cell)).toBe(bits);

  await load(other, file);
  await expect(other.locator(".offer")).toContainText(`${file.name} is of another spec: ${FIT}`);
  expect(await fingerprint(other)).toBe(theirs);
  await other.getByRole("button", { name: "Show that network" }).click();
  // A cell of the other kind, in place of the linked one.
  await expect(other.locator("xpath=self::*[contains(@class, 'fit')]")).toBeVisible();
  expect(await fingerprint(other)).toBe(bits);
});

test("a file is dropped on a cell", async ({ page }) => {
  const cell = await trained(page, FIT);
  const file = await saved(cell, "Save network");
  await cell.getByRole("button", { name: "Reset" }).click();
  await expect(cell.locator("output.bits")).toBeHidden();
  const transfer = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "mine.safetensors"));
    return data;
  }, [...file.bytes]);
  await cell.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(cell).toHaveClass(/dropping/);
  await cell.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(cell.locator(".origin")).toContainText("Shown: mine.safetensors");
});

test("a shipped network is saved with the numbers of its file", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=learning");
  await expect(cell.locator(".origin")).toContainText("as shipped");
  const file = await saved(cell, "Save network");
  const shipped = await readFile(new URL("../../www/checkpoints/boring_patch.safetensors", import.meta.url));
  const header = (/** @type {Buffer} */ bytes) => JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString());
  const numbers = (/** @type {Buffer} */ bytes) => bytes.subarray(8 + Number(bytes.readBigUInt64LE()));
  expect(numbers(file.bytes).equals(numbers(shipped))).toBe(true);
  const [found, expected] = [file.bytes, shipped].map((bytes) => header(bytes).__metadata__);
  for (const key of ["fingerprint", "measures", "curve"]) expect(found[key] === expected[key], key).toBe(true);
});

test("a finished cell is cited with its fingerprint, as a line and as BibTeX", async ({ page }) => {
  const cell = await trained(page, SCINET);
  const bits = await fingerprint(cell);
  await cell.getByRole("button", { name: "Cite" }).click();
  const dialog = page.getByRole("dialog");
  const line = await dialog.getByLabel("As a line").inputValue();
  expect(line).toMatch(/^SciNet .*\. SciNet Notebook \d+\.\d+\.\d+, \d+ \w+ \d{4}\. http:\/\/127\.0\.0\.1:\d+\/index\.html#scinet\?/);
  expect(line).toContain(`&fingerprint=${bits}`);
  await expect(dialog.getByLabel("As BibTeX")).toHaveValue(new RegExp(`^@misc\\{.*url = \\{http.*fingerprint=${bits}\\}\\n\\}$`, "s"));
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
});

test("the QR code leads to the cell, black on white in the dark too; a link too long for one is told", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const cell = await openCell(page, FIT);
  await cell.getByRole("button", { name: "QR code" }).click();
  const svg = page.getByRole("dialog").locator("svg");
  await expect(svg).toBeVisible();
  const url = await page.evaluate(() => location.href);
  const png = (await svg.screenshot()).toString("base64");
  const image = await page.evaluate(async (png) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: "image/png" }));
    const context = /** @type {CanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d"));
    context.drawImage(bitmap, 0, 0);
    return { data: [...context.getImageData(0, 0, bitmap.width, bitmap.height).data], width: bitmap.width, height: bitmap.height };
  }, png);
  expect(jsQR(Uint8ClampedArray.from(image.data), image.width, image.height, { inversionAttempts: "dontInvert" })?.data).toBe(url);
  expect(image.data.slice(0, 4)).toEqual([255, 255, 255, 255]);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  const weights = Array.from({ length: 120 }, (_, i) => `${i}.123456,0.654321,0.111111`).join(";");
  const long = await openCell(page, `#fit?nets=relu:120%5B${encodeURIComponent(weights)}%3B0%5D&polynomials=none`);
  await long.getByRole("button", { name: "QR code" }).click();
  await expect(page.getByRole("dialog").locator(".problem")).toContainText("characters are too many for a QR code");
});
