//! Samples of a world: scenes, observations, questions and answers, drawn at an address.

use crate::kinds::worlds::world::{Sizes, World};
use crate::random::{Draws, Stream};

/// Some samples of a world.
#[derive(Debug, Clone, Default)]
pub struct Scenes {
    /// Number of samples.
    pub n: usize,
    /// (n, scene_len).
    pub scene: Vec<f64>,
    /// (n, inputs).
    pub x: Vec<f32>,
    /// (n, questions).
    pub question: Vec<f32>,
    /// (steps or 1, n, outputs).
    pub y: Vec<f32>,
    /// Number of answers to one scene; (steps or 1, outputs).
    row: Vec<f32>,
}

/// The purpose of draws. Training and evaluation share none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The batch of an epoch.
    Training(u32),
    /// Fresh samples on which a trained network is measured.
    Evaluation,
}

impl Scenes {
    /// Replaces the samples by `n` fresh ones, drawn at an address.
    pub fn draw(&mut self, world: &dyn World, seed: u32, purpose: Purpose, shard: u32, n: usize) {
        // Each kind of draw has its own stream. Evaluation uses a shard that no training has.
        let (epoch, shard) = match purpose {
            Purpose::Training(epoch) => (epoch, shard),
            Purpose::Evaluation => (u32::MAX, shard),
        };
        let [mut truth, mut noise, mut asked] =
            [Stream::Inputs, Stream::Noise, Stream::Question].map(|stream| Draws::new(seed, stream, epoch, shard));
        let (sizes, scene_len) = (world.sizes(), world.scene_len());
        self.resize(sizes, scene_len, n);
        world.set_all(&mut truth, &mut self.scene);
        for i in 0..n {
            let scene = &self.scene[i * scene_len..][..scene_len];
            world.observe(scene, &mut noise, &mut self.x[i * sizes.inputs..][..sizes.inputs]);
            let question = &mut self.question[i * sizes.questions..][..sizes.questions];
            world.ask(scene, &mut asked, question);
            self.answer(world, i);
        }
        if world.answer_noise() > 0.0 && purpose != Purpose::Evaluation {
            let mut errors = vec![0.0; self.y.len()];
            noise.fill_normal(&mut errors, 0.0, world.answer_noise());
            self.y.iter_mut().zip(errors).for_each(|(y, error)| *y += error);
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

    /// Asks for the same time in every scene: the last number of the question, if there is one.
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
