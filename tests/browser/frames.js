/** Cells in another site's page in Firefox and WebKit: an element that starts by itself, plain and sandboxed frames that are told to. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { FIREFOX, WEBKIT } from "./browsers.js";
import { startGuest } from "./guest.js";
import { startBrowser } from "./webdriver.js";

/** Longest time that all of them may take, in seconds. */
const PATIENCE = 90;
/** A spec and its fingerprint, as in README.md. */
const LINK = "#fit?epochs=2000";
const BITS = "e6e8ad0aab96";

const server = spawn("python3", ["serve.py", "../..", "8531"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const home = /http:\S+/.exec(String(announcement))?.[0] ?? "";
const guest = await startGuest(home);
guest.write(`<!doctype html><title>guest</title>
  <script type="module" src="${home}www/embed.js"></script>
  <scinet-cell src="${LINK}" autorun="2000"></scinet-cell>
  <iframe id="plain" src="${home}index.html${LINK}" width="100%" height="900"></iframe>
  <iframe id="boxed" sandbox="allow-scripts allow-same-origin" src="${home}index.html${LINK}" width="100%" height="900"></iframe>
  <iframe id="sandboxed" sandbox="allow-scripts" src="${home}index.html${LINK}" width="100%" height="900"></iframe>
  <script>
    const result = document.documentElement.dataset;
    document.querySelector("scinet-cell").addEventListener("done", ({ detail }) => (result.element = detail.fingerprint));
    addEventListener("message", ({ source, data }) => {
      const frame = [...document.querySelectorAll("body > iframe")].find((frame) => frame.contentWindow === source);
      if (!frame) return;
      if (data.type === "scinet-spec") source.postMessage({ type: "scinet-run" }, "*");
      if (data.type === "scinet-done") result[frame.id] = data.fingerprint;
    });
  </script>`);

const CELLS = ["element", "plain", "boxed"];
let failed = false;
for (const [[command, port, capabilities], cells] of /** @type {const} */ ([
  [FIREFOX, [...CELLS, "sandboxed"]],
  // WebKit takes 'self' in the page's policy for the frame's origin, and without one nothing may be loaded.
  [WEBKIT, CELLS],
])) {
  try {
    const browser = await startBrowser(command, port, capabilities);
    try {
      await browser.open(`${guest.base}page`);
      let found = /** @type {Record<string, string>} */ ({});
      for (let second = 0; cells.some((name) => !found[name]) && second < PATIENCE; second++) {
        await sleep(1000);
        found = await browser.run("return { ...document.documentElement.dataset }");
      }
      const right = cells.every((name) => found[name] === BITS);
      failed ||= !right;
      console.log(`${browser.version}: ${right ? `cells in another site's page train to the same bits: ${cells.join(", ")}` : `expected ${BITS} of ${cells.join(", ")}, found ${JSON.stringify(found)} within ${PATIENCE} s`}`);
    } finally {
      await browser.close();
    }
  } catch (error) {
    failed = true;
    console.log(`${command.join(" ")}: ${error instanceof Error ? error.message : error}`);
  }
}
guest.close();
server.kill();
process.exit(failed ? 1 : 0);
