//! The reasons why a classical fit cannot be computed.

use std::fmt;

/// The reason why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FitError {
    /// x and y differ in length, or are empty.
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
    /// A degree that is not available.
    Degree {
        /// The requested degree.
        given: usize,
        /// The highest available degree.
        highest: usize,
    },
    /// The search for the coefficients of a response function did not converge.
    NoMinimum,
    /// A fit that was passed on as numbers is incomplete.
    Broken,
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lengths { x, y } => write!(f, "{x} inputs and {y} outputs do not form pairs"),
            Self::NotFinite { index } => write!(f, "pair {} is not finite", index + 1),
            Self::TooFewSamples { possible } => {
                write!(f, "the inputs have too few distinct values; allowed: degrees up to {possible}")
            }
            Self::Degree { given, highest } => write!(f, "degree {given} is not available; allowed: 0 to {highest}"),
            Self::NoMinimum => write!(f, "the search for the coefficients of the response function did not converge"),
            Self::Broken => write!(f, "the numbers of the fit are incomplete"),
        }
    }
}

impl std::error::Error for FitError {}
