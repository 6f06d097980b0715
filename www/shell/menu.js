/** The page's head: contents, what can be done with the notebook, edit mode. */

import { menuLinks } from "../kinds/registry.js";
import { SHIPPED, stateWithin } from "../notebook/opening.js";
import { stepButtons } from "../notebook/timeline.js";
import { h } from "./tools/dom.js";
import { popup } from "./tools/popup.js";

/** @param {string} label @param {string} title @param {() => void} action */
const button = (label, title, action) => h("button", { type: "button", title, onclick: action }, label);

/** Nodes that only Rust can fill, in place once it has started. @param {Promise<unknown>} rust @param {() => Node[]} make */
function later(rust, make) {
  const place = h("span", { hidden: true });
  // Without Rust there is no cell to open.
  rust.then(() => place.replaceWith(...make())).catch(() => {});
  return place;
}

/** Most headings that are listed. */
const MOST = 500;

/** The headings of the notebook, those of text that is not laid out yet among them. @param {import("../notebook/book.js").Book} book */
function headings(book) {
  /** @type {Element[]} */
  const found = [];
  for (const { block, content } of book.view.entries) {
    if (block.type !== "html" || !block.html.includes("<h")) continue;
    const text = content.hasChildNodes() ? content : new DOMParser().parseFromString(block.html, "text/html");
    found.push(...text.querySelectorAll("h1, h2, h3"));
    if (found.length > MOST) break;
  }
  return found;
}

/** The same as links. @param {import("../notebook/book.js").Book} book */
function contents(book) {
  const list = h("ol", { class: "contents" });
  const all = headings(book);
  for (const heading of all.slice(0, MOST)) {
    const link = h("a", { href: `#${heading.id}` }, heading.textContent ?? "");
    const go = () => {
      book.view.reveal(heading.id);
      document.getElementById(heading.id)?.scrollIntoView({ behavior: "instant" });
    };
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState(stateWithin(), "", `#${heading.id}`);
      go();
      // The cells around it may be of other heights than their places were.
      void book.settle().then(go);
    });
    list.append(h("li", { class: heading.tagName.toLowerCase() }, link));
  }
  const more = all.length > MOST ? [h("p", { class: "note" }, `The first ${MOST} headings.`)] : [];
  return h("nav", { "aria-label": "Contents" }, list, ...more);
}

/**
 * The controls of a notebook; `update` shows the page's steps, the notebook's mode and whether it runs.
 * @param {import("../notebook/book.js").Book} book @param {import("../notebook/timeline.js").Timeline} timeline
 * @param {import("../notebook/print/printing.js").Printing} printing
 */
export function menu(book, timeline, printing) {
  const picker = h("input", { type: "file", accept: ".md,.markdown,.txt,text/markdown", hidden: true });
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file) void book.openFile(file);
    picker.value = "";
  });
  const edit = button("Edit", "Change text and cells of this notebook", () => void book.edit(!book.editor.on));
  const steps = stepButtons(timeline);
  const stop = button("Stop", "Pause the cell that is running, and run no more", () => book.stop());
  const element = h(
    "div",
    { class: "menus" },
    popup("Contents", () => [contents(book)]),
    popup("Notebook", () => [
      ...SHIPPED.map(({ name, title }) => h("a", { href: `?notebook=${name}`, "aria-current": book.key === name ? "page" : "false" }, title)),
      h("hr"),
      button("Open a file…", "Open a notebook from a Markdown file; it can also be dropped on the page", () => picker.click()),
      later(book.pool, () => menuLinks().map(({ href, title, label }) => h("a", { href, title }, label))),
      button("New notebook", "Start a notebook of your own", () => void book.create()),
      h("hr"),
      button("Run all cells", "Train the networks of all cells, one cell after another", () => void book.runAll()),
      button("Save as a file", "Save this notebook as Markdown", () => book.save()),
      button("Copy link to this notebook", "A link that opens this notebook; your own is carried whole", () => void book.copyLink()),
      button("Print", "Print this notebook, once everything in it is there", () => void printing.print()),
    ]),
    stop,
    steps.element,
    edit,
    picker,
  );
  const update = () => {
    steps.update();
    edit.textContent = book.editor.on ? "Done" : "Edit";
    edit.setAttribute("aria-pressed", String(book.editor.on));
    stop.hidden = book.running === null;
  };
  listenForFiles(book);
  return { element, update };
}

/** Opens a notebook that is dropped on the page; other files are left to the cells that they are dropped on. @param {import("../notebook/book.js").Book} book */
function listenForFiles(book) {
  const isNotebook = (/** @type {File} */ file) => /\.(md|markdown|txt)$/i.test(file.name) || file.type === "text/markdown";
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || event.defaultPrevented) return;
    // Else the browser would leave the page and show the file.
    event.preventDefault();
    if (isNotebook(file)) void book.openFile(file);
  });
}
