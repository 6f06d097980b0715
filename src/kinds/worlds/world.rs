//! The trait of worlds, and a scene that a reader has chosen.
//!
//! A scene consists of all numbers that describe one sample, such as (b, κ) of a pendulum. The observation of a scene
//! may be noisy, and so may the answers that training shows. The answers that networks are measured by are exact.

use crate::random::{Draws, Stream};
use crate::range::Range;

/// A quantity of a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// Its symbol.
    pub name: &'static str,
    /// Its unit; empty for a pure number.
    pub unit: &'static str,
}

/// A number that a reader chooses: a part of the scene, or, as the last one, the question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dial {
    /// The quantity.
    pub quantity: Quantity,
    /// The interval of the dial.
    pub range: Range,
    /// The part of the interval from which training draws.
    pub inside: Range,
}

/// A scene that a reader has chosen, evaluated along the dial of the question without noise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Posed {
    /// The values of the question, ascending; (n).
    pub axis: Vec<f64>,
    /// The observation; (inputs).
    pub x: Vec<f32>,
    /// The questions; (n, questions).
    pub questions: Vec<f32>,
    /// The answers; (n, outputs).
    pub truth: Vec<f32>,
}

/// The lengths of the inputs and outputs of a SciNet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Length of an observation.
    pub inputs: usize,
    /// Length of a question.
    pub questions: usize,
    /// Length of an answer.
    pub outputs: usize,
    /// Number of successive answers in time. 0 stands for one answer without time.
    pub steps: usize,
}

/// A ground truth: scenes, their observations, and questions with their answers.
pub trait World: std::fmt::Debug + Send {
    /// The lengths of an observation, a question and an answer.
    fn sizes(&self) -> Sizes;
    /// The length of a scene.
    fn scene_len(&self) -> usize;
    /// Draws a scene; (scene_len).
    fn set(&self, draws: &mut Draws, scene: &mut [f64]);
    /// Draws several scenes; (n, scene_len).
    fn set_all(&self, draws: &mut Draws, scenes: &mut [f64]) {
        scenes.chunks_exact_mut(self.scene_len()).for_each(|scene| self.set(draws, scene));
    }
    /// The observation of a scene; x is (inputs).
    fn observe(&self, scene: &[f64], noise: &mut Draws, x: &mut [f32]);
    /// The observation without noise.
    fn observe_exactly(&self, scene: &[f64], noise: &mut Draws, x: &mut [f32]) {
        self.observe(scene, noise, x);
    }
    /// Draws a question about a scene; (questions).
    fn ask(&self, scene: &[f64], draws: &mut Draws, question: &mut [f32]);
    /// The answer, or successive answers; (steps or 1, outputs).
    fn answer(&self, scene: &[f64], question: &[f32], y: &mut [f32]);
    /// The standard deviation of the noise on the answers of training.
    fn answer_noise(&self) -> f32 {
        0.0
    }
    /// Whether the squared error is the mean over successive answers. Otherwise it is their sum.
    fn averages(&self) -> bool {
        false
    }
    /// The quantities that latent variables may follow.
    fn quantities(&self) -> &'static [Quantity];
    /// The values of these quantities in a scene, in the same order.
    fn measure(&self, scene: &[f64]) -> Vec<f64>;
    /// The numbers that a reader may choose. The last dial is the question. Without dials there are no figures of
    /// scenes.
    fn dials(&self) -> Vec<Dial>;
    /// The scene for values of the dials, without that of the question; (scene_len).
    fn pose(&self, dials: &[f64]) -> Vec<f64>;
    /// The question at a value of the last dial, without noise. The question may depend on the scene.
    fn question_at(&self, scene: &mut [f64], value: f64, question: &mut [f32]);
    /// The quantities of an answer.
    fn outputs(&self) -> &'static [Quantity];
}

/// Number of points along the dial of the question.
const POINTS: usize = 201;

/// A scene evaluated along the dial of the question. For successive answers, at every step.
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

/// A draw from an interval, computed from a number between 0 and 1.
pub fn within(range: Range, unit: f32) -> f64 {
    range.low + range.span() * f64::from(unit)
}

/// The interval of the same length that begins where `range` ends.
pub fn beyond(range: Range) -> Range {
    Range { low: range.high, high: range.high + range.span() }
}

/// A quantity with its unit, as the label of an axis.
pub fn labelled(quantity: Quantity) -> String {
    match quantity.unit {
        "" => quantity.name.into(),
        unit => format!("{} ({unit})", quantity.name),
    }
}
