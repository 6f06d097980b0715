//! The measurements of saved networks that the command line asks for.

use crate::measure::errors::Errors;
use serde_json::Value as Json;

/// The requested measurements.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Number of fresh samples.
    pub n_samples: usize,
    /// Their seed; by default that of the spec.
    pub seed: Option<u32>,
    /// A point (inputs) at which the networks are evaluated; empty for none.
    pub at: Vec<f64>,
}

/// The errors of one network.
#[derive(Debug, Clone)]
pub struct NetErrors {
    /// Its name.
    pub name: String,
    /// The names of its outputs.
    pub outputs: Vec<&'static str>,
    /// Its errors inside the training data and outside.
    pub errors: Vec<Errors>,
    /// Its outputs at the requested point; (outputs), or empty.
    pub at: Vec<f64>,
}

/// The results of measurements.
#[derive(Debug, Clone)]
pub enum Evaluated {
    /// Errors of each network, on samples drawn from a seed.
    Nets(u32, Vec<NetErrors>),
    /// A report, on samples drawn from a seed: as JSON and as readable lines.
    Report(u32, Json, String),
}

/// The requested point, if there is one.
///
/// # Errors
/// When it does not have `N` finite numbers; `names` are those of the inputs.
pub fn point<const N: usize>(at: &[f64], names: &str) -> Result<Option<[f64; N]>, String> {
    match <[f64; N]>::try_from(at) {
        Ok(point) if at.iter().all(|x| x.is_finite()) => Ok(Some(point)),
        Err(_) if at.is_empty() => Ok(None),
        _ => Err(format!("--at has {at:?}; allowed: finite numbers, {names}")),
    }
}
