/** The pool of workers: one for each core up to eight, started when first needed. */

/** @typedef {import("./protocol.js").FromWorker} FromWorker */
/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {(message: FromWorker) => void} Listener */
/** A worker with all of its jobs, and those of them that keep it busy. */
/** @typedef {{worker: Worker, jobs: Set<number>, busy: Set<number>}} Slot */

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

  /** Trains a run up to an epoch. @param {number} run @param {number} until */
  go(run, until) {
    this.jobs.get(run)?.slot.busy.add(run);
    this.#tell({ type: "go", run, until });
  }

  /** @param {number} run */
  pause(run) {
    this.jobs.get(run)?.slot.busy.delete(run);
    this.#tell({ type: "pause", run });
  }

  /** Trains a run for one epoch. @param {number} run */
  step(run) {
    this.#tell({ type: "step", run });
  }

  /** Ends a run and forgets it; nothing more is heard of it. @param {number} run */
  drop(run) {
    this.#tell({ type: "drop", run });
    this.#forget(run);
  }

  /** @param {Exclude<ToWorker, {type: "start"}>} message */
  #tell(message) {
    this.jobs.get(message.run)?.slot.worker.postMessage(message);
  }

  /** @param {number} run */
  #forget(run) {
    const slot = this.jobs.get(run)?.slot;
    slot?.jobs.delete(run);
    slot?.busy.delete(run);
    this.jobs.delete(run);
  }

  /** @param {"open" | "fit"} type @param {string} link @param {Listener} listener */
  #begin(type, link, listener) {
    const run = this.next++;
    const slot = this.#freest();
    slot.jobs.add(run);
    if (type === "fit") slot.busy.add(run);
    this.jobs.set(run, { slot, listener });
    this.#tell({ type, run, link });
    return run;
  }

  /** The least busy worker, then the one with the fewest runs; a new one while there is room for it. */
  #freest() {
    const less = (/** @type {Slot} */ a, /** @type {Slot} */ b) => a.busy.size - b.busy.size || a.jobs.size - b.jobs.size;
    const [freest] = this.slots.toSorted(less);
    const room = this.slots.length < this.size;
    return freest && (freest.jobs.size === 0 || !room) ? freest : this.#start();
  }

  #start() {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    /** @type {Slot} */
    const slot = { worker, jobs: new Set(), busy: new Set() };
    worker.onmessage = (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      if (data.type !== "progress" || data.status !== "unfinished") slot.busy.delete(data.run);
      const listener = this.jobs.get(data.run)?.listener;
      // The worker has forgotten a run that failed.
      if (data.type === "failed") this.#forget(data.run);
      listener?.(data);
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
