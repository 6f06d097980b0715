/** A worker from its start to its death, however it dies. */

import { ignored, isNews } from "./check.js";
import { trainer } from "./module.js";

/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {{post: (message: ToWorker, transfer?: Transferable[]) => void, end: () => void}} LivingWorker */

const ADDRESS = new URL("../workers/worker.js", import.meta.url).href;

/**
 * A script that loads ours, and passes on the messages of the meantime. It is not a module: Chromium starts none
 * from a blob in a sandboxed frame.
 * @param {string} address
 */
const loader = (address) => `
  const early = [];
  self.onmessage = (event) => early.push(event);
  import(${JSON.stringify(address)}).then(
    () => early.forEach((event) => self.onmessage(event)),
    (error) => setTimeout(() => { throw error; }),
  );
`;

/** The addresses of the loaders that were needed, by the scripts that they load. @type {Map<string, string>} */
const loaders = new Map();

/**
 * A worker of a script of ours. In a sandboxed frame every address is of another origin than the page's, and
 * the script of a worker must not be: there it is a blob of the page's own that loads ours.
 * @param {string} address
 */
export function newWorker(address) {
  if (self.origin !== "null") return new Worker(address, { type: "module" });
  const known = loaders.get(address) ?? URL.createObjectURL(new Blob([loader(address)], { type: "text/javascript" }));
  loaders.set(address, known);
  return new Worker(known);
}

/**
 * @param {{heard: (message: import("./protocol.js").News) => void, died: (reason: string) => void}} owner
 *   `heard` receives the messages of the worker, `died` the reason if it dies by itself
 * @returns {LivingWorker}
 */
export function startWorker(owner) {
  const worker = newWorker(ADDRESS);
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
    // The worker holds its lock as long as it lives: the one that gets it outlives the worker.
    else if (data.type === "locked") navigator.locks?.request(lock, { signal: watch.signal }, () => died("")).catch(() => {});
    else owner.heard(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    died(event.message);
  };
  /** @param {ToWorker} message @param {Transferable[]} [transfer] */
  const post = (message, transfer = []) => worker.postMessage(message, transfer);
  // It keeps messages that come before that.
  trainer().then((module) => post({ type: "start", module, lock }), (error) => died(String(error)));
  return { post, end };
}
