//! Why an expression cannot be read, and where.

use std::fmt;

/// Why an expression cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// The character at fault, counted from 0 in the text as it was given.
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
