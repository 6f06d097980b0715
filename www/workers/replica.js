/** A run in a worker, alone or as one of the replicas that share every batch of it. */

import { ignored, isSum } from "./check.js";

/** @typedef {import("../pkg/trainer.js").Training} Training */

/** Milliseconds of training between two looks at the messages. */
const SLICE = 20;
/** More epochs than any run has. */
const FOREVER = 2 ** 32 - 1;

export class Replica {
  /**
   * @param {Training} training
   * @param {number} rank of this replica; the others follow rank 0
   * @param {MessagePort[]} ports to the partners, in the order of the exchange
   */
  constructor(training, rank, ports) {
    this.training = training;
    this.ports = ports;
    /** Followers train as long as their partners do: they wait for sums that never come. */
    this.until = rank === 0 ? 0 : FOREVER;
    this.active = rank !== 0;
    /** The partner whose numbers come next: sums of gradients, then directions that replicas share. */
    this.exchanged = 0;
    this.sent = false;
    /** @type {Float32Array<ArrayBuffer>[][]} sums that partners have sent ahead */
    this.inbox = ports.map(() => []);
    /** @type {Float32Array<ArrayBuffer>[]} buffers that came from partners and go back to them with new numbers */
    this.spare = [];
    /** Called when a partner's sum lets this replica go on. */
    this.onwake = () => {};
    ports.forEach((port, i) => {
      port.onmessage = (/** @type {MessageEvent<unknown>} */ { data }) => {
        // Rust looks at its length.
        if (!isSum(data)) {
          ignored("A partner's sum");
          return;
        }
        this.inbox[i].push(data);
        this.onwake();
      };
    });
  }

  /** Whether there is something to compute now: epochs are asked for, and no partner is waited for. */
  get ready() {
    if (!this.active) return false;
    return !this.sent || this.inbox[this.exchanged].length > 0;
  }

  /** Trains for a slice of time, or until a partner is waited for. */
  slice() {
    const end = performance.now() + SLICE;
    while (this.ready && performance.now() < end) {
      this.training.work(Math.max(0, end - performance.now()), this.until);
      this.#exchange();
      this.active = !this.training.over && this.training.epoch < this.until;
    }
  }

  /** Trains up to epoch `until`, then stops. @param {number} until */
  go(until) {
    this.until = until;
    this.active = !this.training.over && this.training.epoch < until;
  }

  /** Sends this replica's numbers to its partners in turn, and takes those that have come. */
  #exchange() {
    while (this.training.waits()) {
      const port = this.ports[this.exchanged];
      if (!this.sent) {
        const numbers = this.#room(this.training.outgoingLength());
        this.training.copyOutgoing(numbers);
        port.postMessage(numbers, [numbers.buffer]);
        this.sent = true;
      }
      const theirs = this.inbox[this.exchanged].shift();
      if (!theirs) return;
      this.training.exchange(theirs);
      this.spare.push(theirs);
      this.sent = false;
      this.exchanged = (this.exchanged + 1) % this.ports.length;
    }
  }

  /** A spare buffer of this length, or a new one. @param {number} length */
  #room(length) {
    const i = this.spare.findIndex((spare) => spare.length === length);
    return i < 0 ? new Float32Array(length) : this.spare.splice(i, 1)[0];
  }

  close() {
    this.active = false;
    for (const port of this.ports) port.close();
    this.training.free();
  }
}
