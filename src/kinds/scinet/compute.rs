//! The computations for workers and the command line.

use crate::kinds::computes::Computes;
use crate::kinds::evaluation::{Evaluated, NetErrors, Request, point};
use crate::kinds::outcome::{Outcome, SAMPLES};
use crate::kinds::scinet::places::scinet_errors;
use crate::kinds::scinet::report::Report;
use crate::kinds::scinet::rivals::Rivals;
use crate::kinds::scinet::spec::{SciNetSpec, Shown};
use crate::measure::Asked;
use serde_json::{Value as Json, json};

impl SciNetSpec {
    fn measure(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Report> {
        Report::of(self, parameters, n_samples, seed.unwrap_or(self.recipe.seed))
    }
}

impl Computes for SciNetSpec {
    fn fits(&self) -> Result<Vec<f64>, String> {
        let Shown { polynomials, pairs, .. } = &self.shown;
        let rivals = Rivals::fit(self, &polynomials.0, *pairs as usize).map_err(|error| error.to_string())?;
        Ok(rivals.to_numbers())
    }

    fn report(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Json> {
        self.measure(parameters, n_samples, seed).map(|report| json!(report))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn evaluate(&self, nets: &[Vec<f32>], request: &Request) -> Result<Evaluated, String> {
        let none = "nothing in it can be measured";
        let seed = request.seed.unwrap_or(self.recipe.seed);
        let parameters = nets.first().ok_or(none)?;
        let errors = scinet_errors(self, parameters, request.n_samples, seed).ok_or(none)?;
        let oscillator = self.truth();
        let point = point::<2>(&request.at, &oscillator.input_names().join(","))?;
        let answers = point.zip(Asked::new(self, parameters)).map(|(point, mut net)| net.ask(&[point]));
        let at = answers.map_or(Vec::new(), |answers| [0, 1].map(|i| answers.output(i)).concat());
        let outputs = oscillator.output_names().to_vec();
        Ok(Evaluated::Nets(seed, vec![NetErrors { name: "SciNet".into(), outputs, errors, at }]))
    }

    fn outcome(&self, parameters: &[f32]) -> Option<Outcome> {
        let Some(report) = self.measure(parameters, SAMPLES, None) else { return Some(Outcome::DIVERGED) };
        let relative = report.outputs.iter().map(|output| output.over_deviation.median());
        let error = (relative.map(|error| error * error).sum::<f64>() / report.outputs.len() as f64).sqrt();
        Some(Outcome { used: Some(report.used), error: Some(error) })
    }
}
