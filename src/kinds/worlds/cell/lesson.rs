//! The training of a SciNet on a world: freshly drawn scenes, and noise for the latent layer.

use crate::kernel::{Engine, Samples, SciNetWorkspace};
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::scenes::{Purpose, Scenes};
use crate::kinds::worlds::world::World;
use crate::nn::{Optimiser, Parameter, SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::spec::Stages;
use crate::train::{Lesson, Teach, n_samples};
use dfdx::prelude::Cpu;

/// The training of a SciNet on a world.
#[derive(Debug)]
pub struct WorldLesson {
    link: String,
    spec: WorldSpec,
    shape: SciNetShape,
}

impl WorldLesson {
    /// The training of a world's spec; `link` is the canonical link of the whole spec.
    pub fn new(link: String, spec: WorldSpec) -> Self {
        Self { link, shape: SciNetShape::from(&spec), spec }
    }
}

impl Lesson for WorldLesson {
    fn link(&self) -> String {
        self.link.clone()
    }
    fn n_epochs(&self) -> u32 {
        self.spec.recipe.epochs
    }
    fn batch(&self, epoch: u32) -> u32 {
        self.spec.recipe.batch.at(epoch)
    }
    fn largest_batch(&self) -> u32 {
        self.spec.recipe.batch.all().max().unwrap_or(0)
    }
    fn loss_parts(&self) -> usize {
        2
    }
    fn layout(&self) -> Vec<Parameter> {
        self.shape.layout()
    }
    fn passes(&self) -> usize {
        self.shape.passes()
    }
    fn initial(&self) -> Vec<f32> {
        let recipe = &self.spec.recipe;
        SciNet::initial(&Cpu::default(), self.shape.clone(), recipe.init, recipe.seed).parameters()
    }
    #[cfg(feature = "trainer")]
    fn teacher(&self, engine: Engine) -> Box<dyn Teach> {
        let (shape, recipe) = (&self.shape, &self.spec.recipe);
        Box::new(Teacher {
            world: self.spec.domain.world(recipe.seed),
            batch: recipe.batch.clone(),
            beta: recipe.beta.clone(),
            latent: shape.latent,
            seed: recipe.seed,
            n_parameters: shape.n_parameters(),
            workspace: SciNetWorkspace::new(engine, shape.clone()),
            scenes: Scenes::default(),
            noise: Vec::new(),
        })
    }
    #[cfg(feature = "trainer")]
    fn optimiser(&self, parameters: &[f32]) -> Optimiser {
        let recipe = &self.spec.recipe;
        Optimiser::new(recipe.optimiser, recipe.weight_decay, recipe.clip, &self.layout(), parameters)
    }
    fn n_moments(&self) -> usize {
        self.spec.recipe.optimiser.n_moments()
    }
    fn rate(&self, epoch: u32) -> f64 {
        self.spec.recipe.lr.at(epoch)
    }
}

/// Draws scenes and differentiates the loss on them.
#[derive(Debug)]
struct Teacher {
    world: Box<dyn World>,
    batch: Stages<u32>,
    beta: Stages<f64>,
    latent: usize,
    seed: u32,
    n_parameters: usize,
    workspace: SciNetWorkspace,
    scenes: Scenes,
    noise: Vec<f32>,
}

impl Teach for Teacher {
    fn load(&mut self, parameters: &[f32]) {
        self.workspace.load(parameters);
    }

    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]) {
        let n_samples = n_samples(self.batch.at(epoch) as usize, shard);
        self.scenes.draw(&*self.world, self.seed, Purpose::Training(epoch), shard, n_samples);
        self.noise.resize(n_samples * self.latent, 0.0);
        Draws::new(self.seed, Stream::Latent, epoch, shard).fill_normal(&mut self.noise, 0.0, 1.0);
        let Scenes { x, question, y, .. } = &self.scenes;
        let samples = Samples { x, question, y, noise: &self.noise };
        let (gradient, losses) = sum.split_at_mut(self.n_parameters);
        let beta = self.beta.at(epoch) as f32;
        let n_averaged = if self.world.averages() { self.world.sizes().steps.max(1) as f32 } else { 1.0 };
        let sums = self.workspace.gradient(n_averaged * beta, samples, gradient);
        if n_averaged > 1.0 {
            gradient.iter_mut().for_each(|derivative| *derivative /= n_averaged);
        }
        losses.copy_from_slice(&[sums.reconstruction / n_averaged, sums.divergence]);
    }
}
