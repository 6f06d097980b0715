//! The error for an expression that cannot be parsed, with its position.

use std::fmt;

/// The reason why an expression cannot be parsed, and the position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The position of the error in the given text: a number of characters, counted from 0.
    pub at: usize,
    /// What was expected there.
    pub message: String,
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {}", self.at + 1, self.message)
    }
}

impl std::error::Error for FormulaError {}
