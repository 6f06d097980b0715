/**
 * Finishes a folder for publication: `publish.js FOLDER`. Its index.html names every module that the page
 * starts with, the notebook that it shows, the manifest and the service worker; its sw.js lists all files with their hashes.
 */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const SOURCES = join(import.meta.dirname, "../..");

/** Every module that a module imports before it runs, itself included, in the order of loading. @param {string} folder @param {string} entry */
function modules(folder, entry) {
  const found = [entry];
  for (const path of found) {
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, name] of text.matchAll(/^(?:import|export)\b[^;"']*["'](\.[^"']+)["'];/gm)) {
      const next = join(dirname(path), name);
      if (!found.includes(next)) found.push(next);
    }
  }
  return found;
}

/** `text` with the one `what` in it replaced. @param {string} text @param {string} what @param {string} by */
function replaced(text, what, by) {
  const parts = text.split(what);
  if (parts.length !== 2) throw new Error(`expected once, found ${parts.length - 1} times: ${what}`);
  return parts.join(by);
}

/** @param {string} folder */
export function publish(folder) {
  const preloads = modules(folder, "www/main.js").map((path) => `<link rel="modulepreload" href="${path}" />`);
  const first = `<link rel="preload" href="www/pkg/notebooks/paper.json" as="fetch" type="application/json" crossorigin />`;
  const links = [`<link rel="manifest" href="www/manifest.webmanifest" />`, first, ...preloads].map((link) => `    ${link}\n`).join("");
  let page = readFileSync(join(SOURCES, "index.html"), "utf8");
  page = replaced(page, "<html lang=\"en\">", "<html lang=\"en\" data-worker=\"sw.js\">");
  page = replaced(page, "    <link rel=\"modulepreload\" href=\"www/pkg/page.js\" />\n", "");
  page = replaced(page, "  </head>", `${links}  </head>`);
  writeFileSync(join(folder, "index.html"), page);

  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => path !== "sw.js" && !path.endsWith(".gitkeep"))
    .sort();
  const hash = (/** @type {string} */ path) => createHash("sha256").update(readFileSync(join(folder, path))).digest("hex").slice(0, 16);
  const list = files.map((path) => `\n  ${JSON.stringify([path, hash(path)])},`).join("");
  const worker = readFileSync(join(SOURCES, "www/sw.js"), "utf8");
  writeFileSync(join(folder, "sw.js"), replaced(worker, "([]));", `([${list}\n]));`));
}

if (process.argv[1] === import.meta.filename) publish(process.argv[2]);
