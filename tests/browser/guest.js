/** Somebody else's site: serves the pages of examples/, as built, and pages that a test makes up, from another origin. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const TYPES = /** @type {Record<string, string>} */ ({ ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css" });

/**
 * Pages name the notebook as if it stood beside them, and libraries by the address of a content network: here the
 * notebook is another site, and libraries come from npm's folder.
 * @param {string} html @param {string} home address of the notebook
 */
function elsewhere(html, home) {
  return html
    .replace(/(\.\.\/)+(www\/embed\.js|index\.html)/g, `${home}$2`)
    .replace(/https:\/\/cdn\.jsdelivr\.net\/npm\/([\w.-]+)@[\d.]+\//g, "/tests/browser/node_modules/$1/");
}

/**
 * Starts the site on a free port.
 * @param {string} home address of the notebook, with a slash at its end
 */
export async function startGuest(home) {
  /** What stands under /page. */
  let page = "";
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://guest");
    const path = normalize(pathname);
    if (path === "/page") {
      response.writeHead(200, { "Content-Type": TYPES[".html"] }).end(page);
      return;
    }
    const allowed = ["/examples/", "/target/examples/", "/tests/browser/node_modules/"].some((folder) => path.startsWith(folder));
    const file = allowed ? await readFile(join(ROOT, path)).catch(() => null) : null;
    if (!file) {
      // A page without an icon is no mistake.
      response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type }).end(type === TYPES[".html"] ? elsewhere(file.toString(), home) : file);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    // By its name, the same machine is another site too.
    base: `http://localhost:${port}/`,
    /** @param {string} html */
    write: (html) => void (page = html),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
