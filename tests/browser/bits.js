/** The pinned bits in Chromium, Firefox and WebKit. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { CHROMIUM, FIREFOX, WEBKIT } from "./browsers.js";
import { startBrowser } from "./webdriver.js";

/** Longest time that all pinned runs may take in one browser, in seconds. */
const PATIENCE = 180;
const server = spawn("python3", ["serve.py", "../..", "8529"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
let failed = false;
for (const [command, port, capabilities] of [CHROMIUM, FIREFOX, WEBKIT]) {
  const browser = await startBrowser(command, port, capabilities).catch((error) => {
    console.log(`${command.join(" ")}: ${error.message}`);
    failed = true;
  });
  if (!browser) continue;
  try {
    await browser.open(`${base}tests/browser/bits.html`);
    let text = "";
    for (let second = 0; text === "" && second < PATIENCE; second++) {
      await sleep(1000);
      text = await browser.run("return document.getElementById('result').textContent");
    }
    console.log(`${browser.version}: ${text || `nothing after ${PATIENCE} s`}`);
    failed ||= !text.startsWith("same bits");
  } finally {
    await browser.close();
  }
}
server.kill();
process.exit(failed ? 1 : 0);
