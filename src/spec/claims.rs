//! The kind `claims`: what the paper states, beside what is measured here.

use super::experiments::experiment_names;
use super::table::fields;
use super::value::{Bounds, Control, Refusal};
use super::{Problem, Value};

/// One experiment, or `None` for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExperimentChoice(pub Option<&'static str>);

impl Value for ExperimentChoice {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "all" {
            return Ok(Self(None));
        }
        let found = experiment_names().into_iter().find(|name| *name == text);
        found
            .map(|name| Self(Some(name)))
            .ok_or_else(|| Refusal::new(format!("allowed: all, {}", experiment_names().join(", "))))
    }
    fn print(&self) -> String {
        self.0.unwrap_or("all").into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: ["all"].into_iter().chain(experiment_names()).map(String::from).collect() }
    }
}

fields! {
    /// What a `claims` cell lists.
    ClaimsSpec = "claims" {
        experiment: ExperimentChoice = "all" in 0 ..= 0,
            Display "Experiment" "Which experiment's statements are listed.";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::<Problem>::new()
}
