//! The kind `scinet`: it trains as the cells of all worlds do, and adds classical fits and its own report.

use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::scinet::spec::SciNetSpec;
use crate::kinds::worlds::WorldLesson;
use crate::spec::{Fingerprint, Problem};
use crate::train::Lesson;
use std::sync::Arc;

impl Kind for SciNetSpec {
    fn runs(&self) -> Vec<Spec> {
        vec![reduced(self, &TRAINING).into()]
    }

    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Ok(Arc::new(WorldLesson::new(Spec::from(self.clone()).link(), self.world())))
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
        self.recipe.samples()
    }

    fn has_fits(&self) -> bool {
        true
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
