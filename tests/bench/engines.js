/** How each engine is timed: in a fresh page, or in a process of its own; none may take longer than `PATIENCE`. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium } from "../browser/chromium.js";
import config from "../browser/playwright.config.js";
import { CASES } from "./cases.js";

const execute = promisify(execFile);
export const root = join(import.meta.dirname, "../..");
/** Longest time of one measurement, starting and compiling included, in milliseconds. */
const PATIENCE = 180_000;
const { SCINET = join(root, "target/release/scinet"), PYTHON = "python3" } = process.env;
/** Epochs of a native run, for about as long as the others take. */
const NATIVE_EPOCHS = { scinet: 100, relu8: 60_000, elu8: 30_000, relu128: 10_000, elu128: 4_000 };

/** @typedef {keyof CASES} Case */
/** Milliseconds an epoch, and of which version. @typedef {{ms: number, version?: string}} Timed */
/**
 * An engine: whether it is ours, how many workers or threads it is timed with, and how.
 * @typedef {{name: string, ours?: boolean, workers: number[], measure: (name: Case, workers: number) => Promise<Timed>}} Engine
 */

/** @template T @param {Promise<T>} promise @param {number} [milliseconds] @returns {Promise<T>} */
export const within = (promise, milliseconds = PATIENCE) =>
  Promise.race([
    promise,
    sleep(milliseconds, undefined, { ref: false }).then(() => {
      throw new Error(`no result after ${milliseconds / 1000} s`);
    }),
  ]);

/** What a user needs to read of an error. @param {any} error @returns {string} */
export function reason(error) {
  if (error.killed) return `no result after ${PATIENCE / 1000} s`;
  if (error.code === "ENOENT") return `there is no ${error.path}`;
  const lines = String(error.stderr || error.message).trim().split("\n");
  // Python says it at the end, a browser at the start.
  return (error.stderr ? lines.at(-1) : lines[0]) ?? "no reason given";
}

/** A command that stays on the first processor where Linux can do that, so that it is not moved while it is timed. @param {string[]} command */
export const pinned = (command) => (process.platform === "linux" ? ["taskset", "-c", "0", ...command] : command);

/** The version of a package from npm. @param {string} name @returns {string} */
const versionOf = (name) => JSON.parse(readFileSync(join(import.meta.dirname, "node_modules", name, "package.json"), "utf8")).version;

/** Our command line: shared by threads, or small runs side by side. @param {Case} name @param {number} threads */
async function native(name, threads) {
  const epochs = NATIVE_EPOCHS[name];
  const processes = CASES[name].scinet ? 1 : threads;
  const times = await Promise.all(
    Array.from({ length: processes }, async (_, i) => {
      const values = ["run", CASES[name].link, "--epochs", String(epochs), "--seed", String(i + 1), "--threads", String(threads), "--json"];
      const [program, ...all] = threads === 1 ? pinned([SCINET, ...values]) : [SCINET, ...values];
      return (1000 * JSON.parse((await execute(program, all, { timeout: PATIENCE })).stdout).seconds) / epochs;
    }),
  );
  return { ms: Math.max(...times) / processes };
}

/** Starts a browser and a server for it; gives the engines, and how to call a function of measure.js. @param {number} milliseconds that each measurement takes */
export async function startEngines(milliseconds) {
  const server = spawn("python3", ["../browser/serve.py", root, "8539", "--isolated"], { cwd: import.meta.dirname });
  process.on("exit", () => server.kill());
  const [announcement] = await once(server.stdout, "data");
  const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
  const browser = await chromium.launch(config.use?.launchOptions);

  /** Calls a function of measure.js in a fresh page. @param {string} name @param {unknown[]} values @returns {Promise<any>} */
  async function inPage(name, ...values) {
    const page = await browser.newPage();
    try {
      await page.goto(`${base}tests/bench/peers.html`);
      await page.waitForFunction(() => "bench" in globalThis);
      const call = page.evaluate(([name, values]) => Reflect.get(globalThis, "bench")[name](...values), /** @type {[string, unknown[]]} */ ([name, values]));
      return await within(call);
    } finally {
      await within(page.close(), 10_000);
    }
  }

  /** A peer in Python; peer.py says what it is given and prints. @param {string} file @returns {Engine["measure"]} */
  const python = (file) => async (name, threads) => {
    // -B: no folder of compiled files beside the sources.
    const command = [PYTHON, "-B", join(import.meta.dirname, file), JSON.stringify(CASES), name, String(threads), String(milliseconds / 1000)];
    const [program, ...values] = threads === 1 ? pinned(command) : command;
    return JSON.parse((await execute(program, values, { timeout: PATIENCE })).stdout);
  };
  /** A peer from npm. @param {string} packet @param {string} call @param {string} [backend] @returns {Engine["measure"]} */
  const npm = (packet, call, backend) => async (name, threads) => {
    const version = versionOf(packet);
    return { ...(await inPage(call, name, threads, milliseconds, backend)), version };
  };
  /** @type {Engine["measure"]} */
  const kernel = async (name, workers) => ({ ms: await inPage("kernel", name, workers, milliseconds) });

  /** @type {Engine[]} in the order of the tables */
  const engines = [
    { name: "kernel", ours: true, workers: [1, 2], measure: kernel },
    { name: "native", ours: true, workers: [1, 2], measure: native },
    { name: "torch", workers: [1, 2], measure: python("torch_bench.py") },
    { name: "jax", workers: [1, 2], measure: python("jax_bench.py") },
    { name: "tape", ours: true, workers: [1], measure: (name) => inPage("tape", name, milliseconds) },
    { name: "jax-js", workers: [1, 2], measure: npm("@jax-js/jax", "jaxjs") },
    { name: "tfjs-wasm", workers: [1, 2], measure: npm("@tensorflow/tfjs", "tfjs", "wasm") },
    { name: "tfjs-cpu", workers: [1], measure: npm("@tensorflow/tfjs", "tfjs", "cpu") },
  ];
  const close = async () => {
    await within(browser.close(), 10_000).catch(() => {});
    server.kill();
  };
  return { engines, inPage, browser, base, close };
}
