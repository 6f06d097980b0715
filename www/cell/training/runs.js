/** The runs of one cell: opens them in workers, keeps them in step with the spec, counts their epochs. */

import { setRunAside } from "../../storage/aside.js";
import { Lease, findRun, hearSavings, keepRun } from "../../storage/shared-runs.js";
import { dropRun } from "../../storage/store.js";
import { ClassicalFits } from "./classical-fits.js";

/** @typedef {import("../../pkg/page.js").Cell} Cell */
/** @typedef {import("../../workers/pool.js").Pool} Pool */
/** @typedef {import("../../workers/protocol.js").News} News */
/**
 * A run: `id` is the pool's, once it is opened there. `checkpoint` is its last saved state, taken at
 * epoch `saved`; `since` is when that was, if nothing has been trained here since. `lease` is the right to
 * train it, `waits` says that another cell or tab has that right, `sought` that it was looked for in storage,
 * `notice` what the reader must know of how it is kept; `asking` waits for its next checkpoint; `aside` says that a
 * Reset sets it aside.
 * @typedef {{link: string, until: number, id: number | null, epoch: number, status: import("../../workers/protocol.js").RunStatus,
 *   rate: number, going: boolean, loss: number | null, checkpoint: Uint8Array | null, saved: number, since: number | null,
 *   lease: Lease | null, waits: boolean, sought: boolean, notice: string, aside: boolean,
 *   asking: {resolve: (checkpoint: Uint8Array) => void, reject: (reason: Error) => void}[]}} Run
 */

export class Runs {
  /**
   * @param {Pool} pool @param {Cell} cell
   * @param {() => void} changed called after every news
   * @param {(message: string) => void} failed
   */
  constructor(pool, cell, changed, failed) {
    this.pool = pool;
    this.cell = cell;
    this.changed = changed;
    this.failed = failed;
    /** @type {Run[]} */
    this.list = [];
    /** Epochs that each run is to have. */
    this.epochs = 0;
    /** An epoch at which they are to stop, if that comes before the last. */
    this.limit = Infinity;
    /** Whether what others save is shown: not while a network from elsewhere is. */
    this.follows = true;
    /** After all that was kept is shown. */
    this.restored = Promise.resolve();
    this.fits = new ClassicalFits(pool, cell, changed, (message) => this.#fail(message));
    /** What has failed since training was last begun. @type {Set<string>} */
    this.failures = new Set();
    this.listener = (/** @type {import("../../storage/shared-runs.js").Saving} */ saving) => void this.#follow(saving);
    this.deafen = hearSavings(this.listener);
    this.hiding = () => document.visibilityState === "hidden" && this.save();
    document.addEventListener("visibilitychange", this.hiding);
    this.sync();
  }

  /** After the spec has changed: runs that it still has go on, the others end. */
  sync() {
    const old = this.list;
    this.epochs = this.cell.epochs();
    this.list = this.cell.runs().map((link) => {
      // A run past the epochs that the spec now has starts again, as its link would.
      const run = old.find((run) => run.link === link && run.epoch <= this.epochs) ?? this.#fresh(link);
      run.until = this.epochs;
      if (run.status !== "diverged") run.status = run.epoch < this.epochs ? "unfinished" : "done";
      return run;
    });
    for (const run of old) {
      if (!this.list.includes(run)) this.#retire(run);
    }
    this.fits.follow();
  }

  /** @param {string} link @returns {Run} */
  #fresh(link) {
    return {
      ...{ link, until: this.epochs, id: null, epoch: 0, status: "unfinished", rate: 0, going: false, loss: null },
      ...{ checkpoint: null, saved: 0, since: null, lease: null, waits: false, sought: false, notice: "", aside: false, asking: [] },
    };
  }

  /** Several may fail at once: all are named. @param {string} message */
  #fail(message) {
    this.failures.add(message);
    this.failed([...this.failures].join("\n"));
  }

  /** What the reader must know of how the runs are kept, or "". */
  get notice() {
    return this.list.find((run) => run.notice !== "")?.notice ?? "";
  }

  get running() {
    return this.list.some((run) => run.going);
  }

  /** Whether anything has been trained. */
  get started() {
    return this.list.some((run) => run.epoch > 0 || run.going);
  }

  get finished() {
    return this.list.every((run) => run.status !== "unfinished");
  }

  /** Trains all. @param {number} [limit] an epoch to stop at, if that comes before the last */
  run(limit = Infinity) {
    this.limit = limit;
    this.failures.clear();
    this.fits.retry();
    for (const run of this.list) {
      if (run.status !== "unfinished" || run.epoch >= limit) continue;
      run.going = true;
      void this.#train(run, (id) => this.pool.go(id, Math.min(this.epochs, this.limit)));
    }
    this.changed();
  }

  pause() {
    for (const run of this.list) {
      run.going = false;
      if (run.id !== null && run.lease?.held) this.pool.pause(run.id);
      else this.#yield(run);
    }
    this.changed();
  }

  /** Trains each run for one epoch. */
  step() {
    for (const run of this.list) {
      run.going = false;
      if (run.status === "unfinished") void this.#train(run, (id) => this.pool.step(id));
    }
  }

  /** Back to epoch 0, with the same initial weights; what was trained is set aside. @param {string} id of the Reset */
  reset(id) {
    for (const run of this.list) {
      run.aside = true;
      void setRunAside(id, run.link, this.epochs, this.#last(run));
    }
    this.list = [];
    this.sync();
    for (const run of this.list) run.sought = true;
  }

  /** The last state of a run, which then ends. @param {Run} run @returns {Promise<import("../../storage/store.js").SavedRun | null>} */
  async #last(run) {
    const { link, until, status } = run;
    const state = (/** @type {number} */ epoch, /** @type {Uint8Array} */ checkpoint) => ({ link, until, epoch, checkpoint, time: Date.now(), diverged: status === "diverged" });
    const known = run.checkpoint && state(run.saved, run.checkpoint);
    if (run.id === null || (!run.going && run.saved === run.epoch)) {
      this.#end(run);
      return known;
    }
    const given = new Promise((/** @type {(checkpoint: Uint8Array) => void} */ resolve, reject) => run.asking.push({ resolve, reject }));
    const { going } = run;
    run.going = false;
    if (going) this.pool.pause(run.id);
    else this.pool.save(run.id);
    return given.then(
      (checkpoint) => state(run.saved, checkpoint),
      () => known,
    );
  }

  /** Back to epoch 0; what was trained stays in storage. */
  leave() {
    for (const run of this.list) this.#retire(run);
    this.list = [];
    this.sync();
    for (const run of this.list) run.sought = true;
  }

  /** Has what is kept looked for again. */
  seek() {
    for (const run of this.list) run.sought = false;
    return this.restore();
  }

  /** Ends all runs, saved as they are. */
  close() {
    this.deafen();
    document.removeEventListener("visibilitychange", this.hiding);
    for (const run of this.list) this.#retire(run);
    this.list = [];
    this.fits.close();
  }

  /** Has every run that trains saved now. */
  save() {
    for (const { going, id } of this.list) {
      if (going && id !== null) this.pool.save(id);
    }
  }

  /** A checkpoint of each run as it is now. @returns {Promise<Uint8Array[]>} */
  checkpoints() {
    return Promise.all(
      this.list.map((run) => {
        if (run.checkpoint && run.saved === run.epoch && !run.going) return run.checkpoint;
        return new Promise((/** @type {(checkpoint: Uint8Array) => void} */ resolve, reject) => {
          run.asking.push({ resolve, reject });
          this.pool.save(this.#opened(run));
        });
      }),
    );
  }

  /** Shows what is kept of runs that are not begun here; nothing starts by itself. */
  restore() {
    this.restored = this.restored.then(() => this.#restore());
    return this.restored;
  }

  async #restore() {
    const sought = this.list.filter((run) => !run.sought && run.epoch === 0 && !run.going);
    for (const run of sought) run.sought = true;
    const found = await Promise.all(sought.map((run) => this.#find(run)));
    if (found.includes(true)) this.changed();
  }

  /** @param {Run} run */
  async #find(run) {
    const state = await findRun(run.link, this.epochs);
    // In the meantime it may have been started.
    return run.lease === null && this.#adopt(run, state);
  }

  /**
   * Takes a run from a checkpoint, as a file holds it; throws what is wrong with it.
   * @param {number} i @param {Uint8Array} checkpoint
   */
  take(i, checkpoint) {
    const epoch = this.cell.loadCheckpoint(i, checkpoint);
    const run = this.list[i];
    this.#end(run);
    const status = epoch < this.epochs ? "unfinished" : "done";
    Object.assign(run, { epoch, status, checkpoint, saved: epoch, since: null, sought: true, going: false, waits: false });
    void this.#keep(run, checkpoint, epoch);
  }

  /** Goes on from a state that is further than the run here; returns whether it was. @param {Run} run @param {import("../../storage/store.js").SavedRun | undefined} state */
  #adopt(run, state) {
    const i = this.list.indexOf(run);
    if (!state || i < 0 || state.epoch <= run.epoch || state.epoch > this.epochs) return false;
    try {
      this.cell.loadCheckpoint(i, state.checkpoint);
    } catch (error) {
      dropRun(run.link, this.epochs).catch(() => {});
      const reason = error instanceof Error ? error.message : String(error);
      this.failed(`${this.cell.netNames()[i]}: what was kept of its run cannot be read and is dropped: ${reason}`);
      return false;
    }
    if (run.id !== null) this.pool.drop(run.id);
    const { epoch, checkpoint, time, diverged } = state;
    const status = diverged ? "diverged" : epoch < this.epochs ? "unfinished" : "done";
    Object.assign(run, { id: null, epoch, status, checkpoint, saved: epoch, since: time });
    return true;
  }

  /**
   * Others have saved a run: it is shown here too, unless it is trained here. One that Undo brings back is trained on
   * from there.
   * @param {import("../../storage/shared-runs.js").Saving} saving
   */
  async #follow({ link, epoch, back = false }) {
    const behind = (/** @type {Run} */ run) => run.link === link && run.epoch < epoch && (back || !run.lease?.held);
    if (!this.follows || epoch > this.epochs || !this.list.some(behind)) return;
    const state = await findRun(link, this.epochs);
    const found = this.follows ? this.list.filter(behind).filter((run) => this.#adopt(run, state)) : [];
    for (const run of found) if (run.going) void this.#train(run, (id) => this.pool.go(id, Math.min(this.epochs, this.limit)));
    if (found.length > 0) this.changed();
  }

  /**
   * Trains a run once no other cell or tab does, from the furthest state that is known of it.
   * @param {Run} run @param {(id: number) => void} train
   */
  async #train(run, train) {
    const { going } = run;
    if (!run.lease?.held) {
      run.lease?.release();
      const lease = new Lease(run.link, this.epochs);
      run.lease = lease;
      // Most often the lease is free, and a wait of a few milliseconds needs no notice.
      const notice = setTimeout(() => this.#waiting(run, lease), 300);
      const granted = await lease.granted;
      clearTimeout(notice);
      if (!granted || run.lease !== lease) return;
      run.waits = false;
      const state = await findRun(run.link, this.epochs);
      if (run.lease !== lease) return;
      this.#adopt(run, state);
    }
    if (run.status !== "unfinished" || run.going !== going || (going && run.epoch >= this.limit)) {
      run.going = false;
      this.#yield(run);
    } else {
      train(this.#opened(run));
    }
    this.changed();
  }

  /** @param {Run} run @param {Lease} lease */
  #waiting(run, lease) {
    if (run.lease !== lease) return;
    run.waits = true;
    this.changed();
  }

  /** Lets others train a run. @param {Run} run */
  #yield(run) {
    run.lease?.release();
    run.lease = null;
    run.waits = false;
  }

  /** Ends a run after it was saved. @param {Run} run */
  #retire(run) {
    const { going } = run;
    run.going = false;
    if (run.id !== null && going) this.pool.pause(run.id);
    // It was paused a moment ago, and its state is still on its way.
    else if (run.id !== null && run.saved !== run.epoch) this.pool.save(run.id);
    else this.#end(run);
  }

  /** @param {Run} run */
  #end(run) {
    if (run.id !== null) this.pool.drop(run.id);
    run.id = null;
    for (const { reject } of run.asking.splice(0)) reject(new Error("it has ended"));
    this.#yield(run);
  }

  /** @param {Run} run */
  #opened(run) {
    run.id ??= this.pool.open(run.link, (message) => void this.#hear(run, message), { checkpoint: run.checkpoint });
    return run.id;
  }

  /** @param {Run} run @param {News} message */
  async #hear(run, message) {
    const i = this.list.indexOf(run);
    if (message.type === "saved") {
      await this.#keep(run, message.checkpoint, message.epoch);
      // Others go on from what is kept.
      if (!this.list.includes(run)) return this.#end(run);
      if (!run.going && run.lease?.held) this.#yield(run);
    } else if (i < 0) {
      if (message.type === "failed") this.#end(run);
      return;
    } else if (message.type === "progress") {
      run.epoch = message.epoch;
      run.since = null;
      run.status = message.status === "diverged" ? "diverged" : run.epoch < this.epochs ? "unfinished" : "done";
      run.going &&= run.status === "unfinished" && run.epoch < this.limit;
      run.loss = message.losses.at(-1) ?? run.loss;
      if (message.epochsPerSecond > 0) run.rate = message.epochsPerSecond;
      this.cell.setNet(i, message.epoch, message.parameters, message.from, message.losses);
    } else if (message.type === "failed") {
      Object.assign(run, { going: false, id: null, epoch: run.saved });
      this.#end(run);
      const kept = run.checkpoint ? `Run goes on from epoch ${run.saved.toLocaleString("en-US")}.` : "Its epochs are lost; Run starts it again.";
      this.#fail(`${this.cell.netNames()[i]}: ${message.message} ${kept}`);
    }
    this.changed();
  }

  /** @param {Run} run @param {Uint8Array} checkpoint @param {number} epoch */
  async #keep(run, checkpoint, epoch) {
    Object.assign(run, { checkpoint, saved: epoch });
    for (const { resolve } of run.asking.splice(0)) resolve(checkpoint);
    if (run.aside) return;
    const { link, until, status } = run;
    const state = { epoch, checkpoint, diverged: status === "diverged" };
    // A run that has left this cell may be back in it by an Undo.
    run.notice = (await keepRun(link, until, state, this.list.includes(run) ? this.listener : undefined)) ?? run.notice;
  }
}
