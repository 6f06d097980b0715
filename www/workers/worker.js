/** A worker: holds runs and trains the active ones in short slices, so that it receives every message in time. */

import init, { Training, claims, fitBaseline, outcome, provideTable, recheck, report as measure } from "../pkg/trainer.js";
import { ignored, isOrder } from "./check.js";
import { Replica } from "./replica.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {import("./protocol.js").Opening} Opening */
/**
 * A run in this worker. The page knows its first `known` epochs, since the time `reported`; at time `clock` it had
 * `since` epochs, from which its `rate` is measured; at `saved` a checkpoint was sent.
 * @typedef {{replica: Replica, reports: boolean, known: number, reported: number, since: number, clock: number, rate: number,
 *   saved: number}} Held
 */

/** Milliseconds between two reports of a run: the page shows more than ten of them a second. */
const REPORT = 50;
/** Milliseconds over which epochs a second are counted: over a shorter time they would jump. */
const COUNT = 500;
/** Milliseconds between two checkpoints: what is lost at most if this worker dies. */
const SAVE = 5000;

/** @type {Map<number, Held>} */
const runs = new Map();
let awake = false;

const wake = new MessageChannel();
wake.port1.onmessage = slice;

/** @param {FromWorker} message @param {Transferable[]} [transfer] */
function post(message, transfer = []) {
  self.postMessage(message, { transfer });
}

/** @param {number} run @param {unknown} error */
function fail(run, error) {
  const message = error instanceof Error ? error.message : String(error);
  // Rust that has stopped in the middle of something leaves its memory in no usable state.
  if (error instanceof WebAssembly.RuntimeError) {
    runs.clear();
    post({ type: "crashed", message });
    return;
  }
  runs.get(run)?.replica.close();
  runs.delete(run);
  post({ type: "failed", run, message });
}

/** @param {number} run @param {Held} held */
function report(run, held) {
  const { training, until } = held.replica;
  const { known: from, since, clock } = held;
  const { epoch } = training;
  const now = performance.now();
  const parameters = training.parameters();
  const losses = training.lossesFrom(from);
  Object.assign(held, { known: epoch, reported: now });
  if (now > clock && (held.rate === 0 || now - clock > COUNT)) held.rate = (1000 * (epoch - since)) / (now - clock);
  if (now - clock > COUNT) Object.assign(held, { since: epoch, clock: now });
  const { rate: epochsPerSecond } = held;
  const status = training.diverged ? "diverged" : epoch >= until ? "done" : "unfinished";
  post({ type: "progress", run, epoch, status, from, parameters, losses, epochsPerSecond }, [parameters.buffer, losses.buffer]);
}

/** @param {number} run @param {Held} held */
function save(run, held) {
  const { training } = held.replica;
  const checkpoint = training.checkpoint();
  held.saved = performance.now();
  post({ type: "saved", run, epoch: training.epoch, checkpoint }, [checkpoint.buffer]);
}

/** Trains every run that can go on for a slice, then lets messages in. */
function slice() {
  awake = false;
  for (const [run, held] of runs) {
    const { replica } = held;
    if (!replica.ready) continue;
    try {
      replica.slice();
      if (!held.reports) continue;
      if (!replica.active || performance.now() - held.reported > REPORT) report(run, held);
      if (!replica.active || performance.now() - held.saved > SAVE) save(run, held);
    } catch (error) {
      fail(run, error);
    }
  }
  keepGoing();
}

function keepGoing() {
  if (awake || ![...runs.values()].some((held) => held.replica.ready)) return;
  awake = true;
  wake.port2.postMessage(null);
}

/** @param {Opening} opening */
function open({ run, link, checkpoint, rank, replicas, ports }) {
  const training = checkpoint ? Training.resume(checkpoint) : new Training(link);
  training.share(rank, replicas);
  const replica = new Replica(training, rank, ports);
  // At once: a message to itself first would be one more wait in every exchange.
  replica.onwake = () => {
    if (!awake) slice();
  };
  const now = performance.now();
  runs.set(run, { replica, reports: rank === 0, known: 0, reported: now, since: training.epoch, clock: now, rate: 0, saved: now });
}

/** @param {Extract<ToWorker, {samples: number}>} message */
function measured({ type, link, parameters, samples, text }) {
  if (type === "claims") return claims(link, text);
  if (type === "outcome") return outcome(link, parameters);
  const report = measure(link, parameters, samples);
  return type === "recheck" ? recheck(text, report) : report;
}

/** @param {Exclude<ToWorker, {type: "start" | "table"}>} message */
function handle(message) {
  const { run } = message;
  if (message.type === "open") {
    open(message);
    return;
  }
  if (message.type === "fit") {
    const numbers = fitBaseline(message.link);
    post({ type: "fitted", run, numbers }, [numbers.buffer]);
    return;
  }
  if ("samples" in message) {
    post({ type: "reported", run, report: measured(message) });
    return;
  }
  const held = runs.get(run);
  if (!held) return;
  const { replica } = held;
  if (message.type === "go" || message.type === "step") {
    replica.go(message.type === "go" ? message.until : replica.training.epoch + 1);
    const now = performance.now();
    Object.assign(held, { reported: now, since: replica.training.epoch, clock: now, rate: 0, saved: now });
    // There may be nothing left to do.
    if (!replica.active) report(run, held);
  } else if (message.type === "pause") {
    replica.active = false;
    report(run, held);
    save(run, held);
  } else if (message.type === "save") {
    save(run, held);
  } else if (message.type === "drop") {
    runs.delete(run);
    replica.close();
  }
}

/** Holds a lock for as long as this worker lives, so that the page learns of its death. @param {string} name */
function holdLock(name) {
  const hold = () => {
    post({ type: "locked" });
    return new Promise(() => {});
  };
  // Not every frame may have locks: there a worker that dies without a word is not noticed.
  navigator.locks?.request(name, hold).catch(() => {});
}

/** @param {string[]} names @param {Blob} numbers */
async function take(names, numbers) {
  try {
    provideTable(names, new Float64Array(await numbers.arrayBuffer()));
  } catch {
    // A job that names the table and does not find it reports that.
  }
}

/** @type {(initialised: Promise<unknown>) => void} */
let start;
/** What the next message waits for. @type {Promise<unknown>} */
let started = new Promise((resolve) => (start = resolve));

self.onmessage = async (/** @type {MessageEvent<unknown>} */ { data }) => {
  if (!isOrder(data)) {
    ignored("A message to a worker");
    return;
  }
  if (data.type === "start") {
    holdLock(data.lock);
    start(init({ module_or_path: data.module }));
    return;
  }
  if (data.type === "table") {
    // Later messages wait for it.
    started = started.then(() => take(data.names, data.numbers));
    return;
  }
  await started;
  try {
    handle(data);
  } catch (error) {
    fail(data.run, error);
  }
  keepGoing();
};
