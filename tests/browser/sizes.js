/** Prints what is published, compressed: `sizes.js FOLDER LIMIT`; fails if the module that the page waits for is past its limit. */

import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [folder, limit] = process.argv.slice(2);
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

let total = 0;
let module = 0;
for (const file of files.sort()) {
  const raw = readFileSync(file);
  const packed = brotliCompressSync(raw).length;
  total += packed;
  if (file.endsWith("pkg/page_bg.wasm")) module = packed;
  console.log(`${kilobytes(raw.length)} ${kilobytes(packed)} Brotli  ${relative(folder, file)}`);
}
console.log(`${" ".repeat(12)}${kilobytes(total)} Brotli  in all`);
if (module > Number(limit)) {
  console.error(`The module is past its limit of ${kilobytes(Number(limit)).trim()} after Brotli.`);
  process.exit(1);
}
