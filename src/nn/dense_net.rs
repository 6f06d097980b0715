//! A sequence of dense layers.

use super::scinet::{layers, stack};
use super::{Dense, Parameter, layer_parameters};
use crate::random::{Draws, Stream};
use crate::spec::Activation;
use dfdx::prelude::*;

type Matrix<T = NoneTape> = Tensor<(usize, usize), f32, Cpu, T>;

/// The sizes of a dense network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenseShape {
    /// Number of inputs.
    pub inputs: usize,
    /// Widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Number of outputs.
    pub outputs: usize,
    /// φ between layers; the last layer is linear.
    pub activation: Activation,
}

impl DenseShape {
    /// (in, out) of each layer.
    pub fn layers(&self) -> Vec<(usize, usize)> {
        layers(self.inputs, &self.hidden, self.outputs)
    }

    /// Names and shapes of the parameters, in the order of the parameter row. The names are those of a PyTorch
    /// Sequential in which every second module is an activation.
    pub fn layout(&self) -> Vec<Parameter> {
        let layers = self.layers().into_iter().enumerate();
        layers.flat_map(|(i, size)| layer_parameters(&format!("{}", 2 * i), size)).collect()
    }

    /// The number of parameters of a network of this shape.
    pub fn n_parameters(&self) -> usize {
        self.layers().into_iter().map(|(n_in, n_out)| n_out * (n_in + 1)).sum()
    }
}

/// The network.
#[derive(Debug, Clone)]
pub struct DenseNet {
    /// The sizes.
    pub shape: DenseShape,
    layers: Vec<Dense>,
}

impl DenseNet {
    /// A network with PyTorch's default initial weights, drawn from `seed`.
    pub fn initial(device: &Cpu, shape: DenseShape, seed: u32) -> Self {
        let dense = |(layer, (n_in, n_out)): (u32, (usize, usize))| {
            Dense::random(device, n_in, n_out, &mut Draws::new(seed, Stream::Weights, layer, 0))
        };
        let layers = (0..).zip(shape.layers()).map(dense).collect();
        Self { shape, layers }
    }

    /// The output (n_samples, outputs) for x (n_samples, inputs), recorded on the tape of x.
    pub fn forward<T: Tape<f32, Cpu> + Merge<T>>(&self, x: Matrix<T>) -> Matrix<T> {
        stack(&self.layers, self.shape.activation, x)
    }

    /// ‖y − ŷ‖² averaged over the samples, and its gradients; x (n_samples, inputs), y (n_samples, outputs).
    pub fn loss(&self, x: Matrix, y: Matrix) -> (f32, Gradients<f32, Cpu>) {
        let n_samples = x.shape().0;
        let loss = (self.forward(x.leaky_traced()) - y).square().sum() * (1.0 / n_samples as f32);
        (loss.array(), loss.backward())
    }

    /// All parameters in one row: weight (out, in) and bias (out) of each layer in turn.
    pub fn parameters(&self) -> Vec<f32> {
        self.layers.iter().flat_map(Dense::row).collect()
    }

    /// The gradients by all parameters, in the same order; (n_parameters).
    pub fn gradient_row(&self, gradients: &Gradients<f32, Cpu>) -> Vec<f32> {
        self.layers.iter().flat_map(|layer| layer.gradient_row(gradients)).collect()
    }
}
