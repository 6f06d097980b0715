/** How fast the page opens, trains, and answers while it trains. Prints a table; nothing is asserted. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "../browser/chromium.js";
import config from "../browser/playwright.config.js";

const ROUNDS = 5;
const SECONDS = 8;
/** The cells that are timed, and one with everything at once for the page's thread. */
const CASES = {
  "relu:8": "#fit?nets=relu:8&polynomials=none&epochs=1000000",
  "elu:8": "#fit?nets=elu:8&polynomials=none&epochs=1000000",
  "relu:128": "#fit?nets=relu:128&polynomials=none&epochs=1000000",
  "elu:128": "#fit?nets=elu:128&polynomials=none&epochs=1000000",
  "relu:8, elu:8, degree 1": "#fit?epochs=1000000",
  "relu:128, elu:128, degrees 1 and 25": "#fit?nets=relu:128,elu:128&polynomials=1,25&epochs=1000000",
};

const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Keeps every task over 50 ms, the browser's own measure of a page that stutters. */
function watchTasks() {
  const tasks = (Reflect.get(globalThis, "longTasks") ?? []);
  Reflect.set(globalThis, "longTasks", tasks);
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
}

/** Frames a second in which a surface is turned by the mouse, a little in every frame. @param {number} milliseconds */
async function turn(milliseconds) {
  const canvas = document.querySelector("#linked canvas");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const move = (/** @type {string} */ type, /** @type {number} */ x) =>
    canvas?.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: x, clientY: 300, bubbles: true }));
  // Capturing asks for a pointer that is really down.
  if (canvas) canvas.setPointerCapture = () => {};
  move("pointerdown", 100);
  const start = performance.now();
  let frames = 0;
  for (let x = 100; performance.now() - start < milliseconds; x += 2, frames++) {
    move("pointermove", x);
    await frame();
  }
  move("pointerup", 100);
  return (1000 * frames) / (performance.now() - start);
}

const server = spawn("python3", ["../browser/serve.py", "../..", "8519"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
const browser = await chromium.launch(config.use?.launchOptions);
try {
  const opened = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${base}index.html`);
    await page.waitForFunction(() => performance.getEntriesByName("figure").length > 0);
    opened.push(await page.evaluate(() => performance.getEntriesByName("figure")[0].startTime));
    await context.close();
  }
  console.log(`first figure, empty cache, median of ${ROUNDS}: ${median(opened).toFixed(0)} ms`);

  for (const [name, link] of Object.entries(CASES)) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${base}index.html${link}`);
    await page.waitForFunction(() => performance.getEntriesByName("figure").length > 1);
    await page.waitForTimeout(1500);
    await page.evaluate(watchTasks);
    await page.locator("#linked button.run").click();
    await page.waitForTimeout(1000 * SECONDS);
    const status = (await page.locator("#linked output.status").textContent()) ?? "";
    const rate = /([\d,]+) epochs\/s/.exec(status)?.[1] ?? "?";
    const tasks = /** @type {number[]} */ (await page.evaluate(() => Reflect.get(globalThis, "longTasks")));
    const longest = tasks.length === 0 ? "none over 50 ms" : `${tasks.length} over 50 ms, longest ${Math.max(...tasks)} ms`;
    console.log(`${name.padEnd(38)} ${rate.padStart(7)} epochs/s   tasks of the page: ${longest}`);
    await page.close();
  }

  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}index.html#scinet?panels=surfaces`);
  await page.locator("#linked .origin", { hasText: "as shipped" }).waitFor();
  await page.waitForTimeout(1500);
  const frames = await page.evaluate(turn, 1000 * SECONDS);
  console.log(`turning two figures of two surfaces each: ${frames.toFixed(0)} frames/s`);
  await page.close();
} finally {
  await browser.close();
  server.kill();
}
