//! The `sweep` cell: one network trained for every combination of two keys' values.

mod board;
mod kind;
mod result;
mod spec;
mod view;

pub use board::SweepBoard;
pub use result::SweepResult;
pub use spec::{SweepSpec, Swept, Values};
