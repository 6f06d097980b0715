//! An error at one place in a CSV text.

use std::fmt;

/// An error at one place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1; 0 for an error of the whole text.
    pub line: usize,
    /// The column of the table, counted from 1, if the error is in one column.
    pub column: Option<usize>,
    /// The text that was found.
    pub given: String,
    /// The text that is allowed.
    pub allowed: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.given)?,
            (line, Some(column)) => write!(f, "line {line}, column {column} (\"{}\")", self.given)?,
            (line, None) => write!(f, "line {line}: {}", self.given)?,
        }
        let mark = if self.column.is_some() { ":" } else { ";" };
        write!(f, "{mark} allowed: {}", self.allowed)
    }
}
