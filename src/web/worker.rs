//! What a worker does: advance a run for a while, or fit polynomials.

use crate::baseline::PolynomialFit;
use crate::spec::{FitSpec, Problem, Spec};
use crate::system::Curve;
use crate::train::{Run, Status};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since some fixed moment. It decides how many epochs a slice has, never their numbers.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

fn complain(problems: &[Problem]) -> JsError {
    JsError::new(&problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn fit_spec(link: &str) -> Result<FitSpec, JsError> {
    match Spec::parse_link(link).map_err(|problems| complain(&problems))? {
        Spec::Fit(spec) => Ok(spec),
        other => Err(JsError::new(&format!("nothing to train in a cell of kind {}", other.kind()))),
    }
}

/// A run in a worker.
#[wasm_bindgen]
pub struct Training {
    run: Run,
}

#[wasm_bindgen]
impl Training {
    /// Starts the run of a link with exactly one network.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Training, JsError> {
        let run = Run::new(&fit_spec(link)?).map_err(|problem| complain(&[problem]))?;
        Ok(Self { run })
    }

    /// Trains until about `milliseconds` have passed, but not past epoch `until`.
    pub fn advance(&mut self, milliseconds: f64, until: u32) {
        let end = now() + milliseconds;
        while self.run.status() == Status::Unfinished && self.run.epoch() < until {
            self.run.advance(1);
            if now() >= end {
                return;
            }
        }
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

    /// All weights and biases, copied out of the module's memory.
    pub fn parameters(&self) -> js_sys::Float32Array {
        js_sys::Float32Array::from(self.run.parameters())
    }

    /// The losses of all epochs from the `from`-th on.
    #[wasm_bindgen(js_name = lossesFrom)]
    pub fn losses_from(&self, from: usize) -> js_sys::Float32Array {
        js_sys::Float32Array::from(self.run.losses().get(from..).unwrap_or_default())
    }
}

/// Fits the polynomials of a link; the numbers go to `Cell.setPolynomials`.
#[wasm_bindgen(js_name = fitPolynomials)]
pub fn fit_polynomials(link: &str) -> Result<js_sys::Float64Array, JsError> {
    let spec = fit_spec(link)?;
    let degree = spec.polynomials.largest().ok_or_else(|| JsError::new("no polynomials to fit"))?;
    let (x, y) = Curve::from(&spec).draw_pairs(spec.pairs as usize);
    let fit = PolynomialFit::fit(&x, &y, degree as usize).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(js_sys::Float64Array::from(fit.to_numbers().as_slice()))
}
