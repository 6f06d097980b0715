//! What is wrong with a spec: the key, what was given, what is allowed.

use std::fmt;

/// One mistake in a spec. Several are reported together.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The key, or the whole line where no key could be told.
    pub key: String,
    /// The value as it was given.
    pub given: String,
    /// What is allowed there, or what is missing, as a short sentence part.
    pub allowed: String,
    /// The character of `given` at which the mistake is, where that can be told.
    pub at: Option<usize>,
}

impl Problem {
    /// A problem with the whole value of `key`.
    pub fn new(key: impl Into<String>, given: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { key: key.into(), given: given.into(), allowed: allowed.into(), at: None }
    }
}

impl fmt::Display for Problem {
    /// Two lines: the assignment as it was given, and under it what is allowed; a caret points at
    /// the place where one is known.
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
            // Past what is repeated there is nothing to point at.
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

/// Most characters of a key or a value that a message repeats; a formula may have that many.
const REPEATED: usize = 240;

/// Most characters of what is allowed, which may repeat parts of the value.
const TOLD: usize = 2000;

/// A text, or its beginning where it has more than `most` characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.into(),
    }
}
