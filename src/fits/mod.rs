//! Classical fits beside the networks.

mod bivariate;
mod coefficients;
mod columns;
mod double;
mod error;
mod multivariate;
#[cfg(test)]
mod nist;
mod polynomial;
mod response;

pub use bivariate::BivariateFit;
pub use coefficients::Estimates;
pub use error::FitError;
pub use multivariate::MultivariateFit;
pub use polynomial::PolynomialFit;
pub use response::Response;
