/** The page: starts Rust, opens the linked cell, if any, and the notebook; in a frame the cell alone. */

import init, { kinds, readLink } from "./pkg/page.js";
import { Book } from "./book.js";
import { CellView } from "./cell.js";
import { h } from "./dom.js";
import { drawAll } from "./figure.js";
import { Frame, dressFrame } from "./frame.js";
import { linkedCell, showLink } from "./link.js";
import { menu } from "./menu.js";
import { complaint } from "./notebook.js";
import { carriesNotebook } from "./opening.js";
import { isEmbedded } from "./options.js";
import { Pool } from "./pool.js";
import { themeControl } from "./theme.js";

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {CellView | undefined} */
let linked;

/** Shows the cell of the address bar above the notebook. @param {Pool} pool */
function showLinked(pool) {
  const place = byId("linked");
  linked?.close();
  linked = undefined;
  const link = linkedCell(kinds());
  place.hidden = link === null;
  if (link === null) {
    place.replaceChildren();
    return;
  }
  const { spec, notices, problems } = /** @type {import("./protocol.js").Reading} */ (readLink(link));
  const note = h("p", { class: "note" }, "This cell comes from your link. The notebook follows below.");
  if (spec) {
    linked = new CellView(spec, "", pool, ({ link }) => showLink(link), notices);
    place.replaceChildren(note, linked.element);
  } else {
    place.replaceChildren(complaint("This link cannot be read", problems), h("p", { class: "note" }, "The notebook below works as ever."));
  }
  place.scrollIntoView();
}

/** Says what has failed. @param {HTMLElement} place @param {string} title @param {unknown} error @param {string} hint */
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

/** Starts Rust, and what starts workers. */
async function startRust() {
  await init();
  return new Pool();
}

/** Waits until the text that a published page brings along is painted; what follows would only delay it. */
async function painted() {
  const hidden = document.hidden || "opening" in document.documentElement.dataset;
  if (hidden || !document.querySelector("[data-shipped]")) return;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function start() {
  if (isEmbedded()) dressFrame();
  await painted();
  byId("tools").append(themeControl());
  const rust = startRust();
  if (isEmbedded()) {
    const pool = await rust;
    if (linkedCell(kinds()) !== null) {
      new Frame(pool, /** @type {HTMLElement} */ (document.querySelector("main")));
      return;
    }
    delete document.documentElement.dataset.embedded;
  }
  const book = new Book(rust, byId("notebook"), () => update());
  const { element, update } = menu(book);
  byId("tools").prepend(element);
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
    location.replace(location.hash);
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
  const opened = open();
  const pool = await rust;
  showLinked(pool);
  await opened;
  delete document.documentElement.dataset.opening;
  addEventListener("beforeprint", () => {
    book.view.buildNow();
    drawAll();
  });
  let address = location.pathname + location.search;
  const moved = async () => {
    showLinked(pool);
    const now = location.pathname + location.search;
    const other = now !== address || carriesNotebook();
    address = now;
    if (other) await open();
    if (other || book.waits) await arrive();
  };
  addEventListener("hashchange", () => void moved());
  addEventListener("popstate", () => location.pathname + location.search !== address && void moved());
  await arrive();
}

start()
  // Above the text, which needs no Rust and may be there already or come later.
  .catch((error) => failure(byId("linked"), "The notebook did not start", error, "It needs a browser with WebAssembly SIMD: any of the last years. If yours is one, reload the page."))
  // A page that does not start must hear of its next version all the more.
  .finally(() => import("./offline.js").then(({ keepOffline }) => keepOffline(), () => {}));
