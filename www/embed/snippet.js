/** "Embed": the lines that put a cell into another page, to copy. */

import { TrainingPart } from "../cell/training/part.js";
import { framed, PARTS, THEMES } from "../shell/options.js";
import { address, copy } from "../shell/tools/address.js";
import { h } from "../shell/tools/dom.js";

/** Epochs that a cell may train by itself, as the snippet has them; an author may write another number. */
const EPOCHS = 2000;
/** Height of a plain frame in pixels: its page does not know how high the cell is. */
const HEIGHT = 900;

/** @typedef {import("../shell/options.js").Options} Options */

/** Text as the value of an attribute in HTML. @param {string} text */
const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/**
 * A cell as an element of ours. @param {string} link @param {Omit<Options, "problems">} options
 */
function elementSnippet(link, { hide, theme, autorun }) {
  const words = [`src="${quoted(link)}"`];
  if (hide.length > 0) words.push(`hide="${hide.join()}"`);
  if (theme) words.push(`theme="${theme}"`);
  if (autorun > 0) words.push(`autorun="${autorun}"`);
  return `<script type="module" src="${quoted(new URL("../embed.js", import.meta.url).href)}"></script>\n<scinet-cell ${words.join(" ")}></scinet-cell>`;
}

/**
 * A cell as a plain frame. @param {string} link @param {string} title @param {Omit<Options, "problems">} options
 */
function frameSnippet(link, title, { hide, theme, autorun }) {
  const words = [];
  if (hide.length > 0) words.push(`hide=${hide.join()}`);
  if (theme) words.push(`theme=${theme}`);
  if (autorun > 0) words.push(`autorun=${autorun}`);
  const [page, fragment] = address(link).split("#");
  const src = `${page}${words.length > 0 ? `?${words.join("&")}` : ""}#${fragment}`;
  return `<iframe src="${quoted(src)}" title="${quoted(title)}" width="100%" height="${HEIGHT}" loading="lazy" allow="clipboard-write"></iframe>`;
}

/** A text to copy, with its button. @param {string} label @param {number} [rows] */
export function copyable(label, rows = 5) {
  const text = h("textarea", { readOnly: true, spellcheck: false, rows, "aria-label": label });
  const button = h("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    const copied = await copy(text.value);
    if (!copied) text.select();
    button.textContent = copied ? "Copied" : "Copy what is selected";
    setTimeout(() => (button.textContent = "Copy"), 2500);
  });
  return { text, element: h("section", {}, h("div", { class: "snippet" }, h("h4", {}, label), button), text) };
}

/** Opens the dialog for a cell. @param {import("../cell/cell.js").CellView} cell @param {HTMLElement} near */
async function openDialog(cell, near) {
  const link = await cell.shareable(cell.spec.link);
  if (link === null) return;
  const element = copyable("As an element, as high as the cell");
  const frame = copyable("As a plain frame");
  const check = () => h("input", { type: "checkbox" });
  const boxes = { controls: check(), code: check() };
  const theme = h("select", {}, ...THEMES.map((one) => h("option", { value: one }, one === "auto" ? "as the system" : one)));
  const autorun = check();
  const fill = () => {
    const options = {
      hide: PARTS.filter((part) => boxes[part].checked),
      theme: THEMES.find((one) => one !== "auto" && one === theme.value) ?? null,
      autorun: autorun.checked ? EPOCHS : 0,
    };
    element.text.value = elementSnippet(link, options);
    frame.text.value = frameSnippet(link, cell.title.textContent ?? "", options);
  };
  const choices = h(
    "div",
    { class: "choices" },
    h("label", {}, boxes.controls, " Hide controls"),
    h("label", {}, boxes.code, " Hide text form"),
    h("label", {}, "Colours ", theme),
  );
  // What has nothing to train does not start by itself.
  if (cell.part instanceof TrainingPart) choices.append(h("label", {}, autorun, ` Start by itself, ${EPOCHS} epochs or 10 s at most`));
  choices.addEventListener("change", fill);
  const close = h("button", { type: "button" }, "Close");
  const note = h("p", { class: "note" }, "The reader can run and change the cell. What is trained stays in the reader's browser.");
  const dialog = h("dialog", { class: "embed", "aria-label": "Embed this cell" }, h("header", {}, h("h3", {}, "Embed this cell"), close), note, choices, element.element, frame.element);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  fill();
  document.body.append(dialog);
  // A frame may be as high as its cell, and its middle far from what is on the screen.
  if (framed) dialog.style.marginTop = `${Math.max(0, near.getBoundingClientRect().bottom + 8)}px`;
  dialog.showModal();
}

/** The button of a cell. @param {import("../cell/cell.js").CellView} cell */
export function embedButton(cell) {
  const button = h("button", { type: "button", title: "Lines that put this cell into a page of yours" }, "Embed");
  button.addEventListener("click", () => void openDialog(cell, button));
  return button;
}
