//! The kind `scinet`: it trains as the cells of all worlds do, and adds classical fits and a report of its own.

use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::scinet::experiments::{experiment, experiment_of};
use crate::kinds::scinet::spec::{SciNetSpec, Shown};
use crate::kinds::worlds::WorldLesson;
use crate::spec::{Fingerprint, Problem};
use crate::train::Lesson;
use serde_json::Value as Json;
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

    fn quick(&self) -> Option<Spec> {
        let named = experiment(&format!("{}_quick", experiment_of(self)?))?;
        let mut quick = self.clone();
        let recipe = &mut quick.recipe;
        (recipe.batch, recipe.lr, recipe.epochs) = (named.recipe.batch, named.recipe.lr, named.recipe.epochs);
        recipe.fingerprint = Fingerprint(None);
        (quick.samples() < self.samples()).then(|| quick.into())
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

    /// `experiment`: the data and the training of another spec, with this one's fits and figures.
    fn change(&self, what: &str, with: &Json) -> Result<Spec, Vec<Problem>> {
        let refused = |given: &str| Err(vec![Problem::new("", given, "allowed: the link of a scinet")]);
        let ("experiment", Some(link)) = (what, with.as_str()) else { return refused(what) };
        let other = Spec::parse_link(link)?;
        let Some(other) = other.get::<Self>() else { return refused(link) };
        let slices = other.shown.slices.clone();
        Ok(Self { shown: Shown { slices, ..self.shown.clone() }, ..other.clone() }.into())
    }
}
