//! All outcomes of a sweep, as they are shipped.

use crate::kinds::outcome::Outcome;
use serde::{Deserialize, Serialize};

/// All outcomes of a sweep, as they are shipped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SweepResult {
    /// The link of the sweep.
    pub link: String,
    /// In the order of the networks of the sweep.
    pub outcomes: Vec<Outcome>,
}
