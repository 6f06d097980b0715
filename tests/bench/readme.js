/**
 * README's table of times from target/bench.json: `readme.js` prints it, `readme.js --write` puts it into README.md
 * between the two comments that name it.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const COLUMNS = { scinet: "SciNet", relu8: "ReLU 8", elu8: "ELU 8", relu128: "ReLU 128", elu128: "ELU 128" };
/** @type {[string, (version: string) => string][]} an engine, and what a row of it is called */
const ROWS = [
  ["kernel", () => "in Chromium"],
  ["native", () => "command line"],
  ["torch", (version) => `PyTorch ${version}`],
  ["jax", (version) => `JAX ${version} on the CPU`],
  ["jax-js", (version) => `jax-js ${version}, WebAssembly`],
  ["tape", () => "dfdx tape in Chromium"],
  ["tfjs-wasm", (version) => `TensorFlow.js ${version}, WebAssembly`],
  ["tfjs-cpu", (version) => `TensorFlow.js ${version}, plain JavaScript`],
];
/** What the engines that can share their work are counted in. @type {Record<string, string>} */
const UNITS = { kernel: "worker", native: "thread", torch: "thread", jax: "thread", "jax-js": "thread", "tfjs-wasm": "thread" };
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

/** Three digits, and no more than four after the point. @param {number | undefined} ms */
function printed(ms) {
  if (ms === undefined) return "–";
  return ms.toFixed(ms >= 100 ? 0 : ms >= 10 ? 1 : ms >= 1 ? 2 : ms >= 0.1 ? 3 : 4);
}

/** @param {any[]} entries of bench.json */
function table(entries) {
  const machine = entries.find((entry) => entry.case === "machine");
  const timed = entries.filter((entry) => entry.ms_per_epoch !== undefined);
  const cores = machine.cores === 1 ? "one core" : `${NUMBERS[machine.cores] ?? machine.cores} cores`;
  const rounds = Math.max(...timed.map((entry) => entry.rounds));
  const medians = rounds === 1 ? "one round" : `medians of ${rounds} rounds`;
  const lines = ROWS.flatMap(([engine, title]) => {
    const found = timed.filter((entry) => entry.engine === engine);
    return [...new Set(found.map((entry) => entry.workers))].map((n) => {
      const version = found.find((entry) => entry.version)?.version ?? "";
      const unit = UNITS[engine] ? `, ${n} ${UNITS[engine]}${n === 1 ? "" : "s"}` : "";
      const times = Object.keys(COLUMNS).map((name) => found.find((entry) => entry.case === name && entry.workers === n)?.ms_per_epoch);
      return `| ${title(version)}${unit} | ${times.map(printed).join(" | ")} |`;
    });
  });
  return [
    `On ${cores} of an ${machine.processor}, milliseconds an epoch of 2048 samples, draws and Adam included (${medians}):`,
    "",
    `| | ${Object.values(COLUMNS).join(" | ")} |`,
    `| ---${" | ---".repeat(Object.keys(COLUMNS).length)} |`,
    ...lines,
  ].join("\n");
}

const text = table(JSON.parse(readFileSync(join(root, "target/bench.json"), "utf8")));
if (process.argv.includes("--write")) {
  const path = join(root, "README.md");
  const readme = readFileSync(path, "utf8");
  const [start, end] = ["<!-- from target/bench.json -->\n", "\n<!-- end -->"];
  if (!readme.includes(start) || !readme.includes(end)) throw new Error(`README.md has no ${start.trim()} before ${end.trim()}`);
  const [before, after] = [readme.slice(0, readme.indexOf(start) + start.length), readme.slice(readme.indexOf(end))];
  writeFileSync(path, `${before}\n${text}\n${after}`);
} else {
  console.log(text);
}
