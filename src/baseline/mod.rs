//! Classical fits beside the networks.

mod polynomial;

pub use polynomial::{FitError, PolynomialFit};
