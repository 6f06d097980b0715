/** The pool of workers: one for each core up to eight, started when first needed, replaced when they die. */

import { limits, replicas } from "../pkg/page.js";
import { startWorker } from "./life.js";

/** @typedef {import("./protocol.js").News} News */
/** @typedef {import("./protocol.js").ToWorker} ToWorker */
/** @typedef {Exclude<ToWorker, {type: "start" | "open" | "table"}>} ToLeader */
/** @typedef {(message: News) => void} Listener */
/** A worker with all of its jobs, those of them that keep it busy, and the ids of the tables it was given. */
/** @typedef {{worker: import("./life.js").LivingWorker, jobs: Set<number>, busy: Set<number>, tables: Set<string>}} Slot */
/**
 * A run or a fit in one or several workers, rank 0 first. `saved` is its last checkpoint, `until` the
 * epoch it is going to, and `deaths` counts the workers it has outlived since that checkpoint. While a
 * survivor is asked for a checkpoint, messages to the leading worker wait in `unsent`.
 * @typedef {{run: number, type: "open" | "fit" | "report" | "outcome" | "claims" | "recheck", link: string, listener: Listener,
 *   slots: Slot[], saved: Uint8Array | null, alone: boolean, parameters: Float32Array, samples: number, text: string,
 *   until: number | null, deaths: number, unsent: ToLeader[] | null}} Job
 */

/** Fresh draws on which a full report measures, as many as the command line takes: 200 test sets of 2048. */
const REPORTED = 200 * 2048;
/** What most jobs have. */
const ALONE = { saved: null, alone: true, parameters: new Float32Array(), samples: 0, text: "" };
/** Workers that a run may take down before it is given up. */
const MOST_DEATHS = 2;

export class Pool {
  /** @param {number} [size] most workers */
  constructor(size = navigator.hardwareConcurrency || 2) {
    this.size = Math.max(1, Math.min(limits().workers, size));
    /** @type {Slot[]} */
    this.slots = [];
    /** @type {Map<number, Job>} */
    this.jobs = new Map();
    /** @type {Map<string, {names: string[], numbers: Blob}>} */
    this.tables = new Map();
    this.next = 1;
  }

  /**
   * Keeps a table for the workers: each is given it before the first job whose link names its id.
   * @param {string} id @param {import("./protocol.js").NamedColumns} table
   */
  provide(id, { names, columns }) {
    // A blob is handed to all of them without being copied on the page's thread.
    this.tables.set(id, { names, numbers: new Blob([columns]) });
  }

  /**
   * Opens a run, paused before its first epoch or where its checkpoint was taken. A run that is one of
   * many stays `alone` in one worker: side by side they need no exchange.
   * @param {string} link @param {Listener} listener @param {{checkpoint?: Uint8Array | null, alone?: boolean}} [how]
   */
  open(link, listener, { checkpoint = null, alone = false } = {}) {
    return this.#begin({ ...ALONE, type: "open", link, listener, saved: checkpoint, alone });
  }

  /**
   * Makes the classical fits of a link; the listener is called once.
   * @param {string} link @param {Listener} listener
   */
  fit(link, listener) {
    return this.#begin({ ...ALONE, type: "fit", link, listener });
  }

  /**
   * Measures the trained network of a link on fresh draws; the listener is called once.
   * @param {string} link @param {Float32Array} parameters @param {Listener} listener @param {number} [samples]
   */
  report(link, parameters, listener, samples = REPORTED) {
    return this.#begin({ ...ALONE, type: "report", link, listener, parameters, samples });
  }

  /**
   * Measures one network of a sweep; the listener is called once.
   * @param {string} link @param {Float32Array} parameters @param {Listener} listener
   */
  outcome(link, parameters, listener) {
    return this.#begin({ ...ALONE, type: "outcome", link, listener, parameters });
  }

  /**
   * Lists what a cell of claims shows; the listener is called once.
   * @param {string} link @param {string} index of the shipped networks @param {Listener} listener
   */
  claims(link, index, listener) {
    return this.#begin({ ...ALONE, type: "claims", link, listener, text: index });
  }

  /**
   * Measures the trained network of an experiment, and compares it with each claim; the listener is called once.
   * @param {string} experiment @param {string} link @param {Float32Array} parameters @param {Listener} listener
   */
  recheck(experiment, link, parameters, listener) {
    return this.#begin({ ...ALONE, type: "recheck", link, listener, parameters, samples: REPORTED, text: experiment });
  }

  /** Trains a run up to an epoch. @param {number} run @param {number} until */
  go(run, until) {
    const job = this.jobs.get(run);
    if (!job) return;
    job.until = until;
    for (const slot of job.slots) slot.busy.add(run);
    this.#tell({ type: "go", run, until });
  }

  /** @param {number} run */
  pause(run) {
    this.#rest(run);
    this.#tell({ type: "pause", run });
  }

  /** Trains a run for one epoch. @param {number} run */
  step(run) {
    this.#tell({ type: "step", run });
  }

  /** Has a checkpoint of a run made now. @param {number} run */
  save(run) {
    this.#tell({ type: "save", run });
  }

  /** Ends a run; its listener is not called any more. @param {number} run */
  drop(run) {
    this.#dismiss(run);
    this.jobs.delete(run);
  }

  /** Whether training takes all cores, so that whatever the page does slows it down. */
  get full() {
    return this.slots.filter(({ busy }) => busy.size > 0).length >= (navigator.hardwareConcurrency || 2);
  }

  /** Ends everything. */
  close() {
    for (const slot of this.slots) slot.worker.end();
    this.slots = [];
    this.jobs.clear();
  }

  /** To the worker that leads a run. @param {ToLeader} message */
  #tell(message) {
    const job = this.jobs.get(message.run);
    if (job?.unsent) job.unsent.push(message);
    else job?.slots[0]?.worker.post(message);
  }

  /** A run that trains no more for now. @param {number} run */
  #rest(run) {
    const job = this.jobs.get(run);
    if (!job) return;
    job.until = null;
    for (const slot of job.slots) slot.busy.delete(run);
  }

  /** Takes a run out of its workers. @param {number} run */
  #dismiss(run) {
    const job = this.jobs.get(run);
    if (!job) return;
    for (const { worker, jobs, busy } of job.slots) {
      worker.post({ type: "drop", run });
      jobs.delete(run);
      busy.delete(run);
    }
    job.slots = [];
  }

  /** @param {Pick<Job, "type" | "link" | "listener" | "saved" | "alone" | "parameters" | "samples" | "text">} what */
  #begin(what) {
    const run = this.next++;
    /** @type {Job} */
    const job = { run, ...what, slots: [], until: null, deaths: 0, unsent: null };
    this.jobs.set(run, job);
    this.#place(job);
    return run;
  }

  /** Puts a job into the freest workers. @param {Job} job */
  #place(job) {
    const { run, type, link, parameters, samples, text } = job;
    const n = job.alone ? 1 : replicas(link, this.size);
    job.slots = [];
    while (job.slots.length < n) job.slots.push(this.#freest(job.slots));
    for (const slot of job.slots) {
      slot.jobs.add(run);
      this.#hand(slot, link);
    }
    if (type !== "open") {
      job.slots[0].busy.add(run);
      this.#tell(type === "fit" ? { type, run, link } : { type, run, link, parameters, samples, text });
      return;
    }
    const ports = connect(n);
    job.slots.forEach(({ worker }, rank) => {
      worker.post({ type, run, link, checkpoint: job.saved, rank, replicas: n, ports: ports[rank] }, ports[rank]);
    });
    const { unsent } = job;
    job.unsent = null;
    if (job.until !== null) this.go(run, job.until);
    unsent?.forEach((message) => this.#tell(message));
  }

  /** Gives a worker the tables that a link names. @param {Slot} slot @param {string} link */
  #hand({ worker, tables }, link) {
    for (const [id, table] of this.tables) {
      if (tables.has(id) || !link.includes(id)) continue;
      tables.add(id);
      worker.post({ type: "table", ...table });
    }
  }

  /** The least busy worker, then the one with the fewest runs; a new one while there is room for it. @param {Slot[]} taken */
  #freest(taken) {
    const less = (/** @type {Slot} */ a, /** @type {Slot} */ b) => a.busy.size - b.busy.size || a.jobs.size - b.jobs.size;
    const [freest] = this.slots.filter((slot) => !taken.includes(slot)).toSorted(less);
    const room = this.slots.length < this.size;
    return freest && (freest.jobs.size === 0 || !room) ? freest : this.#start();
  }

  #start() {
    const worker = startWorker({
      heard: (message) => this.#hear(slot, message),
      died: (reason) => this.#bury(slot, reason),
    });
    /** @type {Slot} */
    const slot = { worker, jobs: new Set(), busy: new Set(), tables: new Set() };
    this.slots.push(slot);
    return slot;
  }

  /** @param {Slot} slot @param {News} message */
  #hear(slot, message) {
    const job = this.jobs.get(message.run);
    // What was under way when the run left this worker is of no interest.
    if (!job?.slots.includes(slot)) return;
    if (message.type === "saved") {
      Object.assign(job, { saved: message.checkpoint, deaths: 0 });
      if (job.unsent) {
        this.#dismiss(message.run);
        this.#place(job);
      }
    } else if (message.type === "progress") {
      if (message.status !== "unfinished") this.#rest(message.run);
    } else {
      // A fit is over; a run that failed is forgotten by its worker.
      this.drop(message.run);
    }
    job.listener(message);
  }

  /** A worker that died is gone; its runs go on in others. @param {Slot} slot @param {string} reason */
  #bury(slot, reason) {
    slot.worker.end();
    this.slots = this.slots.filter((other) => other !== slot);
    for (const run of slot.jobs) {
      const job = this.jobs.get(run);
      if (!job) continue;
      job.deaths += 1;
      job.slots = job.slots.filter((other) => other !== slot);
      if (job.deaths > MOST_DEATHS) {
        this.drop(run);
        job.listener({ type: "failed", run, message: `A worker stopped${reason ? ` (${reason})` : ""}.` });
      } else if (job.slots.length > 0) {
        // Another replica is further than the last checkpoint; the run goes on after its report.
        job.unsent ??= [];
        job.slots[0].worker.post({ type: "save", run });
      } else {
        this.#place(job);
      }
    }
  }
}

/**
 * The ports of each of n replicas to its partners: at each level to the one whose rank differs in that bit.
 * @param {number} n 1, 2, 4 or 8
 */
function connect(n) {
  const ports = Array.from({ length: n }, () => /** @type {MessagePort[]} */ ([]));
  for (let bit = 1; bit < n; bit *= 2) {
    for (let rank = 0; rank < n; rank++) {
      if (rank & bit) continue;
      const { port1, port2 } = new MessageChannel();
      ports[rank].push(port1);
      ports[rank | bit].push(port2);
    }
  }
  return ports;
}
