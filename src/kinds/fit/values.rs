//! The distribution of training inputs, and the error axis, as values of a spec.

use crate::range::Range;
use crate::spec::list::parse_call;
use crate::spec::{Bounds, Control, Refusal, Value, print_number};

/// The distribution of training inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Gaussian.
    Normal {
        /// μ.
        mean: f64,
        /// σ, above 0.
        deviation: f64,
    },
    /// Uniform between two ends.
    Uniform {
        /// Left end.
        low: f64,
        /// Right end, above `low`.
        high: f64,
    },
}

impl Distribution {
    /// The part of the axis that counts as inside: μ ± 2σ, or all of a uniform distribution.
    pub fn inside(&self) -> Range {
        match *self {
            Self::Normal { mean, deviation } => Range { low: mean - 2.0 * deviation, high: mean + 2.0 * deviation },
            Self::Uniform { low, high } => Range { low, high },
        }
    }

    /// The part of the axis that contains practically every draw: μ ± 6σ, or all of a uniform distribution.
    pub fn reach(&self) -> Range {
        match *self {
            Self::Normal { mean, deviation } => Range { low: mean - 6.0 * deviation, high: mean + 6.0 * deviation },
            Self::Uniform { low, high } => Range { low, high },
        }
    }

    /// μ and σ, or the middle and half of the width of a uniform distribution.
    pub fn middle_and_spread(&self) -> [f64; 2] {
        match *self {
            Self::Normal { mean, deviation } => [mean, deviation],
            Self::Uniform { low, high } => [low / 2.0 + high / 2.0, high / 2.0 - low / 2.0],
        }
    }

    /// The name of [`Distribution::inside`] in the head of a table.
    pub fn inside_name(&self) -> &'static str {
        match self {
            Self::Normal { .. } => "μ ± 2σ",
            Self::Uniform { .. } => "inside",
        }
    }

    /// The name of [`Distribution::inside`] in a figure.
    pub fn inside_label(&self) -> &'static str {
        match self {
            Self::Normal { .. } => "training data, μ ± 2σ",
            Self::Uniform { .. } => "training data",
        }
    }
}

impl Value for Distribution {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let inside = |x: f64| (bounds.min..=bounds.max).contains(&x);
        match parse_call(text).as_ref().map(|(name, arguments)| (*name, arguments.as_slice())) {
            Some(("normal", &[mean, deviation])) if inside(mean) && deviation > 0.0 && inside(deviation) => {
                Ok(Self::Normal { mean, deviation })
            }
            Some(("uniform", &[low, high])) if inside(low) && inside(high) && low < high => {
                Ok(Self::Uniform { low, high })
            }
            _ => Err(Refusal::new(
                "allowed: normal(mean, deviation) with deviation > 0, or uniform(low, high) with low < high",
            )),
        }
    }
    fn print(&self) -> String {
        match *self {
            Self::Normal { mean, deviation } => format!("normal({}, {})", print_number(mean), print_number(deviation)),
            Self::Uniform { low, high } => {
                format!("uniform({}, {})", print_number(low), print_number(high))
            }
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["normal(0, 1)", "uniform(-1, 1)", "normal(5, 2)"].map(String::from).into() }
    }
}

/// How the error figure shows model − truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorAxis {
    /// Its absolute value, on a logarithmic axis.
    Log,
    /// Its signed value.
    Linear,
}

impl Value for ErrorAxis {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        match text {
            "log" => Ok(Self::Log),
            "linear" => Ok(Self::Linear),
            _ => Err(Refusal::new("allowed: log, linear")),
        }
    }
    fn print(&self) -> String {
        match self {
            Self::Log => "log".into(),
            Self::Linear => "linear".into(),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: vec!["log".into(), "linear".into()] }
    }
}
