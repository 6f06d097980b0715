/** What a first visit of a published folder loads and waits for: `visit.js [FOLDER]`; fails past the limits. */

import { join } from "node:path";
import { chromium } from "../browser/chromium.js";
import config from "../browser/playwright.config.js";
import { host } from "./host.js";

const ROUNDS = 5;
/** Most kilobytes before the first figure, after Brotli. */
const MOST_KILOBYTES = 450;
/** What DevTools calls Fast 4G: 9 Mbit/s down and 1.5 up, less a tenth, and 60 ms × 2.75 before each answer. */
const FAST_4G = { offline: false, latency: 165, downloadThroughput: (0.9 * 9e6) / 8, uploadThroughput: (0.9 * 1.5e6) / 8 };
/** How fast network and processor are, and the most milliseconds until the first figure. */
const VISITS = [
  { name: "this machine", network: null, slowdown: 1, most: 1000 },
  { name: "Fast 4G, processor 4 times slower", network: FAST_4G, slowdown: 4, most: 3000 },
];

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;
const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = process.argv[2] ?? join(import.meta.dirname, "../../dist");
const server = await host(folder);
const browser = await chromium.launch(config.use?.launchOptions);

/** A first visit; the milliseconds until its first figure, and what was sent until then. @param {typeof VISITS[number]} how */
async function visit({ network, slowdown }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (network) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  server.sent.length = 0;
  await page.goto(server.base, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("figure").length > 0);
  const { origin, start } = await page.evaluate(() => ({ origin: performance.timeOrigin, start: performance.getEntriesByName("figure")[0].startTime }));
  await context.close();
  return { start, sent: server.sent.filter(({ at }) => at < origin + start) };
}

let failed = false;
/** @param {boolean} bad @param {string} text */
function say(bad, text) {
  console.log(bad ? `${text}: too much` : text);
  failed ||= bad;
}

try {
  // The host packs each file when it is first asked for it.
  await visit(VISITS[0]);
  const { sent } = await visit(VISITS[0]);
  for (const { path, raw, packed } of sent.toSorted((a, b) => b.packed - a.packed)) {
    console.log(`${kilobytes(raw)} ${kilobytes(packed)} Brotli  ${path}`);
  }
  const total = sent.reduce((sum, { packed }) => sum + packed, 0);
  say(total > 1024 * MOST_KILOBYTES, `before the first figure: ${kilobytes(total).trim()} in ${sent.length} files, at most ${MOST_KILOBYTES} KB`);
  for (const how of VISITS) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) times.push((await visit(how)).start);
    const time = median(times);
    say(time > how.most, `first figure, ${how.name}, median of ${ROUNDS}: ${time.toFixed(0)} ms, at most ${how.most} ms`);
  }
} finally {
  await browser.close();
  server.close();
}
process.exit(failed ? 1 : 0);
