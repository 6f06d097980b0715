//! The `surface` cell: the true phase and amplitude of the oscillator.

mod board;
mod outputs;
mod spec;
mod view;

pub use board::TruthBoard;
pub use outputs::Outputs;
pub use spec::SurfaceSpec;
