/** A published notebook under some path of a site: without a network, and when its next version comes. */

import { expect, test } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publish } from "./publish.js";

/** @typedef {import("@playwright/test").Page} Page */

const PUBLISHED = join(import.meta.dirname, "../../target/site");
const PLACE = "some/course";

/** @type {import("node:child_process").ChildProcess} */
let server;
let folder = "";
let base = "";

test.beforeEach(async ({}, info) => {
  const root = info.outputPath("site");
  folder = join(root, PLACE);
  cpSync(PUBLISHED, folder, { recursive: true });
  server = spawn("python3", ["serve.py", root, "8730"], { cwd: import.meta.dirname });
  const [announcement] = await once(/** @type {import("node:stream").Readable} */ (server.stdout), "data");
  base = `${/http:\S+/.exec(String(announcement))?.[0]}${PLACE}/`;
});

test.afterEach(() => void server.kill());

/** Visits the notebook until all of it is kept. @param {Page} page @param {string} [link] */
async function visit(page, link = "") {
  await page.goto(base + link);
  await expect(page.locator("#notebook .text h1").first()).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
}

/** The addresses of all that is kept. @param {Page} page @returns {Promise<string[]>} */
function kept(page) {
  return page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(stores.map((store) => store.keys()));
    return requests.flat().map((request) => request.url);
  });
}

/** Publishes a version whose notebook begins with other words. */
async function publishNext() {
  const file = join(folder, "www/pkg/notebooks/paper.json");
  const blocks = JSON.parse(readFileSync(file, "utf8"));
  blocks[0].html = "<h1>The second version</h1>";
  writeFileSync(file, JSON.stringify(blocks));
  await publish(folder);
}

/** Has the browser look for a next version, as it does now and then by itself. @param {Page} page */
async function lookForNext(page) {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await expect(page.locator(".update")).toContainText("A new version is ready.");
}

const heading = (/** @type {Page} */ page) => page.locator("#notebook .text h1").first();

test("after a first visit it opens and trains without a network", async ({ page }) => {
  await visit(page);
  server.kill();
  await page.goto(`${base}?again#fit?nets=relu:8&polynomials=none&epochs=300`);
  await expect(heading(page)).toBeVisible();
  const cell = page.locator("#linked .cell");
  await cell.locator("button.run").click();
  await expect(cell.locator(".measures tbody tr").first().locator("td").nth(4)).toHaveText("300");
});

test("a shipped network that was seen is there without a network", async ({ page }) => {
  await visit(page, "#scinet");
  const origin = page.locator("#linked .origin", { hasText: "as shipped" });
  await expect(origin).toBeVisible();
  await expect.poll(async () => (await kept(page)).some((address) => address.includes(".safetensors"))).toBe(true);
  server.kill();
  await page.reload();
  await expect(origin).toBeVisible();
});

test("a new version waits until it is wanted, then replaces the old one", async ({ page }) => {
  await visit(page);
  const before = await kept(page);
  await publishNext();
  await lookForNext(page);
  await expect(heading(page)).not.toHaveText("The second version");
  await page.locator(".update button").click();
  await expect(heading(page)).toHaveText("The second version");
  const after = await kept(page);
  const isNotebook = (/** @type {string} */ address) => address.includes("paper.json");
  expect(after.filter(isNotebook)).toHaveLength(1);
  expect(after.filter(isNotebook)).not.toEqual(before.filter(isNotebook));
  // What has not changed was not loaded again.
  const changed = after.filter((address) => !before.includes(address)).map((address) => new URL(address).pathname.split("/").pop());
  expect(changed.sort()).toEqual(["index.html", "paper.json"]);
  await expect(page.locator(".update")).toHaveCount(0);
});

test("a new version waits for other tabs", async ({ page, context }) => {
  await visit(page);
  const other = await context.newPage();
  await other.goto(base);
  await expect(heading(other)).toBeVisible();
  await publishNext();
  await lookForNext(page);
  await page.locator(".update button").click();
  await expect(page.locator(".update")).toContainText("other tabs");
  await other.close();
  await page.locator(".update button").click();
  await expect(heading(page)).toHaveText("The second version");
});

test("it can be installed", async ({ page, context }) => {
  await page.goto(base);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${base}www/manifest.webmanifest`);
});

test("its text is there before any script, its cells follow, and few files bring them", async ({ page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  let start = () => {};
  const wait = new Promise((resolve) => (start = () => resolve(undefined)));
  await page.route("**/www/shell/main.js", async (route) => {
    await wait;
    await route.continue();
  });
  await page.goto(base, { waitUntil: "commit" });
  await expect(heading(page)).toHaveText("SciNet: promise and pitfalls");
  const text = await heading(page).elementHandle();
  await expect(page.locator(".loading")).toBeHidden();
  await expect(page.locator("#fig-1")).toHaveClass(/waiting/);
  start();
  await expect(page.locator("#fig-1 canvas").first()).toHaveAttribute("aria-label", /degree 13: RMS error/);
  // The text that was there is taken over.
  expect(await text?.evaluate((element) => element.isConnected)).toBe(true);
  expect(new Set(asked.filter((path) => path.includes(PLACE) && !path.endsWith("offline.js"))).size).toBeLessThan(15);
});

test("what another address asks for is not preceded by the text of the first notebook", async ({ page }) => {
  await page.route("**/www/shell/main.js", () => {});
  for (const address of ["?notebook=first", "#fit?seed=2"]) {
    await page.goto("about:blank");
    await page.goto(base + address, { waitUntil: "commit" });
    await expect(page.locator(".loading")).toBeVisible();
    await expect(heading(page)).toBeHidden();
  }
});

test("in a frame it shows and trains a cell alone, in a sandboxed one too", async ({ page }) => {
  const frame = (/** @type {string} */ words) => `<iframe ${words} src="index.html#fit?nets=relu:4&polynomials=none&epochs=200" width="900" height="400"></iframe>`;
  writeFileSync(join(folder, "around.html"), `<!doctype html>${frame("")}${frame('sandbox="allow-scripts"')}`);
  await page.goto(`${base}around.html`);
  for (const inside of [page.frameLocator("iframe").nth(0), page.frameLocator("iframe").nth(1)]) {
    await inside.locator("button.run").click();
    await expect(inside.locator("output.status")).toHaveText("epoch 200 of 200 · done");
    await expect(inside.locator(".notebook")).toHaveCount(0);
    await expect(inside.locator("header.page")).toBeHidden();
  }
});

test("in a frame it keeps nothing", async ({ page }) => {
  writeFileSync(join(folder, "around.html"), `<!doctype html><iframe src="index.html"></iframe>`);
  await page.goto(`${base}around.html`);
  const registrations = await page.frames()[1].evaluate(async (offline) => {
    await (await import(offline)).keepOffline();
    return (await navigator.serviceWorker.getRegistrations()).length;
  }, `${base}www/shell/offline.js`);
  expect(registrations).toBe(0);
});
