//! The kind `claims`: what the paper states, beside what is measured here.

use super::experiments::experiment_names;
use super::table::fields;
use super::value::{Bounds, Control, Refusal};
use super::{Problem, Value};

/// All of Iten et al. (2020), and each of their experiments.
pub const WORLDS: &str = "worlds";
const WORLD_EXPERIMENTS: [&str; 5] = ["pendulum", "collision", "one_qubit", "two_qubits", "planets"];

/// One experiment of either paper, [`WORLDS`] for all of Iten et al. (2020), or `None` for all of Bolshakov (2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExperimentChoice(pub Option<&'static str>);

fn choices() -> impl Iterator<Item = &'static str> {
    experiment_names().into_iter().chain([WORLDS]).chain(WORLD_EXPERIMENTS)
}

impl Value for ExperimentChoice {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "all" {
            return Ok(Self(None));
        }
        let found = choices().find(|name| *name == text);
        found
            .map(|name| Self(Some(name)))
            .ok_or_else(|| Refusal::new(format!("allowed: all, {}", choices().collect::<Vec<_>>().join(", "))))
    }
    fn print(&self) -> String {
        self.0.unwrap_or("all").into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: ["all"].into_iter().chain(choices()).map(String::from).collect() }
    }
}

fields! {
    /// What a `claims` cell lists.
    ClaimsSpec = "claims" {
        experiment: ExperimentChoice = "all" in 0 ..= 0,
            Display "Experiment" "Whose statements are listed: all or one experiment of Bolshakov's, the original's worlds or one of them.";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::<Problem>::new()
}
