//! Which outputs of the oscillator a `surface` cell draws, as a value of its spec.

use crate::spec::{Bounds, Control, Refusal, Value};

/// Which outputs of an oscillator are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outputs {
    /// The phase φ.
    Phase,
    /// The amplitude A, or its logarithm.
    Amplitude,
    /// Both, side by side.
    Both,
}

impl Outputs {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Both, "phase, amplitude"), (Self::Phase, "phase"), (Self::Amplitude, "amplitude")];
}

impl Value for Outputs {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let tight = |text: &str| text.replace(' ', "");
        let found = Self::ALL.into_iter().find(|(_, words)| tight(words) == tight(text));
        found.map(|(outputs, _)| outputs).ok_or_else(|| Refusal::new("allowed: phase; amplitude; phase, amplitude"))
    }
    fn print(&self) -> String {
        Self::ALL.into_iter().find(|(outputs, _)| outputs == self).map_or("", |(_, words)| words).into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: Self::ALL.map(|(_, words)| words.into()).into() }
    }
}
