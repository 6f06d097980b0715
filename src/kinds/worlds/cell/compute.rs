//! The computations for workers and the command line.

use crate::kinds::computes::Computes;
use crate::kinds::evaluation::{Evaluated, Request};
use crate::kinds::outcome::{Outcome, SAMPLES};
use crate::kinds::worlds::cell::report::WorldReport;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::cell::words::print_report;
use crate::spec::Fields;
use serde_json::{Value as Json, json};

impl WorldSpec {
    fn measure(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<WorldReport> {
        WorldReport::of(self, parameters, n_samples, seed.unwrap_or(self.recipe.seed))
    }
}

impl Computes for WorldSpec {
    fn report(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Json> {
        self.measure(parameters, n_samples, seed).map(|report| json!(report))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn evaluate(&self, nets: &[Vec<f32>], request: &Request) -> Result<Evaluated, String> {
        if !request.at.is_empty() {
            let (at, kind) = (&request.at, self.kind());
            return Err(format!("--at has {at:?}; allowed: nothing for a network of the kind {kind}"));
        }
        let seed = request.seed.unwrap_or(self.recipe.seed);
        let report = nets.first().and_then(|net| self.measure(net, request.n_samples, Some(seed)));
        let report = report.ok_or("nothing in it can be measured")?;
        let text = print_report(self, &report);
        Ok(Evaluated::Report(seed, json!(report), text))
    }

    fn outcome(&self, parameters: &[f32]) -> Option<Outcome> {
        let of = |report: WorldReport| Outcome {
            used: Some(report.used),
            error: Some(report.rms.median() / report.deviation),
        };
        Some(self.measure(parameters, SAMPLES, None).map_or(Outcome::DIVERGED, of))
    }
}
