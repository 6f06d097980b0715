//! What a value of a spec is: it is read from text, written as text and offered as a control.

use serde::Serialize;

/// Smallest and largest number that a field takes; for text, the most characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest allowed value.
    pub min: f64,
    /// Largest allowed value.
    pub max: f64,
}

/// Why a value was refused: what is allowed, and the character at fault where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is allowed, as a short sentence part.
    pub allowed: String,
    /// Character of the value at which the mistake is.
    pub at: Option<usize>,
}

impl Refusal {
    /// A refusal of the whole value.
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
    /// Nothing: the field is written by the page itself.
    None,
    /// Free text with examples to choose from.
    Text {
        /// Values worth trying.
        examples: Vec<String>,
    },
}

/// A value of a spec: read from text, written as text, equal values as equal text.
pub trait Value: Sized + Clone + PartialEq {
    /// Reads a value; `text` is trimmed.
    ///
    /// # Errors
    /// What is allowed instead.
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal>;
    /// Writes the value so that [`Value::parse`] gives it back; spaces are for people only.
    fn print(&self) -> String;
    /// The control for a field of this type within `bounds`.
    fn control(bounds: Bounds) -> Control;
}
