/** Files of the page that cannot be loaded: what is missing is said, and had again once it is there. */

import { expect, test } from "@playwright/test";
import { openCell } from "./helpers.js";

test("training that could not be loaded is told for each network, and Run makes up for all of it", async ({ page }) => {
  await page.route("**/www/pkg/trainer_bg.wasm", (route) => route.abort());
  const cell = await openCell(page, "#fit?target=sin(x)&epochs=300");
  const trouble = cell.locator(":scope > pre.problem");
  await expect(trouble).toContainText("classical fits:");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  for (const failed of ["classical fits:", "ReLU 8:", "ELU 8:"]) await expect(trouble).toContainText(failed);
  await page.unroute("**/www/pkg/trainer_bg.wasm");
  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell).toHaveAttribute("data-state", "done");
  await expect(cell.locator(".legend")).toContainText("degree 1");
  await expect(trouble).toBeHidden();
});

test("a shipped network that could not be loaded is told, and loaded on request", async ({ page }) => {
  await page.route("**/www/checkpoints/*", (route) => route.abort());
  const cell = await openCell(page, "#scinet?panels=slices");
  await expect(cell.locator(".origin")).toContainText("could not be loaded");
  await expect(cell.locator(".origin")).toContainText("What is drawn is not trained");
  await page.unroute("**/www/checkpoints/*");
  await cell.getByRole("button", { name: "Try again" }).click();
  await expect(cell.locator(".origin")).toContainText("boring_patch as shipped");
});

for (const address of ["index.html", "index.html#fit?target=sin(x)", "index.html?notebook=first"]) {
  test(`a page whose Rust does not start says so: ${address}`, async ({ page }) => {
    await page.route("**/www/pkg/page_bg.wasm", (route) => route.abort());
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "The notebook did not start" })).toBeVisible();
  });
}
