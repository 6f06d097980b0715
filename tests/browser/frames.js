/** Cells in another site's page in Firefox: an element that starts by itself, and a sandboxed frame that is told to. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { FIREFOX } from "./browsers.js";
import { startGuest } from "./guest.js";
import { startBrowser } from "./webdriver.js";

/** Longest time that both may take, in seconds. */
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
  <iframe sandbox="allow-scripts" src="${home}index.html${LINK}" width="100%" height="900"></iframe>
  <script>
    const result = document.documentElement.dataset;
    document.querySelector("scinet-cell").addEventListener("done", ({ detail }) => (result.element = detail.fingerprint));
    const frame = document.querySelector("iframe");
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      if (data.type === "scinet-spec") source.postMessage({ type: "scinet-run" }, "*");
      if (data.type === "scinet-done") result.sandboxed = data.fingerprint;
    });
  </script>`);

const [command, port, capabilities] = FIREFOX;
let failed = true;
try {
  const browser = await startBrowser(command, port, capabilities);
  try {
    await browser.open(`${guest.base}page`);
    let found = /** @type {Record<string, string>} */ ({});
    for (let second = 0; Object.keys(found).length < 2 && second < PATIENCE; second++) {
      await sleep(1000);
      found = await browser.run("return { ...document.documentElement.dataset }");
    }
    failed = found.element !== BITS || found.sandboxed !== BITS;
    console.log(`${browser.version}: ${failed ? `expected ${BITS} of both, found ${JSON.stringify(found)} within ${PATIENCE} s` : "cells in another site's page train to the same bits"}`);
  } finally {
    await browser.close();
  }
} catch (error) {
  console.log(`${command.join(" ")}: ${error instanceof Error ? error.message : error}`);
}
guest.close();
server.kill();
process.exit(failed ? 1 : 0);
