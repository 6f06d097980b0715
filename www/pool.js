/** The pool of workers: one for each core up to eight, started when first needed. */

/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {(message: FromWorker) => void} Listener */
/** @typedef {{worker: Worker, jobs: Set<number>}} Slot */

const MOST_WORKERS = 8;

export class Pool {
  /** @param {WebAssembly.Module} module compiled once, shared by all workers */
  constructor(module) {
    this.module = module;
    this.size = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2));
    /** @type {Slot[]} */
    this.slots = [];
    /** @type {Map<number, {slot: Slot, listener: Listener}>} */
    this.jobs = new Map();
    this.next = 1;
  }

  /**
   * Opens a run, paused before its first epoch.
   * @param {string} link @param {Listener} listener
   */
  open(link, listener) {
    return this.#begin("open", link, listener);
  }

  /**
   * Fits the polynomials of a link; the listener hears once.
   * @param {string} link @param {Listener} listener
   */
  fit(link, listener) {
    const run = this.#begin("fit", link, (message) => {
      this.#forget(run);
      listener(message);
    });
    return run;
  }

  /** @param {"go" | "pause" | "step"} type @param {number} run */
  tell(type, run) {
    this.jobs.get(run)?.slot.worker.postMessage(/** @type {ToWorker} */ ({ type, run }));
  }

  /** Ends a run and forgets it; nothing more is heard of it. @param {number} run */
  drop(run) {
    this.jobs.get(run)?.slot.worker.postMessage(/** @type {ToWorker} */ ({ type: "drop", run }));
    this.#forget(run);
  }

  /** @param {number} run */
  #forget(run) {
    this.jobs.get(run)?.slot.jobs.delete(run);
    this.jobs.delete(run);
  }

  /** @param {"open" | "fit"} type @param {string} link @param {Listener} listener */
  #begin(type, link, listener) {
    const run = this.next++;
    const slot = this.#freest();
    slot.jobs.add(run);
    this.jobs.set(run, { slot, listener });
    slot.worker.postMessage(/** @type {ToWorker} */ ({ type, run, link }));
    return run;
  }

  /** The worker with the fewest jobs; a new one while there is room and all are busy. */
  #freest() {
    const freest = this.slots.reduce(
      (best, slot) => (best && best.jobs.size <= slot.jobs.size ? best : slot),
      /** @type {Slot | undefined} */ (undefined),
    );
    if (freest && (freest.jobs.size === 0 || this.slots.length >= this.size)) return freest;
    return this.#start();
  }

  #start() {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    /** @type {Slot} */
    const slot = { worker, jobs: new Set() };
    worker.onmessage = (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      this.jobs.get(data.run)?.listener(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#bury(slot, event.message);
    };
    worker.postMessage(/** @type {ToWorker} */ ({ type: "start", module: this.module }));
    this.slots.push(slot);
    return slot;
  }

  /** A worker that crashed is gone with its runs; each hears of it. @param {Slot} slot @param {string} reason */
  #bury(slot, reason) {
    slot.worker.terminate();
    this.slots = this.slots.filter((other) => other !== slot);
    const message = `A worker stopped${reason ? ` (${reason})` : ""}.`;
    for (const run of slot.jobs) {
      const job = this.jobs.get(run);
      this.jobs.delete(run);
      job?.listener({ type: "failed", run, message });
    }
  }
}
