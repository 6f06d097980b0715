//! Shards of a `scinet` run: inputs and outputs of an oscillator, and noise for the latent layer.

use super::teach::Teach;
use crate::kernel::{Engine, Samples, SciNetWorkspace};
use crate::nn::{SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::spec::SciNetSpec;
use crate::system::Oscillator;
use crate::train::part::n_samples;
use dfdx::prelude::Cpu;

#[derive(Debug)]
pub struct SciNetLesson {
    oscillator: Oscillator,
    batch: usize,
    latent: usize,
    beta: f32,
    seed: u32,
    n_parameters: usize,
    workspace: SciNetWorkspace,
    x: Vec<f32>,
    y: Vec<f32>,
    noise: Vec<f32>,
}

impl SciNetLesson {
    /// The network's parameters before training; (n_parameters).
    pub fn initial(spec: &SciNetSpec) -> Vec<f32> {
        SciNet::initial(&Cpu::default(), spec.into(), spec.init, spec.seed).parameters()
    }

    /// The lesson of a spec.
    pub fn new(engine: Engine, spec: &SciNetSpec) -> Self {
        let shape = SciNetShape::from(spec);
        Self {
            oscillator: Oscillator::from(spec),
            batch: spec.batch as usize,
            latent: shape.latent,
            beta: spec.beta as f32,
            seed: spec.seed,
            n_parameters: shape.n_parameters(),
            workspace: SciNetWorkspace::new(engine, shape),
            x: Vec::new(),
            y: Vec::new(),
            noise: Vec::new(),
        }
    }
}

impl Teach for SciNetLesson {
    fn load(&mut self, parameters: &[f32]) {
        self.workspace.load(parameters);
    }

    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]) {
        let n_samples = n_samples(self.batch, shard);
        self.x.resize(n_samples * Oscillator::COLUMNS, 0.0);
        self.y.resize(n_samples * Oscillator::COLUMNS, 0.0);
        self.noise.resize(n_samples * self.latent, 0.0);
        self.oscillator.draw(Stream::Inputs, epoch, shard, &mut self.x, &mut self.y);
        Draws::new(self.seed, Stream::Latent, epoch, shard).fill_normal(&mut self.noise, 0.0, 1.0);
        let samples = Samples { x: &self.x, question: &[], y: &self.y, noise: &self.noise };
        let (gradient, losses) = sum.split_at_mut(self.n_parameters);
        let sums = self.workspace.gradient(self.beta, samples, gradient);
        losses.copy_from_slice(&[sums.reconstruction, sums.divergence]);
    }
}
