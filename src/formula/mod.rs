//! Expressions in one variable: parsed from text, compiled once, evaluated to the same bits everywhere.

mod atoms;
mod drawn;
mod error;
mod letters;
mod parse;
mod program;
mod tex;
mod words;

#[cfg(test)]
mod tests;

use drawn::Drawn;
pub use error::FormulaError;
pub use letters::{plain, superscript};
pub use program::Stack;
use program::{Op, evaluate};

/// An expression in x, such as `10*step(x)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    source: String,
    body: Body,
}

/// The content of a formula.
#[derive(Debug, Clone, PartialEq)]
enum Body {
    Expression(Vec<Op>),
    Drawn(Drawn),
}

impl Formula {
    /// Maximum number of characters in an expression. It also limits the nesting depth.
    pub const MAX_CHARS: usize = 200;

    /// Parses an expression of x, numbers, pi, e, `+ - * / ^`, parentheses, functions and `if(x<0, a, b)`, or the points of
    /// a drawn function, `through(x:y, x:y, …)`, which may be longer. It may be written as people do, such as
    /// `y = 2x² − |x|`; what could be read in two ways is refused.
    ///
    /// # Errors
    /// The first error and its position.
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
        // The canonical text, which has spaces, must be short enough to parse again.
        if source.chars().nth(Self::MAX_CHARS).is_some() {
            let message = format!(
                "allowed: at most {} characters, with * between factors and spaces around + and -",
                Self::MAX_CHARS
            );
            return Err(FormulaError { at: text.chars().count(), message });
        }
        Ok(Self { source, body: Body::Expression(program) })
    }

    /// The expression as TeX. `None` for a drawn function.
    pub fn tex(&self) -> Option<String> {
        match &self.body {
            Body::Expression(program) => Some(tex::tex(program)),
            Body::Drawn(_) => None,
        }
    }

    /// The canonical text: every sign written out, spaces around binary + and − and after commas, none elsewhere.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The name in titles and legends: the expression itself, or "drawn function".
    pub fn name(&self) -> &str {
        match self.body {
            Body::Expression(_) => &self.source,
            Body::Drawn(_) => "drawn function",
        }
    }

    /// y(x); NaN where y is not defined.
    pub fn at(&self, x: f64) -> f64 {
        let mut y = [0.0];
        self.fill(&[x], &mut y);
        y[0]
    }

    /// y(x) for every x; both (n).
    pub fn fill(&self, x: &[f64], y: &mut [f64]) {
        self.fill_with(x, y, &mut Stack::new());
    }

    /// As [`Formula::fill`], with a stack that the caller keeps, so that only the first call allocates.
    pub fn fill_with(&self, x: &[f64], y: &mut [f64], stack: &mut Stack) {
        match &self.body {
            Body::Expression(program) => evaluate(program, x, y, stack),
            Body::Drawn(drawn) => x.iter().zip(y).for_each(|(x, y)| *y = drawn.at(*x)),
        }
    }
}
