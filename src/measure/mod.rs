//! Measures of trained networks: errors, R², the use of latent variables. Each is written once.

pub mod asked;
pub mod errors;
pub mod latents;
pub mod spread;
pub mod statistics;

pub use asked::{Answers, Asked};
pub use spread::Spread;
