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
pub use solar::{Solar, longitudes};

use crate::random::{Draws, Stream};
use crate::spec::{Domain, Range, Sizes, WorldSpec};

/// A quantity of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// Its symbol.
    pub name: &'static str,
    /// Its unit, empty for a pure number.
    pub unit: &'static str,
}

/// A number that a reader chooses: a part of the scene, or last of all the question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dial {
    /// What it is.
    pub quantity: Quantity,
    /// From where to where it goes.
    pub range: Range,
    /// The part of that from which training draws.
    pub inside: Range,
}

/// A scene as a reader chose it, asked all along the question's dial without any noise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Posed {
    /// The question's values, rising; (n).
    pub axis: Vec<f64>,
    /// The observation; (inputs).
    pub x: Vec<f32>,
    /// The questions; (n, questions).
    pub questions: Vec<f32>,
    /// The answers; (n, outputs).
    pub truth: Vec<f32>,
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
    /// The same without noise.
    fn observe_exactly(&self, scene: &[f64], noise: &mut Draws, x: &mut [f32]) {
        self.observe(scene, noise, x);
    }
    /// Draws a question about it; (questions).
    fn ask(&self, scene: &[f64], draws: &mut Draws, question: &mut [f32]);
    /// The answer, or the answers one after another; (steps or 1, outputs).
    fn answer(&self, scene: &[f64], question: &[f32], y: &mut [f32]);
    /// What latent variables may follow.
    fn quantities(&self) -> &'static [Quantity];
    /// Those quantities of a scene, in the same order.
    fn measure(&self, scene: &[f64]) -> Vec<f64>;
    /// What a reader may choose; the last dial is the question.
    fn dials(&self) -> Vec<Dial>;
    /// The scene of some dials, the question's left out; (scene_len).
    fn pose(&self, dials: &[f64]) -> Vec<f64>;
    /// The question at a value of the last dial, without noise; what is asked for may be part of the scene.
    fn question_at(&self, scene: &mut [f64], value: f64, question: &mut [f32]);
    /// What the numbers of an answer are.
    fn outputs(&self) -> &'static [Quantity];
}

/// The world of a spec.
pub fn world(spec: &WorldSpec) -> Box<dyn World> {
    match &spec.domain {
        Domain::Pendulum(spec) => Box::new(Pendulum::from(spec)),
        Domain::Collision(spec) => Box::new(Collision::from(spec)),
        Domain::Qubits(qubits) => Box::new(Qubits::new(qubits, spec.recipe.seed)),
        Domain::Solar(spec) => Box::new(Solar::from(spec)),
    }
}

/// Points along the question's dial.
const POINTS: usize = 201;

/// A scene asked all along the question's dial; of answers that follow one another at every step of time.
pub fn posed(world: &dyn World, dials: &[f64]) -> Posed {
    let sizes = world.sizes();
    let (Some(asked), mut scene) = (world.dials().last().copied(), world.pose(dials)) else { return Posed::default() };
    let mut quiet = Draws::new(0, Stream::Noise, 0, 0);
    let mut x = vec![0.0; sizes.inputs];
    world.observe_exactly(&scene, &mut quiet, &mut x);
    if sizes.steps > 0 {
        let n = asked.range.high as usize;
        let mut truth = vec![0.0; n * sizes.outputs];
        world.answer(&scene, &[], &mut truth);
        return Posed { axis: (1..=n).map(|k| k as f64).collect(), x, questions: Vec::new(), truth };
    }
    let axis: Vec<f64> =
        (0..POINTS).map(|i| asked.range.low + asked.range.span() * i as f64 / (POINTS - 1) as f64).collect();
    let (mut questions, mut truth) = (vec![0.0; POINTS * sizes.questions], vec![0.0; POINTS * sizes.outputs]);
    let rows = questions.chunks_exact_mut(sizes.questions).zip(truth.chunks_exact_mut(sizes.outputs));
    for ((question, truth), value) in rows.zip(&axis) {
        world.question_at(&mut scene, *value, question);
        world.answer(&scene, question, truth);
    }
    Posed { axis, x, questions, truth }
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
            self.answer(world, i);
        }
    }

    /// Writes the answers to the question about the i-th scene.
    fn answer(&mut self, world: &dyn World, i: usize) {
        let (sizes, scene_len) = (world.sizes(), world.scene_len());
        let scene = &self.scene[i * scene_len..][..scene_len];
        world.answer(scene, &self.question[i * sizes.questions..][..sizes.questions], &mut self.row);
        for (k, answer) in self.row.chunks_exact(sizes.outputs).enumerate() {
            self.y[(k * self.n + i) * sizes.outputs..][..sizes.outputs].copy_from_slice(answer);
        }
    }

    /// Asks for the same time in every scene: the last number of a question, where it has any.
    pub fn ask_at(&mut self, world: &dyn World, time: f32) {
        let questions = world.sizes().questions;
        for i in 0..self.n {
            if let Some(last) = self.question[i * questions..][..questions].last_mut() {
                *last = time;
            }
            self.answer(world, i);
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
