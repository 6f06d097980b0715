/** Runs all cells of a notebook that train, one after another, as pressing Run in each would. */

/**
 * @param {import("./view.js").NotebookView} view
 * @param {AbortSignal} signal stops the cell that is running, and those after it
 * @param {(seconds: number) => void} warned receives beforehand how long all of it takes
 */
export async function runAll(view, signal, warned) {
  await view.build();
  let seconds = 0;
  for (const cell of view.cells) if (await cell.canStart()) seconds += cell.seconds;
  warned(seconds);
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
