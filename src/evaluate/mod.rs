//! What networks and baselines do on a grid: figures as plain data, and measures of their errors.

mod activation;
pub mod axis;
mod board;
pub mod figure;
mod fit;
pub mod fresh;
mod loss;
pub mod measures;
mod neurons;
pub mod number;
mod ranges;
mod scinet;

pub use activation::activation_figure;
pub use board::{Board, NetState};
pub use fit::{FigureKind, Row};
pub use neurons::hinge;
pub use scinet::SciNetBoard;
