//! The data that are shipped with the page: an index of trained networks, their reports, and sweeps.

use crate::kinds::scinet::report::Report;
pub use crate::kinds::sweep::SweepResult;
use crate::kinds::worlds::WorldReport;
use serde::{Deserialize, Serialize};

/// One trained network, with a report of type R.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShippedRun<R = Report> {
    /// The experiment, which is also the name of its file.
    pub name: String,
    /// Its spec.
    pub link: String,
    /// The link of its run, which determines the numbers.
    pub run: String,
    /// Number of completed epochs.
    pub epoch: u32,
    /// The fingerprint of its parameters.
    pub fingerprint: String,
    /// Its measurements.
    pub report: R,
}

/// The index: `www/checkpoints/index.json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shipped {
    /// The experiments in full, each with a file `<name>.safetensors` beside the index.
    pub checkpoints: Vec<ShippedRun>,
    /// Their quick variants, several seeds each, without files.
    pub quick: Vec<ShippedRun>,
    /// Networks of the four worlds, each with a file of its name.
    #[serde(default)]
    pub worlds: Vec<ShippedRun<WorldReport>>,
    /// Quick variants of the networks that statements are about, several seeds each, without files.
    #[serde(default)]
    pub quick_worlds: Vec<ShippedRun<WorldReport>>,
    /// Sweeps.
    pub sweeps: Vec<SweepResult>,
}

impl Shipped {
    /// Reads the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("the index of checkpoints: {error}"))
    }

    /// Reads only the sweeps of the index.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read_sweeps(text: &str) -> Result<Vec<SweepResult>, String> {
        #[derive(Deserialize)]
        struct Sweeps {
            sweeps: Vec<SweepResult>,
        }
        let all: Result<Sweeps, _> = serde_json::from_str(text);
        all.map(|all| all.sweeps).map_err(|error| format!("the index of checkpoints: {error}"))
    }

    /// The experiment in full.
    pub fn full(&self, name: &str) -> Option<&ShippedRun> {
        self.checkpoints.iter().find(|run| run.name == name)
    }

    /// All seeds of its quick variant.
    pub fn seeds(&self, name: &str) -> Vec<&ShippedRun> {
        self.quick.iter().filter(|run| run.name == name).collect()
    }
}
