//! The computations of a kind for workers and the command line. The module of the page is built without them.

use crate::kinds::evaluation::{Evaluated, Request};
use crate::kinds::outcome::Outcome;
use serde_json::Value as Json;

/// Computes what takes too long for the page's own thread. The defaults are those of a kind without any of it.
#[cfg(feature = "trainer")]
pub trait Computes {
    /// Computes the classical fits, as numbers for [`crate::kinds::board::Board::set_fits`].
    ///
    /// # Errors
    /// The reason why they cannot be computed, as text.
    fn fits(&self) -> Result<Vec<f64>, String> {
        Err("no classical fits in a cell of this kind".into())
    }

    /// The full report on a network of this spec on `n_samples` fresh samples drawn from `seed`; by default from the
    /// spec's own. `None` if the parameters (n_parameters) are those of another network, or the kind has no reports.
    fn report(&self, _parameters: &[f32], _n_samples: usize, _seed: Option<u32>) -> Option<Json> {
        None
    }

    /// Measures the networks of a file, each (n_parameters), for the command line.
    ///
    /// # Errors
    /// The reason why nothing can be measured, as text.
    #[cfg(not(target_arch = "wasm32"))]
    fn evaluate(&self, _nets: &[Vec<f32>], _request: &Request) -> Result<Evaluated, String> {
        Err("nothing in it can be measured".into())
    }

    /// The result of a network of this spec, (n_parameters), in a sweep. `None` if a sweep cannot vary this spec.
    fn outcome(&self, _parameters: &[f32]) -> Option<Outcome> {
        None
    }
}

/// Nothing, in a module that computes nothing.
#[cfg(not(feature = "trainer"))]
pub trait Computes {}
#[cfg(not(feature = "trainer"))]
impl<T> Computes for T {}
