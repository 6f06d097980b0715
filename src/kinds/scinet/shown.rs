//! What only a `scinet` cell shows, as the page gets it.

use crate::kinds::Experiment;
use serde::Serialize;

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub(super) enum SciNetShown {
    Errors(SciNetErrorTable),
    Models(ModelTable),
    /// What each latent variable does, in words.
    Latents(Vec<String>),
    /// The rule that separates used latent variables from unused ones.
    Rule(String),
    /// The experiments to choose from.
    Experiments(Vec<Experiment>),
}

/// The errors at every distance.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct SciNetErrorTable {
    pub(super) outputs: [&'static str; 2],
    pub(super) rows: Vec<SciNetErrorRow>,
}

/// A SciNet's errors at a distance from its training data.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct SciNetErrorRow {
    pub(super) place: String,
    pub(super) n_samples: usize,
    pub(super) rms: Vec<String>,
}

/// The network and the classical fits on the same draws.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct ModelTable {
    pub(super) outputs: [&'static str; 2],
    pub(super) places: Vec<String>,
    pub(super) rows: Vec<ModelRow>,
    /// The fitted equation of motion, once it is known.
    pub(super) equation: String,
}

/// A model beside a SciNet: its errors in each output on the training data and at some distances.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct ModelRow {
    pub(super) name: String,
    pub(super) coefficients: usize,
    /// φ and A in turn at each place.
    pub(super) rms: Vec<String>,
}
