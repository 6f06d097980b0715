//! The `scinet` cell: an encoder, latent variables and a decoder on an oscillator, beside classical fits.

mod board;
#[cfg(feature = "trainer")]
mod compute;
mod experiments;
mod explained;
mod figures;
mod kind;
mod panels;
mod places;
pub mod report;
mod rivals;
mod shown;
mod slices;
mod spec;
mod surfaces;
mod view;
#[cfg(not(target_arch = "wasm32"))]
mod words;

pub use board::{SAMPLES, SciNetBoard};
pub use experiments::{experiment, experiment_names, experiment_of, experiments};
pub use figures::SciNetFigure;
pub use panels::{Panel, Panels};
pub use places::scinet_errors;
pub use rivals::{Coordinates, Rival, Rivals, rival_errors};
pub use spec::{SciNetSpec, Shown};
