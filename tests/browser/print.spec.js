/** Prints: paper shows everything that the page would show, however early it is asked for, and parts no title from its figure. */

import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { built } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */

test.describe.configure({ timeout: 180_000 });

/** Points below a title in which something has to stand, and how much of a page's width on either side is margin and frame. */
const BELOW = 250;
const EDGE = 0.06;

/** The pages of a print: their lines of text with the lower end of each, and their pixels, one for a point. @param {string} file */
function pagesOf(file) {
  const text = execFileSync("pdftotext", ["-bbox-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const plain = (/** @type {string} */ html) => html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
  return text.split("<page ").slice(1).map((page, i) => {
    const lines = [...page.matchAll(/<line [^>]*yMax="([\d.]+)">(.*?)<\/line>/gs)].map(([, bottom, words]) => ({
      bottom: Number(bottom),
      text: [...words.matchAll(/<word [^>]*>(.*?)<\/word>/g)].map(([, word]) => plain(word)).join(" "),
    }));
    const image = execFileSync("pdftoppm", ["-gray", "-r", "72", "-f", String(i + 1), "-l", String(i + 1), file], { maxBuffer: 1 << 26 });
    return { lines, ink: inkOf(image) };
  });
}

/** A picture of a page as pdftoppm writes it (PGM): whether a row has ink between its edges. @param {Buffer} image */
function inkOf(image) {
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(image.toString("latin1", 0, 64)) ?? [];
  const [columns, rows, start] = [Number(width), Number(height), head.length];
  const edge = Math.round(columns * EDGE);
  return Array.from({ length: rows }, (_, row) => image.subarray(start + row * columns + edge, start + (row + 1) * columns - edge).some((grey) => grey < 200));
}

/** What separates words is not the same in a print and on the page. @param {string} text */
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

for (const name of ["first", "paper", "worlds"]) {
  test(`a print of the notebook ${name} right after it is opened has all of it`, async ({ page }, info) => {
    await page.goto(`index.html?notebook=${name}`);
    const file = info.outputPath(`${name}.pdf`);
    writeFileSync(file, await page.pdf({ format: "A4", margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } }));
    // What the page shows once it had its time.
    await built(page);
    // One cell is left for the reader to train.
    const trained = await page.locator(".cell:is(.scinet, .pendulum, .collision, .qubits, .solar):not(#peak-narrow-muon)").count();
    const sweeps = await page.locator(".cell.sweep").count();
    for (const claims of await page.locator(".cell.claims").all()) {
      await claims.scrollIntoViewIfNeeded();
      await expect(claims.locator("tbody tr").first()).toBeVisible();
    }
    const verdicts = await page.locator(".verdict").count();
    const titles = (await page.locator(".text :is(h1, h2, h3), .cell :is(h3, h4)").allTextContents()).map(squeezed);

    const pages = pagesOf(file);
    const words = squeezed(pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(" "));
    const count = (/** @type {RegExp} */ what) => [...words.matchAll(what)].length;
    expect(count(/trained beforehand/g)).toBe(trained + sweeps);
    expect(count(/fingerprint [0-9a-f]{12}/g)).toBe(trained);
    expect(count(/✓ agrees|≈ close|✗ differs/g)).toBe(verdicts);
    if (name !== "first") expect(verdicts).toBeGreaterThan(0);
    expect(count(/not measured|loading|could not be loaded/g)).toBe(0);
    for (const [i, { lines, ink }] of pages.entries()) {
      for (const { text, bottom } of lines.filter(({ text }) => titles.includes(text))) {
        const below = ink.slice(Math.ceil(bottom) + 2, Math.ceil(bottom) + 2 + BELOW);
        expect(below.filter(Boolean).length, `page ${i + 1}: nothing stands below "${text}"`).toBeGreaterThan(10);
      }
    }
  });
}

for (const [way, start] of /** @type {[string, (page: Page) => Promise<void>][]} */ ([
  ["the menu", async (page) => {
    await page.locator("summary", { hasText: "Notebook" }).click();
    await page.getByRole("button", { name: "Print", exact: true }).click();
  }],
  ["the keyboard", (page) => page.keyboard.press("Control+p")],
])) {
  test(`a print from ${way} shows how far it is, and starts when everything is there`, async ({ page }) => {
    await page.addInitScript(() => {
      self.print = () => {
        const cells = [...document.querySelectorAll(".cell.pendulum, .cell.collision, .cell.qubits, .cell.solar")];
        const shown = cells.map((cell) => cell.querySelector("output.status")?.textContent?.split(" · ", 1)[0]);
        Object.assign(self, { printed: { shown, rows: document.querySelectorAll(".verdict").length } });
      };
    });
    await page.goto("index.html?notebook=worlds");
    await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
    await start(page);
    await expect(page.locator(".notes .message")).toHaveText(/Preparing the print: \d+ of 7 cells/);
    const printed = () => page.evaluate(() => Reflect.get(self, "printed"));
    await expect.poll(printed, { timeout: 90_000 }).toBeTruthy();
    const { shown, rows } = await printed();
    expect(shown).toEqual(Array(4).fill("trained beforehand"));
    expect(rows).toBeGreaterThan(5);
    await expect(page.locator(".notes .message")).toHaveCount(0);
  });
}

test("a print of a world that trains does not wait for its end", async ({ page }) => {
  await page.addInitScript(() => {
    self.print = () => Object.assign(self, { printed: true });
  });
  await page.goto("index.html?notebook=first#pendulum?seed=5");
  const cell = page.locator("#linked .cell");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell).toHaveAttribute("data-state", "running");
  await built(page);
  await page.keyboard.press("Control+p");
  await expect.poll(() => page.evaluate(() => Reflect.get(self, "printed")), { timeout: 40_000 }).toBe(true);
  await expect(cell).toHaveAttribute("data-state", "running");
});

test("a print that is cancelled prints nothing", async ({ page }) => {
  await page.addInitScript(() => {
    self.print = () => Object.assign(self, { printed: true });
  });
  await page.route("**/*.safetensors", () => {});
  await page.goto("index.html?notebook=worlds");
  await expect(page.getByRole("button", { name: "Edit" })).toBeVisible();
  await page.keyboard.press("Control+p");
  await page.locator(".notes").getByRole("button", { name: "Cancel" }).click();
  await expect(page.locator(".notes .message")).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.get(self, "printed"))).toBeUndefined();
});

test("a print says what could not be loaded", async ({ page }, info) => {
  await page.route("**/pendulum.safetensors", (route) => route.abort());
  await page.goto("index.html?notebook=worlds");
  const file = info.outputPath("worlds.pdf");
  writeFileSync(file, await page.pdf({ format: "A4" }));
  expect(execFileSync("pdftotext", [file, "-"], { encoding: "utf8" })).toContain("Not all of this page could be loaded for the print");
});

for (const [place, address] of [["above a notebook", "index.html?notebook=first#pendulum"], ["in a frame", "index.html?embed#pendulum"]]) {
  test(`a print of a linked cell ${place}, right after it is opened, has the cell`, async ({ page }, info) => {
    await page.goto(address, { waitUntil: "domcontentloaded" });
    const file = info.outputPath("linked.pdf");
    writeFileSync(file, await page.pdf({ format: "A4" }));
    const text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
    expect(text).toContain("SciNet on a damped pendulum");
    expect(text).toContain("trained beforehand");
    expect(text.includes("Your first experiment")).toBe(place === "above a notebook");
    expect(text).not.toContain("A quiet patch");
  });
}

test("a notebook that comes while the browser prints waits until it has printed", async ({ page }) => {
  let release = () => {};
  const held = new Promise((/** @type {(value: void) => void} */ resolve) => (release = resolve));
  let asked = 0;
  await page.route("**/notebooks/worlds.json", async (route) => {
    // The page's own request, and not the one of the print, which would wait for ever.
    if (++asked === 1) await held;
    await route.continue();
  });
  await page.goto("index.html?notebook=worlds");
  await expect.poll(() => asked).toBe(1);
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  const drawn = page.locator(".cell.pendulum .panel");
  await expect(drawn.first()).toBeAttached();
  await drawn.first().evaluate((panel) => (panel.id = "printed"));
  const came = page.waitForResponse("**/notebooks/worlds.json");
  release();
  await came;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await expect(page.locator("#printed")).toBeAttached();
  await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
  await expect(page.locator("#printed")).toHaveCount(0);
  await built(page);
});

test("figures on paper fill their places, and far ones leave no memory behind", async ({ page }) => {
  await page.goto("index.html?notebook=worlds");
  await built(page);
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  const canvases = () => page.locator(".figure canvas").evaluateAll((all) => all.map((canvas) => [/** @type {HTMLCanvasElement} */ (canvas).width, /** @type {HTMLCanvasElement} */ (canvas).height]));
  const drawn = await canvases();
  await page.setViewportSize({ width: 718, height: 900 });
  await page.emulateMedia({ media: "print" });
  const places = await page.locator(".figure .stage").evaluateAll((all) => all.map((stage) => [stage.clientWidth, stage.clientHeight]));
  // Whatever is wider than the page has browsers print everything smaller.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(718);
  drawn.forEach(([width, height], i) => {
    expect(Math.abs(width / height - places[i][0] / places[i][1])).toBeLessThan(0.02);
  });
  await page.emulateMedia({ media: null });
  await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
  await expect.poll(async () => (await canvases()).filter(([width]) => width === 0).length).toBeGreaterThan(10);
  await page.locator(".cell.solar .panel canvas").first().scrollIntoViewIfNeeded();
  await expect.poll(() => page.locator(".cell.solar .panel canvas").first().evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width)).toBeGreaterThan(0);
});
