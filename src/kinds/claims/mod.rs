//! The `claims` cell: the statements of the papers beside measurements.

mod spec;
mod view;

pub use spec::{ClaimsSpec, ExperimentChoice};
