//! The kind `claims`: statements of the papers beside measurements.

use crate::paper::experiments::{BOLSHAKOV, ITEN, WORLDS};
use crate::spec::fields::fields;
use crate::spec::{Bounds, Control, Problem, Refusal, Value};

/// One experiment of either paper, [`WORLDS`] for all of Iten et al. (2020), or `None` for all of Bolshakov (2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExperimentChoice(pub Option<&'static str>);

fn choices() -> impl Iterator<Item = &'static str> {
    BOLSHAKOV.into_iter().chain([WORLDS]).chain(ITEN)
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
    /// The statements of a `claims` cell.
    ClaimsSpec = "claims" {
        experiment: ExperimentChoice = "all" in 0 ..= 0,
            Display "Experiment" "The statements to list: all or one experiment of Bolshakov (2020); worlds or one world of Iten et al. (2020).";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::<Problem>::new()
}
