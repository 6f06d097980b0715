//! Gradient clipping and initial weights as values of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::number::{number_within, print_number, range_text};

/// The largest absolute value allowed in a gradient. `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clip(pub Option<f64>);

impl Value for Clip {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "none" {
            return Ok(Self(None));
        }
        let allowed = || format!("none, or a number from {}", range_text(bounds));
        number_within(text, bounds, &allowed).map(|clip| Self(Some(clip)))
    }
    fn print(&self) -> String {
        self.0.map_or("none".into(), print_number)
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["none", "10", "1"].map(String::from).into() }
    }
}

/// The distribution of the initial weights and biases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// Both uniform in ±1/√in, as in PyTorch.
    Uniform,
    /// Weights normal with standard deviation 2/√(in + out), biases 0, as in the code of Iten et al. (2020).
    Normal,
}

impl Value for Init {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        match text {
            "uniform" => Ok(Self::Uniform),
            "normal" => Ok(Self::Normal),
            _ => Err(Refusal::new("allowed: uniform, normal")),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::Uniform => "uniform".into(),
            Self::Normal => "normal".into(),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: vec!["uniform".into(), "normal".into()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clip_is_none_or_a_size() {
        let bounds = Bounds { min: 1e-6, max: 1e6 };
        assert_eq!(Clip::parse("none", bounds), Ok(Clip(None)));
        assert_eq!(Clip::parse("10", bounds).map(|clip| clip.print()), Ok("10".into()));
        assert_eq!(Clip::parse("0", bounds).unwrap_err().allowed, "allowed: none, or a number from 1e-6 to 1000000");
    }
}
