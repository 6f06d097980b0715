/**
 * The benchmark that a sceptic would run: our kernel beside its peers, in turns, on this machine.
 * Prints tables and writes target/bench.json. `BENCH_ROUNDS` and `BENCH_SECONDS` make it longer or shorter; `ONLY`
 * names cases and engines to which it is restricted, such as ONLY=relu8,kernel,tape. A peer that fails is reported
 * and left out; the exit code is not 0 if one of our own engines fails.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { CASES, median, scinetOperations } from "./cases.js";
import { reason, root, startEngines, within } from "./engines.js";
import { workerMemory } from "./memory.js";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const MILLISECONDS = 1000 * Number(process.env.BENCH_SECONDS ?? 1);
const only = process.env.ONLY?.split(",") ?? [];
/** Those of the words that are asked for; all of them if none is. @template {string} T @param {T[]} words */
const asked = (words) => (words.some((word) => only.includes(word)) ? words.filter((word) => only.includes(word)) : words);
const names = asked(/** @type {(keyof CASES)[]} */ (Object.keys(CASES)));

const { engines: all, inPage, browser, base, close } = await startEngines(MILLISECONDS);
const chosen = asked(all.map(({ name }) => name));
/** Every engine with each number of its workers. */
const lanes = all.filter(({ name }) => chosen.includes(name)).flatMap((engine) => engine.workers.map((workers) => ({ ...engine, workers })));

/** A case on an engine: its times, and why there are no more of them. @typedef {{case: string, engine: string, workers: number, times: number[], version?: string, error?: string}} Row */
/** @type {Map<string, Row>} by "case engine workers" */
const rows = new Map();
/** @type {string[]} what of ours failed */
const failures = [];

/** What is ours and not an engine: undefined if it fails. @template T @param {string} name @param {() => Promise<T>} measure */
async function ours(name, measure) {
  try {
    return await within(measure());
  } catch (error) {
    failures.push(`${name}: ${reason(error)}`);
  }
}

/** @type {number[]} */
const ceilings = [];
for (let round = 1; round <= ROUNDS; round++) {
  const ceiling = await ours("ceiling", () => inPage("ceiling"));
  if (ceiling) ceilings.push(ceiling);
  for (const name of names) {
    for (const { name: engine, workers, measure, ours: own } of lanes) {
      const key = `${name} ${engine} ${workers}`;
      /** @type {Row} */
      const row = rows.get(key) ?? { case: name, engine, workers, times: [] };
      rows.set(key, row);
      if (row.error) continue;
      process.stderr.write(`\r\x1b[Kround ${round} of ${ROUNDS}: ${name}, ${engine}, ${workers}`);
      try {
        const { ms, version } = await measure(name, workers);
        row.times.push(ms);
        if (version) row.version = version;
      } catch (error) {
        row.error = reason(error);
        if (own) failures.push(`${key}: ${row.error}`);
      }
    }
  }
}
const slowestPause = await ours("pause", () => inPage("pause"));
const memory = await ours("memory", () => workerMemory(browser, base));
await close();
process.stderr.write("\r\x1b[K");

const of = (/** @type {string} */ name, /** @type {string} */ engine, workers = 1) => {
  const times = rows.get(`${name} ${engine} ${workers}`)?.times ?? [];
  return times.length === 0 ? undefined : median(times);
};
const machine = { processor: cpus()[0].model.trim(), cores: cpus().length };
const gflops = ceilings.length === 0 ? undefined : median(ceilings);
const lines = [...rows.values()].map(({ times, error, ...row }) => ({
  ...row,
  ...(times.length === 0 ? {} : { ms_per_epoch: median(times), rounds: times.length }),
  ...(error ? { error } : {}),
}));
mkdirSync(join(root, "target"), { recursive: true });
writeFileSync(join(root, "target/bench.json"), `${JSON.stringify([{ case: "machine", ...machine }, ...lines, { case: "ceiling", gflops }], null, 1)}\n`);

const milliseconds = (/** @type {number | undefined} */ ms) => (ms === undefined ? "-" : ms.toPrecision(3)).padStart(9);
console.log(`milliseconds an epoch of 2048 samples, draws and Adam included; medians of ${ROUNDS} rounds; ${machine.processor}, ${machine.cores} cores`);
console.log(`${"".padEnd(14)}${names.map((name) => name.padStart(9)).join("")}`);
for (const { name: engine, workers } of lanes) {
  console.log(`${`${engine}, ${workers}`.padEnd(14)}${names.map((name) => milliseconds(of(name, engine, workers))).join("")}`);
}
console.log("With 2: a SciNet is shared by both; of the small networks each of ours trains one, and the time is by their number.");
/** The cases, by what failed and why. @type {Record<string, string[]>} */
const failed = {};
for (const { engine, workers, error, case: name } of lines) {
  if (error) (failed[`${engine}, ${workers}: ${error}`] ??= []).push(name);
}
for (const [why, cases] of Object.entries(failed)) console.log(`failed: ${why} (${cases.join(", ")})`);
if (Object.keys(failed).some((why) => why.includes("No module named"))) console.log("PYTHON names another Python, such as PYTHON=venv/bin/python.");

/** @param {string} text @param {number | undefined} ours @param {number | undefined} theirs @param {string} [must] */
function ratio(text, ours, theirs, must = "") {
  const value = ours === undefined || theirs === undefined ? "missing" : (ours / theirs).toFixed(4);
  console.log(`${text.padEnd(62)} ${value.padStart(8)}   ${must}`);
}
console.log();
ratio("SciNet, kernel ÷ TensorFlow.js wasm", of("scinet", "kernel"), of("scinet", "tfjs-wasm"), "must 0.125, aim 0.0909");
ratio("SciNet, kernel ÷ jax-js wasm", of("scinet", "kernel"), of("scinet", "jax-js"));
ratio("SciNet, kernel ÷ dfdx tape in WebAssembly", of("scinet", "kernel"), of("scinet", "tape"), "must 0.25, aim 0.182");
ratio("SciNet, kernel ÷ PyTorch, 1 thread", of("scinet", "kernel"), of("scinet", "torch"), "must 1.3, aim 1.0");
ratio("SciNet, kernel ÷ JAX on the CPU, 1 thread", of("scinet", "kernel"), of("scinet", "jax"));
ratio("SciNet, kernel, 2 workers ÷ 1 worker", of("scinet", "kernel", 2), of("scinet", "kernel"), "must 0.6, aim 0.53");
ratio("width-8 ReLU, kernel ÷ TensorFlow.js wasm", of("relu8", "kernel"), of("relu8", "tfjs-wasm"), "must 0.0333, aim 0.0167");
ratio("width-8 ReLU, kernel ÷ jax-js wasm", of("relu8", "kernel"), of("relu8", "jax-js"));
ratio("width-8 ReLU, kernel ÷ PyTorch, 1 thread", of("relu8", "kernel"), of("relu8", "torch"), "must 0.167, aim 0.1");
ratio("width-8 ReLU, kernel ÷ JAX on the CPU, 1 thread", of("relu8", "kernel"), of("relu8", "jax"));
ratio("SciNet, command line ÷ PyTorch, 1 thread", of("scinet", "native"), of("scinet", "torch"), "must 1.0, aim 0.6");
const scinet = of("scinet", "kernel");
if (scinet && gflops) {
  const reached = scinetOperations() / scinet / 1e6;
  ratio(`SciNet, ${reached.toFixed(1)} GFLOP/s of a ceiling of ${gflops.toFixed(1)}`, reached, gflops, "must 0.65, aim 0.85");
}
const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
if (memory) console.log(`memory of a worker in a SciNet run: ${mebibytes(memory.wasm + memory.script)} (WebAssembly ${mebibytes(memory.wasm)}, JavaScript ${mebibytes(memory.script)}); must 32, aim 16`);
if (slowestPause) console.log(`slowest of 9 pauses of a shared SciNet run: ${slowestPause.toFixed(0)} ms; must 100`);
for (const failure of failures) console.error(`our own failed: ${failure}`);
process.exit(failures.length === 0 ? 0 : 1);
