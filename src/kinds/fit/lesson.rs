//! The training of a `fit`: pairs (x, y) of a curve, and the squared error of a one-hidden-layer network.

use crate::kernel::{Engine, MlpWorkspace};
use crate::kinds::Spec;
use crate::kinds::fit::curve::{Curve, Room};
use crate::kinds::fit::spec::FitSpec;
use crate::nn::{Mlp, Optimiser, Parameter};
use crate::spec::{Activation, Clip, Net, Problem, Value};
use crate::train::{LOSSES, Lesson, Teach, n_samples};
use dfdx::prelude::Cpu;

/// The training of the one network of a spec.
#[derive(Debug)]
pub struct FitLesson {
    spec: FitSpec,
    net: Net,
}

impl FitLesson {
    /// The training of a spec.
    ///
    /// # Errors
    /// When the spec does not have exactly one network.
    pub fn new(spec: &FitSpec) -> Result<Self, Problem> {
        match spec.nets.0.as_slice() {
            [net] => Ok(Self { spec: spec.clone(), net: net.clone() }),
            _ => Err(Problem::new("nets", spec.nets.print(), "a run trains exactly one network")),
        }
    }
}

impl Lesson for FitLesson {
    fn link(&self) -> String {
        Spec::from(self.spec.clone()).link()
    }
    fn n_epochs(&self) -> u32 {
        self.spec.epochs
    }
    fn batch(&self, _: u32) -> u32 {
        self.spec.batch
    }
    fn loss_parts(&self) -> usize {
        1
    }
    fn layout(&self) -> Vec<Parameter> {
        Mlp::layout(self.net.width as usize)
    }
    fn initial(&self) -> Vec<f32> {
        Mlp::initial(&Cpu::default(), &self.net, self.spec.seed).parameters()
    }
    #[cfg(feature = "trainer")]
    fn teacher(&self, engine: Engine) -> Box<dyn Teach> {
        Box::new(Teacher {
            curve: Curve::from(&self.spec),
            activation: self.net.activation,
            batch: self.spec.batch as usize,
            engine,
            workspace: MlpWorkspace::new(self.net.width as usize),
            parameters: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            room: Room::default(),
        })
    }
    #[cfg(feature = "trainer")]
    fn optimiser(&self, parameters: &[f32]) -> Optimiser {
        Optimiser::new(self.spec.optimiser, self.spec.weight_decay, Clip(None), &self.layout(), parameters)
    }
    fn n_moments(&self) -> usize {
        self.spec.optimiser.n_moments()
    }
    fn rate(&self, epoch: u32) -> f64 {
        self.spec.lr.at(epoch)
    }
}

/// Draws pairs and differentiates the loss on them.
#[derive(Debug)]
struct Teacher {
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

impl Teach for Teacher {
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
