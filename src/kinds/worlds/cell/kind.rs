//! Cells of worlds as a kind: their runs, their training, their reports and their quick variants.

use crate::kinds::board::Board;
use crate::kinds::evaluation::{Evaluated, Request};
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::outcome::{Outcome, SAMPLES};
use crate::kinds::worlds::cell::board::WorldBoard;
use crate::kinds::worlds::cell::lesson::WorldLesson;
use crate::kinds::worlds::cell::recipe::Recipe;
use crate::kinds::worlds::cell::report::WorldReport;
use crate::kinds::worlds::cell::spec::{WorldSpec, own_recipe};
use crate::kinds::worlds::cell::words::print_report;
use crate::kinds::worlds::domain::Shipped;
use crate::spec::{Fields, Fingerprint, Problem};
use crate::train::Lesson;
use serde_json::{Value as Json, json};
use std::sync::Arc;

impl Recipe {
    /// The number of samples that a training draws in all of its epochs.
    pub fn samples(&self) -> f64 {
        self.batch.sum(self.epochs)
    }
}

impl WorldSpec {
    /// The spec of a shipped network, or of its quick variant.
    pub fn shipped(&self, shipped: &Shipped, quick: bool) -> Self {
        let mut spec = self.clone();
        for (key, text) in if quick { shipped.quick } else { shipped.changes } {
            // A test reads all of them.
            let _ = spec.set(key, text);
        }
        spec
    }

    fn measure(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<WorldReport> {
        WorldReport::of(self, parameters, n_samples, seed.unwrap_or(self.recipe.seed))
    }
}

impl Kind for WorldSpec {
    fn board(&self) -> Box<dyn Board> {
        Box::new(WorldBoard::new(self.clone()))
    }

    fn runs(&self) -> Vec<Spec> {
        vec![reduced(self, &TRAINING).into()]
    }

    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Ok(Arc::new(WorldLesson::new(Spec::from(self.clone()).link(), self.clone())))
    }

    fn epochs(&self) -> u32 {
        self.recipe.epochs
    }

    fn claim(&self) -> Fingerprint {
        self.recipe.fingerprint
    }

    fn net_names(&self) -> Vec<String> {
        vec!["SciNet".into()]
    }

    fn activations(&self) -> Vec<&'static str> {
        vec![self.recipe.activation.word()]
    }

    fn samples(&self) -> f64 {
        // A world with steps decodes once for each of them.
        self.recipe.samples() * self.sizes().steps.max(1) as f64
    }

    fn quick(&self) -> Option<Spec> {
        let domain = self.domain.defaults();
        let defaults = Self { recipe: own_recipe(&*domain), domain };
        let seeded = |shipped: &Shipped, quick: bool| {
            let mut spec = defaults.shipped(shipped, quick);
            spec.recipe.seed = self.recipe.seed;
            spec
        };
        let same = |shipped: &&Shipped| reduced(&seeded(shipped, false), &TRAINING) == reduced(self, &TRAINING);
        let shipped = defaults.domain.shipped().iter().find(same)?;
        let mut quick = seeded(shipped, true);
        quick.recipe.scene = self.recipe.scene.clone();
        (quick.samples() < self.samples()).then(|| quick.into())
    }

    fn has_report(&self) -> bool {
        true
    }

    fn report(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Json> {
        self.measure(parameters, n_samples, seed).map(|report| json!(report))
    }

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
        let of = |report: WorldReport| Outcome { used: Some(report.used), error: Some(report.rms / report.deviation) };
        Some(self.measure(parameters, SAMPLES, None).map_or(Outcome::DIVERGED, of))
    }

    fn has_latents(&self) -> bool {
        true
    }

    fn can_be_swept(&self) -> bool {
        true
    }
}
