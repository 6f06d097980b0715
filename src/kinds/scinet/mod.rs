//! The `scinet` cell: an encoder, latent variables and a decoder on an oscillator, beside classical fits.

mod board;
mod explained;
mod places;
pub mod report;
mod rivals;
pub mod slices;
mod surfaces;
pub mod window;

pub use board::{SAMPLES, SciNetBoard, SciNetFigure};
pub use places::scinet_errors;
pub use rivals::{Coordinates, Rival, Rivals, rival_errors};
