/** What differs in `claims` cells: the statements of the paper beside measurements, and their training in this browser. */

import { shown as shownOf } from "../cell/own.js";
import { h } from "../shell/tools/dom.js";
import { whole } from "../shell/tools/numbers.js";
import { shippedIndex } from "../storage/shipped.js";

/** @typedef {import("../pkg/trainer.js").Claim} Claim */
/** @typedef {import("../pkg/page.js").Experiment} Experiment */
/** @typedef {import("../workers/protocol.js").News} News */
/** @typedef {import("../pkg/trainer.js").Found} Found */
/** @typedef {import("../pkg/trainer.js").ListedClaims} ListedClaims */

/** The words of a verdict, with a mark that does not need colour. */
const VERDICTS = { agrees: "✓ agrees", close: "≈ close", differs: "✗ differs" };

/** What was measured for a statement: its number, from how many seeds, and the verdict. @param {Found} found */
function measured({ words, n_seeds, verdict }) {
  if (n_seeds === 0) return [h("td", {}, "no seeds yet"), h("td", {})];
  if (verdict === null) return [h("td", {}, words), h("td", {}, h("span", { class: "verdict" }, "not measured"))];
  const seeds = h("p", { class: "definition" }, n_seeds === 1 ? "1 seed" : `${n_seeds} seeds`);
  return [h("td", {}, words, seeds), h("td", {}, h("span", { class: `verdict ${verdict}` }, VERDICTS[verdict]))];
}

/** @type {import("../cell/own.js").Shows<import("../pkg/page.js").ClaimsShown>} */
const shown = shownOf;

class ClaimsPart {
  /**
   * @param {import("../workers/pool.js").Pool} pool @param {import("../pkg/page.js").Cell} cell
   * @param {import("../cell/training/part.js").Owner} owner
   */
  constructor(pool, cell, owner) {
    this.pool = pool;
    this.cell = cell;
    this.owner = owner;
    this.bar = /** @type {HTMLElement | null} */ (null);
    this.state = "done";
    this.place = h("div");
    this.notes = h("div");
    this.main = [this.notes, this.place];
    /** @type {Map<string, Found[]>} answers of networks that were trained again here */
    this.here = new Map();
    /** @type {Map<string, number>} the pool's run of each experiment that is trained again */
    this.open = new Map();
    /** @type {Map<string, string>} the words beside it */
    this.said = new Map();
    /** @type {Experiment[]} what can be trained again */
    this.experiments = shown(cell, "experiments");
    this.link = "";
    /** Whether the cell was seen, and the link for which its claims were asked. */
    this.near = false;
    this.asked = "";
    /** @type {ListedClaims | undefined} */
    this.listed = undefined;
  }

  /** @param {import("../pkg/page.js").SpecForms} spec */
  show(spec) {
    this.link = spec.link;
    void this.#ask();
  }

  async seen() {
    this.near = true;
    await this.#ask();
  }

  /** Has a worker list the claims of the spec. */
  async #ask() {
    const { link } = this;
    if (!this.near || link === this.asked) return;
    this.asked = link;
    const failed = (/** @type {string} */ why) => {
      this.asked = "";
      this.owner.complain(why);
    };
    try {
      const { text } = await shippedIndex();
      this.pool.claims(link, text, (message) => {
        if (link !== this.link) return;
        if (message.type === "failed") failed(message.message);
        if (message.type !== "reported") return;
        this.listed = /** @type {ListedClaims} */ (JSON.parse(message.report));
        this.follow();
      });
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  }

  get complete() {
    return this.listed !== undefined || this.asked === "";
  }

  /** @param {import("../shell/at-once.js").AtOnce} now */
  completeNow(now) {
    const { trainer, indexText } = now;
    if (this.listed || !trainer || indexText === null) return;
    const listed = now.attempt(() => trainer.claims(this.link, indexText));
    if (listed === null) return;
    this.listed = /** @type {ListedClaims} */ (JSON.parse(listed));
    this.follow();
  }

  follow() {
    if (!this.listed) return;
    const { notes, claims } = this.listed;
    this.notes.replaceChildren(...notes.map((note) => h("p", { class: "note" }, note)));
    const names = [...new Set(claims.map((claim) => claim.experiment))];
    this.place.replaceChildren(...names.map((name) => this.#group(name, claims.filter((claim) => claim.experiment === name))));
  }

  /** @param {string} name @param {Claim[]} claims */
  #group(name, claims) {
    const here = this.here.get(name);
    const one = this.#experiment(name);
    const recipes = one ? ["full", "verdict", "quick", "verdict"] : ["sweep", "verdict"];
    const heads = ["the paper states", ...recipes, ...(here ? ["trained here", "verdict"] : [])];
    const rows = claims.map((claim, i) => {
      const text = h("td", {}, claim.paper);
      if (claim.definition) text.append(h("p", { class: "definition" }, `${claim.definition.replace(/\.$/, "")}.`));
      if (claim.others.length > 0) text.append(h("details", {}, h("summary", {}, "by other definitions"), ...claim.others.map((other) => h("p", {}, other))));
      const found = [claim.full, ...(one ? [claim.quick] : []), ...(here ? [here[i]] : [])];
      return h("tr", {}, text, ...found.flatMap(measured));
    });
    const table = h("table", { class: "claims", "aria-label": name }, h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows));
    return h("section", {}, h("h4", {}, name, ...(one ? [this.#again(name, one)] : [])), h("div", { class: "scroll" }, table));
  }

  /** What there is to train again; nothing for a sweep. @param {string} name */
  #experiment(name) {
    return this.experiments.find((experiment) => experiment.name === name);
  }

  /** Buttons that train an experiment again. @param {string} name @param {Experiment} one */
  #again(name, one) {
    const button = (/** @type {string} */ label, /** @type {string} */ title, /** @type {() => void} */ action) => h("button", { type: "button", title, onclick: action }, label);
    const running = this.open.has(name);
    const buttons = running
      ? [button("Stop", "Stop this training", () => this.#stop(name))]
      : [
          button("Re-check, quick", "Train the quick variant in this browser: a minute or a few", () => this.#train(name, one.quick)),
          button("Re-check in full", "Train the full spec in this browser: many minutes", () => this.#train(name, one.full)),
        ];
    return h("span", { class: "again" }, ...buttons, h("output", { "data-experiment": name }, this.said.get(name) ?? ""));
  }

  /** @param {string} name @param {string} text */
  #say(name, text) {
    this.said.set(name, text);
    const output = this.place.querySelector(`output[data-experiment="${name}"]`);
    if (output) output.textContent = text;
  }

  /** @param {string} name */
  #stop(name) {
    const run = this.open.get(name);
    if (run !== undefined) this.pool.drop(run);
    this.open.delete(name);
    this.said.delete(name);
    this.follow();
  }

  /** Trains a spec, then has a worker measure it. @param {string} name @param {import("../pkg/page.js").Variant} variant */
  #train(name, variant) {
    const { run, epochs } = variant;
    this.here.delete(name);
    const failed = (/** @type {News} */ message) => {
      this.#stop(name);
      this.owner.complain(`${name}: ${message.type === "failed" ? message.message : "it diverged"}`);
    };
    const hear = (/** @type {News} */ message) => {
      if (message.type === "failed" || (message.type === "progress" && message.status === "diverged")) failed(message);
      else if (message.type === "progress" && message.status === "done") measure(message.parameters);
      else if (message.type === "progress") this.#say(name, `epoch ${whole(message.epoch)} of ${whole(epochs)}`);
    };
    const measure = (/** @type {Float32Array} */ parameters) => {
      this.#say(name, "measuring…");
      const job = this.open.get(name);
      if (job !== undefined) this.pool.drop(job);
      this.open.set(
        name,
        this.pool.recheck(name, run, parameters, (message) => {
          if (message.type === "failed") failed(message);
          if (message.type !== "reported") return;
          this.here.set(name, /** @type {Found[]} */ (JSON.parse(message.report)));
          this.open.delete(name);
          this.said.set(name, `trained here for ${whole(epochs)} epochs`);
          this.follow();
        }),
      );
    };
    const id = this.pool.open(run, hear);
    this.open.set(name, id);
    this.pool.go(id, epochs);
    this.said.set(name, "starting…");
    this.follow();
  }

  close() {
    for (const run of this.open.values()) this.pool.drop(run);
    this.open.clear();
  }

  showProgress() {}
  redraw() {
    return true;
  }
  describe() {}
}

/** @type {import("../cell/kind.js").Kind} */
export const claims = {
  name: "claims",
  part: (pool, cell, _options, owner) => new ClaimsPart(pool, cell, owner),
};
