//! The `sweep` cell: one network trained for every combination of two keys' values.

mod board;

pub use board::{SweepBoard, SweepOutcome, SweepResult};
