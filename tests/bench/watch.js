/**
 * How often figures move while their network is trained, and what that costs: frames a second of each figure on the
 * screen, and epochs a second with the cell on the screen and without it, in turns. Prints a table; nothing is asserted.
 * `WATCH_ROUNDS` and `WATCH_SECONDS` make it longer or shorter.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "../browser/chromium.js";
import config from "../browser/playwright.config.js";
import { median } from "./cases.js";

const ROUNDS = Number(process.env.WATCH_ROUNDS ?? 5);
const MILLISECONDS = 1000 * Number(process.env.WATCH_SECONDS ?? 4);
/** Links of cells, and the panel that is looked at. The seeds are those of no shipped network. */
const CASES = [
  { link: "#scinet?seed=5", panel: "surfaces" },
  { link: "#scinet?seed=5", panel: "histograms" },
  { link: "#scinet?seed=5", panel: "learning" },
  { link: "#pendulum?seed=5", panel: "latents" },
  { link: "#collision?seed=5", panel: "scene" },
];

/** Counts how often each canvas is drawn: every drawing sets its size. Has a run trained by one worker alone. */
async function prepare() {
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  /** @type {Map<HTMLCanvasElement, number>} */
  const drawn = new Map();
  Reflect.set(globalThis, "drawn", drawn);
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    ...width,
    set(value) {
      drawn.set(this, (drawn.get(this) ?? 0) + 1);
      width?.set?.call(this, value);
    },
  });
  const { Pool } = await import(new URL("www/workers/pool.js", document.baseURI).href);
  const { open } = Pool.prototype;
  Pool.prototype.open = function (/** @type {string} */ link, /** @type {() => void} */ listener, /** @type {object} */ how) {
    return open.call(this, link, listener, { ...how, alone: true });
  };
  /** @type {number[]} */
  const tasks = [];
  Reflect.set(globalThis, "longTasks", tasks);
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
}

/**
 * Trains for some time: epochs a second, frames a second of each figure on the screen, and the longest task of the page.
 * @param {{shown: boolean, milliseconds: number}} how
 */
async function watch({ shown, milliseconds }) {
  const cell = /** @type {HTMLElement} */ (document.querySelector("#linked"));
  cell.hidden = !shown;
  const rest = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  await rest(500);
  const epoch = () => Number(/epoch ([\d,]+)/.exec(cell.querySelector(".status")?.textContent ?? "")?.[1].replaceAll(",", ""));
  /** @type {Map<HTMLCanvasElement, number>} */
  const drawn = Reflect.get(globalThis, "drawn");
  /** @type {number[]} */
  const tasks = Reflect.get(globalThis, "longTasks");
  drawn.clear();
  tasks.length = 0;
  const [start, first] = [performance.now(), epoch()];
  await rest(milliseconds);
  const seconds = (performance.now() - start) / 1000;
  const inView = [...cell.querySelectorAll("canvas")].filter((canvas) => {
    const { top, bottom } = canvas.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && canvas.clientWidth > 0;
  });
  return {
    epochs: (epoch() - first) / seconds,
    frames: inView.map((canvas) => (drawn.get(canvas) ?? 0) / seconds),
    longest: Math.max(0, ...tasks),
  };
}

const server = spawn("python3", ["../browser/serve.py", "../..", "8520"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
const browser = await chromium.launch(config.use?.launchOptions);
console.log(`figures that move while one worker trains; medians of ${ROUNDS} rounds of ${MILLISECONDS / 1000} s`);
try {
  for (const { link, panel } of CASES) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${base}index.html${link}`);
    await page.locator("#linked .panel canvas").first().waitFor();
    await page.waitForTimeout(1500);
    await page.evaluate(prepare);
    await page.locator("#linked button.run").click();
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const apart = await page.evaluate(watch, { shown: false, milliseconds: MILLISECONDS });
      await page.evaluate(() => void (/** @type {HTMLElement} */ (document.querySelector("#linked")).hidden = false));
      await page.locator(`#linked .panel.${panel}`).scrollIntoViewIfNeeded();
      rounds.push({ apart, ...(await page.evaluate(watch, { shown: true, milliseconds: MILLISECONDS })) });
    }
    const frames = rounds.map((round) => Math.min(...round.frames));
    const ratio = median(rounds.map((round) => round.epochs / round.apart.epochs));
    const longest = Math.max(...rounds.map((round) => round.longest));
    console.log(
      `${`${link}, ${panel}`.padEnd(28)} ${median(frames).toFixed(1).padStart(5)} frames/s of the slowest of ${rounds[0].frames.length} figures (must 10)   ` +
        `${median(rounds.map((round) => round.epochs)).toFixed(1)} epochs/s, ${ratio.toFixed(3)} of those without drawing (must 0.9)   ` +
        `tasks of the page: ${longest === 0 ? "none over 50 ms" : `longest ${longest} ms`}`,
    );
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
}
