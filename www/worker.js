/** A worker: holds runs and moves the active ones on in short slices, so that it hears every message. */

import init, { Training, fitPolynomials } from "./pkg/scinet.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/**
 * A run in this worker: trained up to epoch `until` while active; `sent` losses are known to the page;
 * since the last report it has trained `epochs` epochs in `trained` milliseconds.
 * @typedef {{training: Training, active: boolean, until: number, sent: number, reported: number,
 *   epochs: number, trained: number}} Held
 */

/** Milliseconds of training between two looks at the messages. */
const SLICE = 20;
/** Milliseconds between two reports of a run. */
const REPORT = 120;

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
  runs.delete(run);
  post({ type: "failed", run, message: error instanceof Error ? error.message : String(error) });
}

/** @param {number} run @param {Held} held */
function report(run, held) {
  const { training, sent, until } = held;
  const parameters = training.parameters();
  const losses = training.lossesFrom(sent);
  held.sent = sent + losses.length;
  held.reported = performance.now();
  const epochsPerSecond = held.trained > 0 ? (1000 * held.epochs) / held.trained : 0;
  held.epochs = held.trained = 0;
  const status = training.diverged ? "diverged" : training.epoch >= until ? "done" : "unfinished";
  post({ type: "progress", run, epoch: training.epoch, status, from: sent, parameters, losses, epochsPerSecond }, [
    parameters.buffer,
    losses.buffer,
  ]);
}

/** Trains every active run for a slice, then lets messages in. */
function slice() {
  awake = false;
  for (const [run, held] of runs) {
    if (!held.active) continue;
    try {
      const before = held.training.epoch;
      const start = performance.now();
      held.training.advance(SLICE, held.until);
      held.trained += performance.now() - start;
      held.epochs += held.training.epoch - before;
      held.active = !held.training.diverged && held.training.epoch < held.until;
      if (!held.active || performance.now() - held.reported > REPORT) report(run, held);
    } catch (error) {
      fail(run, error);
    }
  }
  keepGoing();
}

function keepGoing() {
  if (awake || ![...runs.values()].some((held) => held.active)) return;
  awake = true;
  wake.port2.postMessage(null);
}

/** @param {Exclude<ToWorker, {type: "start"}>} message */
function handle(message) {
  const { run } = message;
  if (message.type === "open") {
    const training = new Training(message.link);
    runs.set(run, { training, active: false, until: 0, sent: 0, reported: performance.now(), epochs: 0, trained: 0 });
    return;
  }
  if (message.type === "fit") {
    const numbers = fitPolynomials(message.link);
    post({ type: "fitted", run, numbers }, [numbers.buffer]);
    return;
  }
  const held = runs.get(run);
  if (!held) return;
  if (message.type === "go") {
    held.until = message.until;
    held.active = true;
  } else if (message.type === "pause") {
    held.active = false;
    report(run, held);
  } else if (message.type === "step") {
    held.active = false;
    held.training.advance(0, held.training.epoch + 1);
    report(run, held);
  } else if (message.type === "drop") {
    runs.delete(run);
    held.training.free();
  }
}

/** @type {Promise<unknown> | undefined} */
let started;

self.onmessage = async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "start") {
    started = init({ module_or_path: data.module });
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
