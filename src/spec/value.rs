//! Values of a spec: how they are read from text, written as text and offered as controls.

use serde::Serialize;

/// The smallest and the largest number that a field accepts; for text, the maximum number of characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest allowed value.
    pub min: f64,
    /// Largest allowed value.
    pub max: f64,
}

/// Why a value is refused: the allowed values, and the position of the mistake if it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The allowed values, as part of a sentence.
    pub allowed: String,
    /// The index of the character of the value at which the mistake is.
    pub at: Option<usize>,
}

impl Refusal {
    /// Refuses the whole value.
    pub fn new(allowed: impl Into<String>) -> Self {
        Self { allowed: allowed.into(), at: None }
    }
}

/// How the page offers a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Control {
    /// A number box.
    Number {
        /// Smallest allowed value.
        min: f64,
        /// Largest allowed value.
        max: f64,
        /// Whether only whole numbers are allowed.
        integer: bool,
    },
    /// One of a few words.
    Choice {
        /// The words.
        options: Vec<String>,
    },
    /// No control: the page itself writes the field.
    None,
    /// An expression in x, which the page also shows typeset.
    Formula {
        /// Example expressions.
        examples: Vec<String>,
    },
    /// Free text, with examples to choose from.
    Text {
        /// Example values.
        examples: Vec<String>,
    },
}

/// A value of a spec. It is read from text and written as text; equal values are written as equal text.
pub trait Value: Sized + Clone + PartialEq {
    /// Reads a value; `text` is trimmed.
    ///
    /// # Errors
    /// The allowed values, if this is not one of them.
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal>;
    /// Writes the value so that [`Value::parse`] reads it back. Spaces only help human readers.
    fn print(&self) -> String;
    /// The control for a field of this type within `bounds`.
    fn control(bounds: Bounds) -> Control;
}
