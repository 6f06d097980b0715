//! The coordinates of an oscillator, as a value of a spec.

use crate::spec::{Bounds, Control, Refusal, Value};

/// The coordinates in which an oscillator is drawn and learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// (ω, γ) to (φ, A).
    Real,
    /// (ln ω, ln γ) to (φ, ln A).
    Log,
}

impl Value for Space {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        match text {
            "real" => Ok(Self::Real),
            "log" => Ok(Self::Log),
            _ => Err(Refusal::new("allowed: real, log")),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::Real => "real".into(),
            Self::Log => "log".into(),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: vec!["real".into(), "log".into()] }
    }
}
