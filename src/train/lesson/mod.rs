//! Lessons: one network and the system that it trains on, one shard of a batch at a time.

mod data;
mod fit;
mod scinet;
mod teach;
mod world;

pub use data::DataTask;
pub use teach::Teach;

use crate::kernel::Engine;
use crate::nn::{Mlp, Optimiser, Parameter, SciNetShape};
use crate::spec::{Clip, FitSpec, Problem, SciNetSpec, Spec, Value, WorldSpec};
use data::DataLesson;
use fit::FitLesson;
use scinet::SciNetLesson;
use world::WorldLesson;

/// The spec of a single network, prepared for training.
#[derive(Debug, Clone, PartialEq)]
pub enum Lesson {
    /// A one-hidden-layer network on a function.
    Fit(FitSpec),
    /// A SciNet on an oscillator.
    SciNet(SciNetSpec),
    /// A dense network or a SciNet on a reader's table.
    Data(Box<DataTask>),
    /// A SciNet on one of the original's worlds.
    World(Box<WorldSpec>),
}

/// From this many multiplications per epoch, several replicas are faster in spite of their exchange of gradients.
const LARGE: u64 = 1 << 24;

impl Lesson {
    /// The lesson of a spec.
    ///
    /// # Errors
    /// When the spec does not train exactly one network, or names a table that is not known here.
    pub fn new(spec: &Spec) -> Result<Self, Problem> {
        match spec {
            Spec::Fit(fit) if fit.nets.0.len() == 1 => Ok(Self::Fit(fit.clone())),
            Spec::Fit(fit) => Err(Problem::new("nets", fit.nets.print(), "a run trains exactly one network")),
            Spec::SciNet(scinet) => Ok(Self::SciNet(scinet.clone())),
            Spec::World(spec) => Ok(Self::World(Box::new(spec.clone()))),
            Spec::Data(data) => Ok(Self::Data(Box::new(DataTask::new(data)?))),
            _ => Err(Problem::new("", spec.kind(), "does not train a network by itself")),
        }
    }

    /// The spec of the lesson.
    pub fn spec(&self) -> Spec {
        match self {
            Self::Fit(spec) => Spec::Fit(spec.clone()),
            Self::SciNet(spec) => Spec::SciNet(spec.clone()),
            Self::Data(task) => Spec::Data(task.spec.clone()),
            Self::World(spec) => Spec::World((**spec).clone()),
        }
    }

    /// The number of samples in the batch of an epoch.
    pub fn batch(&self, epoch: u32) -> u32 {
        match self {
            Self::Fit(spec) => spec.batch,
            Self::SciNet(spec) => spec.batch,
            Self::Data(task) => task.spec.batch,
            Self::World(spec) => spec.recipe.batch.at(epoch),
        }
    }

    /// The number of parts of the loss: 1 for the squared error alone, 2 for squared error and divergence.
    pub fn loss_parts(&self) -> usize {
        match self {
            Self::Fit(_) => 1,
            Self::SciNet(_) | Self::World(_) => 2,
            Self::Data(task) => task.loss_parts(),
        }
    }

    /// Names and shapes of the network's parameters, in the order of the parameter row.
    pub fn layout(&self) -> Vec<Parameter> {
        match self {
            Self::Fit(spec) => Mlp::layout(spec.nets.0.first().map_or(0, |net| net.width as usize)),
            Self::SciNet(spec) => SciNetShape::from(spec).layout(),
            Self::World(spec) => SciNetShape::from(&**spec).layout(),
            Self::Data(task) => task.layout(),
        }
    }

    /// The number of parameters of the network.
    pub fn n_parameters(&self) -> usize {
        self.layout().iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum()
    }

    /// Whether several replicas train this network faster than one.
    pub fn is_large(&self) -> bool {
        self.work() >= LARGE
    }

    /// An estimate of the multiplications for one pass through the network in the largest epoch.
    fn work(&self) -> u64 {
        let (samples, passes) = match self {
            Self::World(spec) => (spec.recipe.batch.all().max().unwrap_or(0), SciNetShape::from(&**spec).passes()),
            _ => (self.batch(0), self.n_parameters()),
        };
        passes as u64 * u64::from(samples)
    }

    /// The network's parameters before training; (n_parameters).
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Self::Fit(spec) => FitLesson::initial(spec),
            Self::SciNet(spec) => SciNetLesson::initial(spec),
            Self::World(spec) => WorldLesson::initial(spec),
            Self::Data(task) => task.initial(),
        }
    }

    pub(super) fn teacher(&self, engine: Engine) -> Box<dyn Teach> {
        match self {
            Self::Fit(spec) => Box::new(FitLesson::new(engine, spec)),
            Self::SciNet(spec) => Box::new(SciNetLesson::new(engine, spec)),
            Self::Data(task) => Box::new(DataLesson::new(engine, task)),
            Self::World(spec) => Box::new(WorldLesson::new(engine, spec)),
        }
    }

    /// The optimiser at these parameters.
    pub fn optimiser(&self, parameters: &[f32]) -> Optimiser {
        let (optimiser, decay, clip) = match self {
            Self::Fit(spec) => (spec.optimiser, spec.weight_decay, Clip(None)),
            Self::SciNet(spec) => (spec.optimiser, spec.weight_decay, spec.clip),
            Self::Data(task) => (task.spec.optimiser, task.spec.weight_decay, Clip(None)),
            Self::World(spec) => {
                let recipe = &spec.recipe;
                (recipe.optimiser, recipe.weight_decay, recipe.clip)
            }
        };
        Optimiser::new(optimiser, decay, clip, parameters)
    }

    /// The learning rate of an epoch.
    pub fn rate(&self, epoch: u32) -> f64 {
        let lr = match self {
            Self::Fit(spec) => &spec.lr,
            Self::SciNet(spec) => &spec.lr,
            Self::Data(task) => &task.spec.lr,
            Self::World(spec) => &spec.recipe.lr,
        };
        lr.at(epoch)
    }
}
