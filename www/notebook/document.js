/** The Markdown of a notebook, joined from its blocks. */

/** @typedef {import("../workers/protocol.js").Block} Block */

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
