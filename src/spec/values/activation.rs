//! Activation functions as values of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::list::{print_list, split_list};
use serde::Serialize;

/// The non-linear function of a hidden layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// max(x, 0).
    Relu,
    /// x above 0, eˣ − 1 below 0.
    Elu,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
}

impl Activation {
    /// All activations, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Relu, Self::Elu, Self::Sigmoid, Self::Tanh];

    /// The word in a spec.
    pub fn word(self) -> &'static str {
        match self {
            Self::Relu => "relu",
            Self::Elu => "elu",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
        }
    }

    /// The name in a legend.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relu => "ReLU",
            Self::Elu => "ELU",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
        }
    }

    /// The activation that a word names, in upper or lower case.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == text.to_ascii_lowercase())
    }
}

/// The words of all activations, for messages.
pub const WORDS: &str = "relu, elu, sigmoid, tanh";

impl Value for Activation {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        Self::named(text).ok_or_else(|| Refusal::new(format!("allowed: {WORDS}")))
    }
    fn print(&self) -> String {
        self.word().into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: Self::ALL.map(|activation| activation.word().into()).into() }
    }
}

/// A list of activations.
#[derive(Debug, Clone, PartialEq)]
pub struct Activations(pub Vec<Activation>);

impl Value for Activations {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let mut list = Vec::new();
        for word in split_list(text) {
            let activation = Activation::named(word)
                .ok_or_else(|| Refusal::new(format!("`{word}` is unknown; allowed: {WORDS}")))?;
            if list.contains(&activation) {
                return Err(Refusal::new(format!("`{word}` is given twice")));
            }
            list.push(activation);
        }
        if list.is_empty() {
            return Err(Refusal::new(format!("allowed: one or more of {WORDS}")));
        }
        Ok(Self(list))
    }
    fn print(&self) -> String {
        print_list(self.0.iter().map(|a| a.word().into()))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["sigmoid, relu, elu", "tanh, sigmoid", "elu"].map(String::from).into() }
    }
}
