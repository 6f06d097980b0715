//! What a worker does: move a run on, alone or as one of several replicas, or fit polynomials.

use super::{failed, parse};
use crate::kinds::outcome::Outcome;
use crate::spec::Fields;
use crate::train::{Checkpoint, Part, Run, Status};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since some fixed moment. It decides how much is done at a time, never the numbers.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A run in a worker.
#[wasm_bindgen]
pub struct Training {
    run: Run,
    /// Whether to look at the clock after every shard, and not only after every epoch.
    large: bool,
}

#[wasm_bindgen]
impl Training {
    /// Starts the run of a link with exactly one network.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Training, JsError> {
        parse(link)?.run().map(Self::from).map_err(failed)
    }

    /// Goes on with a run where another worker was.
    pub fn resume(checkpoint: &[u8]) -> Result<Training, JsError> {
        let checkpoint = Checkpoint::from_bytes(checkpoint).map_err(failed)?;
        checkpoint.resume().map(Self::from).map_err(failed)
    }

    /// All that another worker needs to go on, after the last whole epoch.
    pub fn checkpoint(&mut self) -> Result<Vec<u8>, JsError> {
        self.run.checkpoint().to_bytes().map_err(failed)
    }

    /// Makes this one of several replicas that share every batch; gives those to exchange sums with, in order.
    pub fn share(&mut self, rank: u32, replicas: u32) -> Result<Vec<u32>, JsError> {
        let part = Part::new(rank, replicas).ok_or_else(|| failed(format!("rank {rank} of {replicas} replicas")))?;
        self.run.share(part);
        Ok(part.partners().collect())
    }

    /// Trains until about `milliseconds` have passed, but not past epoch `until`, and not past the
    /// point where a partner's sum is needed.
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

    /// Whether the next thing this replica needs is a partner's sum.
    pub fn waits(&mut self) -> bool {
        self.run.sum().is_some()
    }

    /// How many numbers a sum has.
    #[wasm_bindgen(js_name = sumLength)]
    pub fn sum_length(&self) -> usize {
        self.run.sum_len()
    }

    /// Writes the sum that a partner waits for.
    #[wasm_bindgen(js_name = copySum)]
    pub fn copy_sum(&mut self, to: &js_sys::Float32Array) -> Result<(), JsError> {
        let sum = self.run.sum().ok_or_else(|| failed("there is no sum yet"))?;
        if to.length() as usize != sum.len() {
            return Err(failed(format!("room for {} numbers; the sum has {}", to.length(), sum.len())));
        }
        to.copy_from(sum);
        Ok(())
    }

    /// Adds a partner's sum; with the last one the epoch is done.
    pub fn exchange(&mut self, sum: &[f32]) -> Result<(), JsError> {
        self.run.exchange(sum).map_err(failed)
    }

    /// Epochs done.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> u32 {
        self.run.epoch()
    }

    /// Whether the run has stopped because its numbers are no longer finite.
    #[wasm_bindgen(getter)]
    pub fn diverged(&self) -> bool {
        self.run.status() == Status::Diverged
    }

    /// Whether there is nothing more to train: all epochs of the spec are done, or the run has diverged.
    #[wasm_bindgen(getter)]
    pub fn over(&self) -> bool {
        self.run.status() != Status::Unfinished
    }

    /// All weights and biases, copied out of the module's memory.
    pub fn parameters(&self) -> js_sys::Float32Array {
        js_sys::Float32Array::from(self.run.parameters())
    }

    /// The parts of the loss of all epochs from the `from`-th on.
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

/// Computes the classical fits; the numbers go to `Cell.setBaseline`.
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
