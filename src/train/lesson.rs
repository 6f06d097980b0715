//! What a run is taught: a network on a system, one shard of a batch at a time.

use super::data::{DataLesson, DataTask};
use super::fit::FitLesson;
use super::scinet::SciNetLesson;
use crate::kernel::Engine;
use crate::nn::{Mlp, Optimiser, Parameter, SciNetShape};
use crate::spec::{FitSpec, Problem, SciNetSpec, Spec, Value};

/// Draws and differentiates the shards of one network's batches.
pub trait Teach: std::fmt::Debug + Send {
    /// Takes the parameters for the shards to come.
    fn load(&mut self, parameters: &[f32]);
    /// Writes a shard's sums over its samples: the gradient (n_parameters), then the parts of the loss.
    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]);
}

/// The spec of a single network, as training needs it.
#[derive(Debug, Clone, PartialEq)]
pub enum Lesson {
    /// A one-hidden-layer network on a function.
    Fit(FitSpec),
    /// A SciNet on an oscillator.
    SciNet(SciNetSpec),
    /// Either kind of network on a reader's table.
    Data(Box<DataTask>),
}

/// Replicas are worth their exchange of gradients from this many multiplications an epoch on.
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
            Spec::Data(data) => Ok(Self::Data(Box::new(DataTask::new(data)?))),
            _ => Err(Problem::new("", spec.kind(), "does not train a network by itself")),
        }
    }

    /// The spec again.
    pub fn spec(&self) -> Spec {
        match self {
            Self::Fit(spec) => Spec::Fit(spec.clone()),
            Self::SciNet(spec) => Spec::SciNet(spec.clone()),
            Self::Data(task) => Spec::Data(task.spec.clone()),
        }
    }

    /// Samples of a batch.
    pub fn batch(&self) -> u32 {
        match self {
            Self::Fit(spec) => spec.batch,
            Self::SciNet(spec) => spec.batch,
            Self::Data(task) => task.spec.batch,
        }
    }

    /// How many parts the loss has: the squared error, and for SciNet the divergence beside it.
    pub fn loss_parts(&self) -> usize {
        match self {
            Self::Fit(_) => 1,
            Self::SciNet(_) => 2,
            Self::Data(task) => task.loss_parts(),
        }
    }

    /// Names and shapes of the network's parameters, in the order of their row.
    pub fn layout(&self) -> Vec<Parameter> {
        match self {
            Self::Fit(spec) => Mlp::layout(spec.nets.0.first().map_or(0, |net| net.width as usize)),
            Self::SciNet(spec) => SciNetShape::from(spec).layout(),
            Self::Data(task) => task.layout(),
        }
    }

    /// How many parameters the network has.
    pub fn n_parameters(&self) -> usize {
        self.layout().iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum()
    }

    /// Whether several replicas train it faster than one.
    pub fn is_large(&self) -> bool {
        self.n_parameters() as u64 * u64::from(self.batch()) >= LARGE
    }

    /// The network's parameters before training; (n_parameters).
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Self::Fit(spec) => FitLesson::initial(spec),
            Self::SciNet(spec) => SciNetLesson::initial(spec),
            Self::Data(task) => task.initial(),
        }
    }

    pub(super) fn teacher(&self, engine: Engine) -> Box<dyn Teach> {
        match self {
            Self::Fit(spec) => Box::new(FitLesson::new(engine, spec)),
            Self::SciNet(spec) => Box::new(SciNetLesson::new(engine, spec)),
            Self::Data(task) => Box::new(DataLesson::new(engine, task)),
        }
    }

    /// The optimiser at these parameters.
    pub fn optimiser(&self, parameters: &[f32]) -> Optimiser {
        let (optimiser, lr, decay) = match self {
            Self::Fit(spec) => (spec.optimiser, spec.lr, spec.weight_decay),
            Self::SciNet(spec) => (spec.optimiser, spec.lr, spec.weight_decay),
            Self::Data(task) => (task.spec.optimiser, task.spec.lr, task.spec.weight_decay),
        };
        Optimiser::new(optimiser, lr, decay, parameters)
    }
}
