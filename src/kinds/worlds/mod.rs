//! What networks make of the four worlds: answers inside and outside, and what their latent variables hold.

mod board;
mod outside;
mod plan;
mod report;

pub use board::WorldBoard;
pub use outside::Variant;
pub use report::{OutsideErrors, WorldReport, degree};
