/** The runs of one cell: opens them in workers, keeps them in step with the spec, counts their epochs. */

/** @typedef {import("./pkg/scinet.js").Cell} Cell */
/** @typedef {import("./pool.js").Pool} Pool */
/** @typedef {import("./protocol.js").News} News */
/** @typedef {{link: string, id: number | null, epoch: number, status: import("./protocol.js").RunStatus,
 *   rate: number, going: boolean, loss: number | null}} Run */

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
    /** @type {{link: string, id: number | null} | null} */
    this.baseline = null;
    this.sync();
  }

  /** After the spec has changed: runs that it still has go on, the others end. */
  sync() {
    const old = this.list;
    this.epochs = this.cell.epochs();
    this.list = this.cell.runs().map((link) => {
      // A run past the epochs that the spec now has starts again, as its link would.
      const same = old.find((run) => run.link === link && run.epoch <= this.epochs);
      /** @type {Run} */
      const run = same ?? { link, id: null, epoch: 0, status: "unfinished", rate: 0, going: false, loss: null };
      if (run.status !== "diverged") run.status = run.epoch < this.epochs ? "unfinished" : "done";
      return run;
    });
    for (const run of old) {
      if (!this.list.includes(run)) this.#end(run);
    }
    const link = this.cell.baseline() ?? null;
    if (link !== this.baseline?.link) {
      if (this.baseline?.id) this.pool.drop(this.baseline.id);
      this.baseline = link === null ? null : { link, id: null };
    }
  }

  /** Makes the classical fits, unless that was done for this spec. */
  fit() {
    const { baseline } = this;
    if (!baseline || baseline.id !== null) return;
    baseline.id = this.pool.fit(baseline.link, (message) => {
      if (this.baseline !== baseline) return;
      if (message.type === "fitted") this.cell.setBaseline(message.numbers);
      else if (message.type === "failed") this.failed(`classical fits: ${message.message}`);
      this.changed();
    });
  }

  get running() {
    return this.list.some((run) => run.going);
  }

  /** Whether anything has been trained here. */
  get started() {
    return this.list.some((run) => run.epoch > 0 || run.going);
  }

  get finished() {
    return this.list.every((run) => run.status !== "unfinished");
  }

  /** Trains all. @param {number} [limit] an epoch to stop at, if that comes before the last */
  run(limit = Infinity) {
    this.limit = limit;
    for (const run of this.list) {
      if (run.status !== "unfinished" || run.epoch >= limit) continue;
      run.going = true;
      this.pool.go(this.#opened(run), Math.min(this.epochs, limit));
    }
    this.changed();
  }

  pause() {
    for (const run of this.list) {
      if (run.going && run.id !== null) this.pool.pause(run.id);
      run.going = false;
    }
    this.changed();
  }

  /** Trains each run for one epoch. */
  step() {
    for (const run of this.list) {
      if (run.status === "unfinished") this.pool.step(this.#opened(run));
      run.going = false;
    }
  }

  /** Back to epoch 0, with the same initial weights. */
  reset() {
    for (const run of this.list) this.#end(run);
    this.list = [];
    this.sync();
  }

  /** Ends all runs. */
  close() {
    for (const run of this.list) this.#end(run);
    this.list = [];
    if (this.baseline?.id) this.pool.drop(this.baseline.id);
    this.baseline = null;
  }

  /** @param {Run} run */
  #end(run) {
    if (run.id !== null) this.pool.drop(run.id);
    run.id = null;
  }

  /** @param {Run} run */
  #opened(run) {
    run.id ??= this.pool.open(run.link, (message) => this.#hear(run, message));
    return run.id;
  }

  /** @param {Run} run @param {News} message */
  #hear(run, message) {
    const i = this.list.indexOf(run);
    if (i < 0 || message.type === "saved") return;
    if (message.type === "progress") {
      run.epoch = message.epoch;
      run.status = message.status === "diverged" ? "diverged" : run.epoch < this.epochs ? "unfinished" : "done";
      run.going &&= run.status === "unfinished" && run.epoch < this.limit;
      run.loss = message.losses.at(-1) ?? run.loss;
      if (message.epochsPerSecond > 0) run.rate = message.epochsPerSecond;
      this.cell.setNet(i, message.epoch, message.parameters, message.from, message.losses);
    } else if (message.type === "failed") {
      run.going = false;
      run.id = null;
      run.epoch = 0;
      this.failed(`${this.cell.netNames()[i]}: ${message.message} Its epochs are lost; Run starts it again.`);
    }
    this.changed();
  }
}
