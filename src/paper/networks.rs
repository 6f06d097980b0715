//! The one list of the networks that are shipped with the page.

use crate::kinds::scinet::experiment;
use crate::kinds::worlds::world_named;
use crate::kinds::{Spec, Variant};
use crate::paper::sweeps::{QUBIT_SWEEP, TWO_QUBIT_SWEEP};
use serde::Serialize;

pub use crate::kinds::scinet::experiment_names;
pub use crate::kinds::worlds::world_names;

/// The names of all networks that are shipped.
pub fn names() -> Vec<&'static str> {
    experiment_names().into_iter().chain(world_names()).collect()
}

/// The spec of a shipped network, such as `boring_patch`, or of its quick variant, such as `boring_patch_quick`.
pub fn named(name: &str) -> Option<Spec> {
    experiment(name).map(Spec::from).or_else(|| world_named(name).map(Spec::from))
}

/// A network that a paper's statements are about, in full and as a quick variant.
#[derive(Debug, Clone, Serialize)]
pub struct Experiment {
    /// Its name.
    pub name: &'static str,
    /// The shipped network.
    pub full: Variant,
    /// Its quick variant.
    pub quick: Variant,
}

impl Experiment {
    fn of(name: &'static str) -> Option<Self> {
        let variant = |name: &str| named(name).map(|spec| Variant::of(&spec));
        Some(Self { name, full: variant(name)?, quick: variant(&format!("{name}_quick"))? })
    }
}

/// The experiments of Bolshakov (2020).
pub fn experiments() -> Vec<Experiment> {
    experiment_names().into_iter().filter_map(Experiment::of).collect()
}

/// The networks of Iten et al. (2020) that statements are about.
pub fn claimed_worlds() -> Vec<Experiment> {
    crate::paper::claims::claimed_worlds().into_iter().filter_map(Experiment::of).collect()
}

/// The sweeps that are shipped.
pub fn sweeps() -> Vec<Spec> {
    // A test reads all of them.
    ["", QUBIT_SWEEP, TWO_QUBIT_SWEEP].iter().filter_map(|text| Spec::parse("sweep", text).ok()).collect()
}
