//! The reason why a text is not read as a table.

use std::fmt;

/// The reason why a text is not read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The text that was found.
    pub given: String,
    /// The text that is allowed.
    pub allowed: String,
}

impl Fault {
    /// A reason.
    pub fn new(given: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { given: given.into(), allowed: allowed.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; allowed: {}", self.given, self.allowed)
    }
}
