/** The messages between page, pool and workers, and the shapes of values that Rust passes to the page. */

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
 * @typedef {{type: "number", min: number, max: number, integer: boolean}
 *   | {type: "choice", options: string[]}
 *   | {type: "text", examples: string[]}
 *   | {type: "none"}} Control
 * @typedef {"data" | "training" | "baseline" | "display"} Role
 * @typedef {{key: string, label: string, help: string, role: Role, value: string, default: string,
 *   control: Control}} Field
 * @typedef {{kind: string, link: string, fence: string, fields: Field[]}} Spec
 * @typedef {{key: string, text: string}} Problem
 * @typedef {{spec: Spec | null, notices: string[], problems: Problem[]}} Reading
 */

/**
 * @typedef {{type: "html", html: string, source: string} | {type: "cell", kind: string, name: string, text: string}} Block
 * @typedef {{name: string, light: string, dark: string, dashed: boolean, thick: boolean,
 *   mark: "" | "dot" | "ring"}} LegendEntry
 * @typedef {{name: string, x: number, y: number, text: string, light: string, dark: string,
 *   column: number, row: number}} Hover
 * @typedef {{x: string, top: number, bottom: number, inside: boolean | null, series: Hover[]}} Probe
 * @typedef {{name: string, ink: {ink: string, index?: number}, parameters: number, rms_inside: string,
 *   largest_inside: string, at_low: string, at_high: string}} TableRow
 * @typedef {{outputs: string[], rows: {place: string, n_samples: number, rms: string[]}[]}} ErrorTable
 * @typedef {{outputs: string[], places: string[], equation: string,
 *   rows: {name: string, coefficients: number, rms: string[]}[]}} ModelTable
 * @typedef {{experiment: string, paper: string, definition: string, here: string, spread: string, n_seeds: number,
 *   agrees: boolean | null, n_agree: number, others: string[]}} Claim
 * @typedef {{words: string, agrees: boolean}} Recheck
 * @typedef {{run: boolean, kind: string, link: string, epoch: number}} FileReading
 * @typedef {{link: string, run: string, epochs: number}} Variant
 * @typedef {{name: string, full: Variant, quick: Variant}} Experiment
 * @typedef {{name: string, unit: string, low: number, high: number, step: number, value: number, inside: boolean,
 *   text: string}} Dial
 * @typedef {{name: string, unit: string, truth: string, network: string}} WorldAnswer
 * @typedef {{sentences: string[], rows: [string, string, string][]}} WorldReport
 * @typedef {{w1: number, b1: number, w2: number, hinge: string}} Neuron
 */

/**
 * The messages between a frame and the page around it; frame.js describes them.
 * @typedef {{rms_inside: number, largest_inside: number, at_low: number, at_high: number}} FitErrors
 * @typedef {({name: string, parameters: number} & FitErrors)[] | ErrorTable} Measures
 * @typedef {{type: "scinet-size", height: number}
 *   | {type: "scinet-spec", link: string, title: string}
 *   | {type: "scinet-progress", epoch: number, epochs: number, loss: (number | null)[]}
 *   | {type: "scinet-done", epoch: number | null, fingerprint: string | null, measures: Measures | null}
 *   | {type: "scinet-error", message: string}} FromFrame
 * @typedef {{type: "scinet-run"} | {type: "scinet-pause"} | {type: "scinet-spec", link: string}} ToFrame
 */

/**
 * A reader's own table: `columns` holds its numbers column after column. `rows` is the table as a spec
 * writes it, if it is small; a larger one is `kept`, if the browser allows it.
 * @typedef {{names: string[], columns: Float64Array<ArrayBuffer>}} NamedColumns
 * @typedef {{id: string, names: string[], rows: string | null, left_out: string[]}} FoundTable
 * @typedef {{table: FoundTable | null, problems: string[], columns?: Float64Array<ArrayBuffer>, kept?: boolean}} TableReading
 * @typedef {{type: "read", module: WebAssembly.Module, bytes: Uint8Array<ArrayBuffer>} | {type: "recall", id: string}} ToReader
 * @typedef {{missing: [string, string] | null, problem: string | null, names: string[], n_rows: number, rows: string[][],
 *   inputs: string[], outputs: string[], axis: string, file: string}} OwnTable
 * @typedef {{name: string, output: string, ink: {ink: string, index?: number}, numbers: string[], parameters: number}} OwnLine
 * @typedef {{lines: OwnLine[], n_train: number, n_held: number, n_between: number | null, n_beyond: number | null,
 *   notes: string[]}} OwnErrors
 */

export {};
