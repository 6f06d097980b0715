/** A cell to pass on: as a citation, and as a QR code for the lecture hall. */

import { changeField, version } from "../pkg/page.js";
import { copyable } from "../embed/snippet.js";
import { qrCode } from "../notebook/text.js";
import { address } from "../shell/tools/address.js";
import { h } from "../shell/tools/dom.js";

/** @typedef {import("./cell.js").CellView} CellView */

/** Modules of white around a QR code, as its standard wants them. */
const QUIET = 4;
const SVG = "http://www.w3.org/2000/svg";

/** The cell's whole address, with the fingerprint of what it gave here once it is done; `null` if its reader shares none. @param {CellView} view */
async function citedAddress(view) {
  const { cell, spec } = view;
  const found = cell.fingerprint();
  const signed = found && changeField(spec.link, "fingerprint", found).spec;
  const link = await view.shareable(signed ? signed.link : spec.link);
  return link === null ? null : address(link);
}

/** Opens a dialog that is gone once it is closed. @param {string} title @param {string} kind @param {Node[]} content */
function openDialog(title, kind, ...content) {
  const close = h("button", { type: "button" }, "Close");
  const dialog = h("dialog", { class: `embed ${kind}`, "aria-label": title }, h("header", {}, h("h3", {}, title), close), ...content);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param {CellView} view */
async function cite(view) {
  const url = await citedAddress(view);
  if (url === null) return;
  const title = view.title.textContent ?? "";
  const today = new Date();
  const day = today.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const line = copyable("As a line", 3);
  line.text.value = `${title}. SciNet Notebook ${version()}, ${day}. ${url}`;
  const bibtex = copyable("As BibTeX", 7);
  bibtex.text.value = [
    `@misc{scinet-notebook-${today.getFullYear()},`,
    `  title = {{${title.replace(/[\\{}]/g, "")}}},`,
    `  howpublished = {SciNet Notebook ${version()}},`,
    `  year = {${today.getFullYear()}},`,
    `  note = {Accessed ${day}},`,
    `  url = {${url}}`,
    "}",
  ].join("\n");
  const signed = view.cell.fingerprint() !== undefined;
  const note = signed ? "The link carries the fingerprint of the trained networks: whoever runs it is told whether it gave the same bits." : "Once its networks are trained, the link carries their fingerprint too.";
  openDialog("Cite this cell", "cite", h("p", { class: "note" }, note), line.element, bibtex.element);
}

/** @param {Uint8Array} modules of a square, row by row */
function drawing(modules) {
  const size = Math.sqrt(modules.length);
  const side = size + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code of the link");
  svg.setAttribute("shape-rendering", "crispEdges");
  let black = "";
  modules.forEach((module, i) => {
    if (module) black += `M${QUIET + (i % size)} ${QUIET + Math.floor(i / size)}h1v1h-1z`;
  });
  for (const [fill, d] of [["#fff", `M0 0h${side}v${side}h-${side}z`], ["#000", black]]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("fill", fill);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** @param {CellView} view */
async function showCode(view) {
  const url = await citedAddress(view);
  if (url === null) return;
  const place = h("div", { class: "code" });
  const full = h("button", { type: "button", hidden: !document.fullscreenEnabled }, "Full screen");
  const sheet = h("div", { class: "sheet" }, place, h("p", { class: "url" }, url));
  openDialog("QR code of this cell", "qr", sheet, full);
  full.addEventListener("click", () => void sheet.requestFullscreen().catch(() => {}));
  try {
    place.append(drawing(await qrCode(url)));
  } catch (error) {
    full.hidden = true;
    place.replaceWith(h("p", { class: "problem", role: "alert" }, error instanceof Error ? error.message : String(error)));
  }
}

/** The buttons of a cell. @param {CellView} view */
export function shareButtons(view) {
  return [
    h("button", { type: "button", title: "A line, or BibTeX, that cites this cell", onclick: () => void cite(view) }, "Cite"),
    h("button", { type: "button", title: "The link as a QR code, for the lecture hall", onclick: () => void showCode(view) }, "QR code"),
  ];
}
