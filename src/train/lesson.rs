//! Lessons: a network and the data that it trains on. Each kind of cell that trains implements one.

use crate::kernel::Engine;
use crate::nn::{Optimiser, Parameter};
use crate::train::part::Part;
use crate::train::teach::Teach;

/// The training of one network, prepared.
pub trait Lesson: std::fmt::Debug + Send + Sync {
    /// The canonical link of the spec.
    fn link(&self) -> String;

    /// The number of epochs of the spec.
    fn n_epochs(&self) -> u32;

    /// The number of samples in the batch of an epoch.
    fn batch(&self, epoch: u32) -> u32;

    /// The number of samples in the largest batch.
    fn largest_batch(&self) -> u32 {
        self.batch(0)
    }

    /// The number of parts of the loss: 1 for the squared error alone, 2 for squared error and divergence.
    fn loss_parts(&self) -> usize;

    /// Names and shapes of the network's parameters, in the order of the parameter row.
    fn layout(&self) -> Vec<Parameter>;

    /// The network's parameters before training; (n_parameters).
    fn initial(&self) -> Vec<f32>;

    /// What computes loss and gradient of the shards of a batch.
    #[cfg(feature = "trainer")]
    fn teacher(&self, engine: Engine) -> Box<dyn Teach>;

    /// The optimiser at these parameters; (n_parameters).
    #[cfg(feature = "trainer")]
    fn optimiser(&self, parameters: &[f32]) -> Optimiser;

    /// The number of moments that the optimiser keeps of each parameter.
    fn n_moments(&self) -> usize;

    /// The learning rate of an epoch.
    fn rate(&self, epoch: u32) -> f64;

    /// The number of multiplications for one sample.
    fn passes(&self) -> usize {
        self.n_parameters()
    }

    /// The number of parameters of the network.
    fn n_parameters(&self) -> usize {
        self.layout().iter().map(|parameter| parameter.shape.iter().product::<usize>()).sum()
    }

    /// The number of multiplications for one epoch.
    fn work(&self) -> u64 {
        self.passes() as u64 * u64::from(self.largest_batch())
    }

    /// Whether several replicas train this network faster than one.
    fn is_large(&self) -> bool {
        self.work() >= LARGE
    }

    /// The number of replicas, `wanted` at most, that train this network fastest.
    fn replicas(&self, wanted: usize) -> u32 {
        if self.is_large() { Part::replicas(wanted.min((self.work() / EACH) as usize)) } else { 1 }
    }
}

/// From this many multiplications per epoch, two replicas are faster in spite of their exchange of gradients.
const LARGE: u64 = 12 << 20;
/// Each further exchange needs at least this many multiplications for every replica.
const EACH: u64 = 4 << 20;
