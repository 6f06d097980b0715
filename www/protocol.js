/** What page, pool and workers say to each other, and the shapes that Rust hands to the page. */

/**
 * @typedef {{type: "start", module: WebAssembly.Module}
 *   | {type: "open", run: number, link: string}
 *   | {type: "go", run: number, until: number}
 *   | {type: "pause", run: number}
 *   | {type: "step", run: number}
 *   | {type: "drop", run: number}
 *   | {type: "fit", run: number, link: string}} ToWorker
 */

/**
 * @typedef {"unfinished" | "done" | "diverged"} RunStatus
 * @typedef {{type: "progress", run: number, epoch: number, status: RunStatus, from: number,
 *   parameters: Float32Array, losses: Float32Array, epochsPerSecond: number}} Progress
 * @typedef {{type: "fitted", run: number, numbers: Float64Array}} Fitted
 * @typedef {{type: "failed", run: number, message: string}} Failed
 * @typedef {Progress | Fitted | Failed} FromWorker
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
 * @typedef {{spec: Spec | null, problems: Problem[]}} Reading
 */

/**
 * @typedef {{type: "html", html: string} | {type: "cell", kind: string, name: string, text: string}} Block
 * @typedef {{name: string, light: string, dark: string, dashed: boolean, thick: boolean}} LegendEntry
 * @typedef {{name: string, x: number, y: number, text: string, light: string, dark: string,
 *   column: number, row: number}} Hover
 * @typedef {{x: string, top: number, bottom: number, inside: boolean | null, series: Hover[]}} Probe
 * @typedef {{name: string, ink: {ink: string, index?: number}, parameters: number, rms_inside: string,
 *   largest_inside: string, at_low: string, at_high: string}} TableRow
 * @typedef {{w1: number, b1: number, w2: number, hinge: string}} Neuron
 */

export {};
