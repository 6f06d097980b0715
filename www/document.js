/** A notebook as its Markdown: blocks put together, and the steps back and forward through its edits. */

/** @typedef {import("./protocol.js").Block} Block */

/** Steps back that are kept. */
const MOST_STEPS = 200;

/** A block as Markdown. @param {Block} block */
export function sourceOf(block) {
  if (block.type === "html") return block.source;
  const ticks = Math.max(2, ...(block.text.match(/`+/g) ?? []).map((run) => run.length)) + 1;
  const fence = "`".repeat(ticks);
  const head = [block.kind, block.name].filter((word) => word !== "").join(" ");
  const end = block.text === "" || block.text.endsWith("\n") ? "" : "\n";
  return `${fence}${head}\n${block.text}${end}${fence}`;
}

/** Blocks as one notebook. @param {string[]} sources of its blocks */
export function joined(sources) {
  return `${sources.filter((source) => source.trim() !== "").join("\n\n")}\n`;
}

/** The text as it is now, with those before and after it. */
export class History {
  /** @param {string} source */
  constructor(source) {
    this.source = source;
    /** @type {string[]} */
    this.past = [];
    /** @type {string[]} */
    this.future = [];
    this.key = "";
  }

  /**
   * Takes a new text. Changes in a row with one `key`, such as the values that a slider passes, are one step.
   * @param {string} source @param {string} [key]
   */
  change(source, key = "") {
    if (source === this.source) return;
    if (key === "" || key !== this.key) this.past.push(this.source);
    if (this.past.length > MOST_STEPS) this.past.shift();
    this.future = [];
    this.source = source;
    this.key = key;
  }

  /** One step back; says whether there was one. */
  undo() {
    return this.#step(this.past, this.future);
  }

  /** One step forward again; says whether there was one. */
  redo() {
    return this.#step(this.future, this.past);
  }

  /** @param {string[]} from @param {string[]} to */
  #step(from, to) {
    const source = from.pop();
    if (source === undefined) return false;
    to.push(this.source);
    this.source = source;
    this.key = "";
    return true;
  }
}
