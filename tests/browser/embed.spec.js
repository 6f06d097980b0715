/** Cells in other people's pages: the element and plain frames, sandboxed ones, and the pages of examples/. */

import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { startGuest } from "./guest.js";
import { listen, status } from "./helpers.js";

/** @typedef {import("@playwright/test").Page} Page */

/** A small fit without classical ones: what it trains, somebody has started. */
const SMALL = "#fit?nets=relu:8&polynomials=none&epochs=3000";

/** @type {Awaited<ReturnType<typeof startGuest>>} */
let guest;

test.beforeAll(async ({ baseURL }) => {
  guest = await startGuest(baseURL ?? "");
});

test.afterAll(() => guest.close());

// Nothing leaves this machine, whatever libraries a page asks for.
test.beforeEach(({ page }) => page.route(/^https:/, (route) => route.abort()));

/**
 * Opens a page of another site with some HTML in it, and keeps what its cells say.
 * @param {Page} page @param {string | undefined} home @param {string} html
 */
async function openGuest(page, home, html) {
  guest.write(`<!doctype html><title>guest</title><script>
    const events = [];
    for (const type of ["progress", "done", "error"]) {
      document.addEventListener(type, ({ target, detail }) => target.localName === "scinet-cell" && events.push({ type, id: target.id, detail }), true);
    }
  </script><script type="module" src="${home}www/embed.js"></script>${html}`);
  await page.goto(`${guest.base}page`);
}

/** What the guest has heard. @param {Page} page @returns {Promise<{type: string, id: string, detail: any}[]>} */
const events = (page) => page.evaluate("events");

/** The inside of a cell's frame. @param {Page} page @param {string} [selector] */
const inside = (page, selector = "scinet-cell") => page.locator(`${selector} iframe, iframe${selector}`).contentFrame();

/** How far an element's frame is from the height of its content. @param {Page} page @param {string} [selector] */
async function misfit(page, selector = "scinet-cell") {
  const frame = page.locator(`${selector} iframe, iframe${selector}`);
  const content = await frame.contentFrame().locator("html").evaluate((html) => html.getBoundingClientRect().height);
  return Math.abs(content - (await frame.evaluate((element) => element.clientHeight)));
}

/** The cell of a frame, once it is drawn and its frame has grown: nothing moves under the mouse any more. @param {Page} page @param {string} [selector] */
async function settled(page, selector) {
  // A frame out of sight draws nothing, so that nothing in it could be waited for.
  await page.locator(`${selector ?? "scinet-cell"} iframe, iframe${selector ?? ""}`).scrollIntoViewIfNeeded();
  const cell = inside(page, selector).locator(".cell[data-state]");
  await cell.scrollIntoViewIfNeeded();
  await expect(cell.locator("canvas").first()).toHaveAttribute("aria-label", /./);
  await expect.poll(() => misfit(page, selector)).toBeLessThan(1.5);
  return cell;
}

test("the embedding page is not told the rows of a file that its reader chooses, unless the reader passes them on", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openGuest(page, baseURL, `<scinet-cell src="#data?epochs=20"></scinet-cell>`);
  const told = () => page.locator("scinet-cell").evaluate((element) => String(Reflect.get(element, "spec")));
  const cell = inside(page).locator(".cell");
  await cell.getByLabel("CSV file").setInputFiles({ name: "secret.csv", mimeType: "text/csv", buffer: Buffer.from("t,x\n0,1\n1,3\n2,5\n3,7\n4,9\n") });
  await expect(cell).toContainText("secret.csv: 5 rows");
  await expect.poll(told).toMatch(/^#data\?table=[0-9a-f]{12}&name=secret\.csv/);
  expect(await told()).not.toContain("rows=");
  await cell.getByRole("button", { name: "Copy link", exact: true }).click();
  await inside(page).getByRole("dialog").getByRole("button", { name: "With the rows" }).click();
  await cell.getByRole("button", { name: "New seed" }).click();
  await expect.poll(told).toContain("rows=t,x");
});

test("the element shows a cell alone, as high as it is", async ({ page, baseURL }) => {
  const noises = listen(page);
  /** @type {string[]} */
  const texts = [];
  page.on("request", (request) => /notebooks\//.test(request.url()) && texts.push(request.url()));
  await openGuest(page, baseURL, `<scinet-cell src="${SMALL}"></scinet-cell>`);
  const frame = inside(page);
  await expect(frame.locator(".cell")).toHaveCount(1);
  await expect(frame.locator("canvas").first()).toHaveAttribute("aria-label", /./);
  await expect(frame.locator("header.page")).toBeHidden();
  await expect(page.locator("scinet-cell iframe")).toHaveAttribute("title", "Fit: y = x + 10");
  await expect.poll(() => misfit(page)).toBeLessThan(1.5);
  // A narrow page makes a higher cell.
  await page.setViewportSize({ width: 420, height: 900 });
  await expect.poll(() => misfit(page)).toBeLessThan(1.5);
  await expect(frame.getByRole("link", { name: "SciNet Notebook" })).toHaveAttribute("href", `${baseURL}index.html${SMALL}`);
  await expect(status(frame.locator(".cell"))).toHaveText("epoch 0 of 3,000");
  expect(texts).toEqual([]);
  expect(noises).toEqual([]);
});

test("authors hide parts and choose colours, and words that are not known are said", async ({ page, baseURL }) => {
  await openGuest(
    page,
    baseURL,
    `<scinet-cell id="bare" src="${SMALL}" hide="controls,code" theme="dark"></scinet-cell>
     <scinet-cell id="plain" src="${SMALL}" hide="controls" theme="light"></scinet-cell>
     <scinet-cell id="wrong" src="${SMALL}" hide="sky" theme="pink" autorun="many"></scinet-cell>
     <scinet-cell id="script" src="javascript:alert(1)"></scinet-cell>
     <scinet-cell id="bad" src="#fit?lr=fast" loading="eager"></scinet-cell>`,
  );
  const bare = inside(page, "#bare");
  await expect(bare.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(bare.getByRole("button", { name: "Run" })).toBeVisible();
  await expect(bare.getByRole("button", { name: "New seed" })).toBeHidden();
  await expect(bare.locator(".settings")).toBeHidden();
  const plain = inside(page, "#plain");
  await expect(plain.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(plain.getByText("As text")).toBeVisible();
  await expect(plain.locator("form.controls")).toBeHidden();
  await page.locator("#wrong").scrollIntoViewIfNeeded();
  const wrong = inside(page, "#wrong");
  await expect(wrong.locator(".complaint")).toContainText("hide = sky");
  await expect(wrong.locator(".complaint")).toContainText("autorun = many\n  allowed: a whole number of epochs from 1 to 1000000");
  const cell = await settled(page, "#wrong");
  await cell.getByRole("button", { name: "Step" }).click();
  await expect(status(cell)).toHaveText("epoch 1 of 3,000");
  await expect(page.locator("#script")).toContainText("src = javascript:alert(1)");
  await expect(page.locator("#script iframe")).toHaveCount(0);
  await expect(inside(page, "#bad").locator(".complaint")).toContainText("allowed: a number from 0 to 100");
  const messages = (await events(page)).filter(({ type }) => type === "error").map(({ id }) => id);
  expect(messages).toContain("bad");
});

test("a cell that may start by itself stops where it must, and goes on from there", async ({ page, baseURL }) => {
  await openGuest(
    page,
    baseURL,
    `<scinet-cell id="seen" src="${SMALL}" autorun="200"></scinet-cell><div style="height: 5000px"></div>
     <scinet-cell id="below" src="${SMALL}&seed=2" autorun="200" loading="eager"></scinet-cell>`,
  );
  const seen = await settled(page, "#seen");
  const below = inside(page, "#below").locator(".cell");
  await expect(status(seen)).toHaveText("epoch 200 of 3,000");
  await expect(seen.locator("button.run")).toHaveText("Continue");
  await expect(status(below)).toHaveText("epoch 0 of 3,000");
  await seen.locator("button.run").click();
  await expect(status(seen)).toHaveText("epoch 3,000 of 3,000 · done");
  await expect(status(below)).toHaveText("epoch 0 of 3,000");
  await page.locator("#below").scrollIntoViewIfNeeded();
  await expect(status(below)).toHaveText("epoch 200 of 3,000");
});

test("a cell that started by itself rests while it is not seen", async ({ page, baseURL }) => {
  await openGuest(page, baseURL, `<scinet-cell src="${SMALL.replace("3000", "1000000")}" autorun="1000000"></scinet-cell><div style="height: 5000px"></div>`);
  const cell = inside(page).locator(".cell");
  await expect(cell).toHaveAttribute("data-state", "running");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(cell).toHaveAttribute("data-state", "paused");
  await page.evaluate(() => scrollTo(0, 0));
  await expect(cell).toHaveAttribute("data-state", "running");
  // Once the reader has paused it, it stays so.
  await cell.locator("button.run").click();
  await expect(cell).toHaveAttribute("data-state", "paused");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(cell.locator("button.run")).not.toBeInViewport();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(cell.locator("button.run")).toBeInViewport();
  await expect(cell).toHaveAttribute("data-state", "paused");
});

test("the plain example: two cells, events, methods, another spec", async ({ page, baseURL }) => {
  const noises = listen(page);
  await page.goto(`${guest.base}examples/plain.html`);
  const log = page.locator("#log");
  const cell = await settled(page, "#sine");
  await expect(log).toHaveText(/^epoch 500 of 4000, loss 0\.\d+$/);
  // By the keyboard: a click right after scrolling would go to whatever the browser painted there last, such as the frame.
  await page.getByRole("button", { name: "Run" }).press("Enter");
  await expect(log).toHaveText(/^done, fingerprint [0-9a-f]{12}\nReLU 8: RMS error 0\.\d+ inside, error -?[\d.]+ at the right end$/);
  await expect(cell.locator("output.bits")).toHaveText(`fingerprint ${/[0-9a-f]{12}/.exec((await log.textContent()) ?? "")?.[0]}`);
  await page.getByRole("button", { name: "Sixteen neurons" }).click();
  await expect(cell.getByRole("button", { name: "ReLU 16" }).first()).toBeVisible();
  await expect(status(cell)).toHaveText("epoch 0 of 4,000");
  await page.evaluate('document.getElementById("sine").spec = "#fit?lr=fast"');
  await expect(log).toContainText("lr = fast");
  await expect(status(cell)).toHaveText("epoch 0 of 4,000");
  await expect(cell.getByRole("button", { name: "ReLU 16" }).first()).toBeVisible();

  await page.locator("#line").scrollIntoViewIfNeeded();
  await expect(inside(page, "#line").locator("canvas").first()).toHaveAttribute("aria-label", /./);
  await expect.poll(() => misfit(page, "#line")).toBeLessThan(1.5);
  expect(noises).toEqual([]);
});

test("what a reader changes, the author can read", async ({ page, baseURL }) => {
  await openGuest(page, baseURL, `<scinet-cell src="${SMALL}"></scinet-cell>`);
  const cell = await settled(page);
  await cell.getByLabel("Learning rate").fill("0.5");
  await cell.getByLabel("Learning rate").press("Enter");
  await expect.poll(() => page.evaluate('document.querySelector("scinet-cell").spec')).toBe(`${SMALL}&lr=0.5`);
  await page.evaluate('document.querySelector("scinet-cell").run(); document.querySelector("scinet-cell").pause()');
  await expect(cell.locator("button.run")).toHaveText(/Run|Continue/);
  await expect(cell).toHaveAttribute("data-state", "paused");
});

test("messages from elsewhere, or of other shapes, are not heard", async ({ page, baseURL }) => {
  const errors = listen(page);
  const sibling = `<script>
    parent.frames[0].postMessage({ type: "scinet-run" }, "*");
    parent.postMessage({ type: "scinet-done", epoch: 7, fingerprint: null, measures: null }, "*");
    parent.postMessage({ type: "scinet-size", height: 7 }, "*");
    parent.postMessage("sibling", "*");
  </script>`;
  await openGuest(page, baseURL, `<iframe id="cell" src="${baseURL}index.html${SMALL}" width="100%" height="900"></iframe><scinet-cell src="${SMALL}"></scinet-cell>`);
  const cell = inside(page, "#cell").locator(".cell");
  await expect(status(cell)).toHaveText("epoch 0 of 3,000");
  await expect.poll(() => misfit(page, "#cell")).toBeLessThan(1.5);
  await page.evaluate(async (srcdoc) => {
    const heard = new Promise((resolve) => addEventListener("message", ({ data }) => data === "sibling" && resolve(null)));
    const frame = document.createElement("iframe");
    document.body.append(Object.assign(frame, { srcdoc }));
    await heard;
    const { contentWindow } = /** @type {HTMLIFrameElement} */ (document.getElementById("cell"));
    const wrong = [null, 7, "scinet-run", [], {}, { type: "run" }, { type: ["scinet-run"] }, { type: "scinet-spec" }, { type: "scinet-spec", link: 7 }, { type: "scinet-spec", link: "x".repeat(200_000) }];
    for (const message of wrong) contentWindow?.postMessage(message, "*");
    contentWindow?.postMessage({ type: "scinet-spec", link: "#fit?nets=elu:4&polynomials=none&epochs=3000" }, "*");
  }, sibling);
  // The last of them is a wish that is fulfilled; by then the others were heard.
  await expect(cell.getByRole("button", { name: "ELU 4" }).first()).toBeVisible();
  await expect(status(cell)).toHaveText("epoch 0 of 3,000");
  await expect(cell).toHaveAttribute("data-state", "paused");
  await expect.poll(() => misfit(page, "#cell")).toBeLessThan(1.5);
  expect(await events(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test("a sandboxed frame, without origin and storage, trains to the bits that its link claims", async ({ page, baseURL }) => {
  const noises = listen(page);
  await page.goto(`${guest.base}examples/sandboxed.html`);
  const cell = await settled(page, "");
  expect(await cell.evaluate(() => self.origin)).toBe("null");
  await cell.locator("button.run").click();
  await expect(cell.locator("output.bits")).toHaveText("fingerprint e6e8ad0aab96: same bits as the link's");
  await expect(cell.locator(".measures")).toContainText("polynomial");
  await expect.poll(() => misfit(page, "")).toBeLessThan(1.5);
  // Where the clipboard is refused, the link stands there to be copied by hand.
  await cell.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(cell.getByLabel("Link to this cell")).toHaveValue(/^http:\/\/127\.0\.0\.1:\d+\/index\.html#fit\?epochs=2000/);
  expect(noises.filter((noise) => !/permissions policy|clipboard/i.test(noise))).toEqual([]);
});

test("a SciNet is shared by the workers of a sandboxed frame", async ({ page, baseURL }) => {
  await openGuest(page, baseURL, `<iframe id="cell" sandbox="allow-scripts" src="${baseURL}index.html#scinet?encoder=300,60&amp;decoder=60,60&amp;batch=1024&amp;epochs=20" width="100%" height="900"></iframe>`);
  const cell = await settled(page, "#cell");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 20 of 20 · done");
  await expect(cell.locator("output.bits")).toHaveText(/^fingerprint [0-9a-f]{12}$/);
});

test("a large table is read and trained on in a sandboxed frame, which keeps nothing", async ({ page, baseURL }) => {
  await openGuest(page, baseURL, `<iframe id="cell" sandbox="allow-scripts" src="${baseURL}index.html#data?nets=elu:4&amp;epochs=40" width="100%" height="900"></iframe>`);
  const cell = inside(page, "#cell").locator(".cell");
  const rows = Array.from({ length: 5000 }, (_, i) => `${i},${3 * i - 7}`);
  await cell.getByLabel("CSV file").setInputFiles({ name: "line.csv", mimeType: "text/csv", buffer: Buffer.from(`t,x\n${rows.join("\n")}\n`) });
  await expect(cell).toContainText("line.csv: 5,000 rows, 2 columns.");
  await expect(cell).toContainText("This browser keeps nothing: choose the file again after a reload.");
  await cell.locator("button.run").click();
  await expect(status(cell)).toHaveText("epoch 40 of 40 · done");
});

test("on a slide of Reveal.js a cell starts when its slide is shown", async ({ page, baseURL }) => {
  await page.goto(`${guest.base}examples/reveal/index.html`);
  await expect(page.getByRole("heading", { name: "What does a network know?" })).toBeVisible();
  await expect(page.locator(".reveal.ready")).toBeAttached();
  await page.keyboard.press("ArrowRight");
  const cell = inside(page).locator(".cell");
  await expect(status(cell)).toHaveText("epoch 4,000 of 4,000 · done");
  await expect(cell.getByRole("heading", { name: "Fit: y = sin(2*x)" })).toBeVisible();
  await expect(page.locator("scinet-cell iframe")).toHaveCSS("height", "620px");
});

for (const [name, path] of [
  ["a Quarto document", "quarto/lesson.html"],
  ["a Jupyter Book", "jupyter-book/_build/html/lesson.html"],
]) {
  test(`${name} shows a cell that trains`, async ({ page, baseURL }) => {
    await page.goto(`${guest.base}target/examples/${path}`);
    await expect(page.getByRole("heading", { name: "Where a network stops knowing" }).first()).toBeVisible();
    const cell = await settled(page, "scinet-cell:first-of-type");
    await cell.locator("button.run").click();
    await expect(status(cell)).toHaveText("epoch 1,500 of 1,500 · done");
  });
}

test("Embed gives lines that work in another page", async ({ page, baseURL, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`index.html${SMALL}`);
  await page.locator("#linked .cell").getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Embed this cell" });
  await dialog.getByLabel("Hide controls").check();
  await dialog.getByLabel("Colours").selectOption("dark");
  await dialog.getByRole("button", { name: "Copy" }).first().click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  const element = await page.evaluate(() => navigator.clipboard.readText());
  expect(element).toContain('<scinet-cell src="#fit?nets=relu:8&amp;polynomials=none&amp;epochs=3000" hide="controls" theme="dark"></scinet-cell>');
  const frame = await dialog.getByLabel("As a plain frame").inputValue();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  await openGuest(page, baseURL, `${element}${frame}`);
  for (const cell of [inside(page), page.locator("body > iframe").contentFrame()]) {
    await expect(cell.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(cell.locator("html")).toHaveAttribute("data-hide", "controls");
    await expect(cell.getByRole("heading", { name: "Fit: y = x + 10" })).toBeVisible();
  }
});

test("a link in a tab starts nothing, whatever it says", async ({ page }) => {
  // Of another seed each: what was trained once in a browser is kept there.
  for (const [seed, query] of ["?autorun=2000", "?embed&autorun=2000"].entries()) {
    await page.goto(`index.html${query}${SMALL}&seed=${seed + 2}`);
    const cell = page.locator(".cell.fit").first();
    await expect(cell.locator("canvas").first()).toHaveAttribute("aria-label", /./);
    await cell.getByRole("button", { name: "Step" }).click();
    await expect(status(cell)).toHaveText("epoch 1 of 3,000");
    await expect(cell).toHaveAttribute("data-state", "paused");
  }
});

test("a frame without a cell's link is the notebook", async ({ page, baseURL }) => {
  await openGuest(page, baseURL, `<iframe id="cell" src="${baseURL}index.html" width="100%" height="900"></iframe>`);
  await expect(inside(page, "#cell").locator("h1")).toBeVisible();
  await expect(inside(page, "#cell").locator("header.page")).toBeVisible();
});

test("every example is named in their list", async () => {
  const folder = `${import.meta.dirname}/../../examples`;
  const list = await readFile(`${folder}/README.md`, "utf8");
  for (const [, path] of list.matchAll(/\]\(([^)]+)\)/g)) await readFile(`${folder}/${path}`);
});
