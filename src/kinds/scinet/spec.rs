//! The spec of `scinet`: the world of the oscillator with its network, and the fits and figures of this cell alone.

use crate::kinds::scinet::panels::Panels;
use crate::kinds::worlds::{Oscillator, OscillatorSpec, Recipe, WorldSpec, own_recipe};
use crate::nn::SciNetShape;
use crate::spec::fields::{fields, forget_fingerprint, unknown_key};
use crate::spec::{Degrees, FieldDescription, Fields, Levels, Problem, Role};

/// The training, the fits and the figures of a `scinet` cell.
#[derive(Debug, Clone, PartialEq)]
pub struct SciNetSpec {
    /// The training data.
    pub oscillator: OscillatorSpec,
    /// The network and its training.
    pub recipe: Recipe,
    /// The classical fits and the figures.
    pub shown: Shown,
}

fields! {
    /// The classical fits and the figures of a `scinet` cell.
    Shown = "scinet" {
        polynomials: Degrees = "2, 4, 8" in 0 ..= 12,
            Baseline "Polynomials" "Degrees of the polynomials in two variables that are fitted to the same draws.";
        pairs: u32 = "20480" in 200 ..= 200_000,
            Baseline "Pairs" "Number of draws that the polynomials and the response function are fitted to.";
        reach: f64 = "2" in 0.25 ..= 8,
            Display "Reach" "How many standard deviations around the training mean the figures show.";
        slices: Levels = "auto" in -20 ..= 100,
            Display "Slices" "Values of γ (in log space, of ln γ) at which slices are cut: auto, or up to five numbers.";
        panels: Panels = "all" in 0 ..= 0,
            Display "Panels" "Which figures are shown: all, or some of their names.";
    }
    check enough_pairs
}

fn enough_pairs(spec: &Shown) -> Vec<Problem> {
    let terms = spec.polynomials.largest().map_or(1, |degree| u64::from((degree + 1) * (degree + 2) / 2));
    if terms * 4 <= u64::from(spec.pairs) {
        return Vec::new();
    }
    let allowed = format!("allowed: at least {} pairs for {terms} coefficients", 4 * terms);
    vec![Problem::new("pairs", spec.pairs.to_string(), allowed)]
}

impl Default for SciNetSpec {
    fn default() -> Self {
        let oscillator = OscillatorSpec::default();
        Self { recipe: own_recipe(&oscillator), oscillator, shown: Shown::default() }
    }
}

impl SciNetSpec {
    /// The world and the network, without fits and figures.
    pub fn world(&self) -> WorldSpec {
        WorldSpec { domain: Box::new(self.oscillator.clone()), recipe: self.recipe.clone() }
    }

    /// The ground truth.
    pub fn truth(&self) -> Oscillator {
        Oscillator::new(&self.oscillator, self.recipe.seed)
    }
}

impl From<&SciNetSpec> for SciNetShape {
    fn from(spec: &SciNetSpec) -> Self {
        Self::from(&spec.world())
    }
}

/// A key of worlds with dials, which this world does not have.
const SCENE: &str = "scene";
/// The fields of [`Shown`] come before this key.
const FINGERPRINT: &str = "fingerprint";

impl Fields for SciNetSpec {
    fn kind(&self) -> &'static str {
        self.shown.kind()
    }

    fn describe(&self) -> Vec<FieldDescription> {
        let mut fields = self.world().describe();
        fields.retain(|field| field.key != SCENE);
        let at = fields.iter().position(|field| field.key == FINGERPRINT).unwrap_or(fields.len());
        fields.splice(at..at, self.shown.describe());
        fields
    }

    fn role(&self, key: &str) -> Option<Role> {
        let of_recipe = || self.recipe.role(key).filter(|_| key != SCENE);
        self.shown.role(key).or_else(|| self.oscillator.role(key)).or_else(of_recipe)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        if self.shown.role(key).is_some() {
            self.shown.set(key, text)
        } else if self.oscillator.role(key).is_some() {
            self.oscillator.set(key, text)
        } else if self.role(key).is_some() {
            self.recipe.set(key, text)
        } else {
            let keys: Vec<&str> = self.describe().iter().map(|field| field.key).collect();
            Err(unknown_key(key, text, self.kind(), &keys))
        }
    }

    fn cross_check(&self) -> Vec<Problem> {
        [self.world().check_network(), self.shown.cross_check(), self.oscillator.cross_check()].concat()
    }

    fn field_changed(&mut self, key: &str) {
        forget_fingerprint(self, key);
    }
}
