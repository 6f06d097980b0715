//! The ground truth of a `fit`: y(x) = target, with x drawn from the input distribution.

use crate::float::exp;
use crate::formula::{Formula, Stack};
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::fit::values::Distribution;
use crate::random::{Draws, Stream};
use crate::spec::Range;

/// A function of one input, with the distribution of its training inputs.
#[derive(Debug, Clone)]
pub struct Curve {
    target: Formula,
    input: Distribution,
    noise: f32,
    seed: u32,
}

/// A buffer for intermediate numbers, kept between draws.
#[derive(Debug, Clone, Default)]
pub struct Room {
    x: Vec<f64>,
    y: Vec<f64>,
    stack: Stack,
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

    /// Probability density of the training inputs at x.
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

    /// The name of that part in the head of a table.
    pub fn inside_name(&self) -> &'static str {
        self.input.inside_name()
    }

    /// The name of that part in a figure.
    pub fn inside_label(&self) -> &'static str {
        self.input.inside_label()
    }

    /// Draws the training pairs of one shard of an epoch into x and y, both (n_samples).
    pub fn draw(&self, epoch: u32, shard: u32, x: &mut [f32], y: &mut [f32], room: &mut Room) {
        self.draw_inputs(Draws::new(self.seed, Stream::Inputs, epoch, shard), x);
        room.x.clear();
        room.x.extend(x.iter().map(|x| f64::from(*x)));
        room.y.resize(y.len(), 0.0);
        self.target.fill_with(&room.x, &mut room.y, &mut room.stack);
        if self.noise > 0.0 {
            // y holds the noise until the end.
            Draws::new(self.seed, Stream::Noise, epoch, shard).fill_normal(y, 0.0, self.noise);
            room.y.iter_mut().zip(&*y).for_each(|(sum, noise)| *sum += f64::from(*noise));
        }
        y.iter_mut().zip(&room.y).for_each(|(y, truth)| *y = *truth as f32);
    }

    fn draw_inputs(&self, draws: Draws, x: &mut [f32]) {
        let mut draws = draws;
        match self.input {
            Distribution::Normal { mean, deviation } => draws.fill_normal(x, mean as f32, deviation as f32),
            Distribution::Uniform { low, high } => draws.fill_uniform(x, low as f32, high as f32),
        }
    }

    /// Draws the (x, y) pairs that baselines are fitted to, both (n_samples).
    pub fn draw_pairs(&self, n_samples: usize) -> (Vec<f64>, Vec<f64>) {
        self.pairs(n_samples, [Stream::BaselineInputs, Stream::BaselineNoise], 0, 0)
    }

    /// Draws inputs from the training distribution that are not used in training; (n_samples).
    pub fn draw_fresh(&self, n_samples: usize) -> Vec<f64> {
        self.pairs(n_samples, [Stream::Evaluation, Stream::Evaluation], 0, 0).0
    }

    fn pairs(&self, n_samples: usize, [inputs, noise]: [Stream; 2], epoch: u32, shard: u32) -> (Vec<f64>, Vec<f64>) {
        let mut drawn = vec![0.0_f32; n_samples];
        self.draw_inputs(Draws::new(self.seed, inputs, epoch, shard), &mut drawn);
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
