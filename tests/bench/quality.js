/**
 * Time to quality: how long boring_patch trains until its errors are small, here and in PyTorch, on one core.
 * Ours is the quick variant with Muon, in Chromium and on the command line. PyTorch trains with the paper's Adam, and with
 * its own Muon. All must reach the same errors; see torch_quality.py. The last lines are ratios within this run.
 */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pinned, reason, root, startEngines } from "./engines.js";

const execute = promisify(execFile);
const { SCINET = join(root, "target/release/scinet"), PYTHON = "python3" } = process.env;
/** The largest errors: of φ by its deviation, and of A by its range over 2048 draws. */
const TARGET = { phi: 0.3, a: 0.08 };
/** Longest training of a peer, in milliseconds. */
const PATIENCE = 45 * 60_000;

/** Seconds of a training, its epochs and its errors. @typedef {{seconds: number, epochs: number, phi: number, a: number}} Trained */

/** The two errors in a report. @param {any} report */
function errors({ outputs: [phi, a] }) {
  // Nine quantiles over the test sets: the fifth is the median.
  return { phi: phi.over_deviation[4], a: a.over_range[4] };
}

/** @returns {Promise<Trained>} */
async function commandLine() {
  const [program, ...values] = pinned([SCINET, "run", "boring_patch_quick", "--threads", "1", "--json"]);
  const { seconds, epoch, measures } = JSON.parse((await execute(program, values, { timeout: PATIENCE })).stdout);
  return { seconds, epochs: epoch, ...errors(measures) };
}

/** @param {"adam" | "muon"} kind @param {number} most epochs @returns {Promise<Trained>} */
async function torch(kind, most) {
  const file = join(import.meta.dirname, "torch_quality.py");
  const [program, ...values] = pinned([PYTHON, "-B", file, kind, String(most), String(TARGET.phi), String(TARGET.a)]);
  return JSON.parse((await execute(program, values, { timeout: PATIENCE })).stdout);
}

const { inPage, close } = await startEngines(0);
/** @type {[string, () => Promise<Trained>][]} */
const rows = [
  ["SciNet Notebook in Chromium, 1 worker", async () => {
    const { seconds, epochs, report } = await inPage("quality", "#scinet");
    return { seconds, epochs, ...errors(JSON.parse(report)) };
  }],
  ["SciNet Notebook, command line", commandLine],
  ["PyTorch, its own Muon", () => torch("muon", 1000)],
  ["PyTorch, the paper's Adam", () => torch("adam", 50_000)],
];
/** The shipped quick variants with seed 1, as the page trains them. */
const { quick, quick_worlds: worlds } = JSON.parse(readFileSync(join(root, "www/checkpoints/index.json"), "utf8"));
const shipped = [...quick, ...worlds].filter((/** @type {{link: string}} */ { link }) => !link.includes("seed="));
console.log("\nseconds of each quick variant in Chromium, with 1 worker and with 2");
for (const { name, link } of shipped) {
  try {
    const [one, two] = [await inPage("quality", link, 1), await inPage("quality", link, 2)];
    console.log(`${name.padEnd(28)}${one.seconds.toFixed(1).padStart(8)}${two.seconds.toFixed(1).padStart(8)}   ${(two.seconds / one.seconds).toFixed(2)}`);
  } catch (error) {
    console.log(`${name.padEnd(28)}failed: ${reason(error)}`);
  }
}
console.log(`\ntime to quality, boring_patch on one core of ${cpus()[0].model.trim()}: φ to ${TARGET.phi} of its deviation, A to ${TARGET.a} of its range`);
/** @type {number[]} */
const seconds = [];
for (const [name, train] of rows) {
  try {
    const found = await train();
    const reached = found.phi <= TARGET.phi && found.a <= TARGET.a;
    seconds.push(reached ? found.seconds : NaN);
    const words = `${found.seconds.toFixed(1).padStart(8)} s  ${String(found.epochs).padStart(6)} epochs  φ ${found.phi.toFixed(3)}  A ${found.a.toFixed(3)}`;
    console.log(`${name.padEnd(40)}${words}${reached ? "" : "  not reached"}`);
  } catch (error) {
    seconds.push(NaN);
    console.log(`${name.padEnd(40)}failed: ${reason(error)}`);
  }
}
await close();
const [page, native, muon, adam] = seconds;
console.log(`Chromium ÷ PyTorch with Adam ${(page / adam).toFixed(3)}, ÷ PyTorch with Muon ${(page / muon).toFixed(3)}; command line ÷ PyTorch with Muon ${(native / muon).toFixed(3)}`);
process.exit(Number.isFinite(page) && Number.isFinite(native) ? 0 : 1);
