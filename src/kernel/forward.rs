//! Forward pass of the one-hidden-layer network in f64, eight samples at a time, for figures and measurements.
//!
//! Training computes in f32. Here its weights are taken as exact numbers, so that a figure shows the function that
//! they represent, without additional rounding: x + 10 = 10 + ReLU(x) − ReLU(−x) has error 0.

use super::lanes::LANES;
use crate::float::exp_lane;
use crate::spec::Activation;

/// A trained network as its row of parameters: w₁ (width), b₁ (width), w₂ (width), b₂ (1).
#[derive(Debug, Clone, Copy)]
pub struct MlpView<'a> {
    activation: Activation,
    parameters: &'a [f32],
    width: usize,
}

/// φ(x), the same bits on every platform.
#[inline(always)]
fn activate(activation: Activation, x: f64) -> f64 {
    match activation {
        Activation::Relu => x.max(0.0),
        Activation::Elu => x.max(0.0) + (exp_lane(x.min(0.0)) - 1.0),
        Activation::Sigmoid => 1.0 / (1.0 + exp_lane(-x)),
        Activation::Tanh => 1.0 - 2.0 / (exp_lane(2.0 * x) + 1.0),
    }
}

impl<'a> MlpView<'a> {
    /// The network with this row of parameters; `None` unless its length is 3 · width + 1.
    pub fn new(activation: Activation, width: usize, parameters: &'a [f32]) -> Option<Self> {
        (parameters.len() == 3 * width + 1).then_some(Self { activation, parameters, width })
    }

    /// The number of hidden neurons.
    pub fn width(&self) -> usize {
        self.width
    }

    /// φ.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// (w₁, b₁, w₂) of neuron i.
    pub fn neuron(&self, i: usize) -> [f32; 3] {
        [0, 1, 2].map(|part| self.parameters[part * self.width + i])
    }

    /// b₂.
    pub fn output_bias(&self) -> f32 {
        self.parameters[3 * self.width]
    }

    /// The network's output for every x; both (n_samples).
    pub fn predict(&self, x: &[f64], y: &mut [f64]) {
        self.sum(0..self.width, self.output_bias(), x, y);
    }

    /// The contribution of neuron i to the output: w₂ᵢ φ(b₁ᵢ + w₁ᵢ x); both (n_samples).
    pub fn contribution(&self, i: usize, x: &[f64], y: &mut [f64]) {
        self.sum(i..i + 1, 0.0, x, y);
    }

    /// start + Σ over `neurons` in their order.
    fn sum(&self, neurons: std::ops::Range<usize>, start: f32, x: &[f64], y: &mut [f64]) {
        for (x, y) in x.chunks(LANES).zip(y.chunks_mut(LANES)) {
            let mut input = [0.0; LANES];
            input[..x.len()].copy_from_slice(x);
            let mut output = [f64::from(start); LANES];
            for i in neurons.clone() {
                let [w1, b1, w2] = self.neuron(i).map(f64::from);
                for lane in 0..LANES {
                    output[lane] += w2 * activate(self.activation, b1 + w1 * input[lane]);
                }
            }
            y.copy_from_slice(&output[..y.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Mlp;
    use crate::spec::Net;
    use dfdx::prelude::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn forward_agrees_with_the_tape(which in 0..4_usize, width in 1..40_u32, seed: u32, n in 1..30_usize) {
            let net = Net { activation: Activation::ALL[which], width, weights: None };
            let device = Cpu::default();
            let tape = Mlp::initial(&device, &net, seed);
            let row = tape.parameters();
            let view = MlpView::new(net.activation, width as usize, &row).unwrap();
            let x: Vec<f64> = (0..n).map(|i| 40.0 * (i as f64 / n as f64 - 0.5)).collect();
            let mut y = vec![0.0; n];
            view.predict(&x, &mut y);
            let column = device.tensor_from_vec(x.iter().map(|&x| x as f32).collect(), (n, 1));
            for (fast, slow) in y.iter().zip(tape.forward(column).as_vec()) {
                prop_assert!((fast - f64::from(slow)).abs() < 1e-4, "{fast} and {slow}");
            }
        }
    }

    #[test]
    fn contributions_add_up_to_the_output() {
        let row = [1.0, -1.0, 0.0, 0.0, 1.0, -1.0, 10.0];
        let view = MlpView::new(Activation::Relu, 2, &row).unwrap();
        let x = [-3.0, 0.0, 5.0];
        let (mut total, mut first, mut second) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        view.predict(&x, &mut total);
        view.contribution(0, &x, &mut first);
        view.contribution(1, &x, &mut second);
        assert_eq!(total, [7.0, 10.0, 15.0]);
        assert_eq!(first, [0.0, 0.0, 5.0]);
        assert_eq!(second, [-3.0, 0.0, 0.0]);
    }
}
