//! Cells of worlds as a kind: their runs, their training, their reports and their quick variants.

use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::worlds::cell::lesson::WorldLesson;
use crate::kinds::worlds::cell::recipe::Recipe;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::domain::Shipped;
use crate::spec::{Fields, Fingerprint, Problem};
use crate::train::Lesson;
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
}

impl Kind for WorldSpec {
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
        // A world with steps runs its decoder once for each step.
        self.recipe.samples() * self.sizes().steps.max(1) as f64
    }

    fn has_report(&self) -> bool {
        true
    }

    fn has_latents(&self) -> bool {
        true
    }

    fn can_be_swept(&self) -> bool {
        true
    }
}
