//! The work of a worker: to advance a run, alone or as one of several replicas, or to fit polynomials.

use super::{failed, parse};
use crate::kinds::outcome::Outcome;
use crate::spec::Fields;
use crate::train::{Checkpoint, Part, Run, Status};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since a fixed moment. They decide how much is done at a time, never the numbers.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A run in a worker.
#[wasm_bindgen]
pub struct Training {
    run: Run,
    /// Whether to check the clock after every shard instead of after every epoch.
    large: bool,
}

#[wasm_bindgen]
impl Training {
    /// Starts the run of a link with exactly one network.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Training, JsError> {
        parse(link)?.run().map(Self::from).map_err(failed)
    }

    /// Resumes a run where another worker left it.
    pub fn resume(checkpoint: &[u8]) -> Result<Training, JsError> {
        let checkpoint = Checkpoint::from_bytes(checkpoint).map_err(failed)?;
        checkpoint.resume().map(Self::from).map_err(failed)
    }

    /// Everything that another worker needs to resume after the last whole epoch.
    pub fn checkpoint(&mut self) -> Result<Vec<u8>, JsError> {
        self.run.checkpoint().to_bytes().map_err(failed)
    }

    /// Makes this one of several replicas that share every batch. Returns the partners to exchange sums with, in order.
    pub fn share(&mut self, rank: u32, replicas: u32) -> Result<Vec<u32>, JsError> {
        let part = Part::new(rank, replicas).ok_or_else(|| failed(format!("rank {rank} of {replicas} replicas")))?;
        self.run.share(part);
        Ok(part.partners().collect())
    }

    /// Trains until about `milliseconds` have passed, but not past epoch `until`, and not past the point where the sum
    /// of a partner is needed.
    pub fn work(&mut self, milliseconds: f64, until: u32) {
        let end = now() + milliseconds;
        while self.run.status() == Status::Unfinished && self.run.epoch() < until && !self.waits() {
            match self.large || self.run.part() != Part::WHOLE {
                true => self.run.work(),
                false => self.run.advance(1),
            }
            if now() >= end {
                return;
            }
        }
    }

    /// Whether this replica needs numbers of a partner next.
    pub fn waits(&self) -> bool {
        self.run.waits()
    }

    /// How many numbers the next partner needs.
    #[wasm_bindgen(js_name = outgoingLength)]
    pub fn outgoing_length(&mut self) -> usize {
        self.run.outgoing().map_or(0, <[f32]>::len)
    }

    /// Writes the numbers that the next partner needs.
    #[wasm_bindgen(js_name = copyOutgoing)]
    pub fn copy_outgoing(&mut self, to: &js_sys::Float32Array) -> Result<(), JsError> {
        let numbers = self.run.outgoing().ok_or_else(|| failed("there are no numbers for a partner yet"))?;
        if to.length() as usize != numbers.len() {
            return Err(failed(format!("room for {} numbers of {}", to.length(), numbers.len())));
        }
        to.copy_from(numbers);
        Ok(())
    }

    /// Takes the numbers of a partner. The last ones complete the epoch.
    pub fn exchange(&mut self, theirs: &[f32]) -> Result<(), JsError> {
        self.run.exchange(theirs).map_err(failed)
    }

    /// Number of completed epochs.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> u32 {
        self.run.epoch()
    }

    /// Whether the run has stopped because its numbers are no longer finite.
    #[wasm_bindgen(getter)]
    pub fn diverged(&self) -> bool {
        self.run.status() == Status::Diverged
    }

    /// Whether the training has ended: all epochs of the spec are done, or the run has diverged.
    #[wasm_bindgen(getter)]
    pub fn over(&self) -> bool {
        self.run.status() != Status::Unfinished
    }

    /// All weights and biases, copied from the memory of the module.
    pub fn parameters(&self) -> js_sys::Float32Array {
        js_sys::Float32Array::from(self.run.parameters())
    }

    /// The parts of the loss of all epochs, starting at epoch `from`.
    #[wasm_bindgen(js_name = lossesFrom)]
    pub fn losses_from(&self, from: usize) -> js_sys::Float32Array {
        let parts = self.run.lesson().loss_parts();
        js_sys::Float32Array::from(self.run.losses().get(from * parts..).unwrap_or_default())
    }
}

impl From<Run> for Training {
    fn from(run: Run) -> Self {
        Self { large: run.lesson().is_large(), run }
    }
}

/// Computes the classical fits. The numbers are for `Cell.setBaseline`.
#[wasm_bindgen(js_name = fitBaseline)]
pub fn fit_baseline(link: &str) -> Result<js_sys::Float64Array, JsError> {
    let numbers = parse(link)?.fits().map_err(failed)?;
    Ok(js_sys::Float64Array::from(numbers.as_slice()))
}

/// The outcome of one network of a sweep, as JSON.
#[wasm_bindgen]
pub fn outcome(link: &str, parameters: &[f32]) -> Result<String, JsError> {
    let outcome = parse(link)?.outcome(parameters).unwrap_or(Outcome::DIVERGED);
    serde_json::to_string(&outcome).map_err(failed)
}

/// The full report on a trained network, as JSON.
#[wasm_bindgen]
pub fn report(link: &str, parameters: &[f32], n_samples: usize) -> Result<String, JsError> {
    let spec = parse(link)?;
    let report = spec.report(parameters, n_samples, None);
    let kind = spec.kind();
    let none = || failed(format!("no report on these parameters of a network of kind {kind}"));
    report.map(|report| report.to_string()).ok_or_else(none)
}
