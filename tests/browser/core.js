/** The core of the notebook in Firefox and WebKit: what the page's tests show in Chromium, once more and shorter. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { deflateRawSync } from "node:zlib";
import { FIREFOX, WEBKIT } from "./browsers.js";
import { startBrowser } from "./webdriver.js";

/** @typedef {Awaited<ReturnType<typeof startBrowser>>} Browser */

/** Longest wait for anything, in milliseconds. */
const PATIENCE = 60_000;

/** Waits until an expression of the page is true. @param {Browser} browser @param {string} expression @param {string} what */
async function until(browser, expression, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    if (await browser.run(`return Boolean(${expression})`).catch(() => false)) return;
    if (Date.now() > end) throw new Error(`${what}: ${await browser.run("return document.body.innerText.slice(0, 600)")}`);
    await sleep(100);
  }
}

/** An element of the page, by selector and by its text if one is given, as an expression. @param {string} selector @param {string} [text] */
const one = (selector, text = "") =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].find((element) => element.textContent.includes(${JSON.stringify(text)}))`;

/** @param {Browser} browser @param {string} selector @param {string} [text] */
async function click(browser, selector, text) {
  await until(browser, one(selector, text), `there is no ${selector} ${text ?? ""}`);
  await browser.run(`${one(selector, text)}.click()`);
}

/** Types into a field and ends with a key. @param {Browser} browser @param {string} selector @param {string} text @param {object} key */
async function type(browser, selector, text, key) {
  await until(browser, one(selector), `there is no ${selector}`);
  await browser.run(`
    const field = document.querySelector(${JSON.stringify(selector)});
    field.focus();
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...${JSON.stringify(key)} }));
  `);
}

const built = "document.querySelector('.notebook .cell') && !document.querySelector('.cell.waiting')";

/** What is tried, by name. @type {Record<string, (browser: Browser, base: string) => Promise<void>>} */
const TRIALS = {
  async "a linked cell trains, and shows its figures and its fingerprint"(browser, base) {
    await browser.open(`${base}index.html#fit?nets=relu:4&polynomials=2&epochs=2000`);
    await click(browser, "#linked button.run", "Run");
    await until(browser, `${one("#linked .status", "done")}`, "the run does not end");
    await until(browser, `/^fingerprint [0-9a-f]{12}$/.test(${one("#linked .bits")}.textContent)`, "no fingerprint");
    await until(browser, `${one("#linked .measures", "polynomial, degree 2")}`, "no polynomial");
  },
  async "a notebook is edited, and its edits are there after a reload"(browser, base) {
    await browser.open(`${base}index.html?notebook=first`);
    await until(browser, built, "the notebook is not built");
    await click(browser, ".menus > button", "Edit");
    await click(browser, ".block-tools button", "Edit");
    await type(browser, "textarea.markdown", "# From another browser\n\nwith $x^2$", { key: "Enter", ctrlKey: true });
    await until(browser, one("h1", "From another browser"), "the edit is not taken");
    await until(browser, one(".text msup"), "no mathematics");
    await browser.open(`${base}index.html?notebook=first&again`);
    await until(browser, one("h1", "From another browser"), "the edit is lost");
    await click(browser, ".message button", "Show the original");
    await until(browser, one("h1", "Your first experiment"), "the original does not come back");
  },
  async "a notebook is carried in a link"(browser, base) {
    const source = deflateRawSync("# From a link\n\nText.\n\n```fit carried\nseed = 4\n```\n").toString("base64url");
    await browser.open(`${base}index.html#notebook=${source}`);
    await until(browser, `${one("h1", "From a link")} && ${built}`, "the notebook is not shown");
    await until(browser, `document.querySelector("#carried [name=seed]").value === "4"`, "its cell has another seed");
  },
};

const server = spawn("python3", ["serve.py", "../..", "8530"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
let failed = false;
for (const [command, port, capabilities] of [FIREFOX, WEBKIT]) {
  const browser = await startBrowser(command, port, capabilities).catch((error) => {
    console.log(`${command.join(" ")}: ${error.message}`);
    failed = true;
  });
  if (!browser) continue;
  for (const [name, trial] of Object.entries(TRIALS)) {
    const wrong = await trial(browser, base).then(
      () => "",
      (error) => error.message,
    );
    console.log(`${browser.version}: ${wrong ? "FAILED " : ""}${name}${wrong ? `\n  ${wrong}` : ""}`);
    failed ||= wrong !== "";
  }
  await browser.close();
}
server.kill();
process.exit(failed ? 1 : 0);
