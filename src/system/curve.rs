//! The ground truth of a `fit`: y(x) = target, x drawn from the input distribution.

use crate::float::exp;
use crate::formula::Formula;
use crate::random::{Draws, Stream};
use crate::spec::{Distribution, FitSpec, Range};

/// A function of one input, with the distribution that its training inputs come from.
#[derive(Debug, Clone)]
pub struct Curve {
    target: Formula,
    input: Distribution,
    noise: f32,
    seed: u32,
}

impl From<&FitSpec> for Curve {
    fn from(spec: &FitSpec) -> Self {
        Self { target: spec.target.clone(), input: spec.input, noise: spec.noise as f32, seed: spec.seed }
    }
}

impl Curve {
    /// y(x) without noise, for every x; both (n).
    pub fn truth(&self, x: &[f64], y: &mut [f64]) {
        self.target.fill(x, y);
    }

    /// Probability density of training inputs at x.
    pub fn density(&self, x: f64) -> f64 {
        match self.input {
            Distribution::Normal { mean, deviation } => {
                let z = (x - mean) / deviation;
                exp(-0.5 * z * z) / (deviation * (std::f64::consts::TAU).sqrt())
            }
            Distribution::Uniform { low, high } if (low..=high).contains(&x) => 1.0 / (high - low),
            Distribution::Uniform { .. } => 0.0,
        }
    }

    /// The part of the axis that counts as inside the training data.
    pub fn inside(&self) -> Range {
        self.input.inside()
    }

    /// How that part is called in a table's head.
    pub fn inside_name(&self) -> &'static str {
        self.input.inside_name()
    }

    /// How that part is called where it is drawn.
    pub fn inside_label(&self) -> &'static str {
        self.input.inside_label()
    }

    /// Draws the training pairs of one shard of an epoch into x and y, both (n_samples).
    pub fn draw(&self, epoch: u32, shard: u32, x: &mut [f32], y: &mut [f32]) {
        let (inputs, outputs) = self.pairs(x.len(), [Stream::Inputs, Stream::Noise], epoch, shard);
        // The inputs come from f32 and go back unchanged.
        x.iter_mut().zip(inputs).for_each(|(x, input)| *x = input as f32);
        y.iter_mut().zip(outputs).for_each(|(y, output)| *y = output as f32);
    }

    /// Draws the (x, y) pairs that baselines are fitted to, both (n_samples).
    pub fn draw_pairs(&self, n_samples: usize) -> (Vec<f64>, Vec<f64>) {
        self.pairs(n_samples, [Stream::BaselineInputs, Stream::BaselineNoise], 0, 0)
    }

    /// Draws inputs like the training's that no training has seen; (n_samples).
    pub fn draw_fresh(&self, n_samples: usize) -> Vec<f64> {
        self.pairs(n_samples, [Stream::Evaluation, Stream::Evaluation], 0, 0).0
    }

    fn pairs(&self, n_samples: usize, [inputs, noise]: [Stream; 2], epoch: u32, shard: u32) -> (Vec<f64>, Vec<f64>) {
        let mut drawn = vec![0.0_f32; n_samples];
        let mut draws = Draws::new(self.seed, inputs, epoch, shard);
        match self.input {
            Distribution::Normal { mean, deviation } => draws.fill_normal(&mut drawn, mean as f32, deviation as f32),
            Distribution::Uniform { low, high } => draws.fill_uniform(&mut drawn, low as f32, high as f32),
        }
        let x: Vec<f64> = drawn.iter().map(|&x| f64::from(x)).collect();
        let mut y = vec![0.0; n_samples];
        self.truth(&x, &mut y);
        if self.noise > 0.0 {
            Draws::new(self.seed, noise, epoch, shard).fill_normal(&mut drawn, 0.0, self.noise);
            y.iter_mut().zip(&drawn).for_each(|(y, &noise)| *y += f64::from(noise));
        }
        (x, y)
    }
}
