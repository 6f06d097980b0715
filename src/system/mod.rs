//! Ground truths: what is to be learned, and the training pairs drawn from it.

mod curve;

pub use curve::Curve;
