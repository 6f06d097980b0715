/** A worker from its start to its death, however it dies. */

import { ignored, isNews } from "./check.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {{post: (message: ToWorker, transfer?: Transferable[]) => void, end: () => void}} LivingWorker */

/**
 * @param {WebAssembly.Module} module
 * @param {{heard: (message: import("./protocol.js").News) => void, died: (reason: string) => void}} owner
 *   hears what the worker says, and once that it has died by itself
 * @returns {LivingWorker}
 */
export function startWorker(module, owner) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const lock = `scinet worker ${performance.timeOrigin} ${Math.random()}`;
  const watch = new AbortController();
  const end = () => {
    worker.onmessage = worker.onerror = null;
    watch.abort();
    worker.terminate();
  };
  const died = (/** @type {string} */ reason) => {
    if (watch.signal.aborted) return;
    end();
    owner.died(reason);
  };
  worker.onmessage = (/** @type {MessageEvent<unknown>} */ { data }) => {
    if (!isNews(data)) ignored("A worker's message");
    else if (data.type === "crashed") died(data.message);
    // The worker holds its lock as long as it lives: whoever gets it outlives the worker.
    else if (data.type === "locked") navigator.locks?.request(lock, { signal: watch.signal }, () => died("")).catch(() => {});
    else owner.heard(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    died(event.message);
  };
  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  const post = (message, transfer = []) => worker.postMessage(message, transfer);
  post({ type: "start", module, lock });
  return { post, end };
}
