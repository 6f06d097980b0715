/** Everyone can use it: with a keyboard, a screen reader, large type, in either colour scheme, on paper. */

import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { built, openCell } from "./helpers.js";

/**
 * What axe finds in either colour scheme, short enough to read; what is not a colour is the same in both.
 * @param {import("@playwright/test").Page} page
 */
async function findings(page) {
  // Telling also what is right takes most of its time.
  const options = { resultTypes: /** @type {["violations"]} */ (["violations"]), preload: false, rules: { "target-size": { enabled: true } } };
  const light = await new AxeBuilder({ page }).options(options).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const dark = await new AxeBuilder({ page }).options({ ...options, runOnly: ["color-contrast", "link-in-text-block"] }).analyze();
  const told = (/** @type {typeof light.violations[0]} */ { id, help, nodes }) =>
    `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary?.split("\n")[1] ?? ""}`).join(" | ")}`;
  return [...light.violations.map(told), ...dark.violations.map((one) => `dark: ${told(one)}`)];
}

for (const name of ["paper", "first", "worlds"]) {
  test(`axe finds nothing in the notebook ${name}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto(`index.html?notebook=${name}`);
    await built(page);
    expect(await findings(page)).toEqual([]);
  });
}

test("axe finds nothing in edit mode, in the menus and in a cell that complains", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("index.html?notebook=first#fit?seed=x");
  await built(page);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("button", { name: "Edit this block" }).first().click();
  await page.locator("summary", { hasText: "Notebook" }).click();
  await page.locator("details.settings").first().evaluate((/** @type {HTMLDetailsElement} */ element) => (element.open = true));
  await page.locator("details.source").first().evaluate((/** @type {HTMLDetailsElement} */ element) => (element.open = true));
  expect(await findings(page)).toEqual([]);
});

test("everything in a cell is reached by Tab, and the focus can be seen", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:2&polynomials=none&epochs=50");
  await cell.locator("button.run").focus();
  /** @type {string[]} */
  const names = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const one = await page.evaluate(() => {
      const element = /** @type {HTMLElement} */ (document.activeElement);
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { name: element.getAttribute("aria-label") ?? element.textContent ?? element.tagName, inside: element.closest("#linked") !== null, visible: outlineStyle !== "none" && outlineWidth !== "0px" };
    });
    if (!one.inside) break;
    expect(one.visible, one.name).toBe(true);
    names.push(one.name);
  }
  for (const wanted of ["Step", "Reset", "Zoom in", "Save this figure as PNG"]) expect(names).toContain(wanted);
  await cell.locator("button.run").focus();
  await page.keyboard.press("Enter");
  await expect(cell.locator("output.status")).toHaveText("epoch 50 of 50 · done");
});

test("a figure has a name and says in words what it shows", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:2&polynomials=1");
  await expect(cell.locator("canvas").first()).toHaveAttribute("aria-label", /Fits to x \+ 10\. .*ReLU 2: RMS error .* inside .*polynomial, degree 1/);
});

test("at 200 % and 400 % zoom nothing is cut off", async ({ page }) => {
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 450 });
    await page.goto("index.html?notebook=first");
    await built(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  }
});

test("whoever wants less motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("index.html?notebook=first");
  await built(page);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
    }).length,
  );
  expect(moving).toBe(0);
});

test("on paper there are text and figures, and no controls", async ({ page }) => {
  await page.goto("index.html?notebook=first");
  await built(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator("header.page")).toBeHidden();
  await expect(page.locator("#sine button.run")).toBeHidden();
  await expect(page.locator("#sine .settings")).toBeHidden();
  await expect(page.locator("#sine canvas").first()).toBeVisible();
  await expect(page.locator("h1")).toHaveCSS("color", "rgb(0, 0, 0)");
});
