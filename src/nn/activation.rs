//! The activations as operations on a dfdx tape.

use crate::spec::Activation;
use dfdx::prelude::{Cpu, Shape, Tape, Tensor};

/// Applies the activation to every element of a tensor of any shape.
pub trait Activate {
    /// φ(x), recorded on the tape of x if it has one.
    fn apply<S: Shape, T: Tape<f32, Cpu>>(self, x: Tensor<S, f32, Cpu, T>) -> Tensor<S, f32, Cpu, T>;
}

impl Activate for Activation {
    fn apply<S: Shape, T: Tape<f32, Cpu>>(self, x: Tensor<S, f32, Cpu, T>) -> Tensor<S, f32, Cpu, T> {
        match self {
            Self::Relu => x.relu(),
            Self::Sigmoid => x.sigmoid(),
            Self::Tanh => x.tanh(),
            // dfdx 0.13 has no ELU: max(x, 0) + e^min(x, 0) − 1, with min(x, 0) = −relu(−x).
            Self::Elu => {
                let negative_part = -(-x.retaped::<T>()).relu();
                x.relu() + (negative_part.exp() - 1.0)
            }
        }
    }
}
