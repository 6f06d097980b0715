/** The page says what it does: what Run takes, how far it is, how long it will take, and nothing moves meanwhile. */

import { expect, test } from "@playwright/test";
import { openCell, status } from "./helpers.js";

test("Run beside a field with a mistake says which value is trained", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:4&polynomials=none&epochs=300");
  const epochs = cell.locator("[name=epochs]");
  await epochs.fill("many");
  await epochs.press("Enter");
  const caution = cell.locator(".caution");
  await expect(caution).toHaveText("Epochs: “many” is not allowed. Run takes 300.");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 300 of 300 · done");
  await epochs.fill("301");
  await epochs.press("Enter");
  await expect(caution).toBeHidden();
  await cell.locator(".source summary").click();
  const text = cell.getByLabel("Spec of this cell as text");
  await text.fill("epochs = no");
  await text.blur();
  await expect(caution).toHaveText("The settings as text have a mistake. Continue takes the settings as they were before.");
});

test("the bar and its words tell the same share where networks are not equally far", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:4&polynomials=none&epochs=300");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 300 of 300 · done");
  const nets = cell.locator("[name=nets]");
  await nets.fill("relu:4, elu:4");
  await nets.press("Enter");
  await expect(status(cell)).toHaveText(/^epoch 0–300 of 300 \(50 %\)/);
  await expect(cell.locator("progress")).toHaveJSProperty("value", 0.5);
});

for (const [place, width] of /** @type {[string, number][]} */ ([["desktop", 1280], ["phone", 390]])) {
  test(`the line with the fingerprint pushes nothing down on a ${place}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const cell = await openCell(page, "#fit?nets=relu:4&polynomials=none&epochs=3000");
    const top = () => cell.locator("canvas").first().evaluate((canvas) => canvas.getBoundingClientRect().top - (canvas.closest(".cell")?.getBoundingClientRect().top ?? 0));
    const before = await top();
    await cell.locator("button.run").click();
    expect(await top()).toBe(before);
    await expect(cell.locator("output.bits")).toHaveText(/fingerprint/);
    expect(await top()).toBe(before);
  });
}

test("forced colours keep the colours of the legend", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const cell = await openCell(page, "#fit?nets=relu:4,elu:4&polynomials=1&epochs=300");
  const colours = () => cell.locator(".legend i").evaluateAll((samples) => new Set(samples.map((sample) => getComputedStyle(sample).borderTopColor)).size);
  // The truth, two networks and a polynomial, which comes last.
  await expect.poll(colours).toBe(4);
});

test("every world opens with its shipped network where its link says nothing else", async ({ page }) => {
  for (const [kind, name] of [["pendulum", "pendulum"], ["collision", "collision"], ["qubits", "one_qubit"], ["solar", "planets"]]) {
    const cell = await openCell(page, `#${kind}`);
    await expect(cell.locator(".origin")).toContainText(`${name} as shipped`);
  }
});

test("the quick variant of a shipped network trains first, beside the time that the full training takes", async ({ page }) => {
  const cell = await openCell(page, "#scinet?panels=learning");
  await expect(status(cell)).toHaveText(/^trained beforehand · Train it yourself takes about [\d.]+ (s|min) here$/);
  await expect(cell.getByRole("button", { name: /^The full training, about [\d.]+ (min|h)$/ })).toBeVisible();
  await cell.getByRole("button", { name: "Train it yourself" }).first().click();
  await expect(status(cell)).toHaveText(/^epoch [\d,]+ of 1,000/);
  await expect(cell.locator("button.run")).toHaveText("Pause");
  await cell.locator("button.run").click();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(cell.locator(".origin")).toContainText("boring_patch as shipped");
  // A short training says nothing.
  const short = await openCell(page, "#fit?nets=relu:4&polynomials=none&epochs=300");
  await expect(status(short)).toHaveText("epoch 0 of 300");
});
