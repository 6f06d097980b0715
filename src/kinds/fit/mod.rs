//! The `fit` cell: one-hidden-layer networks and polynomials on a function of x.

mod board;
#[cfg(feature = "trainer")]
mod compute;
pub mod curve;
mod figures;
mod fresh;
mod kind;
mod learning;
mod lesson;
mod neurons;
mod notes;
mod ranges;
mod shown;
mod spec;
mod values;
mod view;

pub use board::FitBoard;
pub use curve::Curve;
pub use figures::{FigureKind, FitRow};
pub use fresh::fit_errors;
pub use neurons::hinge;
pub use spec::FitSpec;
pub use values::{Distribution, ErrorAxis};
