//! Why a classical fit cannot be made.

use std::fmt;

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FitError {
    /// x and y do not have the same length, or none at all.
    Lengths {
        /// Length of x.
        x: usize,
        /// Length of y.
        y: usize,
    },
    /// A sample is infinite or undefined, or the logarithm of it that is needed.
    NotFinite {
        /// Its index.
        index: usize,
    },
    /// There are fewer distinct x than the polynomial has coefficients.
    TooFewSamples {
        /// The highest degree that the samples determine.
        possible: usize,
    },
    /// A degree that is not on offer.
    Degree {
        /// The degree that was asked for.
        given: usize,
        /// The highest on offer.
        highest: usize,
    },
    /// The search for the coefficients of a response function came to no end.
    NoMinimum,
    /// A fit that travelled as numbers did not arrive whole.
    Broken,
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lengths { x, y } => write!(f, "{x} inputs and {y} outputs make no pairs"),
            Self::NotFinite { index } => write!(f, "pair {} is not finite", index + 1),
            Self::TooFewSamples { possible } => {
                write!(f, "the inputs have too few distinct values; allowed: degrees up to {possible}")
            }
            Self::Degree { given, highest } => write!(f, "degree {given} is not on offer; allowed: 0 to {highest}"),
            Self::NoMinimum => write!(f, "no coefficients of the response function fit the pairs best"),
            Self::Broken => write!(f, "the numbers of the fit are incomplete"),
        }
    }
}

impl std::error::Error for FitError {}
