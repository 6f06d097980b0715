/** The messages between page, pool and workers. The shapes of what Rust gives come from Rust: see ../pkg/page.js. */

/**
 * To a worker. A run may be shared by several workers: each holds the same run and computes its
 * part of every batch; `ports` lead to those it exchanges sums with, in order. The first, rank 0,
 * hears go, pause and step, and reports; the others follow it.
 * @typedef {{run: number, link: string, checkpoint: Uint8Array | null, rank: number, replicas: number,
 *   ports: MessagePort[]}} Opening
 * What is to be measured, once, and answered with a text: a report on a network, what came of one of a sweep,
 * the claims of a cell beside the index in `text`, or compares a network with the claims on the experiment in `text`.
 * @typedef {{run: number, link: string, parameters: Float32Array, samples: number, text: string}} Measuring
 * @typedef {{type: "start", module: WebAssembly.Module, lock: string}
 *   | ({type: "open"} & Opening)
 *   | {type: "go", run: number, until: number}
 *   | {type: "pause", run: number}
 *   | {type: "step", run: number}
 *   | {type: "save", run: number}
 *   | {type: "drop", run: number}
 *   | {type: "fit", run: number, link: string}
 *   | {type: "table", names: string[], numbers: Blob}
 *   | ({type: "report" | "outcome" | "claims" | "recheck"} & Measuring)} ToWorker
 */

/**
 * From a worker. `failed` is a run that cannot go on; `crashed` is the worker itself, which is of no
 * more use; `locked` reports that it holds the lock it was given.
 * @typedef {"unfinished" | "done" | "diverged"} RunStatus
 * @typedef {{type: "progress", run: number, epoch: number, status: RunStatus, from: number,
 *   parameters: Float32Array, losses: Float32Array, epochsPerSecond: number}} Progress
 * @typedef {{type: "saved", run: number, epoch: number, checkpoint: Uint8Array}} Saved
 * @typedef {{type: "fitted", run: number, numbers: Float64Array}} Fitted
 * @typedef {{type: "reported", run: number, report: string}} Reported
 * @typedef {{type: "failed", run: number, message: string}} Failed
 * @typedef {{type: "locked"} | {type: "crashed", message: string}} OfItself
 * @typedef {Progress | Saved | Fitted | Reported | Failed} News
 * @typedef {News | OfItself} FromWorker
 */

/**
 * A block of a notebook.
 * @typedef {{type: "html", html: string, source: string} | {type: "cell", kind: string, name: string, text: string}} Block
 */

/**
 * The messages between a frame and the page around it; frame.js describes them.
 * @typedef {({name: string, parameters: number} & import("../pkg/page.js").Measures)[]
 *   | import("../pkg/page.js").SciNetErrorTable} CellMeasures
 * @typedef {{type: "scinet-size", height: number}
 *   | {type: "scinet-spec", link: string, title: string}
 *   | {type: "scinet-progress", epoch: number, epochs: number, loss: (number | null)[]}
 *   | {type: "scinet-done", epoch: number | null, fingerprint: string | null, measures: CellMeasures | null}
 *   | {type: "scinet-error", message: string}} FromFrame
 * @typedef {{type: "scinet-run"} | {type: "scinet-pause"} | {type: "scinet-spec", link: string}} ToFrame
 */

/**
 * A reader's own table: `columns` holds its numbers column after column. A table that is too large for a link is `kept`,
 * if the browser allows it.
 * @typedef {{names: string[], columns: Float64Array<ArrayBuffer>}} NamedColumns
 * @typedef {import("../pkg/trainer.js").TableReading & {columns?: Float64Array<ArrayBuffer>, kept?: boolean}} ReaderAnswer
 * @typedef {{type: "read", module: WebAssembly.Module, bytes: Uint8Array<ArrayBuffer>, choice: import("../pkg/trainer.js").TableChoice} | {type: "recall", id: string}} ToReader
 */

export {};
