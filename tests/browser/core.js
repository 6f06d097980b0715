/** The core of the notebook in Firefox and WebKit: what the page's tests show in Chromium, once more and shorter. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { deflateRawSync } from "node:zlib";
import { FIREFOX, WEBKIT } from "./browsers.js";
import { bits, click, one, shown, stroke, type, until } from "./driving.js";
import { inkAt, placesOf } from "./ink.js";
import { startBrowser } from "./webdriver.js";

/** @typedef {import("./driving.js").Browser} Browser */

const SITE = "../../target/site";
const built = "Boolean(document.querySelector('.notebook .cell') && !document.querySelector('.cell.waiting'))";

/** Serves a folder on some port from `first` on. @param {string} folder @param {number} first */
async function serve(folder, first) {
  const server = spawn("python3", ["serve.py", folder, String(first)], { cwd: import.meta.dirname });
  const [announcement] = await once(server.stdout, "data");
  return { base: /http:\S+/.exec(String(announcement))?.[0] ?? "", end: () => server.kill() };
}

/** What every browser must find alike. @type {Map<string, string>} */
const agreed = new Map();

/** @param {string} what @param {string} found */
function agree(what, found) {
  const before = agreed.get(what) ?? found;
  agreed.set(what, before);
  if (found !== before) throw new Error(`${what}: ${found} here, ${before} before`);
}

/** Trains the linked cell to its end and gives its fingerprint, once it is stored. @param {Browser} browser */
async function trained(browser) {
  await click(browser, "#linked button.run");
  const found = await bits(browser);
  // Whoever leaves a page of WebKit while it writes may find its storage busy for minutes.
  await until(browser, stored("true"), "the run is not stored");
  return found;
}

/** Longest wait for signs that stand still, in milliseconds. */
const STILL = 20_000;

/** Radical signs and stretched brackets of a notebook have ink. @param {Browser} browser @param {string} address */
async function showsFormulas(browser, address) {
  await browser.open(address);
  await until(browser, built, "the notebook is not built");
  for (const sign of ["radical", "bracket"]) {
    // Cells above may get their figures, and move the text, between the measuring and the picture: then once more.
    for (const end = Date.now() + STILL; ; ) {
      const places = await browser.run(`return (${placesOf})(${JSON.stringify(sign)})`);
      if (places.length === 0) throw new Error(`there is no ${sign}`);
      const shares = await browser.run(`return (${inkAt})(${JSON.stringify({ picture: await browser.picture(), places })})`);
      const bare = shares.findIndex((/** @type {number} */ share) => !(share > 0.8));
      if (bare < 0) break;
      if (Date.now() > end) throw new Error(`${places[bare].what}: ink in ${shares[bare]} of it`);
    }
  }
}

/** What is tried, by name. @type {Record<string, (browser: Browser, base: string) => Promise<void>>} */
const TRIALS = {
  async "the paper's formulas have their radical signs and brackets"(browser, base) {
    await showsFormulas(browser, `${base}index.html?notebook=paper`);
  },
  async "the worlds' formulas have their radical signs and brackets"(browser, base) {
    await showsFormulas(browser, `${base}index.html?notebook=worlds`);
  },
  async "a linked cell trains, and shows its figures and its fingerprint"(browser, base) {
    await browser.open(`${base}index.html#fit?nets=relu:4&polynomials=2&epochs=2000`);
    agree("a fit", await trained(browser));
    await shown(browser, "#linked .measures", "polynomial, degree 2");
  },
  async "pasted columns are trained on"(browser, base) {
    await browser.open(`${base}index.html?data#data?epochs=300&nets=elu:8`);
    await click(browser, "#linked button", "Paste columns");
    const rows = Array.from({ length: 40 }, (_, i) => `${i}\t${3 * i - 7}`);
    await type(browser, "#linked .paste textarea", `t\tx\n${rows.join("\n")}\n`);
    await click(browser, "#linked .paste button", "Read these columns");
    await shown(browser, "#linked h3", "Your own data: x from t");
    agree("a table", await trained(browser));
    await until(browser, `${one("#linked .measures tr", "polynomial, degree 1")}.textContent.includes("1.000")`, "the line does not fit itself");
  },
  async "a large table is kept, and is there after a reload"(browser, base) {
    await browser.open(`${base}index.html?table#data?epochs=50&nets=elu:4`);
    await shown(browser, "#linked .chooser");
    await browser.run(`
      const rows = Array.from({ length: 5000 }, (_, i) => i + "," + (3 * i - 7));
      const transfer = new DataTransfer();
      transfer.items.add(new File(["t,x\\n" + rows.join("\\n")], "line.csv"));
      const input = document.querySelector("#linked .chooser input[type=file]");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change"));
    `);
    await shown(browser, "#linked .own", "line.csv: 5,000 rows, 2 columns.");
    await until(browser, "location.hash.includes('table=')", "the link does not name the table");
    await browser.reload();
    await shown(browser, "#linked .own", "line.csv: 5,000 rows, 2 columns.");
    agree("a large table", await trained(browser));
  },
  async "a function is drawn with the mouse and trained on"(browser, base) {
    await browser.open(`${base}index.html?drawn#fit?nets=relu:8&polynomials=none&epochs=200&batch=64&view=-3..3`);
    await shown(browser, "#linked .settings");
    await browser.run("document.querySelector('#linked .settings').open = true");
    await click(browser, "#linked button", "Draw a function");
    await stroke(browser, "#linked .pad", [[0.2, 0.3], [0.4, 0.6], [0.6, 0.35], [0.9, 0.7]]);
    await until(browser, `document.querySelector("#linked [name=target]").value.startsWith("through(")`, "the drawing is not the target");
    await shown(browser, "#linked h3", "Fit: a drawn function");
    await trained(browser);
  },
  async "a worker dies, the page is reloaded while it trains, and the run ends with the same bits"(browser, base) {
    await browser.open(`${base}index.html?killed#scinet?encoder=300,60&decoder=60,60&batch=1024&epochs=200&panels=learning`);
    await shown(browser, "#linked button.run");
    const expected = await trained(browser);
    agree("a SciNet", expected);
    await click(browser, "#linked button", "Reset");
    await until(browser, kept(0), "Reset does not forget the run");
    await browser.reload();
    await shown(browser, "#linked button.run");
    await browser.run("window.workers = []; window.Worker = class extends Worker { constructor(...how) { super(...how); window.workers.push(this); } }");
    await click(browser, "#linked button.run");
    const epoch = `Number(/^epoch ([1-9]\\d*) of/.exec(${one("#linked .status")}.textContent)?.[1])`;
    const before = await until(browser, epoch, "no first epoch");
    const n = await browser.run("window.workers[0].terminate(); return window.workers.length");
    await until(browser, `${epoch} > ${before} && window.workers.length > ${n}`, "no other worker goes on");
    // A page that is about to be hidden saves at once: no waiting for the next autosave.
    await browser.run(`
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    `);
    await until(browser, kept(1), "the run is not kept");
    await browser.reload();
    await shown(browser, "#linked .status", "saved just now");
    await shown(browser, "#linked button.run", "Continue");
    const found = await trained(browser);
    if (found !== expected) throw new Error(`${found} after all that, ${expected} undisturbed`);
  },
  async "a network is saved as a file, and read again"(browser, base) {
    await browser.open(`${base}index.html?file#fit?nets=relu:6,elu:6&polynomials=none&epochs=300`);
    const expected = await trained(browser);
    // The driver does not see the folder of saved files, but what the page gives to be saved.
    await browser.run(`
      URL.createObjectURL = (blob) => ((window.blob = blob), "#saved");
      HTMLAnchorElement.prototype.click = function () { window.saved = new File([window.blob], this.download); };
    `);
    await click(browser, "#linked .panel > button, #linked summary", "File");
    await click(browser, "#linked button", "Save network");
    const name = await until(browser, "window.saved?.size > 300 && window.saved.name", "no file is saved");
    if (!/^[\w.-]+\.safetensors$/.test(name)) throw new Error(`the file is called ${name}`);
    await click(browser, "#linked button", "Reset");
    await until(browser, `document.querySelector("#linked .bits").hidden`, "Reset leaves the fingerprint");
    await browser.run(`
      const transfer = new DataTransfer();
      transfer.items.add(window.saved);
      const input = document.querySelector("#linked input[type=file]");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change"));
    `);
    await shown(browser, "#linked .origin", `Shown: ${name}, trained for 300 epochs`);
    const found = await until(browser, `/[0-9a-f]{12}/.exec(${one("#linked .bits")}.textContent)?.[0]`, "no fingerprint");
    if (found !== expected) throw new Error(`${found} from the file, ${expected} trained`);
  },
  async "a notebook is edited, and its edits are there after a reload"(browser, base) {
    await browser.open(`${base}index.html?notebook=first`);
    await until(browser, built, "the notebook is not built");
    await click(browser, ".menus > button", "Edit");
    await click(browser, ".block-tools button", "Edit");
    await type(browser, "textarea.markdown", "# From another browser\n\nwith $x^2$", { key: "Enter", ctrlKey: true });
    await shown(browser, "h1", "From another browser");
    await shown(browser, ".text msup");
    await browser.open(`${base}index.html?notebook=first&again`);
    await shown(browser, "h1", "From another browser");
    await click(browser, ".message button", "Show the original");
    await shown(browser, "h1", "Your first experiment");
  },
  async "a notebook is carried in a link"(browser, base) {
    const source = deflateRawSync("# From a link\n\nText.\n\n```fit carried\nseed = 4\n```\n").toString("base64url");
    await browser.open(`${base}index.html#notebook=${source}`);
    await until(browser, `Boolean(${one("h1", "From a link")}) && ${built}`, "the notebook is not shown");
    await until(browser, `document.querySelector("#carried [name=seed]").value === "4"`, "its cell has another seed");
  },
  async "whoever has visited the notebook once opens it without a network"(browser) {
    const site = await serve(SITE, 8540);
    try {
      await browser.open(`${site.base}index.html`);
      await shown(browser, "#notebook h1");
      await until(browser, "navigator.serviceWorker.ready.then(() => true)", "no service worker");
    } finally {
      site.end();
    }
    await browser.open(`${site.base}index.html?offline#fit?nets=relu:4&polynomials=2&epochs=2000`);
    agree("a fit", await trained(browser));
  },
};

/** A value of the keys of all stored runs, once everything is written, as an expression that is waited for. @param {string} value */
function stored(value) {
  return `new Promise((resolve) => {
    const request = indexedDB.open("scinet");
    // A request that fails is made again.
    request.onerror = () => resolve(false);
    request.onsuccess = () => {
      const transaction = request.result.transaction("runs");
      const keys = transaction.objectStore("runs").getAllKeys();
      transaction.onabort = () => (request.result.close(), resolve(false));
      transaction.oncomplete = () => {
        request.result.close();
        resolve((${value}));
      };
    };
  })`;
}

/** Whether as many runs of SciNets are kept. @param {number} n */
const kept = (n) => stored(`keys.result.filter(([link]) => link.startsWith("#scinet")).length === ${n}`);

const server = await serve("../..", 8530);
const wanted = process.argv[2] ?? "";
let failed = false;
for (const [command, port, capabilities] of [FIREFOX, WEBKIT]) {
  const browser = await startBrowser(command, port, capabilities).catch((error) => {
    console.log(`${command.join(" ")}: ${error.message}`);
    failed = true;
  });
  if (!browser) continue;
  for (const [name, trial] of Object.entries(TRIALS).filter(([name]) => name.includes(wanted))) {
    const wrong = await trial(browser, server.base).then(
      () => "",
      (error) => error.message,
    );
    console.log(`${browser.version}: ${wrong ? "FAILED " : ""}${name}${wrong ? `\n  ${wrong}` : ""}`);
    failed ||= wrong !== "";
  }
  await browser.close();
}
server.end();
process.exit(failed ? 1 : 0);
