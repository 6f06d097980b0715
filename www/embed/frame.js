/** The page inside a frame: shows one cell, reports its size and its news to the embedding page, and obeys that page. */

/*
 * Any page may talk to the frame; `embed.js` does it for `<scinet-cell>`. All messages are plain objects.
 *
 * From the frame, by `parent.postMessage`:
 * - `{type: "scinet-size", height}`: the page now needs this many pixels.
 * - `{type: "scinet-spec", link, title}`: the cell that is shown, first of all and after every change of it. Rows that
 *   the reader has chosen or pasted here are left out, unless the reader has put them into a link.
 * - `{type: "scinet-progress", epoch, epochs, loss}`: all networks have `epoch` of `epochs` epochs; `loss` holds the
 *   batch loss of each.
 * - `{type: "scinet-done", epoch, fingerprint, measures}`: training is over. `measures` are the cell's errors: of a
 *   `fit` an array of `{name, parameters, rms_inside, largest_inside, at_low, at_high}`, of a `scinet` its table of
 *   errors, `{outputs, rows: [{place, n_samples, rms}]}`. A run that diverged has no fingerprint.
 * - `{type: "scinet-error", message}`: a link or a wish that cannot be fulfilled, and why.
 *
 * To the frame, by `iframe.contentWindow.postMessage`, from its parent alone:
 * - `{type: "scinet-run"}`, `{type: "scinet-pause"}`: as the cell's button does.
 * - `{type: "scinet-spec", link}`: shows another cell, such as `#fit?target=sin(x)`.
 *
 * Messages of any other shape are ignored.
 */

import { kinds, limits, readLink } from "../pkg/page.js";
import { complaint, LACKS } from "../cell/complaint.js";
import { publicLink } from "../cell/rows.js";
import { TrainingPart } from "../cell/training/part.js";
import { LinkedCell } from "../notebook/linked.js";
import { Timeline, listenForSteps, stepButtons } from "../notebook/timeline.js";
import { framed, readOptions } from "../shell/options.js";
import { setTheme } from "../shell/theme.js";
import { address, linkedCell, showLink } from "../shell/tools/address.js";
import { h } from "../shell/tools/dom.js";
import { Autorun } from "./autorun.js";

/** @typedef {import("../cell/cell.js").CellView} CellView */
/** @typedef {import("../workers/protocol.js").FromFrame} FromFrame */
/** @typedef {import("../workers/protocol.js").ToFrame} ToFrame */

/** Characters that the link of another cell may have. */
const LONGEST_LINK = 100_000;

/** @param {FromFrame} message */
function post(message) {
  // Any page may receive it: it describes the cell that the embedding page has put here, without rows of the reader.
  if (framed) window.parent.postMessage(message, "*");
}

/** A message of the embedding page, if it is one of ours. @param {unknown} data @returns {ToFrame | null} */
function wish(data) {
  if (typeof data !== "object" || data === null) return null;
  const { type, link } = /** @type {Record<string, unknown>} */ (data);
  if (type === "scinet-run" || type === "scinet-pause") return { type };
  if (type === "scinet-spec" && typeof link === "string" && link.length <= LONGEST_LINK) return { type, link };
  return null;
}

/** Looks as the embedding page asks for, before anything else is there. */
export function dressFrame() {
  const { hide, theme } = readOptions(location.search);
  const root = document.documentElement;
  root.dataset.embedded = "";
  root.dataset.hide = hide.join(" ");
  if (theme) setTheme(theme);
}

export class Frame {
  /** @param {import("../workers/pool.js").Pool} pool @param {HTMLElement} place that holds nothing else */
  constructor(pool, place) {
    this.pool = pool;
    this.options = readOptions(location.search, limits().epochs);
    /** @type {LinkedCell | undefined} */
    this.linked = undefined;
    /** Whether the cell has all that its link has; another does not start by itself. */
    this.whole = true;
    this.timeline = new Timeline();
    this.steps = stepButtons(this.timeline);
    listenForSteps(this.timeline);
    /** @type {Autorun | undefined} */
    this.autorun = undefined;
    /** What was reported last of the run that is shown. */
    this.said = { state: "", epoch: 0 };
    this.place = h("div");
    this.home = h("a", { target: "_blank", rel: "noopener" }, "SciNet Notebook ↗");
    const { problems } = this.options;
    const trouble = problems.length > 0 ? [complaint("The address of this frame has options that are not known", problems.map((text) => ({ key: "", text })))] : [];
    place.replaceChildren(...trouble, this.place, h("footer", {}, this.steps.element, this.home));
    this.#showAddress();
    if (this.options.autorun > 0) this.#autorun();
    addEventListener("hashchange", () => this.#showAddress());
    addEventListener("message", (event) => {
      if (!framed || event.source !== window.parent) return;
      const message = wish(event.data);
      if (message) this.#obey(message);
    });
    // The height of the content does not depend on the height of the frame.
    const root = document.documentElement;
    new ResizeObserver(() => post({ type: "scinet-size", height: Math.ceil(root.getBoundingClientRect().height) })).observe(root);
  }

  /** The cell of the address. */
  #showAddress() {
    const link = linkedCell(kinds());
    if (link === null) return;
    const reading = this.#show(link);
    if (reading.spec) return;
    const { part, notices, problems } = reading;
    if (part) this.#take(part, notices, false);
    const title = part ? "Parts of this link cannot be read" : "This link cannot be read";
    this.place.replaceChildren(complaint(title, problems), ...(part && this.cell ? [h("p", { class: "note" }, LACKS), this.cell.element] : []));
  }

  /** Shows the cell of a link, unless it cannot be read. @param {string} link */
  #show(link) {
    const reading = readLink(link);
    const { spec, notices, problems } = reading;
    if (spec) this.#take(spec, notices, true);
    else post({ type: "scinet-error", message: problems.map((problem) => problem.text).join("\n") });
    return reading;
  }

  /** @param {import("../pkg/page.js").SpecForms} spec @param {string[]} notices @param {boolean} whole whether it has all that its link has */
  #take(spec, notices, whole) {
    this.whole = whole;
    this.autorun?.end();
    if (this.linked) this.timeline.remove(this.linked);
    this.linked?.close();
    const linked = new LinkedCell(spec, this.pool, notices, ({ view }) => {
      showLink(view.spec.link);
      this.#tellSpec(view);
      this.steps.update();
    });
    const cell = linked.view;
    this.linked = linked;
    this.timeline.add(linked);
    this.steps.update();
    cell.element.addEventListener("news", () => this.#tellNews(cell));
    this.said = { state: cell.part?.state ?? "", epoch: 0 };
    this.#hide(cell.element);
    this.place.replaceChildren(cell.element);
    this.#tellSpec(cell);
  }

  /** The cell that is shown. */
  get cell() {
    return this.linked?.view;
  }

  /** Without the form, the spec as text stands there unfolded, or nothing does. @param {HTMLElement} cell */
  #hide(cell) {
    if (!this.options.hide.includes("controls")) return;
    const settings = /** @type {HTMLDetailsElement | null} */ (cell.querySelector(".settings"));
    if (settings) settings.open = !this.options.hide.includes("code");
  }

  /** Only a frame starts by itself: a link in a tab never does. */
  #autorun() {
    if (!framed || !this.whole || !this.cell || !(this.cell.part instanceof TrainingPart)) return;
    this.autorun = new Autorun(this.cell, this.cell.part, this.options.autorun);
  }

  /** @param {ToFrame} message */
  #obey(message) {
    if (message.type === "scinet-spec") {
      const link = message.link.startsWith("#") ? message.link : `#${message.link}`;
      const { spec } = this.#show(link);
      if (spec) showLink(spec.link);
      return;
    }
    const part = this.cell?.part;
    if (!part?.start) post({ type: "scinet-error", message: "There is nothing to train in this cell." });
    else if (message.type === "scinet-run") part.start();
    else part.pause?.();
  }

  /** @param {CellView} cell */
  #tellSpec(cell) {
    const { link } = cell.spec;
    this.home.href = address(link);
    post({ type: "scinet-spec", link: publicLink(link), title: cell.title.textContent ?? "" });
  }

  /** How far the cell is, once for each epoch it has come to, and once that it is done. @param {CellView} cell */
  #tellNews(cell) {
    const { part } = cell;
    if (!part || cell !== this.cell) return;
    const runs = part instanceof TrainingPart ? part.runs : null;
    const epoch = runs && runs.list.length > 0 ? Math.min(...runs.list.map((run) => run.epoch)) : 0;
    const { state } = part;
    const last = this.said;
    this.said = { state, epoch };
    if (runs && epoch > 0 && epoch !== last.epoch) {
      post({ type: "scinet-progress", epoch, epochs: runs.epochs, loss: runs.list.map((run) => run.loss) });
    }
    if (state === "done" && last.state !== "done") {
      post({ type: "scinet-done", epoch: runs ? epoch : null, fingerprint: cell.cell.fingerprint() ?? null, measures: part.measures?.() ?? null });
    }
  }
}
