//! Shards of the four worlds: freshly drawn scenes, and noise for the latent layer.

use super::teach::Teach;
use crate::kernel::{Engine, Samples, SciNetWorkspace};
use crate::nn::{SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::spec::{Stages, WorldSpec};
use crate::system::world::{Purpose, Scenes, World, world};
use crate::train::part::n_samples;
use dfdx::prelude::Cpu;

#[derive(Debug)]
pub struct WorldLesson {
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

impl WorldLesson {
    /// The network's parameters before training; (n_parameters).
    pub fn initial(spec: &WorldSpec) -> Vec<f32> {
        let recipe = &spec.recipe;
        SciNet::initial(&Cpu::default(), spec.into(), recipe.init, recipe.seed).parameters()
    }

    /// The lesson of a spec.
    pub fn new(engine: Engine, spec: &WorldSpec) -> Self {
        let (shape, recipe) = (SciNetShape::from(spec), &spec.recipe);
        Self {
            world: world(spec),
            batch: recipe.batch.clone(),
            beta: recipe.beta.clone(),
            latent: shape.latent,
            seed: recipe.seed,
            n_parameters: shape.n_parameters(),
            workspace: SciNetWorkspace::new(engine, shape),
            scenes: Scenes::default(),
            noise: Vec::new(),
        }
    }
}

impl Teach for WorldLesson {
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
        let sums = self.workspace.gradient(self.beta.at(epoch) as f32, samples, gradient);
        losses.copy_from_slice(&[sums.reconstruction, sums.divergence]);
    }
}
