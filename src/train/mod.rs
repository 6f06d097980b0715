//! Training: a spec with one network becomes a run, and a run moves on epoch by epoch.

mod run;

pub use run::{Run, Status};
