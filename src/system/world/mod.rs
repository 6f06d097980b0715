//! The four worlds of Iten et al. (2020): what is true in a scene, what is seen of it, what is asked and answered.
//!
//! A scene is all that is true in one sample, such as (b, κ) of a pendulum. What is observed of it may be noisy,
//! what is answered is exact.

mod collision;
mod pendulum;
mod qubits;
mod solar;
#[cfg(test)]
mod tests;

pub use collision::Collision;
pub use pendulum::Pendulum;
pub use qubits::Qubits;
pub use solar::Solar;

use crate::random::{Draws, Stream};
use crate::spec::{Sizes, WorldSpec};

/// A quantity of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// Its symbol.
    pub name: &'static str,
    /// Its unit, empty for a pure number.
    pub unit: &'static str,
}

/// A ground truth that is observed, then asked.
pub trait World: std::fmt::Debug + Send {
    /// How many numbers an observation, a question and an answer have.
    fn sizes(&self) -> Sizes;
    /// How many numbers a scene has.
    fn scene_len(&self) -> usize;
    /// Draws a scene; (scene_len).
    fn set(&self, draws: &mut Draws, scene: &mut [f64]);
    /// What is observed of a scene; x is (inputs).
    fn observe(&self, scene: &[f64], noise: &mut Draws, x: &mut [f32]);
    /// Draws a question about it; (questions).
    fn ask(&self, scene: &[f64], draws: &mut Draws, question: &mut [f32]);
    /// The answer, or the answers one after another; (steps or 1, outputs).
    fn answer(&self, scene: &[f64], question: &[f32], y: &mut [f32]);
    /// What latent variables may follow.
    fn quantities(&self) -> &'static [Quantity];
    /// Those quantities of a scene, in the same order.
    fn measure(&self, scene: &[f64]) -> Vec<f64>;
}

/// The world of a spec.
pub fn world(spec: &WorldSpec) -> Box<dyn World> {
    match spec {
        WorldSpec::Pendulum(spec) => Box::new(Pendulum::from(spec)),
        WorldSpec::Collision(spec) => Box::new(Collision::from(spec)),
        WorldSpec::Qubits(spec) => Box::new(Qubits::from(spec)),
        WorldSpec::Solar(spec) => Box::new(Solar::from(spec)),
    }
}

/// Some samples of a world.
#[derive(Debug, Clone, Default)]
pub struct Scenes {
    /// How many.
    pub n: usize,
    /// (n, scene_len).
    pub scene: Vec<f64>,
    /// (n, inputs).
    pub x: Vec<f32>,
    /// (n, questions).
    pub question: Vec<f32>,
    /// (steps or 1, n, outputs).
    pub y: Vec<f32>,
    /// The answers to one scene; (steps or 1, outputs).
    row: Vec<f32>,
}

/// Where samples are drawn: training and evaluation share none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The batch of an epoch.
    Training(u32),
    /// Fresh samples on which a trained network is measured.
    Evaluation,
}

impl Scenes {
    /// Replaces them by `n` fresh ones, drawn at an address.
    pub fn draw(&mut self, world: &dyn World, seed: u32, purpose: Purpose, shard: u32, n: usize) {
        // Each kind of draw has a stream of its own, and evaluation a shard of each that no training has.
        let (epoch, shard) = match purpose {
            Purpose::Training(epoch) => (epoch, shard),
            Purpose::Evaluation => (u32::MAX, shard),
        };
        let [mut truth, mut noise, mut asked] =
            [Stream::Inputs, Stream::Noise, Stream::Question].map(|stream| Draws::new(seed, stream, epoch, shard));
        let (sizes, scene_len) = (world.sizes(), world.scene_len());
        self.resize(sizes, scene_len, n);
        for i in 0..n {
            let scene = &mut self.scene[i * scene_len..][..scene_len];
            world.set(&mut truth, scene);
            world.observe(scene, &mut noise, &mut self.x[i * sizes.inputs..][..sizes.inputs]);
            let question = &mut self.question[i * sizes.questions..][..sizes.questions];
            world.ask(scene, &mut asked, question);
            world.answer(scene, question, &mut self.row);
            for (k, answer) in self.row.chunks_exact(sizes.outputs).enumerate() {
                self.y[(k * n + i) * sizes.outputs..][..sizes.outputs].copy_from_slice(answer);
            }
        }
    }

    /// Asks for the same time in every scene: the last number of a question, where it has any.
    pub fn ask_at(&mut self, world: &dyn World, time: f32) {
        let (sizes, scene_len) = (world.sizes(), world.scene_len());
        for i in 0..self.n {
            let question = &mut self.question[i * sizes.questions..][..sizes.questions];
            if let Some(last) = question.last_mut() {
                *last = time;
            }
            world.answer(&self.scene[i * scene_len..][..scene_len], question, &mut self.row);
            for (k, answer) in self.row.chunks_exact(sizes.outputs).enumerate() {
                self.y[(k * self.n + i) * sizes.outputs..][..sizes.outputs].copy_from_slice(answer);
            }
        }
    }

    fn resize(&mut self, sizes: Sizes, scene_len: usize, n: usize) {
        let answers = sizes.steps.max(1) * sizes.outputs;
        self.n = n;
        self.scene.resize(n * scene_len, 0.0);
        self.x.resize(n * sizes.inputs, 0.0);
        self.question.resize(n * sizes.questions, 0.0);
        self.y.resize(n * answers, 0.0);
        self.row.resize(answers, 0.0);
    }
}
