/** Where a notebook comes from: shipped with the page, one of the reader's files, or a link that carries it whole. */

import { takeWords } from "../storage/last-words.js";
import { loadNotebook, saveHistory, saveNotebook } from "../storage/store.js";
import { renderNotebook, shippedNotebook, shippedNotebookNow } from "./text.js";

/** @typedef {import("../workers/protocol.js").Block} Block */
/**
 * A notebook that was opened. `key` is the name under which edits are kept: of a shipped notebook its name, of a
 * file `file:NAME`, "" for one that came in a link. `source` is its Markdown, `edited` when edits of it were kept,
 * `shipped` the shipped Markdown, if the notebook is shipped.
 * @typedef {{key: string, fileName: string, source: string, blocks: Block[], edited: number | null, shipped: string | null}} Opened
 */

/** The notebooks of the folder notebooks/, the first of them shown where no other is asked for. */
export const SHIPPED = [
  { name: "paper", title: "SciNet: promise and pitfalls" },
  { name: "first", title: "Your first experiment" },
  { name: "worlds", title: "Four worlds of the original SciNet" },
];

/** Most characters of a notebook, however it comes; Rust counts its bytes. */
const LONGEST = 1 << 19;
/** Most characters of a link that carries a notebook: browsers and chat programs cut longer ones. */
export const LONGEST_LINK = 32_000;

/** What the name of a shipped notebook may be. */
const NAME = /^[\w-]{1,80}$/;

const CARRIED = "#notebook=";
const FILE = "file:";

/** Notebooks of the reader's own that the browser refuses to store, by their file names: as long as the page is open. @type {Map<string, string>} */
export const unstored = new Map();

/**
 * The fragment of the link that carried the notebook of this address whole, "" if none did. At a place within such a
 * notebook the fragment names the place, and the state of the history entry keeps the link.
 */
export function carried() {
  if (location.hash.startsWith(CARRIED)) return location.hash;
  const kept = history.state?.carried;
  return typeof kept === "string" && kept.startsWith(CARRIED) ? kept : "";
}

/** The state of a history entry that leads to a place within the notebook that is shown. */
export function stateWithin() {
  const from = carried();
  return from === "" ? null : { carried: from };
}

/** Goes to a place or a cell within the notebook that is shown, as a link would, and keeps the notebook. @param {string} fragment */
export function goWithin(fragment) {
  const state = fragment.startsWith(CARRIED) ? null : stateWithin();
  if (location.hash !== fragment) {
    if (state === null) {
      location.hash = fragment;
      return;
    }
    history.pushState(state, "", fragment);
  }
  // Nothing else says so: the address was this one already, or was changed by hand.
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Opens the notebook of the address bar. @returns {Promise<Opened>} */
export async function openNotebook() {
  const query = new URLSearchParams(location.search);
  const link = carried();
  if (link !== "") {
    const source = await unpack(link.slice(CARRIED.length));
    return { key: "", fileName: `${slug(source)}.md`, source, blocks: await renderNotebook(source), edited: null, shipped: null };
  }
  const file = query.get("file");
  if (file !== null) {
    const here = unstored.get(file);
    if (here !== undefined) return { key: "", fileName: file, source: here, blocks: await renderNotebook(here), edited: null, shipped: null };
    const kept = await edited(FILE + file);
    if (!kept) throw new Error(`There is no notebook ${file} in this browser. Open its file again.`);
    return { key: FILE + file, fileName: file, source: kept.text, blocks: await renderNotebook(kept.text), edited: kept.time, shipped: null };
  }
  const name = query.get("notebook") ?? SHIPPED[0].name;
  if (!NAME.test(name)) throw new Error(`?notebook=${name}\n  allowed: letters, digits, - and _`);
  const [kept, shipped] = await Promise.all([edited(name).catch(() => null), shippedNotebook(name)]);
  if (kept && kept.text !== shipped.source) {
    return { key: name, fileName: `${name}.md`, source: kept.text, blocks: await renderNotebook(kept.text), edited: kept.time, shipped: shipped.source };
  }
  return { key: name, fileName: `${name}.md`, ...shipped, edited: null, shipped: shipped.source };
}

/** Opens a shipped notebook without waiting; `null` if opening the notebook of the address bar takes time. @returns {Opened | null} */
export function openShippedNow() {
  const query = new URLSearchParams(location.search);
  const name = query.get("notebook") ?? SHIPPED[0].name;
  if (carried() !== "" || query.has("file") || !NAME.test(name)) return null;
  try {
    const shipped = shippedNotebookNow(name);
    return { key: name, fileName: `${name}.md`, ...shipped, edited: null, shipped: shipped.source };
  } catch {
    return null;
  }
}

/** The edits that are kept of a notebook, those of the last moment before the page went included. @param {string} key */
async function edited(key) {
  const words = takeWords(key);
  const kept = await loadNotebook(key);
  // Another tab may have gone on since.
  if (!words || (kept?.time ?? 0) > words.kept) return kept;
  await saveNotebook(key, words.text);
  // Their shape is checked when they are recalled.
  if (words.steps) await saveHistory({ name: key, base: words.steps.base ?? null, history: words.steps.history }).catch(() => {});
  return loadNotebook(key);
}

/** What names the notebook in the address bar. */
export const notebookAddress = () => location.pathname + location.search + carried();

/** The address at which a notebook of the reader's own is found again. @param {string} fileName */
export function addressOfFile(fileName) {
  return `?file=${encodeURIComponent(fileName)}`;
}

/** The key of a notebook of the reader's own. @param {string} fileName */
export const keyOfFile = (fileName) => FILE + fileName;

/** The text of a file that was chosen or dropped. @param {File} file */
export async function textOf(file) {
  if (file.size > 4 * LONGEST) throw new Error(`${file.name} has ${file.size} bytes; allowed: at most ${4 * LONGEST}`);
  const text = await file.text();
  if (text.length > LONGEST) throw new Error(`${file.name} has ${text.length} characters; allowed: at most ${LONGEST}`);
  if (text.includes("\0")) throw new Error(`${file.name} is no text; allowed: a Markdown file`);
  return text;
}

/** A file name made of a notebook's first heading. @param {string} source */
export function slug(source) {
  const heading = /^#\s+(.+)$/m.exec(source)?.[1] ?? "notebook";
  const words = heading.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["notebook"];
  return words.join("-").slice(0, 60);
}

/** The fragment that carries a notebook: deflated, in the letters that addresses may have. @param {string} source */
export async function packed(source) {
  const stream = new Blob([source]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return CARRIED + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text the fragment after its name */
async function unpack(text) {
  const broken = new Error("This link carries a notebook that cannot be read. Was the link cut?");
  if (!/^[\w-]+$/.test(text)) throw broken;
  let letters;
  try {
    letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw broken;
  }
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let source = "";
  try {
    // Piece by piece: a short link may unfold into any length.
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      source += decoder.decode(value, { stream: true });
      if (source.length > LONGEST) {
        await reader.cancel();
        throw new RangeError(`This link carries more than ${LONGEST} characters; allowed: at most that many.`);
      }
    }
    return source + decoder.decode();
  } catch (error) {
    throw error instanceof RangeError ? error : broken;
  }
}
