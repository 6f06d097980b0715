/** Starts the page: Rust, the linked cell, if there is one, and the notebook; in a frame the cell alone. */

import init, { initSync, kinds, readLink } from "../pkg/page.js";
import { complaint, LACKS } from "../cell/complaint.js";
import { Frame, dressFrame } from "../embed/frame.js";
import { Book } from "../notebook/book.js";
import { LinkedCell } from "../notebook/linked.js";
import { carried, goWithin } from "../notebook/opening.js";
import { Printing, listenForPrint } from "../notebook/print/printing.js";
import { Timeline, listenForSteps } from "../notebook/timeline.js";
import { Pool } from "../workers/pool.js";
import { bytesNow } from "./at-once.js";
import { menu } from "./menu.js";
import { isEmbedded } from "./options.js";
import { themeControl } from "./theme.js";
import { linkedCell, showLink } from "./tools/address.js";
import { h } from "./tools/dom.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {LinkedCell | undefined} */
let linked;

/**
 * Shows the cell of the address bar above the notebook.
 * @param {Pool} pool @param {Timeline} timeline @param {() => void} update after every change and step of the cell
 */
function showLinked(pool, timeline, update) {
  const place = byId("linked");
  if (linked) timeline.remove(linked);
  linked?.close();
  linked = undefined;
  update();
  const link = linkedCell(kinds());
  place.hidden = link === null;
  if (link === null) {
    place.replaceChildren();
    return;
  }
  const { spec, part, notices, problems } = readLink(link);
  const shown = spec ?? part;
  const trouble = spec ? [] : [complaint(part ? "Parts of this link cannot be read" : "This link cannot be read", problems)];
  const note = h("p", { class: "note" }, spec ? "This cell comes from your link. The notebook follows below." : part ? LACKS : "The notebook below works as ever.");
  place.replaceChildren(...trouble, note);
  if (shown) {
    linked = new LinkedCell(shown, pool, notices, ({ view }) => {
      showLink(view.spec.link);
      // From now on, the address has the cell that is shown.
      if (part) for (const element of [...trouble, note]) element.remove();
      update();
    });
    timeline.add(linked);
    place.append(linked.view.element);
  }
  place.scrollIntoView();
}

/** Shows what has failed. @param {HTMLElement} place @param {string} title @param {unknown} error @param {string} hint */
function failure(place, title, error, hint) {
  const message = error instanceof Error ? error.message : String(error);
  // What was hidden until something would open is all that there is.
  delete document.documentElement.dataset.opening;
  place.hidden = false;
  place.replaceChildren(
    h("section", { class: "cell complaint", role: "alert" }, h("h3", {}, title), h("pre", { class: "problem" }, message), h("p", {}, hint)),
  );
}

/** A name as an address writes it, or as it stands there. @param {string} name */
function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const MODULE = new URL("../pkg/page_bg.wasm", import.meta.url);
/** What starts workers, once Rust has started. @type {Pool | undefined} */
let pool;

/** Starts Rust. @returns {Promise<Pool>} */
async function startRust() {
  const module = await WebAssembly.compileStreaming(fetch(MODULE));
  if (pool) return pool;
  try {
    initSync({ module });
  } catch {
    // Older browsers make no module of this size on the page's thread.
    await init({ module_or_path: module });
  }
  return (pool ??= new Pool());
}

/** Starts Rust at once, unless it has started: the browser prints, and does not wait. */
function startRustNow() {
  if (pool) return pool;
  initSync({ module: bytesNow("./pkg/page_bg.wasm") });
  return (pool = new Pool());
}

/** @param {Pool} pool */
const newFrame = (pool) => new Frame(pool, /** @type {HTMLElement} */ (document.querySelector("main")));

/** Waits until the text that a published page brings along is painted; what follows would only delay it. */
async function painted() {
  const hidden = document.hidden || "opening" in document.documentElement.dataset;
  if (hidden || !document.querySelector("[data-shipped]")) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function start() {
  if (isEmbedded()) dressFrame();
  const ready = painted();
  const rust = ready.then(startRust);
  let update = () => {};
  /** The text of the notebook, once it is on the page. */
  let opened = Promise.resolve();
  const book = new Book(rust, byId("notebook"), () => update());
  const timeline = new Timeline();
  timeline.add(book);
  /** @type {Frame | undefined} */
  let frame;
  const printing = new Printing({
    opened: () => opened,
    build: () => book.view.build(),
    buildNow: () => {
      const pool = startRustNow();
      if (isEmbedded() && linkedCell(kinds()) !== null) {
        frame ??= newFrame(pool);
        return;
      }
      if (!linked) showLinked(pool, timeline, () => update());
      book.openNow(pool);
      delete document.documentElement.dataset.opening;
    },
    cells: () => [frame?.cell, linked?.view, ...book.view.cells].filter((cell) => cell !== undefined),
    notes: book.notes,
  });
  // A print may come before everything that follows.
  addEventListener("beforeprint", () => printing.now());
  await ready;
  byId("tools").append(themeControl());
  if (isEmbedded()) {
    const pool = await rust;
    if (linkedCell(kinds()) !== null) {
      frame ??= newFrame(pool);
      return;
    }
    delete document.documentElement.dataset.embedded;
  }
  listenForSteps(timeline);
  listenForPrint(printing);
  const controls = menu(book, timeline, printing);
  ({ update } = controls);
  byId("tools").prepend(controls.element);
  update();
  const open = async () => {
    try {
      await book.open();
    } catch (error) {
      failure(byId("notebook"), "This notebook cannot be opened", error, "The menu Notebook has others.");
    }
  };
  const jump = () => {
    if (linkedCell(kinds()) !== null || location.hash.length < 2) return;
    book.view.reveal(decoded(location.hash.slice(1)));
    const { state } = history;
    location.replace(location.hash);
    history.replaceState(state, "");
    document.querySelector(":target")?.scrollIntoView({ behavior: "instant" });
  };
  // The place in the text that the address names stands still once all cells around it are there; `:target` finds it
  // without decoding by hand.
  const arrive = async () => {
    jump();
    await book.settle();
    jump();
  };
  // The text does not wait for Rust.
  opened = open();
  const pool = await rust;
  // A print may have been faster.
  if (!linked) showLinked(pool, timeline, () => update());
  await opened;
  delete document.documentElement.dataset.opening;
  const moved = async () => {
    showLinked(pool, timeline, () => update());
    const other = book.isElsewhere();
    if (other) await open();
    if (other || book.waits || carried() !== "") await arrive();
  };
  // A link to a place in a notebook that came in a link would leave that notebook.
  addEventListener("click", (event) => {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);
    const link = plain && carried() !== "" && event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link) return;
    event.preventDefault();
    goWithin(link.getAttribute("href") ?? "");
  });
  addEventListener("hashchange", () => void moved());
  addEventListener("popstate", () => book.isElsewhere() && void moved());
  await arrive();
}

start()
  // Above the text, which needs no Rust and may be there already or come later.
  .catch((error) => failure(byId("linked"), "The notebook did not start", error, "It needs a browser with WebAssembly SIMD: any of the last years. If yours is one, reload the page."))
  // A page that does not start needs its next version all the more.
  .finally(() => import("./offline.js").then(({ keepOffline }) => keepOffline(), () => {}));
