/** A cell's files: its networks and its runs to take along, and files that are loaded or dropped on it. */

import { readFile, readLink, sameRuns } from "../pkg/page.js";
import { goWithin } from "../notebook/opening.js";
import { download, h } from "../shell/tools/dom.js";
import { popup } from "../shell/tools/popup.js";
import { PanelsPart } from "./panels.js";
import { TrainingPart } from "./training/part.js";

/** @typedef {import("./cell.js").CellView} CellView */
/** @typedef {import("../pkg/page.js").FileReading} FileReading */
/** @typedef {{name: string, bytes: Uint8Array, reading: FileReading}} Loaded */

/** Most bytes of a file: as much as a million epochs of the largest network need. */
const LARGEST = 1 << 26;
const TYPE = "application/octet-stream";

/** @type {Loaded | null} a file for a cell of another kind that is not open yet */
let handedOver = null;

class Files {
  /** @param {CellView} view @param {TrainingPart} part */
  constructor(view, part) {
    this.view = view;
    this.part = part;
    this.offer = h("p", { class: "offer", role: "status", hidden: true });
    const picker = h("input", { type: "file", accept: ".safetensors", hidden: true, "aria-label": "File to load into this cell" });
    picker.addEventListener("change", () => {
      const [file] = picker.files ?? [];
      if (file) void this.load(file);
      picker.value = "";
    });
    const item = (/** @type {string} */ label, /** @type {string} */ title, /** @type {() => unknown} */ onclick) => h("button", { type: "button", title, onclick }, label);
    this.menu = popup("File", () => [
      item("Save network", "Weights as a safetensors file, named as PyTorch names them", () => this.#try("The network", () => this.#saveNetwork())),
      item("Save run", "All that training needs to go on elsewhere, to the same bits", () => this.#try("The run", () => this.#saveRun())),
      h("hr"),
      item("Load…", "Open a saved network or run; it can also be dropped on the cell", () => picker.click()),
    ]);
    this.menu.append(picker);
  }

  /** Handles files that are dropped on the cell. @param {HTMLElement} element */
  listen(element) {
    const mark = (/** @type {boolean} */ over) => element.classList.toggle("dropping", over);
    element.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      mark(true);
    });
    element.addEventListener("dragleave", (event) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) mark(false);
    });
    element.addEventListener("drop", (event) => {
      mark(false);
      const [file] = event.dataTransfer?.files ?? [];
      // Texts and tables belong to others.
      if (!file || event.defaultPrevented || /\.(md|markdown|txt|csv|tsv)$/i.test(file.name)) return;
      event.preventDefault();
      void this.load(file);
    });
  }

  /** Does what may fail, and reports it. @param {string} what @param {() => unknown} action */
  async #try(what, action) {
    try {
      this.view.complain("");
      await action();
    } catch (error) {
      this.view.complain(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** @param {string} what */
  #name(what) {
    const title = this.view.title.textContent ?? "";
    return `${title.replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-|-$/g, "").toLowerCase()}${what}.safetensors`;
  }

  async #saveNetwork() {
    const { cell } = this.view;
    const report = this.part instanceof PanelsPart ? await this.part.report() : undefined;
    download(this.#name(""), TYPE, new Uint8Array(cell.saveNetwork(report)));
  }

  async #saveRun() {
    if (!this.part.runs.started) {
      throw new Error(this.part.shows ? "this network was trained elsewhere and cannot be gone on with; Save network saves it" : "nothing is trained here yet");
    }
    const checkpoints = await this.part.runs.checkpoints();
    download(this.#name("-run"), TYPE, new Uint8Array(this.view.cell.saveRuns(checkpoints)));
  }

  /** @param {File} file */
  load(file) {
    this.offer.hidden = true;
    return this.#try(file.name, async () => {
      if (file.size > LARGEST) throw new Error(`${file.size} bytes; allowed: at most ${LARGEST}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const reading = readFile(bytes);
      const loaded = { name: file.name, bytes, reading };
      if (this.#fits(reading)) this.show(loaded);
      else this.#propose(loaded);
    });
  }

  /** Whether a file is of this cell's networks. @param {FileReading} reading */
  #fits({ run, link, epoch }) {
    return sameRuns(link, this.view.spec.link) && (!run || epoch <= this.view.cell.epochs());
  }

  /** Shows what is in a file of this cell's networks. @param {Loaded} loaded */
  show({ name, bytes, reading }) {
    if (!reading.run) {
      this.part.load(name, bytes);
      return;
    }
    const checkpoints = this.view.cell.openRuns(bytes);
    this.part.leaveElsewhere();
    checkpoints.forEach((checkpoint, i) => this.part.runs.take(i, checkpoint));
    this.view.news();
  }

  /** Offers to show a file of other networks. @param {Loaded} loaded */
  #propose(loaded) {
    const { name, reading } = loaded;
    const show = h("button", { type: "button" }, reading.run ? "Show that run" : "Show that network");
    show.addEventListener("click", () => {
      this.offer.hidden = true;
      void this.#try(name, () => this.#become(loaded));
    });
    const leave = h("button", { type: "button", onclick: () => (this.offer.hidden = true) }, "Leave it");
    this.offer.replaceChildren(`${name} is of another spec: `, h("code", {}, reading.link), ". ", show, " ", leave);
    this.offer.hidden = false;
  }

  /** Makes this cell, or a linked one, the file's. @param {Loaded} loaded */
  #become(loaded) {
    const { link, kind } = loaded.reading;
    if (kind === this.view.spec.kind) {
      const { spec } = readLink(link);
      if (spec) this.view.become(spec);
      this.show(loaded);
      return;
    }
    handedOver = loaded;
    goWithin(link);
  }

  /** Takes a file that another cell has passed on to this one. */
  receive() {
    const loaded = handedOver;
    if (!loaded || loaded.reading.link !== this.view.spec.link) return;
    handedOver = null;
    void this.#try(loaded.name, () => this.show(loaded));
  }
}

/** The files of a cell, if it trains networks of its own. @param {CellView} view */
export function filesOf(view) {
  return view.part instanceof TrainingPart ? new Files(view, view.part) : null;
}
