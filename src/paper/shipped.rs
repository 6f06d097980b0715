//! The data that are shipped with the page: an index of trained networks, their reports, and sweeps.

use crate::kinds::scinet::report::Report;
pub use crate::kinds::sweep::SweepResult;
use crate::kinds::worlds::WorldReport;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

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

/// The index: `www/checkpoints/index.json`. Networks whose report is of an older version are left out when it is read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shipped {
    /// The experiments in full, each with a file `<name>.safetensors` beside the index.
    #[serde(deserialize_with = "readable")]
    pub checkpoints: Vec<ShippedRun>,
    /// The experiments in full with other seeds, without files.
    #[serde(default, deserialize_with = "readable", skip_serializing_if = "Vec::is_empty")]
    pub seeds: Vec<ShippedRun>,
    /// Their quick variants, several seeds each, without files.
    #[serde(deserialize_with = "readable")]
    pub quick: Vec<ShippedRun>,
    /// Networks of the four worlds, each with a file of its name.
    #[serde(default, deserialize_with = "readable")]
    pub worlds: Vec<ShippedRun<WorldReport>>,
    /// The networks that statements are about with other seeds, without files.
    #[serde(default, deserialize_with = "readable", skip_serializing_if = "Vec::is_empty")]
    pub world_seeds: Vec<ShippedRun<WorldReport>>,
    /// Quick variants of the networks that statements are about, several seeds each, without files.
    #[serde(default, deserialize_with = "readable")]
    pub quick_worlds: Vec<ShippedRun<WorldReport>>,
    /// Sweeps.
    pub sweeps: Vec<SweepResult>,
}

/// The runs of a list whose reports this version can read.
fn readable<'de, D: Deserializer<'de>, R: DeserializeOwned>(list: D) -> Result<Vec<ShippedRun<R>>, D::Error> {
    let runs = Vec::<serde_json::Value>::deserialize(list)?;
    Ok(runs.into_iter().filter_map(|run| serde_json::from_value(run).ok()).collect())
}

/// The reports on the runs of a name.
fn reports<'a, R>(name: &str, lists: &[&'a [ShippedRun<R>]]) -> Vec<&'a R> {
    lists.iter().flat_map(|runs| runs.iter()).filter(|run| run.name == name).map(|run| &run.report).collect()
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

    /// The reports on an experiment in full, one for each seed.
    pub fn full_reports(&self, name: &str) -> Vec<&Report> {
        reports(name, &[&self.checkpoints, &self.seeds])
    }

    /// The reports on its quick variant, one for each seed.
    pub fn quick_reports(&self, name: &str) -> Vec<&Report> {
        reports(name, &[&self.quick])
    }

    /// The reports on a network of a world in full, one for each seed.
    pub fn full_world_reports(&self, name: &str) -> Vec<&WorldReport> {
        reports(name, &[&self.worlds, &self.world_seeds])
    }

    /// The reports on its quick variant, one for each seed.
    pub fn quick_world_reports(&self, name: &str) -> Vec<&WorldReport> {
        reports(name, &[&self.quick_worlds])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_with_an_older_report_is_left_out() {
        let run = r#"{"name": "a", "link": "", "run": "", "epoch": 1, "fingerprint": "", "report": {"rms": 0.5}}"#;
        let text = format!(r#"{{"checkpoints": [], "quick": [{run}], "quick_worlds": [{run}], "sweeps": []}}"#);
        assert_eq!(Shipped::read(&text), Ok(Shipped::default()));
        assert!(Shipped::read("{}").is_err());
    }
}
