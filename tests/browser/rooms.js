/**
 * Checks how the files of `www/` are arranged: `rooms.js` prints what is wrong and fails.
 *
 * - Only files in kinds/ name a kind.
 * - No file imports itself through others.
 * - A folder has at most 16 source files, a file at most 400 lines, and its first line says its idea.
 * - One file opens databases. Files that take addresses from their own stand one folder below `www/`, where the joined
 *   files of a published notebook stand too.
 */

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";

const WWW = join(import.meta.dirname, "../../www");
const RUST = join(import.meta.dirname, "../../src/kinds");
const MOST_FILES = 16;
const MOST_LINES = 400;

/** Tasks of workers, roles of settings and a database that share a word with a kind, by the files that name them. */
const OTHER_MEANINGS = /** @type {Record<string, string[]>} */ ({
  "workers/pool.js": ["fit", "claims"],
  "workers/worker.js": ["fit", "claims"],
  "workers/check.js": ["fit", "claims"],
  "workers/protocol.js": ["fit", "claims", "data"],
  "storage/store.js": ["scinet"],
});

/** Files that are public, or stand beside what is public. */
const AT_THE_DOOR = ["embed.js", "sw.js", "style.css", "fonts.css"];

const paths = readdirSync(WWW, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
  .map((entry) => relative(WWW, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .filter((path) => !/^(pkg|fonts\.css)/.test(path))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(join(WWW, path), "utf8")]));

/** @type {string[]} */
const problems = [];

/** A file without its comments. @param {string} text */
const code = (text) => text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

/** The names of all kinds and families, as Rust's lists and the files of the page give them. */
function kindNames() {
  const list = (/** @type {string} */ path, /** @type {RegExp} */ line) => [...readFileSync(join(RUST, path), "utf8").matchAll(line)];
  const known = [...list("mod.rs", /^ {4}\w+::\w+ = "(\w+)",$/gm), ...list("worlds/mod.rs", /^ {4}\w+::\w+ = "(\w+)",$/gm)];
  const shown = [...texts].filter(([path]) => path.startsWith("kinds/") && path.endsWith(".js")).flatMap(([, text]) => [...code(text).matchAll(/^ +name: "(\w+)",$/gm)]);
  return [...new Set([...known, ...shown].map(([, name]) => name))];
}

/** What of a file names a kind: a whole string, the start of a link or a fence, a class. @param {string} path @param {string} text @param {string[]} kinds */
function namesIn(path, text, kinds) {
  const words = kinds.join("|");
  const pattern = path.endsWith(".css") ? `\\.(${words})(?![\\w-])` : `["'\`](${words})["'\`]|(?:["'\`]#|\`\`\`)(${words})\\b`;
  return [...code(text).matchAll(new RegExp(pattern, "g"))].map(([, one, other]) => one ?? other);
}

/** The files that a file imports when it runs. @param {string} path @param {string} text */
function importsOf(path, text) {
  const found = code(text).matchAll(/(?:^import .*?from |^import |^export .*? from |\bimport\()"(\.[^"]+)"/gms);
  return [...found].map(([, to]) => posix.join(dirname(path), to)).filter((to) => texts.has(to));
}

/** The circles that are met on the way through imports. */
function circles() {
  /** @type {Map<string, "open" | "done">} */
  const states = new Map();
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ path, /** @type {string[]} */ way) => {
    if (states.get(path) === "open") found.push([...way.slice(way.indexOf(path)), path]);
    if (states.has(path)) return;
    states.set(path, "open");
    for (const next of importsOf(path, texts.get(path) ?? "")) visit(next, [...way, path]);
    states.set(path, "done");
  };
  for (const path of paths) visit(path, []);
  return found;
}

const kinds = kindNames();
if (kinds.length < 12) problems.push("src/kinds/: the lists of kinds were not found");
for (const [path, text] of texts) {
  const lines = text.trimEnd().split("\n");
  if (lines.length > MOST_LINES) problems.push(`${path} has ${lines.length} lines; allowed: at most ${MOST_LINES}`);
  const first = path.endsWith(".css") ? /^\/\* .+ \*\/$/ : /^\/\*\* .+ \*\/$/;
  if (!first.test(lines[0])) problems.push(`${path} does not begin with one line that says its idea`);
  if (!path.startsWith("kinds/")) {
    const names = namesIn(path, text, kinds).filter((name) => !OTHER_MEANINGS[path]?.includes(name));
    for (const name of new Set(names)) problems.push(`${path} names the kind ${name}`);
  }
  const depth = path.split("/").length - 1;
  if (depth !== 1 && !AT_THE_DOOR.includes(path) && code(text).includes("import.meta.url")) problems.push(`${path} takes an address from its own, but does not stand one folder below www/`);
}
for (const folder of new Set(paths.map(dirname))) {
  const count = paths.filter((path) => dirname(path) === folder).length;
  if (count > MOST_FILES) problems.push(`www/${folder} has ${count} source files; allowed: at most ${MOST_FILES}`);
}
for (const circle of circles()) problems.push(`a circle of imports: ${circle.join(" → ")}`);
const openers = paths.filter((path) => code(texts.get(path) ?? "").includes("indexedDB"));
if (openers.length > 1) problems.push(`several files use indexedDB: ${openers.join(", ")}`);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
