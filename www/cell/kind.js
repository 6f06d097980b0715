/** The shapes of a kind of cell and of the part that it adds to a cell. */

/** @typedef {import("../pkg/page.js").Cell} Cell */
/** @typedef {import("../workers/pool.js").Pool} Pool */
/** @typedef {import("../pkg/page.js").SpecForms} SpecForms */
/** @typedef {import("./figure/figure.js").Figure} Figure */
/** @typedef {import("./figure/figure.js").FigureOptions} FigureOptions */
/** @typedef {import("./training/part.js").Owner} Owner */

/**
 * How the cells of a kind differ from a plain cell, which has a title, a form, a legend, and its figures in a grid.
 * @typedef {object} Kind
 * @property {string} name the word that names the kind, or its family, in Rust
 * @property {(pool: Pool, cell: Cell, options: FigureOptions, owner: Owner) => Part} [part] makes the part that cells of
 *   this kind have
 * @property {(cell: Cell, options: FigureOptions) => Figure[]} [figures] makes figures that every cell of this kind has
 * @property {(name: string) => number} [heights] the spec decides which figures there are, and they stand in a grid; gives
 *   the height of a figure in pixels
 * @property {boolean} [opens] the settings are open at first on a wide screen; otherwise they are in cells without a name
 * @property {string} [drawn] the key of a function that the reader can draw over the first figure
 * @property {boolean} [offered] the menu has an entry that opens a cell of this kind
 */

/**
 * What a kind adds to a cell. A part that trains has `start`, `pause`, `seconds`, `reset`, `resettable` and `unreset`.
 * @typedef {object} Part
 * @property {Node[]} main what stands beside the settings, after the figures
 * @property {Node[]} [below] what stands below both
 * @property {import("./training/bar.js").Bar | HTMLElement | null} bar
 * @property {string} state "running", "paused" or "done", for styles and tests
 * @property {boolean} [shows] whether results are shown that were trained elsewhere
 * @property {boolean} complete whether everything is there that the cell loads or computes without being asked
 * @property {(now: import("../shell/at-once.js").AtOnce) => void} completeNow loads and computes at once what is missing
 * @property {() => Promise<void>} seen the cell has come to the screen
 * @property {(spec: SpecForms) => void} show shows a spec
 * @property {() => void} follow follows a spec that has changed
 * @property {() => void} showProgress
 * @property {() => boolean} redraw draws what is on the screen; returns whether it did
 * @property {() => void} [describe] describes its own figures in words; without it the cell describes them
 * @property {() => string} [showTable] fills a table and returns it in words, for figures that the cell describes
 * @property {() => void} [fit] makes the classical fits
 * @property {(limit?: number) => void} [start] trains all networks, at most to an epoch
 * @property {() => void} [pause]
 * @property {number} [seconds] how long the training takes, as far as is known
 * @property {(id: string) => void} [reset] sets aside what was trained or shown, under the id of the Reset
 * @property {boolean} [resettable] whether a Reset changes anything
 * @property {(id: string) => void} [unreset] shows again what a Reset had set aside
 * @property {(element: HTMLElement) => void} [listen] handles what is dropped on the cell or pasted into it
 * @property {(link: string) => Promise<import("./rows.js").Shareable | null>} [shareable] asks whether a link may carry the
 *   reader's rows; returns the link to pass on, or `null` if the reader wants none
 * @property {() => import("../workers/protocol.js").CellMeasures | null} [measures] the errors for the page around a frame
 * @property {() => void} close
 */

export {};
