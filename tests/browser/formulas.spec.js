/** Formulas look the same everywhere: the page brings their font along. This is tried where no mathematical font is installed. */

import { expect, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { built } from "./helpers.js";
import { inkAt, placesOf } from "./ink.js";

/** @typedef {import("@playwright/test").Page} Page */

/** The share of ink at each place that must have some. @param {Page} page @param {"radical" | "bracket"} sign */
async function inkOf(page, sign) {
  const places = await page.evaluate(placesOf, sign);
  const picture = (await page.screenshot()).toString("base64");
  return page.evaluate(inkAt, { picture, places });
}

for (const name of ["paper", "worlds"]) {
  test(`the notebook ${name} shows radical signs and stretched brackets`, async ({ page }) => {
    await page.goto(`index.html?notebook=${name}`);
    await built(page);
    // Cells above may get their figures, and move the text, between the measuring and the picture: then once more.
    await expect(async () => {
      const radical = await inkOf(page, "radical");
      expect(radical).toHaveLength(2);
      for (const share of radical) expect(share).toBeGreaterThan(0.8);
    }).toPass({ timeout: 20_000 });
    await expect(async () => expect((await inkOf(page, "bracket"))[0]).toBeGreaterThan(0.9)).toPass({ timeout: 20_000 });
    // Nothing but this font is asked for, and only the part of it that the notebook needs.
    const fonts = await page.evaluate(() => [...document.fonts].map(({ family, status }) => [family.replaceAll('"', ""), status]));
    expect(fonts).toEqual([["SciNet Math", "loaded"], ["SciNet Math", "unloaded"]]);
  });

  test(`a print of the notebook ${name} has radical signs and stretched brackets`, async ({ page }, info) => {
    await page.goto(`index.html?notebook=${name}`);
    const file = info.outputPath(`${name}.pdf`);
    writeFileSync(file, await page.pdf({ format: "A4" }));
    expect(execFileSync("pdffonts", [file], { encoding: "utf8" })).toMatch(/STIXTwoMath\S* +\S.* yes yes/);
    const text = execFileSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
    const signs = text.split("<page ").flatMap((page, number) =>
      [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(√|[^<]*[({]<)/g)].map(([, ...found]) => {
        const [left, top, right, bottom] = found.slice(0, 4).map(Number);
        return { number, left, top, right, bottom, is: found[4] === "√" ? "radical" : "bracket" };
      }),
    );
    const radical = signs.find(({ is }) => is === "radical");
    if (!radical) throw new Error("there is no radical sign");
    const { left, top, bottom } = radical;
    const inked = inkOfPage(file, radical.number);
    // The bar: one row above the radicand with ink all along; the sign: ink in all of its rows.
    const along = steps(left + 14, left + 36);
    const bar = Math.max(...steps(top - 6, top + 6).map((row) => along.filter((column) => inked(column, row)).length));
    expect(bar).toBeGreaterThan(0.95 * along.length);
    const rows = steps(top + 1, bottom - 3);
    expect(rows.filter((row) => steps(left - 1, left + 11).some((column) => inked(column, row))).length).toBeGreaterThan(0.9 * rows.length);
    // Somewhere a bracket is much higher than a letter.
    const heights = signs.filter(({ is, number }) => is === "bracket" && Math.abs(number - radical.number) < 20).map((sign) => heightOf(inkOfPage(file, sign.number), sign));
    expect(Math.max(...heights)).toBeGreaterThan(20);
  });
}

/** Points of a page as its half points, which are the pixels of its picture. @param {number} from @param {number} to */
const steps = (from, to) => Array.from({ length: Math.round(2 * (to - from)) }, (_, i) => Math.round(2 * from) + i);

/** @type {Map<string, (column: number, row: number) => boolean>} */
const drawn = new Map();

/** Whether a pixel of a printed page has ink. @param {string} file @param {number} number of the page, from 1 on */
function inkOfPage(file, number) {
  const known = drawn.get(`${file} ${number}`);
  if (known) return known;
  const image = execFileSync("pdftoppm", ["-gray", "-r", "144", "-f", String(number), "-l", String(number), file], { maxBuffer: 1 << 28 });
  const [head, width] = /^P5\s+(\d+)\s+\d+\s+\d+\s/.exec(image.toString("latin1", 0, 64)) ?? [];
  const inked = (/** @type {number} */ column, /** @type {number} */ row) => image[head.length + row * Number(width) + column] < 160;
  drawn.set(`${file} ${number}`, inked);
  return inked;
}

/** How high the bracket at the end of a word is, in points. @param {(column: number, row: number) => boolean} inked @param {{top: number, bottom: number, right: number}} word */
function heightOf(inked, { top, bottom, right }) {
  const columns = steps(right - 5, right);
  const has = (/** @type {number} */ row) => columns.some((column) => inked(column, row));
  const middle = Math.round(top + bottom);
  let [above, below] = [middle, middle];
  while (above > middle - 80 && has(above - 1)) above--;
  while (below < middle + 80 && has(below + 1)) below++;
  return (below - above) / 2;
}

/** Opens a notebook of these formulas. @param {Page} page @param {string} text */
async function openText(page, text) {
  await page.goto("index.html?notebook=first");
  await built(page);
  await page.locator("input[type=file]").first().setInputFiles({ name: "formulas.md", mimeType: "text/markdown", buffer: Buffer.from(`# Formulas\n\n${text}\n`) });
  await expect(page.locator("h1")).toHaveText("Formulas");
}

/** Left and right ends of the cells of a table of formulas, row by row. @param {Page} page */
const cellsOf = (page) =>
  page.locator("mtable mtr").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children].map((cell) => {
        const boxes = [...cell.children].map((child) => child.getBoundingClientRect());
        return [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))].map(Math.round);
      }),
    ),
  );

for (const environment of ["aligned", "align", "align*"]) {
  test(`${environment} aligns its columns`, async ({ page }) => {
    await openText(page, `$$ \\begin{${environment}} a + b + c &= d \\\\ e &= f + g + h \\end{${environment}} $$`);
    const [[one, two], [three, four]] = await cellsOf(page);
    expect(Math.abs(one[1] - three[1])).toBeLessThan(2);
    expect(Math.abs(two[0] - four[0])).toBeLessThan(2);
    expect(three[0]).toBeGreaterThan(one[0] + 10);
  });
}

test("cases align at the left", async ({ page }) => {
  await openText(page, "$$ f = \\begin{cases} x^2 + y & x > 0 \\\\ -x & \\text{otherwise} \\end{cases} $$");
  const [[one, two], [three, four]] = await cellsOf(page);
  expect(Math.abs(one[0] - three[0])).toBeLessThan(2);
  expect(Math.abs(two[0] - four[0])).toBeLessThan(2);
});

test("a numbered formula has its number at the right, and brackets of TeX make formulas", async ({ page }) => {
  await openText(page, "Inline \\(a^2\\), and `\\(code\\)`:\n\n\\[ x = \\frac{1}{2} \\tag{4.2} \\]");
  await expect(page.locator(".text math")).toHaveCount(2);
  await expect(page.locator(".text math").first()).not.toHaveAttribute("display", "block");
  await expect(page.locator(".text code")).toHaveText("\\(code\\)");
  const tag = page.locator(".tag");
  await expect(tag).toHaveText("(4.2)");
  const ends = await page.evaluate(() => [".tag", ".text"].map((place) => document.querySelector(place)?.getBoundingClientRect().right ?? 0));
  expect(Math.abs(ends[0] - ends[1])).toBeLessThan(2);
});

test("what cannot be typeset is its source beside a message, in a formula that is typeset otherwise", async ({ page }) => {
  await openText(page, "$$ y = \\wobble{x} + \\sqrt{2} $$\n\n$$ a^b^c $$\n\n```fitt\ntarget = x\n```");
  await expect(page.locator(".text msqrt")).toHaveCount(1);
  await expect(page.locator(".trouble").first()).toHaveText("[\\wobble is not known here and shown as source]");
  await expect(page.locator(".trouble").nth(1)).toContainText("this formula is not typeset");
  await expect(page.locator(".text .problem")).toHaveText("This block is no cell: the kind fitt is not known. Did you mean fit?");
});

test("pictures in the text are no wider than it", async ({ page }) => {
  await openText(page, "![wide](www/page.png)");
  const image = page.locator(".text img");
  await expect.poll(() => image.evaluate((/** @type {HTMLImageElement} */ element) => element.naturalWidth)).toBeGreaterThan(700);
  const [inner, outer] = await image.evaluate((element) => [element.clientWidth, element.closest(".text")?.clientWidth ?? 0]);
  expect(inner).toBeLessThanOrEqual(outer);
});

test("the font of formulas loads in a sandboxed frame", async ({ page, baseURL }) => {
  const address = new URL("index.html?notebook=worlds", baseURL).href;
  await page.setContent(`<iframe sandbox="allow-scripts" src="${address}"></iframe>`);
  const [frame] = page.frames().slice(1);
  await expect(frame.locator("h1")).toBeVisible();
  await expect.poll(() => frame.evaluate(() => document.fonts.load('20px "SciNet Math"', "√").then((faces) => faces.map(({ status }) => status)))).toEqual(["loaded"]);
});
