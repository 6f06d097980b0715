//! Ground truths: what is to be learned, and the training pairs drawn from it.

pub mod curve;
pub mod dataset;
pub mod oscillator;
pub mod world;

pub use curve::Curve;
pub use dataset::Dataset;
pub use oscillator::Oscillator;
