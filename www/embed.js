/** `<scinet-cell>`: a cell of the notebook in anybody's page, in a frame that is as high as the cell. */

/*
 *     <script type="module" src="https://…/www/embed.js"></script>
 *     <scinet-cell src="#fit?target=sin(x)" hide="controls,code" theme="light" autorun="2000"></scinet-cell>
 *
 * Attributes: `src`, a link of the notebook that this script belongs to, or the whole address of a cell in another;
 * `hide`, `theme` and `autorun` as options.js reads them; `height`, pixels, for a frame that scrolls instead of
 * growing; `loading="eager"` for a frame that is loaded before it comes close to the screen; `title`, the name of
 * the frame for screen readers.
 *
 * Methods: `run()`, `pause()`. Property: `spec`, the link as the reader has changed it; set it to show another cell.
 *
 * Events: `progress` with `{epoch, epochs, loss}`, `done` with `{epoch, fingerprint, measures}`, `error` with
 * `{message}`, each in `event.detail`; embed/frame.js, which sends them, describes what they hold.
 *
 * A plain `<iframe>` of the same notebook in the same page grows with its cell too.
 */

/** @typedef {import("./workers/protocol.js").FromFrame} FromFrame */
/** @typedef {import("./workers/protocol.js").ToFrame} ToFrame */

const HOME = new URL("../index.html", import.meta.url);
/** Pixels that a frame has before its cell is known, and those that it may have. */
const FIRST_HEIGHT = 480;
const MOST_HEIGHT = 20_000;

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host { display: block; margin: 1em 0 }
  :host([hidden]) { display: none }
  iframe { display: block; width: 100%; max-width: none; border: 0 }
  p { margin: 0; font: 15px/1.4 system-ui, sans-serif; white-space: pre-wrap }
`);

/** @type {(value: unknown) => value is number} */
const isNumber = (value) => typeof value === "number";
/** @type {(value: unknown) => value is string} */
const isString = (value) => typeof value === "string";

/**
 * A message of a frame, if it has one of the shapes in embed/frame.js.
 * @param {unknown} data @returns {FromFrame | null}
 */
function news(data) {
  if (typeof data !== "object" || data === null) return null;
  const { type, height, link, title, epoch, epochs, loss, fingerprint, measures, message } = /** @type {Record<string, unknown>} */ (data);
  if (type === "scinet-size" && isNumber(height) && height > 0 && height <= MOST_HEIGHT) return { type, height };
  if (type === "scinet-spec" && isString(link) && isString(title)) return { type, link, title };
  if (type === "scinet-progress" && isNumber(epoch) && isNumber(epochs) && Array.isArray(loss) && loss.every((one) => one === null || isNumber(one))) {
    return { type, epoch, epochs, loss };
  }
  if (type === "scinet-done" && (epoch === null || isNumber(epoch)) && (fingerprint === null || isString(fingerprint)) && typeof measures === "object") {
    return { type, epoch, fingerprint, measures: /** @type {import("./workers/protocol.js").CellMeasures | null} */ (measures) };
  }
  if (type === "scinet-error" && isString(message)) return { type, message };
  return null;
}

/**
 * Whether a message is from the page that a frame was given. A sandboxed frame has no origin.
 * @param {MessageEvent} event @param {HTMLIFrameElement} frame
 */
function isFrom(event, frame) {
  if (event.source === null || event.source !== frame.contentWindow) return false;
  const sandboxed = self.origin === "null" || frame.hasAttribute("sandbox");
  return event.origin === new URL(frame.src).origin || (sandboxed && event.origin === "null");
}

class SciNetCell extends HTMLElement {
  static observedAttributes = ["src", "hide", "theme", "autorun", "height"];

  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  #spec = "";
  /** @type {ToFrame[] | null} wishes that wait for the frame's first word */
  #waiting = [];
  #hear = (/** @type {MessageEvent} */ event) => {
    if (!this.#frame || !isFrom(event, this.#frame)) return;
    const message = news(event.data);
    if (message) this.#take(this.#frame, message);
  };

  connectedCallback() {
    addEventListener("message", this.#hear);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.#frame = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    // Attributes that come with the page's text are reported before the element is in its place.
    if (!this.#frame || before === after) return;
    if (name === "height") this.#frame.style.height = `${this.#height() ?? FIRST_HEIGHT}px`;
    else this.#load();
  }

  /** Trains the cell, from where it is. */
  run() {
    this.#tell({ type: "scinet-run" });
  }

  pause() {
    this.#tell({ type: "scinet-pause" });
  }

  /** The current link of the cell, such as `#fit?target=sin(x)`. */
  get spec() {
    return this.#spec;
  }

  set spec(link) {
    this.#tell({ type: "scinet-spec", link: String(link) });
  }

  /** The address of the frame, with the options in its query. @throws {Error} with what is wrong with `src` */
  #address() {
    const src = this.getAttribute("src")?.trim() ?? "";
    if (src === "") throw new Error("src is missing\n  allowed: a cell's link, such as #fit?target=sin(x)");
    const address = URL.canParse(src, HOME) ? new URL(src, HOME) : null;
    if (!address || !/^https?:$/.test(address.protocol)) throw new Error(`src = ${src}\n  allowed: a cell's link, such as #fit?target=sin(x), or the address of a notebook with one`);
    for (const name of ["hide", "theme", "autorun"]) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    return address.href;
  }

  #load() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLE];
    this.#frame = undefined;
    this.#waiting = [];
    try {
      const frame = document.createElement("iframe");
      frame.src = this.#address();
      frame.title = this.title || "SciNet Notebook: a cell";
      frame.loading = this.getAttribute("loading") === "eager" ? "eager" : "lazy";
      frame.allow = "clipboard-write";
      frame.style.height = `${this.#height() ?? FIRST_HEIGHT}px`;
      this.#spec = new URL(frame.src).hash;
      this.#frame = frame;
      root.replaceChildren(frame);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const text = document.createElement("p");
      text.textContent = `This cell cannot be shown: ${message}`;
      root.replaceChildren(text);
      this.#announce("error", { message });
    }
  }

  /** The height that the page's author wants, if any. */
  #height() {
    const height = Number(this.getAttribute("height"));
    return height > 0 && height <= MOST_HEIGHT ? height : null;
  }

  /** @param {HTMLIFrameElement} frame @param {FromFrame} message */
  #take(frame, message) {
    if (message.type === "scinet-size") {
      if (this.#height() === null) frame.style.height = `${message.height}px`;
    } else if (message.type === "scinet-spec") {
      this.#spec = message.link;
      if (!this.title) frame.title = message.title;
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.forEach((wish) => this.#tell(wish));
    } else if (message.type === "scinet-error") {
      this.#announce("error", { message: message.message });
    } else {
      const { type, ...detail } = message;
      this.#announce(type === "scinet-done" ? "done" : "progress", detail);
    }
  }

  /** @param {string} type @param {object} detail */
  #announce(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {ToFrame} message */
  #tell(message) {
    if (this.#waiting) this.#waiting.push(message);
    // Every page in the frame may read it: a sandboxed page has no origin that could be named.
    else this.#frame?.contentWindow?.postMessage(message, "*");
  }
}

/** Lets a plain frame of this notebook grow with its cell. @param {MessageEvent} event */
function grow(event) {
  const message = news(event.data);
  if (message?.type !== "scinet-size") return;
  for (const frame of document.querySelectorAll("iframe")) {
    const ours = frame.src.startsWith(new URL(".", HOME).href);
    if (ours && isFrom(event, frame)) frame.style.height = `${message.height}px`;
  }
}

// Several scripts of a page may load this one, from several addresses.
if (!customElements.get("scinet-cell")) {
  customElements.define("scinet-cell", SciNetCell);
  addEventListener("message", grow);
}
