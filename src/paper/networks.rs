//! The one list of the networks that are shipped with the page.

use crate::kinds::scinet::experiment;
use crate::kinds::sweep::SweepSpec;
use crate::kinds::worlds::world_named;
use crate::kinds::{Experiment, Spec, Variant};
use crate::paper::sweeps::{OPTIMISER_SWEEP, QUBIT_SWEEP, TWO_QUBIT_SWEEP};

pub use crate::kinds::scinet::{experiment_names, experiments};
pub use crate::kinds::worlds::world_names;

/// The names of all shipped networks.
pub fn names() -> Vec<&'static str> {
    experiment_names().into_iter().chain(world_names()).collect()
}

/// The spec of a shipped network, such as `boring_patch`, or of its quick variant, such as `boring_patch_quick`.
pub fn named(name: &str) -> Option<Spec> {
    experiment(name).map(Spec::from).or_else(|| world_named(name).map(Spec::from))
}

fn of(name: &'static str) -> Option<Experiment> {
    let variant = |name: &str| named(name).map(|spec| Variant::of(&spec));
    Some(Experiment { name, full: variant(name)?, quick: variant(&format!("{name}_quick"))? })
}

/// The networks of Iten et al. (2020) that statements are about.
pub fn claimed_worlds() -> Vec<Experiment> {
    crate::paper::claims::claimed_worlds().into_iter().filter_map(of).collect()
}

/// The shipped sweeps.
pub fn sweeps() -> Vec<Spec> {
    // A test reads all of them.
    ["", QUBIT_SWEEP, TWO_QUBIT_SWEEP, OPTIMISER_SWEEP]
        .iter()
        .filter_map(|text| SweepSpec::read(text))
        .map(Spec::from)
        .collect()
}
