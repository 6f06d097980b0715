//! What networks and baselines do on a grid: figures as plain data, and measures of their errors.

mod activation;
mod architecture;
mod board;
pub mod claims;
mod dataset;
mod explained;
mod fit;
pub mod fresh;
mod learning;
mod neurons;
mod notes;
mod ranges;
pub mod report;
mod rivals;
mod scinet;
pub mod shipped;
mod slices;
mod surfaces;
mod sweep;
mod truth;
mod window;
pub mod world;

pub use activation::activation_figure;
pub use architecture::architecture;
pub use board::{Board, NetState};
pub use dataset::{DataBoard, DataRivals, DataRow, DataTable, evenly};
pub use fit::{FigureKind, Row};
pub use neurons::hinge;
pub use notes::Notes;
pub use rivals::{Coordinates, Rival, Rivals, rival_errors};
pub use scinet::{SciNetBoard, SciNetFigure};
pub use sweep::{SweepBoard, SweepOutcome, SweepResult};
pub use truth::TruthBoard;
