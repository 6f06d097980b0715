//! Expressions in one variable: typed by a reader, compiled once, evaluated to the same bits everywhere.

mod drawn;
mod error;
mod parse;
mod program;

#[cfg(test)]
mod tests;

use drawn::Drawn;
pub use error::FormulaError;
pub use program::Stack;
use program::{Op, evaluate};

/// An expression in x, such as `10*step(x)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    source: String,
    body: Body,
}

/// What a formula is made of.
#[derive(Debug, Clone, PartialEq)]
enum Body {
    Expression(Vec<Op>),
    Drawn(Drawn),
}

impl Formula {
    /// Most characters of an expression; it also bounds how deep one can nest.
    pub const MAX_CHARS: usize = 200;

    /// Reads an expression of x, numbers, pi, e, `+ - * / ^`, parentheses and functions, or the points of a drawing,
    /// `through(x:y, x:y, …)`, which may be longer.
    ///
    /// # Errors
    /// The first mistake and its place.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        if Drawn::is_meant(text) {
            let drawn = Drawn::parse(text)?;
            return Ok(Self { source: drawn.print(), body: Body::Drawn(drawn) });
        }
        if let Some((at, _)) = text.char_indices().nth(Self::MAX_CHARS) {
            let at = text[..at].chars().count();
            return Err(FormulaError { at, message: format!("allowed: at most {} characters", Self::MAX_CHARS) });
        }
        let (source, program) = parse::parse(text)?;
        // With its spaces it must read back.
        if source.chars().nth(Self::MAX_CHARS).is_some() {
            let message = format!("allowed: at most {} characters, with spaces around + and -", Self::MAX_CHARS);
            return Err(FormulaError { at: text.chars().count(), message });
        }
        Ok(Self { source, body: Body::Expression(program) })
    }

    /// The expression in its one way of writing: spaces around binary + and −, none elsewhere.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How it is called in titles and legends: the expression itself, or that it was drawn.
    pub fn name(&self) -> &str {
        match self.body {
            Body::Expression(_) => &self.source,
            Body::Drawn(_) => "drawn function",
        }
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
        match &self.body {
            Body::Expression(program) => evaluate(program, x, y, stack),
            Body::Drawn(drawn) => x.iter().zip(y).for_each(|(x, y)| *y = drawn.at(*x)),
        }
    }
}
