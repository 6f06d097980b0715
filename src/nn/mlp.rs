//! The paper's small network: y = b₂ + Σ w₂ᵢ φ(b₁ᵢ + w₁ᵢ x) (Bolshakov 2020, section 3).

use super::{Activate, Dense, Parameter, layer_parameters};
use crate::random::{Draws, Stream};
use crate::spec::{Activation, Net};
use dfdx::prelude::*;

/// A network with one input, one hidden layer and one output.
#[derive(Debug, Clone)]
pub struct Mlp {
    /// φ.
    pub activation: Activation,
    /// w₁ (width, 1) and b₁ (width).
    pub hidden: Dense,
    /// w₂ (1, width) and b₂ (1).
    pub output: Dense,
}

impl Mlp {
    /// The network of `net` before training, with weights that are set by hand or drawn from `seed`.
    pub fn initial(device: &Cpu, net: &Net, seed: u32) -> Self {
        let width = net.width as usize;
        let Some(rows) = &net.weights else {
            let draws = |layer| Draws::new(seed, Stream::Weights, layer, 0);
            return Self {
                activation: net.activation,
                hidden: Dense::random(device, 1, width, &mut draws(0)),
                output: Dense::random(device, width, 1, &mut draws(1)),
            };
        };
        // Rows of w₁, b₁, w₂, then b₂.
        let column = |offset: usize| rows[..3 * width].iter().skip(offset).step_by(3).copied().collect();
        Self {
            activation: net.activation,
            hidden: Dense::from_numbers(device, 1, width, column(0), column(1)),
            output: Dense::from_numbers(device, width, 1, column(2), vec![rows[3 * width]]),
        }
    }

    /// A network from its row of parameters: w₁ (width), b₁ (width), w₂ (width), b₂ (1).
    ///
    /// # Panics
    /// If the length of the row does not fit any network.
    pub fn from_row(device: &Cpu, activation: Activation, row: &[f32]) -> Self {
        let width = row.len() / 3;
        let (hidden, rest) = Dense::from_row(device, (1, width), row);
        let (output, _) = Dense::from_row(device, (width, 1), rest);
        Self { activation, hidden, output }
    }

    /// The output (n_samples, 1) for x (n_samples, 1), recorded on the tape of x.
    pub fn forward<T: Tape<f32, Cpu>>(
        &self,
        x: Tensor<(usize, usize), f32, Cpu, T>,
    ) -> Tensor<(usize, usize), f32, Cpu, T> {
        self.output.forward(self.activation.apply(self.hidden.forward(x)))
    }

    /// Mean squared error over the batch and its gradients; x and y are (n_samples, 1).
    pub fn loss(
        &self,
        x: Tensor<(usize, usize), f32, Cpu>,
        y: Tensor<(usize, usize), f32, Cpu>,
    ) -> (f32, Gradients<f32, Cpu>) {
        let loss = (self.forward(x.leaky_traced()) - y).square().mean();
        (loss.array(), loss.backward())
    }

    /// Names and shapes of the parameters of a network of this width, in the order of the parameter row.
    pub fn layout(width: usize) -> Vec<Parameter> {
        [layer_parameters("hidden", (1, width)), layer_parameters("output", (width, 1))].into_iter().flatten().collect()
    }

    /// All parameters in one row: w₁ (width), b₁ (width), w₂ (width), b₂ (1).
    pub fn parameters(&self) -> Vec<f32> {
        self.hidden.row().chain(self.output.row()).collect()
    }

    /// The gradients by all parameters, in the same order; (3 · width + 1).
    pub fn gradient_row(&self, gradients: &Gradients<f32, Cpu>) -> Vec<f32> {
        self.hidden.gradient_row(gradients).chain(self.output.gradient_row(gradients)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn net(activation: Activation, width: usize) -> Mlp {
        let net = Net { activation, width: width as u32, weights: None };
        Mlp::initial(&Cpu::default(), &net, 7)
    }

    /// The same loss, term by term in f64, as a function of all parameters in one row.
    fn loss_in_f64(activation: Activation, row: &[f64], x: &[f32], y: &[f32]) -> f64 {
        let width = (row.len() - 1) / 3;
        let phi = |t: f64| match activation {
            Activation::Relu => t.max(0.0),
            Activation::Elu => {
                if t > 0.0 {
                    t
                } else {
                    crate::float::expm1(t)
                }
            }
            Activation::Sigmoid => 1.0 / (1.0 + crate::float::exp(-t)),
            Activation::Tanh => crate::float::tanh(t),
        };
        let error = |x: f64, y: f64| {
            let sum: f64 = (0..width).map(|i| row[2 * width + i] * phi(row[width + i] + row[i] * x)).sum();
            row[3 * width] + sum - y
        };
        let squares = x.iter().zip(y).map(|(&x, &y)| error(f64::from(x), f64::from(y)));
        squares.map(|e| e * e).sum::<f64>() / x.len() as f64
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn gradients_agree_with_finite_differences(
            which in 0..4_usize,
            width in 1..6_usize,
            points in prop::collection::vec((-2.0..2.0_f32, -3.0..3.0_f32), 1..9),
        ) {
            let activation = Activation::ALL[which];
            let net = net(activation, width);
            let (x, y): (Vec<f32>, Vec<f32>) = points.into_iter().unzip();
            let device = Cpu::default();
            let column = |v: &[f32]| device.tensor_from_vec(v.to_vec(), (v.len(), 1));
            let (loss, gradients) = net.loss(column(&x), column(&y));
            let row: Vec<f64> = net.parameters().into_iter().map(f64::from).collect();
            prop_assert!((f64::from(loss) - loss_in_f64(activation, &row, &x, &y)).abs() < 1e-4);
            // Within the reach of the difference, a kink has no derivative to compare with.
            let step = 1e-5;
            let hinge_near = (0..width).any(|i| x.iter().any(|&x| (row[width + i] + row[i] * f64::from(x)).abs() < 1e-4));
            prop_assume!(!hinge_near);
            for (i, gradient) in net.gradient_row(&gradients).into_iter().enumerate() {
                let moved = |by: f64| {
                    let mut row = row.clone();
                    row[i] += by;
                    loss_in_f64(activation, &row, &x, &y)
                };
                let difference = (moved(step) - moved(-step)) / (2.0 * step);
                let error = (f64::from(gradient) - difference).abs();
                prop_assert!(error < 1e-3 * (1.0 + difference.abs()), "parameter {i}: {gradient} and {difference}");
            }
        }
    }

    #[test]
    fn initial_weights_stay_within_pytorchs_bounds() {
        let row = net(Activation::Relu, 64).parameters();
        assert!(row[..128].iter().all(|w| w.abs() <= 1.0));
        assert!(row[128..].iter().all(|w| w.abs() <= 1.0 / 8.0));
    }

    #[test]
    fn weights_set_by_hand_make_the_papers_identity_exact() {
        let weights = Some(vec![1.0, 0.0, 1.0, -1.0, 0.0, -1.0, 10.0]);
        let net = Mlp::initial(&Cpu::default(), &Net { activation: Activation::Relu, width: 2, weights }, 1);
        let x = Cpu::default().tensor_from_vec(vec![-1e4, -10.0, 0.0, 0.5, 1e4], (5, 1));
        assert_eq!(net.forward(x).as_vec(), [-9990.0, 0.0, 10.0, 10.5, 10010.0]);
    }
}
