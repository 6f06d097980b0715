//! Expressions in one variable: typed by a reader, compiled once, evaluated to the same bits everywhere.

mod parse;
mod program;

#[cfg(test)]
mod tests;

pub use program::Stack;
use program::{Op, evaluate};
use std::fmt;

/// An expression in x, such as `10*step(x)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    source: String,
    program: Vec<Op>,
}

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

impl Formula {
    /// Most characters of an expression; it also bounds how deep one can nest.
    pub const MAX_CHARS: usize = 200;

    /// Reads an expression of x, numbers, pi, e, `+ - * / ^`, parentheses and functions.
    ///
    /// # Errors
    /// The first mistake and its place.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        if let Some((at, _)) = text.char_indices().nth(Self::MAX_CHARS) {
            let at = text[..at].chars().count();
            return Err(FormulaError { at, message: format!("allowed: at most {} characters", Self::MAX_CHARS) });
        }
        let (source, program) = parse::parse(text)?;
        Ok(Self { source, program })
    }

    /// The expression in its one way of writing: spaces around binary + and −, none elsewhere.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// y(x); NaN where it is not defined.
    pub fn at(&self, x: f64) -> f64 {
        let mut y = [0.0];
        self.fill(&[x], &mut y);
        y[0]
    }

    /// y(x) for every x; both (n).
    pub fn fill(&self, x: &[f64], y: &mut [f64]) {
        self.fill_with(x, y, &mut Stack::new());
    }

    /// The same with room that the caller keeps: nothing is allocated after the first call.
    pub fn fill_with(&self, x: &[f64], y: &mut [f64], stack: &mut Stack) {
        evaluate(&self.program, x, y, stack);
    }
}
