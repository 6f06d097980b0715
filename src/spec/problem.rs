//! Problems of a spec: the key, the given value, and what is allowed.

use std::fmt;

/// One mistake in a spec. Several are reported together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The key, or the whole line if no key was found in it.
    pub key: String,
    /// The given value.
    pub given: String,
    /// What is allowed there, or what is missing, as part of a sentence.
    pub allowed: String,
    /// The index of the character of `given` at which the mistake is, if it is known.
    pub at: Option<usize>,
}

impl Problem {
    /// A problem with the whole value of `key`.
    pub fn new(key: impl Into<String>, given: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { key: key.into(), given: given.into(), allowed: allowed.into(), at: None }
    }
}

impl fmt::Display for Problem {
    /// Two lines: the assignment as it was given, and what is allowed. If the position of the mistake is known, a caret
    /// points at it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, given) = (shortened(&self.key, REPEATED), shortened(&self.given, REPEATED));
        let allowed = shortened(&self.allowed, TOLD);
        let assignment = match (key.is_empty(), given.is_empty()) {
            (true, _) => given,
            (false, true) => format!("{key} ="),
            (false, false) => format!("{key} = {given}"),
        };
        writeln!(f, "{assignment}")?;
        match self.at {
            // A position beyond the text that is repeated cannot be shown.
            Some(at) if at <= REPEATED => {
                let indent = if self.key.is_empty() { 0 } else { self.key.chars().count() + 3 };
                write!(f, "{:1$}^ {2}", "", indent + at, allowed)
            }
            _ => write!(f, "  {allowed}"),
        }
    }
}

/// All problems as text, one after another.
pub fn told(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Maximum number of characters of a key or a value that a message repeats. A formula may have as many.
const REPEATED: usize = 240;

/// Maximum number of characters of what is allowed, which may repeat parts of the value.
const TOLD: usize = 2000;

/// A text, cut after `most` characters if it is longer.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}
