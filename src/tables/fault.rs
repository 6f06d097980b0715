//! What is wrong at one place of a text.

use std::fmt;

/// What is wrong at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1; 0 where it is the whole text.
    pub line: usize,
    /// The column of the table, counted from 1, where one is at fault.
    pub column: Option<usize>,
    /// What stands there.
    pub given: String,
    /// What is allowed.
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
