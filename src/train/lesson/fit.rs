//! Shards of a `fit` run: pairs (x, y) of a curve, and the squared error of a one-hidden-layer network.

use super::teach::Teach;
use crate::kernel::{Engine, MlpWorkspace};
use crate::nn::Mlp;
use crate::spec::{Activation, FitSpec};
use crate::system::Curve;
use crate::system::curve::Room;
use crate::train::part::n_samples;
use crate::train::tree::LOSSES;
use dfdx::prelude::Cpu;

#[derive(Debug)]
pub struct FitLesson {
    curve: Curve,
    activation: Activation,
    batch: usize,
    engine: Engine,
    workspace: MlpWorkspace,
    parameters: Vec<f32>,
    x: Vec<f32>,
    y: Vec<f32>,
    room: Room,
}

impl FitLesson {
    /// The network's parameters before training; (n_parameters).
    pub fn initial(spec: &FitSpec) -> Vec<f32> {
        spec.nets.0.first().map(|net| Mlp::initial(&Cpu::default(), net, spec.seed).parameters()).unwrap_or_default()
    }

    /// The lesson of the first network of `spec`.
    pub fn new(engine: Engine, spec: &FitSpec) -> Self {
        let net = spec.nets.0.first();
        Self {
            curve: Curve::from(spec),
            activation: net.map_or(Activation::Relu, |net| net.activation),
            batch: spec.batch as usize,
            engine,
            workspace: MlpWorkspace::new(net.map_or(0, |net| net.width as usize)),
            parameters: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            room: Room::default(),
        }
    }
}

impl Teach for FitLesson {
    fn load(&mut self, parameters: &[f32]) {
        self.parameters.clear();
        self.parameters.extend_from_slice(parameters);
    }

    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]) {
        let n_samples = n_samples(self.batch, shard);
        self.x.resize(n_samples, 0.0);
        self.y.resize(n_samples, 0.0);
        self.curve.draw(epoch, shard, &mut self.x, &mut self.y, &mut self.room);
        let (gradient, losses) = sum.split_at_mut(self.parameters.len());
        let pairs = (self.x.as_slice(), self.y.as_slice());
        let loss = self.workspace.gradient(self.engine, self.activation, &self.parameters, pairs, gradient);
        losses.copy_from_slice(&[loss, 0.0] as &[f32; LOSSES]);
    }
}
