/** The page: starts Rust, opens the linked cell, if any, and the notebook. */

import init, { kinds, readLink } from "./pkg/scinet.js";
import { CellView } from "./cell.js";
import { h } from "./dom.js";
import { linkedCell, showLink } from "./link.js";
import { complaint, showNotebook } from "./notebook.js";
import { Pool } from "./pool.js";
import { shippedNotebook } from "./text.js";
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
  const { spec, problems } = /** @type {import("./protocol.js").Reading} */ (readLink(link));
  const note = h("p", { class: "note" }, "This cell comes from your link. The notebook follows below.");
  if (spec) {
    linked = new CellView(spec, "", pool, showLink);
    place.replaceChildren(note, linked.element);
  } else {
    place.replaceChildren(complaint("This link cannot be read", problems), h("p", { class: "note" }, "The notebook below works as ever."));
  }
  place.scrollIntoView();
}

async function start() {
  byId("tools").append(h("a", { href: "#data" }, "Your own data"), themeControl());
  const module = await WebAssembly.compileStreaming(fetch(new URL("pkg/scinet_bg.wasm", import.meta.url)));
  await init({ module_or_path: module });
  const pool = new Pool(module);
  showLinked(pool);
  addEventListener("hashchange", () => showLinked(pool));
  const { nodes, build } = showNotebook((await shippedNotebook("paper")).blocks, pool);
  byId("notebook").replaceChildren(...nodes);
  // A place in the text exists only now, and stands still once all cells above it are there; `:target`
  // finds it without decoding by hand.
  const jump = () => {
    if (linkedCell(kinds()) !== null || location.hash.length < 2) return;
    location.replace(location.hash);
    document.querySelector(":target")?.scrollIntoView({ behavior: "instant" });
  };
  jump();
  await build();
  jump();
}

start().catch((error) => {
  const message = error instanceof Error ? error.message : String(error);
  byId("notebook").replaceChildren(
    h("section", { class: "cell complaint", role: "alert" }, h("h3", {}, "The notebook did not start"), h("pre", { class: "problem" }, message), h("p", {}, "It needs a browser with WebAssembly SIMD: any of the last years. If yours is one, reload the page.")),
  );
});
