/** The classical fits of a cell, which a worker makes once for each spec. */

/** @typedef {import("../../pkg/page.js").Cell} Cell */
/** @typedef {import("../../workers/pool.js").Pool} Pool */
/** The fits of a link: `id` is the number of the task in the pool, once it has begun. @typedef {{link: string, id: number | null, failed: boolean, made: boolean}} Task */

export class ClassicalFits {
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
    /** @type {Task | null} */
    this.task = null;
  }

  /** Follows a spec that has changed. */
  follow() {
    const link = this.cell.baseline() ?? null;
    if (link === (this.task?.link ?? null)) return;
    this.close();
    if (link !== null) this.task = { link, id: null, failed: false, made: false };
  }

  /** Makes the fits, unless that was done for this spec. */
  make() {
    const { task } = this;
    if (!task || task.id !== null) return;
    task.failed = false;
    const id = this.pool.fit(task.link, (message) => {
      // The message may be about another spec, or about an attempt before this one.
      if (this.task !== task || task.id !== id) return;
      if (message.type === "fitted") {
        this.cell.setBaseline(message.numbers);
        task.made = true;
      } else if (message.type === "failed") {
        Object.assign(task, { id: null, failed: true });
        this.failed(`classical fits: ${message.message} Run makes them again.`);
      }
      this.changed();
    });
    task.id = id;
  }

  /** Makes fits again that failed. */
  retry() {
    if (this.task?.failed) this.make();
  }

  /** Whether all fits are there, except those that failed. */
  get complete() {
    return this.task === null || this.task.made || this.task.failed;
  }

  /** Makes the fits at once. @param {import("../../shell/at-once.js").AtOnce} now */
  makeNow(now) {
    const { task } = this;
    if (!task || task.made) return;
    const numbers = now.fit(task.link);
    if (!numbers) return;
    this.cell.setBaseline(numbers);
    task.made = true;
  }

  close() {
    if (this.task?.id) this.pool.drop(this.task.id);
    this.task = null;
  }
}
