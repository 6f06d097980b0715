/**
 * The time to read a large table, beside Papa Parse on the same text in the same browser, in turns. Prints a table;
 * nothing is asserted. Ours runs in a worker that is started anew, reads bytes and gives numbers; Papa Parse gets a
 * string and gives strings, or numbers with `dynamicTyping`. `TABLE_ROWS` and `TABLE_ROUNDS` change its size.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { chromium } from "../browser/chromium.js";
import config from "../browser/playwright.config.js";
import { median } from "./cases.js";

const ROWS = Number(process.env.TABLE_ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.TABLE_ROUNDS ?? 5);
const PAPA = fileURLToPath(new URL("node_modules/papaparse/papaparse.min.js", import.meta.url));

/** Reads the table in every way; milliseconds of each, and the longest task of the page while ours read. @param {number} n_rows */
async function measure(n_rows) {
  const lines = ["t,x,y"];
  // A linear congruential generator: the same text every time.
  let state = 1;
  const draw = () => (state = (1_664_525 * state + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
  for (let i = 0; i < n_rows; i++) lines.push(`${(i / 1000).toFixed(3)},${(20 * draw() - 10).toFixed(6)},${draw().toExponential(5)}`);
  const text = lines.join("\n");
  const bytes = new TextEncoder().encode(text);
  const { readTable } = await import(new URL("www/workers/own-tables.js", document.baseURI).href);
  /** @type {number[]} */
  const tasks = [];
  const rest = () => new Promise((resolve) => setTimeout(resolve, 300));
  await rest();
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ type: "longtask" });
  let start = performance.now();
  const { table, columns } = await readTable(bytes.slice(), { comma: null, head: null, single: null });
  const ours = performance.now() - start;
  await rest();
  observer.disconnect();
  if (table.names.join() !== "t,x,y" || columns.length !== 3 * n_rows) throw new Error("ours read another table");
  const { Papa } = /** @type {any} */ (globalThis);
  start = performance.now();
  const strings = Papa.parse(text).data.length;
  const papa = performance.now() - start;
  start = performance.now();
  const numbers = Papa.parse(text, { dynamicTyping: true }).data.length;
  const typed = performance.now() - start;
  if (strings !== n_rows + 1 || numbers !== n_rows + 1) throw new Error("Papa Parse read another table");
  return { megabytes: bytes.length / 1e6, ours, papa, typed, longest: Math.max(0, ...tasks) };
}

const server = spawn("python3", ["../browser/serve.py", "../..", "8530"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
const browser = await chromium.launch(config.use?.launchOptions);
try {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    // A page of its own each time: the memory of one round does not slow the next one.
    const page = await browser.newPage({ bypassCSP: true });
    await page.goto(`${base}index.html#data`);
    await page.addScriptTag({ path: PAPA });
    rounds.push(await page.evaluate(measure, ROWS));
    await page.close();
  }
  const of = (/** @type {"ours" | "papa" | "typed"} */ name) => median(rounds.map((round) => round[name]));
  const ratio = (/** @type {"papa" | "typed"} */ name) => median(rounds.map((round) => round.ours / round[name])).toFixed(2);
  const longest = Math.max(...rounds.map((round) => round.longest));
  console.log(`a table of ${ROWS} rows and 3 columns, ${rounds[0].megabytes.toFixed(1)} MB; medians of ${ROUNDS} rounds`);
  console.log(`ours, from bytes to numbers       ${of("ours").toFixed(0).padStart(6)} ms`);
  console.log(`Papa Parse, to strings            ${of("papa").toFixed(0).padStart(6)} ms   ours takes ${ratio("papa")} of it (must 1.5)`);
  console.log(`Papa Parse, to numbers            ${of("typed").toFixed(0).padStart(6)} ms   ours takes ${ratio("typed")} of it`);
  console.log(`tasks of the page while ours reads: ${longest === 0 ? "none over 50 ms" : `longest ${longest} ms`}`);
} finally {
  await browser.close();
  server.kill();
}
