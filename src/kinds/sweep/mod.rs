//! The `sweep` cell: a network is trained for every combination of the values of two keys.

mod board;
mod kind;
mod result;
mod spec;
mod view;

pub use board::SweepBoard;
pub use result::SweepResult;
pub use spec::{SweepSpec, Swept, Values};
