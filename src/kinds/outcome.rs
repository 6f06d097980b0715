//! The result of one network of a sweep.

use serde::{Deserialize, Serialize};

/// Number of fresh samples on which each network of a sweep is measured.
pub const SAMPLES: usize = 2048;

/// The result of one network of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outcome {
    /// Number of used latent variables. `None` for a network without latent variables.
    pub used: Option<usize>,
    /// RMS error divided by the standard deviation of the truth, for all outputs together; for a fit the RMS error
    /// inside. `None` for a network that diverged.
    pub error: Option<f64>,
}

impl Outcome {
    /// The outcome of a network that diverged.
    pub const DIVERGED: Self = Self { used: None, error: None };
}
