/**
 * Finishes a folder for publication: `publish.js FOLDER`. The page's modules become one file, a worker's another. Its
 * index.html brings the text of the first notebook along and names what the page starts with, the manifest and the
 * service worker; its sw.js lists all files with their hashes.
 */

import { build, transformSync } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** @typedef {import("../../www/workers/protocol.js").Block} Block */

const SOURCES = join(import.meta.dirname, "../..");
/** The notebook that the page shows where no other is asked for. */
const FIRST = "paper";
/** Blocks that the first screen may show. */
const NEAR = 2;

/** What is asked for by its address: by the page, by a worker's owner, by other people's pages. */
const ENTRIES = ["shell/main", "workers/worker", "workers/reader", "workers/renderer", "embed"];
/** What the page asks for later, once it stands. */
const LATER = ["shell/offline"];
const STYLE = "style.css";
/** Files of their own that only become smaller; what wasm-bindgen wrote has its module beside it. */
const ALONE = ["shell/early.js", STYLE, "pkg/page.js", "pkg/trainer.js", "pkg/text.js"];

/**
 * Leaves imports of these modules as they are. All joined files stand one folder below `www`, where every room stands: an
 * address that a module takes from its own stays right.
 * @param {string[]} apart @returns {import("esbuild").Plugin}
 */
const leaving = (apart) => ({
  name: "leaving",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      if (kind === "entry-point") return undefined;
      const target = relative(join(SOURCES, "www"), join(resolveDir, path)).split(sep).join("/");
      const left = target.startsWith("pkg/") || apart.includes(target.replace(/\.js$/, ""));
      return left ? { path: `../${target}`, external: true } : undefined;
    });
  },
});

/** Joins modules with what they import, but for what stays a file of its own. @param {string} folder @param {string[]} names @param {string[]} apart */
async function bundle(folder, names, apart) {
  await build({
    entryPoints: names.map((name) => join(SOURCES, "www", `${name}.js`)),
    outdir: join(folder, "www"),
    outbase: join(SOURCES, "www"),
    plugins: [leaving(apart)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
}

/** @param {string} path in `www` */
const source = (path) => readFileSync(join(SOURCES, "www", path), "utf8");

/** All style sheets in the order of their imports, the fonts first: one file is loaded sooner than many. */
const styles = () => source("fonts.css") + source(STYLE).replace(/^@import "(.*)";$/gm, (_, path) => source(path));

/** @param {string} folder */
async function script(folder) {
  mkdirSync(join(folder, "www/pkg"), { recursive: true });
  await bundle(folder, ENTRIES, LATER);
  await bundle(folder, LATER, []);
  for (const path of ALONE) {
    const { code } = transformSync(path === STYLE ? styles() : source(path), {
      loader: path.endsWith(".css") ? "css" : "js",
      minify: true,
      target: "es2022",
      charset: "utf8",
    });
    writeFileSync(join(folder, "www", path), code);
  }
}

/** A block where the page finds it, as view.js of the notebook would place it; text below the first screen is laid out later. @param {Block} block @param {number} i */
function placed(block, i) {
  const quoted = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const content =
    block.type === "html"
      ? `<div class="text">${block.html}</div>`
      : `<section class="cell waiting ${block.kind}" id="${quoted(block.name)}" aria-busy="true"></section>`;
  const far = block.type === "html" && i >= NEAR;
  return `<div class="block${far ? " far" : ""}">${content}</div>`;
}

/** `text` with the one `what` in it replaced. @param {string} text @param {string} what @param {string} by */
function replaced(text, what, by) {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`expected once, found ${parts.length - 1} times: ${what}`);
  return parts.join(by);
}

/** @param {string} folder */
function index(folder) {
  const notebook = `www/pkg/notebooks/${FIRST}.json`;
  const blocks = /** @type {Block[]} */ (JSON.parse(readFileSync(join(folder, notebook), "utf8")));
  const links = [
    `<link rel="manifest" href="www/manifest.webmanifest" />`,
  ];
  const loading = `<p class="note loading">Loading…</p>`;
  let page = readFileSync(join(SOURCES, "index.html"), "utf8");
  page = replaced(page, `<html lang="en">`, `<html lang="en" data-worker="sw.js" data-first="${notebook}">`);
  page = replaced(page, "  </head>", `${links.map((link) => `    ${link}\n`).join("")}  </head>`);
  page = replaced(page, `    <link rel="stylesheet" href="www/fonts.css" />\n`, "");
  page = replaced(page, loading, `${loading}<div class="notebook" data-shipped="${FIRST}">${blocks.map(placed).join("")}</div>`);
  writeFileSync(join(folder, "index.html"), page);
}

/** @param {string} folder */
function worker(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path !== "sw.js" && !path.endsWith(".gitkeep"))
    .sort();
  const hash = (/** @type {string} */ path) => createHash("sha256").update(readFileSync(join(folder, path))).digest("hex").slice(0, 16);
  const list = files.map((path) => `\n  ${JSON.stringify([path, hash(path)])},`).join("");
  const text = readFileSync(join(SOURCES, "www/sw.js"), "utf8");
  writeFileSync(join(folder, "sw.js"), replaced(text, "([]));", `([${list}\n]));`));
}

/** @param {string} folder */
export async function publish(folder) {
  await script(folder);
  index(folder);
  worker(folder);
}

if (process.argv[1] === import.meta.filename) await publish(process.argv[2]);
