/** Serves a folder as a static host does, compressed with Brotli, and remembers what it sent. */

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * A response: its path, bytes before and after Brotli, and when it was sent, in milliseconds since 1970.
 * @typedef {{path: string, raw: number, packed: number, at: number}} Sent
 */

/** @param {string} folder @returns {Promise<{base: string, sent: Sent[], close: () => void}>} */
export function host(folder) {
  /** @type {Map<string, {raw: Buffer, packed: Buffer}>} */
  const files = new Map();
  const file = (/** @type {string} */ path) => {
    const known = files.get(path);
    if (known) return known;
    const raw = readFileSync(join(folder, path));
    const one = { raw, packed: brotliCompressSync(raw) };
    files.set(path, one);
    return one;
  };
  /** @type {Sent[]} */
  const sent = [];
  const server = createServer((request, response) => {
    const asked = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const path = asked.endsWith("/") ? `${asked}index.html` : asked;
    try {
      const { raw, packed } = file(path);
      sent.push({ path, raw: raw.length, packed: packed.length, at: Date.now() });
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Content-Encoding": "br", "Content-Length": packed.length, "Cache-Control": "max-age=600" });
      response.end(packed);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" });
      response.end("There is no such file.");
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : address;
      resolve({ base: `http://127.0.0.1:${port}/`, sent, close: () => void server.close() });
    });
  });
}
