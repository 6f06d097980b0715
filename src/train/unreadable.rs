//! The error for files and messages that cannot be used.

use std::fmt;

/// The reason why a file or a message cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks that all numbers are finite.
///
/// # Errors
/// The first number that is not finite, and its position.
pub fn all_finite(what: &str, numbers: &[f32]) -> Result<(), Unreadable> {
    match numbers.iter().position(|x| !x.is_finite()) {
        None => Ok(()),
        Some(i) => Err(Unreadable(format!("{what} is {} (number {}); allowed: finite numbers", numbers[i], i + 1))),
    }
}
