/** In the page: each engine's milliseconds an epoch, drawing its samples included. */

import init, { TapeTraining, multiply_and_add } from "../../target/bench/pkg/scinet.js";
import initPage, { Cell, quickVariant } from "../../www/pkg/page.js";
import { Pool } from "../../www/workers/pool.js";
import { CASES } from "./cases.js";
import { jaxTraining } from "./jax-js.js";
import { tfjsTraining } from "./tfjs.js";

/**
 * Milliseconds a call once it has been called for a while, each call awaited, and the last loss.
 * @param {() => number | Promise<number>} once trains an epoch @param {number} milliseconds
 */
async function timed(once, milliseconds) {
  for (let end = performance.now() + milliseconds / 4, calls = 0; performance.now() < end || calls < 2; calls++) await once();
  const start = performance.now();
  let calls = 0;
  let loss = NaN;
  while (performance.now() - start < milliseconds || calls < 2) {
    loss = await once();
    calls += 1;
  }
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`);
  return { ms: (performance.now() - start) / calls, loss };
}

/**
 * The page's own workers. A large run is shared by them; of small ones each trains its own, and the
 * time is that of an epoch of either, by their number.
 * @param {keyof CASES} name @param {number} workers @param {number} milliseconds
 */
async function kernel(name, workers, milliseconds) {
  await initPage();
  const pool = new Pool(workers);
  const { link, scinet } = CASES[name];
  const links = scinet ? [link] : Array.from({ length: workers }, (_, i) => `${link}&seed=${i + 1}`);
  const epochs = links.map(() => 0);
  let failure = "";
  links.forEach((link, i) => {
    const run = pool.open(link, (message) => {
      if (message.type === "progress") epochs[i] = message.epoch;
      if (message.type === "failed") failure = message.message;
    });
    pool.go(run, 1_000_000);
  });
  /** Waits for the next report, and gives its time and the epochs of all runs. */
  const next = async () => {
    const before = epochs[0];
    while (epochs[0] === before) {
      if (failure) throw new Error(failure);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { time: performance.now(), epochs: epochs.reduce((sum, n) => sum + n, 0) };
  };
  for (let end = performance.now() + milliseconds / 4; performance.now() < end; ) await next();
  const first = await next();
  let last = await next();
  while (last.time - first.time < milliseconds) last = await next();
  pool.close();
  return (last.time - first.time) / (last.epochs - first.epochs);
}

/** The dfdx tape in WebAssembly, on this thread. @param {keyof CASES} name @param {number} milliseconds */
async function tape(name, milliseconds) {
  await init();
  const training = new TapeTraining(CASES[name].link);
  return timed(() => training.epoch(), milliseconds);
}

/** @param {keyof CASES} name @param {number} threads @param {number} milliseconds @param {"wasm" | "cpu"} backend */
async function tfjs(name, threads, milliseconds, backend) {
  return timed(await tfjsTraining(CASES[name], backend, threads), milliseconds);
}

/** @param {keyof CASES} name @param {number} threads @param {number} milliseconds */
async function jaxjs(name, threads, milliseconds) {
  return timed(await jaxTraining(name, threads), milliseconds);
}

/** Most multiplications and additions a second that stay in registers, in 10⁹. */
async function ceiling() {
  await init();
  let best = 0;
  for (const chains of [3, 4, 5, 6, 7]) {
    multiply_and_add(chains);
    const start = performance.now();
    const operations = multiply_and_add(chains);
    best = Math.max(best, operations / (performance.now() - start) / 1e6);
  }
  return best;
}

/** Trains the quick variant of a link: its seconds, its epochs, and the report on it. @param {string} full @param {number} [workers] */
async function quality(full, workers = 1) {
  await initPage();
  const link = quickVariant(full) ?? full;
  const cell = new Cell(link);
  const epochs = cell.epochs();
  cell.free();
  const pool = new Pool(workers);
  const start = performance.now();
  /** @type {Extract<import("../../www/workers/protocol.js").News, {type: "progress"}>} */
  const last = await new Promise((resolve, reject) => {
    const run = pool.open(link, (message) => {
      if (message.type === "failed") reject(new Error(message.message));
      if (message.type === "progress" && message.status === "done") resolve(message);
    });
    pool.go(run, epochs);
  });
  const seconds = (performance.now() - start) / 1000;
  /** @type {string} */
  const report = await new Promise((resolve, reject) => {
    pool.report(link, last.parameters, (message) => {
      if (message.type === "reported") resolve(message.report);
      else if (message.type === "failed") reject(new Error(message.message));
    });
  });
  pool.close();
  return { seconds, epochs: last.epoch, report };
}

/** Milliseconds from pausing a shared SciNet to the last news of it. */
async function pause() {
  await initPage();
  const pool = new Pool();
  let last = 0;
  const run = pool.open(CASES.scinet.link, (message) => {
    if (message.type === "progress") last = performance.now();
  });
  pool.go(run, 1_000_000);
  const waits = [];
  for (let i = 0; i < 9; i++) {
    await new Promise((resolve) => setTimeout(resolve, 400 + 17 * i));
    const start = performance.now();
    pool.pause(run);
    await new Promise((resolve) => setTimeout(resolve, 300));
    waits.push(last - start);
    pool.go(run, 1_000_000);
  }
  pool.close();
  return Math.max(...waits);
}

Object.assign(globalThis, { bench: { kernel, tape, tfjs, jaxjs, ceiling, pause, quality } });
