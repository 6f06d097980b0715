/** The form of a cell, made from the fields that Rust describes. */

import { h } from "../shell/tools/dom.js";
import { echoOf } from "./echo.js";

/** @typedef {import("../pkg/page.js").FieldDescription} FieldDescription */
/** @typedef {import("../pkg/page.js").Complaint} Complaint */
/** @typedef {import("../pkg/page.js").SpecReading} SpecReading */

/** @type {Record<import("../pkg/page.js").Role, string>} */
const GROUPS = { data: "Data", training: "Networks", baseline: "Classical fits", display: "Display" };

let forms = 0;

export class Controls {
  /**
   * @param {FieldDescription[]} fields
   * @param {(key: string, value: string) => SpecReading} change tries a value; returns the new spec or what is wrong
   * @param {() => void} judged called when `mistakes` may have changed
   */
  constructor(fields, change, judged) {
    this.change = change;
    this.judged = judged;
    this.prefix = `form-${++forms}`;
    /** @type {Map<string, {input: HTMLInputElement | HTMLSelectElement, error: HTMLElement, echo: ReturnType<typeof echoOf> | null}>} */
    this.inputs = new Map();
    this.help = h("p", { class: "help", id: `${this.prefix}-help` });
    this.element = h("form", { class: "controls", noValidate: true });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.fields = fields;
  }

  /** Makes the form, when it is first opened: most forms of a long notebook never are. */
  build() {
    if (this.element.hasChildNodes()) return;
    for (const [role, title] of Object.entries(GROUPS)) {
      const members = this.fields.filter((field) => field.role === role && !isFixed(field));
      if (members.length === 0) continue;
      const group = h("fieldset", {}, h("legend", {}, title));
      for (const field of members) group.append(this.#row(field));
      this.element.append(group);
    }
    this.element.append(this.help);
  }

  /**
   * Shows the values of a new spec. Text that is being typed or still has to be corrected stays,
   * unless `all` of it is replaced.
   * @param {FieldDescription[]} fields @param {boolean} [all]
   */
  show(fields, all = false) {
    this.fields = fields;
    for (const { key, value } of fields) {
      const entry = this.inputs.get(key);
      if (!entry) continue;
      const { input } = entry;
      const unfinished = document.activeElement === input || input.getAttribute("aria-invalid") === "true";
      if (unfinished && !all) continue;
      input.value = value;
      entry.echo?.follow();
      this.#complain(key, []);
    }
  }

  /** @param {FieldDescription} field */
  #row(field) {
    const id = `${this.prefix}-${field.key}`;
    const input = this.#input(field, id);
    const error = h("pre", { class: "problem", id: `${id}-problem`, hidden: true });
    input.setAttribute("aria-describedby", `${error.id} ${this.help.id}`);
    const explain = () => {
      this.help.textContent = `${field.help} Default: ${field.default}.`;
    };
    input.addEventListener("focus", explain);
    input.addEventListener("pointerenter", explain);
    input.addEventListener("change", () => this.#try(field.key, input.value));
    const echo = field.control.type === "formula" ? echoOf(input) : null;
    this.inputs.set(field.key, { input, error, echo });
    const below = echo ? [echo.element, error] : [error];
    return h("div", { class: "row" }, h("label", { for: id, title: field.help }, field.label), input, ...below);
  }

  /** @param {FieldDescription} field @param {string} id */
  #input(field, id) {
    const { control, key, value } = field;
    if (control.type === "choice") {
      const select = h("select", { id, name: key });
      for (const option of control.options) select.append(h("option", { value: option }, option));
      select.value = value;
      return select;
    }
    const input = h("input", { id, name: key, value, type: "text", autocomplete: "off", spellcheck: false });
    input.setAttribute("autocapitalize", "off");
    if (control.type === "number") {
      input.inputMode = control.integer ? "numeric" : "decimal";
    } else if (control.type === "text" || control.type === "formula") {
      const list = h("datalist", { id: `${id}-examples` });
      for (const example of control.examples) list.append(h("option", { value: example }));
      input.setAttribute("list", list.id);
      this.element.append(list);
    }
    return input;
  }

  /** @param {string} key @param {string} value */
  #try(key, value) {
    const { spec, problems } = this.change(key, value);
    this.#complain(key, problems);
    const entry = this.inputs.get(key);
    const written = spec?.fields.find((field) => field.key === key)?.value;
    if (entry && written !== undefined) entry.input.value = written;
  }

  /** @param {string} key @param {Complaint[]} problems */
  #complain(key, problems) {
    const entry = this.inputs.get(key);
    if (!entry) return;
    const { input, error } = entry;
    error.textContent = problems.map((problem) => problem.text).join("\n");
    error.hidden = problems.length === 0;
    input.setAttribute("aria-invalid", String(problems.length > 0));
    this.judged();
  }

  /** The fields whose text is not allowed, with the values that hold instead. */
  get mistakes() {
    return this.fields.flatMap(({ key, label, value }) => {
      const input = this.inputs.get(key)?.input;
      return input?.getAttribute("aria-invalid") === "true" ? [{ label, typed: input.value, value }] : [];
    });
  }
}

/** A field with one possible value, or that the page writes itself, is nothing to choose. @param {FieldDescription} field */
function isFixed({ control }) {
  return control.type === "none" || (control.type === "number" && control.min === control.max);
}
