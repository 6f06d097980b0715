//! A spec that trains one network, as lists of networks to choose from show it.

use crate::kinds::kind::Spec;
use serde::Serialize;

/// A spec that trains one network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Variant {
    /// The link of the spec.
    pub link: String,
    /// The link of its run, which has neither epochs nor figures.
    pub run: String,
    /// Its epochs.
    pub epochs: u32,
}

impl Variant {
    /// The variant of a spec.
    pub fn of(spec: &Spec) -> Self {
        Self { link: spec.link(), run: spec.identity().link(), epochs: spec.epochs() }
    }
}

/// A network that a paper is about, to choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Experiment {
    /// Its name.
    pub name: &'static str,
    /// The shipped network.
    pub full: Variant,
    /// Its quick variant.
    pub quick: Variant,
}
