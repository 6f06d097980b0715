/** Lighthouse's scores of a published folder, as on a phone: `lighthouse.js [FOLDER]`; fails below the least. */

import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import config from "../browser/playwright.config.js";
import { host } from "./host.js";

const LEAST = 95;

const server = await host(process.argv[2] ?? join(import.meta.dirname, "../../dist"));
const { executablePath, args } = config.use?.launchOptions ?? {};
const chrome = await launch({ chromePath: executablePath, chromeFlags: ["--headless=new", ...(args ?? [])] });
let failed = false;
try {
  const result = await lighthouse(server.base, { port: chrome.port, logLevel: "error" });
  if (!result) throw new Error("Lighthouse said nothing");
  const { categories, audits } = result.lhr;
  for (const { title, score, auditRefs } of Object.values(categories)) {
    const points = Math.round(100 * (score ?? 0));
    console.log(`${title}: ${points}`);
    failed ||= points < LEAST;
    for (const { id, weight } of auditRefs) {
      const audit = audits[id];
      if (weight === 0 || audit.score === null || audit.score >= 0.9) continue;
      console.log(`  ${audit.title}${audit.displayValue ? `: ${audit.displayValue}` : ""}`);
    }
  }
  if (failed) console.error(`Each should have ${LEAST} or more.`);
} finally {
  chrome.kill();
  server.close();
}
process.exit(failed ? 1 : 0);
