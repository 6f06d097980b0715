//! The types of the values of specs, one idea a file.

pub mod activation;
pub mod degrees;
pub mod fingerprint;
mod formula;
pub mod levels;
pub mod list;
pub mod nets;
pub mod number;
pub mod optimiser;
pub mod range;
pub mod stages;
pub mod start;
pub mod table;
pub mod typed;
pub mod widths;
