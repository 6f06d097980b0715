/** Runs all cells of a notebook that train, one after another, as pressing Run in each would. */

/**
 * @param {import("./notebook.js").NotebookView} view
 * @param {AbortSignal} signal stops the cell that is running, and those after it
 */
export async function runAll(view, signal) {
  await view.build();
  for (const cell of view.cells) {
    if (signal.aborted) return;
    if (!(await cell.canStart())) continue;
    const pause = () => cell.pause();
    signal.addEventListener("abort", pause);
    cell.start();
    await cell.rested();
    signal.removeEventListener("abort", pause);
  }
}
