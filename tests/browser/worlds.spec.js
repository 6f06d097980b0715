/** The four worlds of the original SciNet: scenes and questions are chosen with sliders, answers stand beside the truth. */

import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { built, listen, openCell, pixels } from "./helpers.js";

const SMALL = {
  pendulum: "#pendulum?encoder=40,20&decoder=30&batch=64&epochs=400&lr=3e-3",
  collision: "#collision?encoder=40,20&decoder=30&batch=64&epochs=300&lr=3e-3",
  qubits: "#qubits?encoder=30&decoder=30&batch=64&epochs=300&lr=3e-3",
  solar: "#solar?encoder=30&decoder=30&steps=4&batch=64&epochs=300&lr=3e-3&beta=0.01",
};

for (const [kind, link] of Object.entries(SMALL)) {
  test(`${kind}: a small network is trained, asked inside and outside, and measured`, async ({ page }) => {
    const noises = listen(page);
    const cell = await openCell(page, link);
    const figure = cell.locator("canvas").first();
    const untrained = await pixels(figure);
    await cell.getByRole("button", { name: "Run", exact: true }).click();
    await expect(cell).toHaveAttribute("data-state", "done", { timeout: 40_000 });
    await expect(cell.locator("output.bits")).toContainText("fingerprint");
    await expect.poll(() => pixels(figure)).not.toBe(untrained);
    const answer = cell.locator(".answer");
    await expect(answer).toContainText(/truth .*SciNet −?[\d.]/);
    const before = await answer.textContent();
    // The question is the last slider: its end lies outside of training, but for qubits, where nothing does.
    const question = cell.locator(".dial input").last();
    await question.focus();
    await question.press("End");
    await expect(answer).not.toHaveText(before ?? "");
    const outside = cell.locator(".dial output").last();
    if (kind === "qubits") await expect(outside).not.toContainText("outside training");
    else await expect(outside).toContainText("outside training");
    // What was chosen is a part of the link, and no part of the run.
    await expect(page).toHaveURL(/scene=/);
    await expect(cell).toHaveAttribute("data-state", "done");
    await cell.locator(".panel.report").scrollIntoViewIfNeeded();
    await expect(cell.locator(".panel.report li").first()).toContainText("latent variables are used");
    await expect(cell.locator(".panel.report tbody tr").first()).toContainText("as in training");
    expect(noises.filter((noise) => !noise.startsWith("debug"))).toEqual([]);
  });
}

test("the notebook of the four worlds shows the shipped networks, and what each found", async ({ page }) => {
  const { worlds } = JSON.parse(await readFile(new URL("../../www/checkpoints/index.json", import.meta.url), "utf8"));
  await page.goto("index.html?notebook=worlds");
  await built(page);
  for (const [id, name] of [["pendulum", "pendulum"], ["collision", "collision"], ["qubit", "one_qubit"], ["planets", "planets"]]) {
    const cell = page.locator(`#${id}`);
    await cell.scrollIntoViewIfNeeded();
    await expect(cell.locator(".origin")).toContainText(`${name} as shipped`);
    const { fingerprint } = worlds.find((/** @type {{name: string}} */ one) => one.name === name);
    await expect(cell.locator("output.bits")).toHaveText(`fingerprint ${fingerprint}`);
  }
});

test("a scene of another world is refused with what is allowed", async ({ page }) => {
  await page.goto("index.html#solar?scene=1,2");
  await expect(page.locator("#linked")).toContainText("allowed: auto, or 3 numbers");
});

test("a link with as many latent variables as there may be does not hold the page up", async ({ page }) => {
  const cell = await openCell(page, "#collision?encoder=none&decoder=none&latent=32&batch=64&epochs=20");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell).toHaveAttribute("data-state", "done");
  await cell.locator(".panel.report").scrollIntoViewIfNeeded();
  await expect(cell.locator(".panel.report li").first()).toContainText("of 32 latent variables are used");
});
