/**
 * The benchmark that a sceptic would run: our kernel beside its peers, in turns, on this machine.
 * Prints tables and writes target/bench.json. `BENCH_ROUNDS` and `BENCH_SECONDS` make it longer or shorter; `ONLY`
 * names cases and engines to which it is restricted, such as ONLY=relu8,kernel,tape.
 */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "../browser/chromium.js";
import { CASES, median, scinetOperations } from "./cases.js";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const MILLISECONDS = 1000 * Number(process.env.BENCH_SECONDS ?? 1);
const { SCINET = join(root, "target/release/scinet"), PYTHON = "python3" } = process.env;
/** Epochs of a native run, for about as long as the others take. */
const NATIVE_EPOCHS = { scinet: 100, relu8: 60_000, elu8: 30_000, relu128: 10_000, elu128: 4_000 };
const only = process.env.ONLY?.split(",") ?? [];
/** Those of the words that are asked for; all of them if none is. @template {string} T @param {T[]} words */
const asked = (words) => (words.some((word) => only.includes(word)) ? words.filter((word) => only.includes(word)) : words);
const names = asked(/** @type {(keyof CASES)[]} */ (Object.keys(CASES)));
/** @type {Record<string, string>} why an engine has no numbers */
const missing = {};

const server = spawn("python3", ["../browser/serve.py", root, "8539", "--isolated"], { cwd: import.meta.dirname });
const [announcement] = await once(server.stdout, "data");
const base = /http:\S+/.exec(String(announcement))?.[0] ?? "";
process.on("exit", () => server.kill());
const browser = await chromium.launch({
  executablePath: process.env.BROWSER_PATH,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Calls a function of measure.js in a fresh page. @param {string} name @param {unknown[]} values */
async function inPage(name, ...values) {
  const page = await browser.newPage();
  try {
    await page.goto(`${base}tests/bench/peers.html`);
    await page.waitForFunction(() => "bench" in globalThis);
    return /** @type {number} */ (await page.evaluate(([name, values]) => Reflect.get(globalThis, "bench")[name](...values), /** @type {[string, unknown[]]} */ ([name, values])));
  } finally {
    await page.close();
  }
}

/** Our command line: shared by threads, or small runs side by side. @param {keyof CASES} name @param {number} threads */
async function native(name, threads) {
  const epochs = NATIVE_EPOCHS[name];
  const processes = CASES[name].scinet ? 1 : threads;
  const times = await Promise.all(
    Array.from({ length: processes }, async (_, i) => {
      const { stdout } = await execute(SCINET, ["run", CASES[name].link, "--epochs", String(epochs), "--seed", String(i + 1), "--threads", String(threads), "--json"]);
      return (1000 * JSON.parse(stdout).seconds) / epochs;
    }),
  );
  return Math.max(...times) / processes;
}

/** @param {keyof CASES} name @param {number} threads */
async function torch(name, threads) {
  const values = [join(import.meta.dirname, "torch_bench.py"), JSON.stringify(CASES), name, String(threads), String(MILLISECONDS / 1000)];
  return Number((await execute(PYTHON, values)).stdout);
}

/** @type {[string, (name: keyof CASES, workers: number) => Promise<number>, number[]][]} engine, how to time it, workers */
const ALL_ENGINES = [
  ["kernel", (name, workers) => inPage("kernel", name, workers, MILLISECONDS), [1, 2]],
  ["tape", (name) => inPage("tape", name, MILLISECONDS), [1]],
  ["tfjs-wasm", (name, threads) => inPage("tfjs", name, "wasm", threads, MILLISECONDS), [1, 2]],
  ["tfjs-cpu", (name) => inPage("tfjs", name, "cpu", 1, MILLISECONDS), [1]],
  ["native", native, [1, 2]],
  ["torch", torch, [1, 2]],
];

const engines = asked(ALL_ENGINES.map(([engine]) => engine));
const ENGINES = ALL_ENGINES.filter(([engine]) => engines.includes(engine));

/** @type {Map<string, number[]>} times by "case engine workers" */
const times = new Map();
/** @type {number[]} */
const ceilings = [];
for (let round = 1; round <= ROUNDS; round++) {
  ceilings.push(await inPage("ceiling"));
  for (const name of names) {
    for (const [engine, measure, workers] of ENGINES) {
      for (const n of workers) {
        const label = engine in missing ? engine : `${engine} on ${n}`;
        if (label in missing) continue;
        process.stderr.write(`\r\x1b[Kround ${round} of ${ROUNDS}: ${name}, ${engine}, ${n}`);
        try {
          const key = `${name} ${engine} ${n}`;
          times.set(key, [...(times.get(key) ?? []), await measure(name, n)]);
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          missing[n === 1 ? engine : label] = text.includes("No module named") ? "PyTorch cannot be imported; PYTHON names another Python" : text.split("\n")[0];
        }
      }
    }
  }
}
const slowestPause = await inPage("pause");
const memory = await workerMemory();
await browser.close();
server.kill();
process.stderr.write("\r\x1b[K");

/** Memory of the larger worker in a shared SciNet run, in bytes: what WebAssembly and JavaScript hold. */
async function workerMemory() {
  const page = await browser.newPage();
  await page.goto(`${base}index.html${CASES.scinet.link}`);
  await page.locator("#linked button.run").click();
  await page.waitForTimeout(8000);
  // The module is started already: `default` gives its exports again. Its memory never shrinks, so this is its peak.
  const moduleMemory = async () => {
    const module = await import(new URL("pkg/trainer.js", location.href).href);
    return (await module.default()).memory.buffer.byteLength;
  };
  const wasm = await Promise.all(page.workers().map((worker) => worker.evaluate(moduleMemory)));
  const script = await page.evaluate(async () => {
    const { breakdown } = await /** @type {any} */ (performance).measureUserAgentSpecificMemory();
    const ofWorkers = breakdown.filter((/** @type {any} */ part) => part.attribution[0]?.scope === "DedicatedWorkerGlobalScope");
    return ofWorkers.map((/** @type {any} */ part) => part.bytes);
  });
  await page.close();
  return { wasm: Math.max(...wasm), script: Math.max(...script) };
}

const of = (/** @type {string} */ name, /** @type {string} */ engine, workers = 1) => {
  const found = times.get(`${name} ${engine} ${workers}`);
  return found ? median(found) : undefined;
};
const gflops = median(ceilings);
const milliseconds = (/** @type {number | undefined} */ ms) => (ms === undefined ? "-" : ms.toPrecision(3)).padStart(9);

console.log(`milliseconds an epoch of 2048 samples, draws and Adam included; medians of ${ROUNDS} rounds; ${cpus()[0].model}, ${cpus().length} cores`);
console.log(`${"".padEnd(14)}${names.map((name) => name.padStart(9)).join("")}`);
for (const [engine, , workers] of ENGINES) {
  for (const n of workers) {
    console.log(`${`${engine}, ${n}`.padEnd(14)}${names.map((name) => milliseconds(of(name, engine, n))).join("")}`);
  }
}
console.log("With 2: a SciNet is shared by both; of the small networks each trains one, and the time is by their number.");
for (const [engine, reason] of Object.entries(missing)) console.log(`missing: ${engine}: ${reason}`);

/** @param {string} text @param {number | undefined} ours @param {number | undefined} theirs @param {string} must */
function ratio(text, ours, theirs, must) {
  const value = ours === undefined || theirs === undefined ? "missing" : (ours / theirs).toFixed(4);
  console.log(`${text.padEnd(62)} ${value.padStart(8)}   ${must}`);
}
console.log();
ratio("SciNet, kernel ÷ TensorFlow.js wasm", of("scinet", "kernel"), of("scinet", "tfjs-wasm"), "must 0.125, aim 0.0909");
ratio("SciNet, kernel ÷ dfdx tape in WebAssembly", of("scinet", "kernel"), of("scinet", "tape"), "must 0.25, aim 0.182");
ratio("SciNet, kernel ÷ PyTorch, 1 thread", of("scinet", "kernel"), of("scinet", "torch"), "must 1.3, aim 1.0");
ratio("SciNet, kernel, 2 workers ÷ 1 worker", of("scinet", "kernel", 2), of("scinet", "kernel"), "must 0.6, aim 0.53");
ratio("width-8 ReLU, kernel ÷ TensorFlow.js wasm", of("relu8", "kernel"), of("relu8", "tfjs-wasm"), "must 0.0333, aim 0.0167");
ratio("width-8 ReLU, kernel ÷ PyTorch, 1 thread", of("relu8", "kernel"), of("relu8", "torch"), "must 0.167, aim 0.1");
ratio("SciNet, command line ÷ PyTorch, 1 thread", of("scinet", "native"), of("scinet", "torch"), "must 1.0, aim 0.6");
const reached = scinetOperations() / (of("scinet", "kernel") ?? Infinity) / 1e6;
ratio(`SciNet, ${reached.toFixed(1)} GFLOP/s of a ceiling of ${gflops.toFixed(1)}`, reached, gflops, "must 0.65, aim 0.85");
const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
console.log(`memory of a worker in a SciNet run: ${mebibytes(memory.wasm + memory.script)} (WebAssembly ${mebibytes(memory.wasm)}, JavaScript ${mebibytes(memory.script)}); must 32, aim 16`);
console.log(`slowest of 9 pauses of a shared SciNet run: ${slowestPause.toFixed(0)} ms; must 100`);

const lines = [...times].map(([key, values]) => {
  const [name, engine, workers] = key.split(" ");
  return { case: name, engine, workers: Number(workers), ms_per_epoch: median(values), rounds: values.length };
});
writeFileSync(join(root, "target/bench.json"), `${JSON.stringify([...lines, { case: "ceiling", gflops }], null, 1)}\n`);
