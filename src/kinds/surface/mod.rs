//! The `surface` cell: the oscillator's true phase and amplitude.

mod board;

pub use board::TruthBoard;
