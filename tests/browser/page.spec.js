/** The page as a reader uses it: text, figures, running, links, mistakes. */

import { expect, test } from "@playwright/test";
import { built, downloaded, listen, openCell, pixels, started, status, tableAt, waiting } from "./helpers.js";

test("the notebook opens quietly, with text, mathematics and its first figure", async ({ page, baseURL }) => {
  const noises = listen(page);
  /** @type {string[]} */
  const foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !request.url().startsWith("blob:")) foreign.push(request.url());
  });
  await page.goto("index.html");
  await expect(page.locator("h1")).toHaveText("SciNet: promise and pitfalls");
  const figure = page.locator("#fig-1 canvas").first();
  await expect(figure).toHaveAttribute("aria-label", /degree 13: RMS error/);
  await expect(page.locator("math").first()).toBeVisible();
  await built(page);
  for (const cell of await page.locator(".cell").all()) await cell.scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  expect(noises).toEqual([]);
  expect(foreign).toEqual([]);
});

test("run, pause, continue, step and reset do what they say", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:8,elu:8");
  const run = cell.locator("button.run");
  await expect(status(cell)).toHaveText("epoch 0 of 50,000");
  const table = cell.locator(".measures tbody");
  await expect(table).toContainText("polynomial");
  const untrained = (await table.textContent()) ?? "";
  await run.click();
  await expect(run).toHaveText("Pause");
  await expect(status(cell)).toHaveText(/epoch [1-9][\d,]*(–[\d,]+)? of 50,000( \(\d+ %\))? · [\d,]+ epochs\/s · .* left/);
  await run.click();
  await expect(run).toHaveText("Continue");
  await page.waitForTimeout(300);
  const paused = await status(cell).textContent();
  await page.waitForTimeout(400);
  await expect(status(cell)).toHaveText(paused ?? "");

  await cell.getByRole("button", { name: "Reset" }).click();
  await expect(status(cell)).toHaveText("epoch 0 of 50,000");
  await expect(run).toHaveText("Run");
  await expect(table).toHaveText(untrained);
  await cell.getByRole("button", { name: "Step" }).click();
  await expect(status(cell)).toHaveText("epoch 1 of 50,000");
  await cell.getByRole("button", { name: "Reset" }).click();
  await expect(table).toHaveText(untrained);
});

test("a finished run is done, and the same link gives the same numbers", async ({ page, browser }) => {
  const link = "#fit?target=sin%282*x%29&nets=relu:12&batch=256&epochs=400&lr=0.003&seed=7";
  const results = [];
  // Another reader: what is kept for this one is not there.
  for (const open of [async () => page, () => browser.newPage()]) {
    const cell = await openCell(await open(), link);
    await cell.locator("button.run").click();
    await expect(status(cell)).toHaveText("epoch 400 of 400 · done");
    results.push(await tableAt(cell, "400"));
  }
  expect(results[0]).toBe(results[1]);
});

test("a changed cell copies a link that restores it exactly", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("index.html");
  await built(page);
  const cell = page.locator("#fig-9");
  await cell.scrollIntoViewIfNeeded();
  await cell.getByLabel("Target y(x)").fill("x + 3*abs(x)");
  await cell.getByLabel("Networks", { exact: true }).fill("tanh:5, relu:3");
  await cell.getByLabel("Learning rate").fill("0.01");
  await cell.getByLabel("Error axis").selectOption("log");
  await cell.getByRole("button", { name: "Copy link", exact: true }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toBe("#fit?target=x%2B3*abs%28x%29&nets=tanh:5,relu:3&polynomials=none&lr=0.01&view=-2..2");
  const text = await cell.getByLabel("Spec of this cell as text").inputValue();

  const restored = await openCell(await context.newPage(), new URL(link).hash);
  expect(await restored.getByLabel("Spec of this cell as text").inputValue()).toBe(text);
  await expect(restored.getByRole("heading", { name: "Fit: y = x + 3*abs(x)" })).toBeVisible();
});

test("a bad link says which key is wrong and what is allowed, and the rest works", async ({ page }) => {
  const noises = listen(page);
  await page.goto("index.html#fit?lr=fast&target=1/2x&epochs=10");
  const complaint = page.locator("#linked .complaint");
  await expect(complaint).toContainText("lr = fast");
  await expect(complaint).toContainText("allowed: a number from 0 to 100");
  await expect(complaint).toContainText("is this above or below the /? write 1/(2*x), or x/2");
  const step = page.locator("#fig-7").getByRole("button", { name: "Step" });
  await step.click();
  await expect(status(page.locator("#fig-7"))).toHaveText("epoch 1 of 50,000");
  expect(noises).toEqual([]);
  // The address bar mended by hand is read at once.
  await page.evaluate(() => (location.hash = "#fit?lr=0.5"));
  await expect(page.locator("#linked .cell").getByLabel("Learning rate")).toHaveValue("0.5");
});

test("a link opens as mail and chat change it, and the rest of one that cannot be read opens too", async ({ page }) => {
  const noises = listen(page);
  for (const hash of ["#fit%3Fseed%3D3%26lr%3D0.5", "#fit?seed=3&amp;lr=0.5", "#f\u200bit?seed=3&lr=0.5>", "#fit?seed=3&lr=0.5&utm_source=mail)"]) {
    await page.goto("about:blank");
    await page.goto(`index.html${hash}`);
    const cell = page.locator("#linked .cell");
    await expect(cell.getByLabel("Learning rate")).toHaveValue("0.5");
    await expect(cell.getByLabel("Seed")).toHaveValue("3");
    await expect(cell.locator(".notice")).toBeVisible();
  }
  await page.evaluate(() => (location.hash = "#fit?seed=4&lr=1e"));
  await expect(page.locator("#linked .complaint")).toContainText("lr = 1e");
  const cell = page.locator("#linked .cell:not(.complaint)");
  await expect(cell.getByLabel("Seed")).toHaveValue("4");
  await expect(cell).toHaveAttribute("data-state", "paused");
  await cell.getByLabel("Learning rate").fill("0.1");
  await cell.getByLabel("Learning rate").press("Enter");
  await expect(page.locator("#linked .complaint")).toHaveCount(0);
  // Leaving a page cancels what it still loads.
  expect(noises.filter((noise) => !noise.startsWith("failed: "))).toEqual([]);
});

test("a bad value is answered at its field and changes nothing", async ({ page }) => {
  const cell = await openCell(page, "#fit");
  const field = cell.getByLabel("Target y(x)");
  await field.fill("asin(x)");
  await field.blur();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(cell.locator(".row .problem").first()).toContainText("has no finite value at x = -6");
  await expect(cell.getByRole("heading", { name: "Fit: y = x + 10" })).toBeVisible();
  await field.fill("x^2");
  await field.blur();
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect(cell.getByRole("heading", { name: "Fit: y = x^2" })).toBeVisible();
  await expect.poll(() => new URL(page.url()).hash).toBe("#fit?target=x%5E2");
});

test("the spec can be edited as text", async ({ page }) => {
  const cell = await openCell(page, "#fit");
  await cell.getByText("As text").click();
  const text = cell.getByLabel("Spec of this cell as text");
  await text.fill("seed = 3\nbatch = none");
  await text.blur();
  await expect(cell.locator(".source .problem")).toContainText("batch = none");
  await text.fill("seed = 3\nbatch = 99");
  await text.blur();
  await expect(cell.getByRole("textbox", { name: "Batch" })).toHaveValue("99");
  await expect.poll(() => new URL(page.url()).hash).toBe("#fit?batch=99&seed=3");
});

test("a new seed is another run, and changes of the view keep the run", async ({ page }) => {
  const cell = await openCell(page, "#fit?epochs=50&nets=relu:4");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 50 of 50 · done");
  await cell.getByRole("combobox", { name: "View" }).fill("-3..3");
  await cell.getByRole("combobox", { name: "View" }).blur();
  await expect(status(cell)).toHaveText("epoch 50 of 50 · done");
  await cell.getByRole("button", { name: "New seed" }).click();
  await expect(status(cell)).toHaveText("epoch 0 of 50");
  await expect.poll(() => new URL(page.url()).hash).toMatch(/seed=\d+/);
});

test("more epochs continue a finished run, fewer go back to what is kept of it", async ({ page }) => {
  const cell = await openCell(page, "#fit?epochs=30&nets=relu:4,elu:4");
  const epochs = cell.getByRole("textbox", { name: "Epochs" });
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 30 of 30 · done");
  await epochs.fill("50");
  await epochs.press("Enter");
  await expect(status(cell)).toHaveText("epoch 30 of 50");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 50 of 50 · done");
  const continued = await tableAt(cell, "50");
  await epochs.fill("49");
  await epochs.press("Enter");
  await expect(status(cell)).toContainText("epoch 30 of 49");
  await epochs.fill("50");
  await epochs.press("Enter");
  await expect(status(cell)).toContainText("epoch 30 of 50");
  await cell.locator("button.run").click();
  await expect(status(cell)).toContainText("epoch 50 of 50 · done");
  expect(await tableAt(cell, "50")).toBe(continued);
  await cell.getByRole("button", { name: "Reset" }).click();
  await expect(status(cell)).toHaveText("epoch 0 of 50");
  await cell.locator("button.run").click();
  await expect(status(cell)).toContainText("epoch 50 of 50 · done");
  expect(await tableAt(cell, "50")).toBe(continued);
});

test("another link in the address bar ends the cell before it", async ({ page }) => {
  const noises = listen(page);
  await openCell(page, "#fit?nets=relu:5");
  await page.locator("#linked button.run").click();
  await page.evaluate(() => (location.hash = "#fit?nets=elu:6"));
  await expect(page.locator("#linked").getByRole("button", { name: "ELU 6" }).first()).toBeVisible();
  await expect(page.locator("#linked .cell")).toHaveCount(1);
  await expect(status(page.locator("#linked .cell"))).toHaveText("epoch 0 of 50,000");
  await page.waitForTimeout(1500);
  expect(noises).toEqual([]);
});

test("legend entries switch their curves", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:3");
  const entry = cell.getByRole("button", { name: "polynomial, degree 1" });
  await expect(entry).toHaveAttribute("aria-pressed", "true");
  const canvas = cell.locator("canvas").nth(1);
  const before = await pixels(canvas);
  await entry.click();
  await expect(entry).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => pixels(canvas)).not.toBe(before);
  await entry.click();
  await expect.poll(() => pixels(canvas)).toBe(before);
});

test("a figure is read by mouse and by keyboard", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:2%5B1,0,1%3B-1,0,-1%3B10%5D&polynomials=none");
  const canvas = cell.locator("canvas").first();
  const readout = cell.locator(".readout").first();
  await canvas.hover();
  await expect(readout).toContainText(/x = −?\d/);
  await expect(readout).toContainText("truth, x + 10");
  await page.mouse.move(0, 0);
  await expect(readout).toBeHidden();
  await canvas.focus();
  await page.keyboard.press("ArrowRight");
  await expect(readout).toContainText("inside training");
  await page.keyboard.press("Escape");
  await expect(readout).toBeHidden();
});

test("the x-axis is dragged, zoomed far outside the training data, and put back", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:4");
  const view = cell.getByRole("combobox", { name: "View" });
  const canvas = cell.locator("canvas").first();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("no canvas");
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 150, box.y + 100, { steps: 5 });
  await page.mouse.up();
  const [low, high] = (await view.inputValue()).split("..").map(Number);
  expect(low).toBeGreaterThan(-15);
  expect(high - low).toBeCloseTo(40, 0);
  for (let i = 0; i < 8; i++) await cell.getByRole("button", { name: "Zoom out" }).first().click();
  const far = (await view.inputValue()).split("..").map(Number);
  expect(far[1] - far[0]).toBeGreaterThan(5000);
  await cell.getByRole("button", { name: "First view again" }).first().click();
  await expect(view).toHaveValue("-20..20");
  await expect(status(cell)).toHaveText("epoch 0 of 50,000");
});

test("a weight typed by hand becomes part of the link", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:1%5B1,10,1%3B0%5D,elu:2");
  await cell.getByText("Weights", { exact: true }).click();
  const weight = cell.getByLabel("w2 of neuron 1");
  await expect(weight).toHaveValue("1");
  await weight.fill("abc");
  await weight.blur();
  await expect(cell.locator(".inside .problem")).toContainText("allowed: a number");
  await weight.fill("2.5");
  await weight.blur();
  await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toBe("#fit?nets=relu:1[1,10,2.5;0],elu:2");
  await expect(cell.locator(".measures tbody tr").first()).toContainText("ReLU 1, set by hand");
});

test("weights of a paused run can be changed, and the run then starts from them", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:2&polynomials=none&epochs=1000000");
  await cell.getByText("Weights", { exact: true }).click();
  const weight = cell.getByLabel("w1 of neuron 1");
  await cell.locator("button.run").click();
  await expect(weight).toBeDisabled();
  await started(cell);
  await cell.locator("button.run").click();
  await expect(weight).toBeEnabled();
  await weight.fill("0.5");
  await weight.blur();
  await expect(status(cell)).toHaveText(waiting("epoch 0 of 1,000,000", "Run"));
  await expect(weight).toHaveValue("0.5");
  await expect.poll(() => decodeURIComponent(page.url())).toMatch(/nets=relu:2\[0\.5,.*;.*;.*\]/);
});

test("a link with a fingerprint is checked against it", async ({ page, context, browser }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await openCell(page, "#fit?nets=elu:6,tanh:3&epochs=40");
  const bits = cell.locator("output.bits");
  await expect(bits).toBeHidden();
  await cell.locator("button.run").click();
  await expect(bits).toHaveText(/^fingerprint [0-9a-f]{12}$/);
  await cell.getByRole("button", { name: "Copy link with fingerprint" }).click();
  await expect(cell.getByRole("button", { name: "Copied" })).toBeVisible();
  const hash = new URL(await page.evaluate(() => navigator.clipboard.readText())).hash;
  expect(hash).toMatch(/^#fit\?nets=elu:6,tanh:3&epochs=40&fingerprint=[0-9a-f]{12}$/);

  const other = await browser.newPage();
  const again = await openCell(other, hash);
  await expect(again.locator("output.bits")).toContainText("run to check");
  await again.locator("button.run").click();
  await expect(again.locator("output.bits")).toContainText("same bits as the link's");

  // One digit off, and the cell says so, since it keeps what it has trained; another seed makes the claim void.
  const wrong = hash.slice(0, -1) + (hash.endsWith("0") ? "1" : "0");
  await other.evaluate((hash) => (location.hash = hash), wrong);
  await expect(again.locator("output.bits")).toContainText("differs from the link's");
  await again.getByRole("textbox", { name: "Seed" }).fill("9");
  await again.getByRole("textbox", { name: "Seed" }).press("Enter");
  await expect(again.locator("output.bits")).toBeHidden();
});

test("a diverging run stops with a clear status", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:8&optimiser=sgd&lr=100");
  await cell.locator("button.run").click();
  await expect(status(cell)).toContainText("ReLU 8 diverged after epoch");
  await expect(cell.locator("button.run")).toBeDisabled();
});

test("two figures are saved, as a picture and as numbers", async ({ page }) => {
  const cell = await openCell(page, "#fit?nets=relu:1%5B1,10,1%3B0%5D&polynomials=none");
  const svg = await downloaded(page, () => cell.getByRole("button", { name: "Save this figure as SVG" }).first().click());
  expect(svg.name).toBe("fits-to-x-10.svg");
  expect(svg.text).toMatch(/^<svg .*training data, μ ± 2σ.*<\/svg>\s*$/s);
  const csv = await downloaded(page, () => cell.getByRole("button", { name: "numbers as CSV" }).first().click());
  const lines = csv.text.trim().split("\n");
  expect(lines[0]).toBe('"x","truth, x + 10","ReLU 1, set by hand"');
  expect(lines[1]).toBe("-20,-10,0");
  expect(lines).toHaveLength(1202);
});

test("colours follow the system, and the reader's choice is kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("index.html");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Colours").selectOption("light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("on a phone nothing is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("index.html");
  await built(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test("it works under a sub-path", async ({ page, context }) => {
  await context.route("**/courses/physics/**", async (route) => {
    const url = route.request().url().replace("/courses/physics/", "/");
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  // Anything asked for outside the sub-path would belong to somebody else.
  await context.route(/:\d+\/(?!courses)/, (route) => route.abort());
  await page.goto("courses/physics/index.html#fit?epochs=20");
  const cell = page.locator("#linked .cell");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 20 of 20 · done");
});

test("a place in the text can be linked", async ({ page }) => {
  await page.goto("./index.html#why-a-network-need-not-extrapolate");
  await expect(page.getByRole("heading", { name: "Why a network need not extrapolate" })).toBeInViewport();
  await expect(page.locator("#linked")).toBeHidden();
});

test("cells are built when they come near, and all of them for paper", async ({ page }) => {
  // A page that never rests: what is far waits.
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }));
  await page.goto("index.html");
  await expect(page.locator("#fig-1 canvas").first()).toBeAttached();
  const far = page.locator("#fig-20");
  await expect(far).toHaveClass(/waiting/);
  await far.evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  await expect(far.locator("canvas").first()).toBeAttached();
  await expect(far).toBeInViewport();
  await expect(page.locator("#every-claim")).toHaveClass(/waiting/);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".cell.waiting")).toHaveCount(0);
});
