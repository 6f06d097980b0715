//! A fully connected layer with sizes that are known only at run time.

use crate::random::Draws;
use dfdx::prelude::*;
use rand::distributions::{Distribution, Uniform};

/// y = x weightᵀ + bias.
#[derive(Debug, Clone)]
pub struct Dense {
    /// Shape (out, in), as in PyTorch.
    pub weight: Tensor<(usize, usize), f32, Cpu>,
    /// Shape (out,).
    pub bias: Tensor<(usize,), f32, Cpu>,
}

impl Dense {
    /// A layer from its parameters: `weight`, (out, in) in row-major order, and `bias`, (out).
    ///
    /// # Panics
    /// If the lengths are not `n_out · n_in` and `n_out`; callers build both from the same sizes.
    pub fn from_numbers(device: &Cpu, n_in: usize, n_out: usize, weight: Vec<f32>, bias: Vec<f32>) -> Self {
        Self { weight: device.tensor_from_vec(weight, (n_out, n_in)), bias: device.tensor_from_vec(bias, (n_out,)) }
    }

    /// A layer from the beginning of a row, weight (out, in) and bias (out), and the rest of the row.
    ///
    /// # Panics
    /// If the row is too short.
    pub fn from_row<'a>(device: &Cpu, (n_in, n_out): (usize, usize), row: &'a [f32]) -> (Self, &'a [f32]) {
        let (weight, rest) = row.split_at(n_out * n_in);
        let (bias, rest) = rest.split_at(n_out);
        (Self::from_numbers(device, n_in, n_out, weight.to_vec(), bias.to_vec()), rest)
    }

    /// PyTorch's default initialisation: weights and biases uniform in ±1/√in.
    pub fn random(device: &Cpu, n_in: usize, n_out: usize, draws: &mut impl rand::RngCore) -> Self {
        let bound = 1.0 / (n_in as f32).sqrt();
        let uniform = Uniform::new(-bound, bound);
        let weight = (0..n_out * n_in).map(|_| uniform.sample(draws)).collect();
        let bias = (0..n_out).map(|_| uniform.sample(draws)).collect();
        Self::from_numbers(device, n_in, n_out, weight, bias)
    }

    /// The initialisation in the code of Iten et al. (2020): normal weights with deviation 2/√(in + out), biases 0.
    pub fn normal(device: &Cpu, n_in: usize, n_out: usize, draws: &mut Draws) -> Self {
        let mut weight = vec![0.0; n_out * n_in];
        draws.fill_normal(&mut weight, 0.0, 2.0 / ((n_in + n_out) as f32).sqrt());
        Self::from_numbers(device, n_in, n_out, weight, vec![0.0; n_out])
    }

    /// The layer's output (n_samples, out) for x (n_samples, in), recorded on x's tape.
    pub fn forward<T: Tape<f32, Cpu>>(
        &self,
        x: Tensor<(usize, usize), f32, Cpu, T>,
    ) -> Tensor<(usize, usize), f32, Cpu, T> {
        let n_samples = x.shape().0;
        let n_out = self.bias.shape().0;
        let product = x.matmul(self.weight.retaped::<T>().permute());
        product + self.bias.retaped::<T>().broadcast_like::<_, Axis<0>>(&(n_samples, n_out))
    }

    /// Weight (out, in) and bias (out) in one row.
    pub fn row(&self) -> impl Iterator<Item = f32> + use<> {
        self.weight.as_vec().into_iter().chain(self.bias.as_vec())
    }

    /// The gradients by weight (out, in) and bias (out) in one row.
    pub fn gradient_row(&self, gradients: &Gradients<f32, Cpu>) -> impl Iterator<Item = f32> + use<> {
        gradients.get(&self.weight).as_vec().into_iter().chain(gradients.get(&self.bias).as_vec())
    }
}
