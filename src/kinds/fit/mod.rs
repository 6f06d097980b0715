//! The `fit` cell: one-hidden-layer networks and polynomials on a function of x.

mod board;
mod figures;
mod fresh;
mod learning;
mod neurons;
mod notes;
mod ranges;

pub use board::Board;
pub use figures::{FigureKind, Row};
pub use fresh::fit_errors;
pub use neurons::hinge;
