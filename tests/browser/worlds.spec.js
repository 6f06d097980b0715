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

test("a sweep over whole numbers and few rows is drawn as bars, on a linear and on a logarithmic axis", async ({ page }) => {
  const of = "qubits%3Fencoder%3D6%26decoder%3D6%26batch%3D32%26epochs%3D20";
  const cell = await openCell(page, `#sweep?of=${of}&columns=latent:0,1,2&rows=complete:yes,no&seeds=2`);
  await expect(cell.locator("canvas")).toHaveCount(3);
  await cell.locator("button.run").click();
  await expect(cell).toHaveAttribute("data-state", "done");
  const bars = cell.locator("canvas").first();
  await expect(bars).toHaveAttribute("aria-label", /12 of 12 networks/);
  const both = await pixels(bars);
  await cell.locator(".legend-place").getByText("complete no").click();
  await expect.poll(() => pixels(bars)).not.toBe(both);
});

for (const [kind, link] of [["collision", SMALL.collision], ["solar", SMALL.solar]]) {
  test(`${kind}: the scene from above moves while the question's slider is played`, async ({ page }) => {
    const cell = await openCell(page, link);
    const scene = cell.locator(".panel.scene canvas");
    await expect(scene).toHaveCount(2);
    const slider = cell.locator(".dial input").last();
    await slider.focus();
    await slider.press("Home");
    const start = Number(await slider.inputValue());
    const still = await pixels(scene.first());
    await cell.getByRole("button", { name: "▶ Play" }).click();
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(start);
    await cell.getByRole("button", { name: "❚❚ Pause" }).click();
    await expect(cell.getByRole("button", { name: "▶ Play" })).toBeVisible();
    await expect.poll(() => pixels(scene.first())).not.toBe(still);
    await expect(page).toHaveURL(/scene=/);
  });
}

test("the original's claims have verdicts; networks can be trained again, sweeps have a cell of their own", async ({ page }) => {
  await page.goto("index.html#claims?experiment=worlds");
  const cell = page.locator("#linked .cell");
  await expect(cell.locator("tbody tr")).toHaveCount(11);
  await expect(cell.locator("td:nth-child(3) .verdict")).toHaveCount(11);
  await expect(cell.locator("tbody tr", { hasText: "RMS of the distance" }).locator(".verdict").first()).toHaveText("✗ differs");
  await expect(cell.locator(".verdict", { hasText: "not measured" })).toHaveCount(0);
  const again = cell.getByRole("button", { name: "Re-check, quick" });
  await expect(again).toHaveCount(3);
  await again.last().click();
  await expect(cell.locator('output[data-experiment="planets"]')).toHaveText(/epoch [1-9][\d,]* of /);
  await cell.getByRole("button", { name: "Stop" }).click();
  await expect(again).toHaveCount(3);
});
