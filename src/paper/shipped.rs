//! What is shipped with the page: an index of trained networks, their reports, and sweeps.

use crate::kinds::scinet::report::Report;
pub use crate::kinds::sweep::SweepResult;
use crate::kinds::worlds::WorldReport;
use serde::{Deserialize, Serialize};

/// One trained network, with a report of type R.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShippedRun<R = Report> {
    /// The experiment, and the name of its file.
    pub name: String,
    /// Its spec.
    pub link: String,
    /// What the numbers depend on: the link of its run.
    pub run: String,
    /// Epochs done.
    pub epoch: u32,
    /// Of its parameters.
    pub fingerprint: String,
    /// What is measured of it.
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
    /// Quick variants of those that a paper's statements are about, several seeds each, without files.
    #[serde(default)]
    pub quick_worlds: Vec<ShippedRun<WorldReport>>,
    /// Sweeps.
    pub sweeps: Vec<SweepResult>,
}

impl Shipped {
    /// Reads the index.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("the index of checkpoints: {error}"))
    }

    /// Reads the sweeps of the index, and nothing else.
    ///
    /// # Errors
    /// What is wrong with it.
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
