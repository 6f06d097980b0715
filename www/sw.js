/** The service worker of a published notebook: keeps its files, so that it opens without a network. */

/*
 * A version is a list of files with the hashes of their contents. All versions keep their files in one store,
 * each under its hash: an update loads only what has changed, and no page is ever given files of two versions.
 */

/** @typedef {Event & {waitUntil: (work: Promise<unknown>) => void}} Lasting */
/** @typedef {Lasting & {request: Request, respondWith: (response: Promise<Response>) => void}} FetchEvent */
/** @typedef {Lasting & {data: {type: "keep", addresses: string[]} | {type: "take over"}, ports: MessagePort[]}} Said */
/** @typedef {{url: string}} Page */
/**
 * @typedef {Omit<typeof globalThis, "addEventListener"> & {registration: {scope: string}, skipWaiting: () => Promise<void>,
 *   clients: {claim: () => Promise<void>, matchAll: (what: object) => Promise<Page[]>},
 *   addEventListener: ((type: "install" | "activate", hear: (event: Lasting) => void) => void)
 *     & ((type: "fetch", hear: (event: FetchEvent) => void) => void)
 *     & ((type: "message", hear: (event: Said) => void) => void)}} Service
 */

const service = /** @type {Service} */ (/** @type {unknown} */ (self));

/** Every file of this version and the hash of its content, written when the notebook is published. */
const FILES = new Map(/** @type {[string, string][]} */ ([]));

/** Files that are large and that few visitors see: kept once they are asked for. */
const isRare = (/** @type {string} */ path) => path.endsWith(".safetensors");

const { scope } = service.registration;
// Several notebooks may be of one origin.
const STORE = `scinet-notebook ${scope}`;

/** The file that an address means, if it is one of this version. @param {string} address */
function fileOf(address) {
  const { origin, pathname } = new URL(address);
  const path = `${origin}${pathname}`.startsWith(scope) ? `${origin}${pathname}`.slice(scope.length) || "index.html" : "";
  return FILES.has(path) ? path : null;
}

/** Where a file of this version is kept. @param {string} path */
const place = (path) => `${scope}${path}?${FILES.get(path)}`;

/** @param {ArrayBuffer} content */
async function hash(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Loads a file and keeps it; one of another version is not kept. @param {string} path */
async function load(path) {
  const response = await fetch(scope + path, { cache: "no-cache" });
  const copy = response.clone();
  if (response.ok && (await hash(await copy.arrayBuffer())) === FILES.get(path)) {
    const store = await caches.open(STORE);
    await store.put(place(path), response.clone());
    return { response, kept: true };
  }
  return { response, kept: false };
}

/** @param {string} path */
async function isKept(path) {
  return (await (await caches.open(STORE)).match(place(path))) !== undefined;
}

/** Keeps the files that are not kept yet; fails, to be tried again later, if one is of another version. @param {string[]} paths */
async function keep(paths) {
  for (const path of paths) {
    if (!(await isKept(path)) && !(await load(path)).kept) throw new Error(`${path} is of another version`);
  }
}

/** Drops what this version does not have. */
async function tidy() {
  const store = await caches.open(STORE);
  const current = new Set([...FILES.keys()].map(place));
  for (const { url } of await store.keys()) {
    if (!current.has(url)) await store.delete(url);
  }
}

service.addEventListener("install", (event) => {
  event.waitUntil(keep([...FILES.keys()].filter((path) => !isRare(path))));
});

service.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => service.clients.claim()));
});

service.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? fileOf(event.request.url) : null;
  if (path === null) return;
  const answer = async () => (await (await caches.open(STORE)).match(place(path))) ?? (await load(path)).response;
  event.respondWith(answer());
});

service.addEventListener("message", (event) => {
  const { data } = event;
  if (data.type === "keep") {
    const paths = data.addresses.map(fileOf).filter((path) => path !== null);
    event.waitUntil(keep(paths).catch(() => {}));
    return;
  }
  // Another page may train with the files of the old version: it must find them until it is closed.
  const takeOver = async () => {
    const pages = await service.clients.matchAll({ type: "window", includeUncontrolled: true });
    const alone = pages.filter((page) => page.url.startsWith(scope)).length < 2;
    event.ports[0].postMessage(alone);
    if (alone) await service.skipWaiting();
  };
  event.waitUntil(takeOver());
});
