//! Classical fits beside the networks.

mod bivariate;
mod columns;
mod error;
mod multivariate;
mod polynomial;
mod response;

pub use bivariate::BivariateFit;
pub use error::FitError;
pub use multivariate::MultivariateFit;
pub use polynomial::PolynomialFit;
pub use response::Response;
