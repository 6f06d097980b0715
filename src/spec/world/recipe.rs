//! What the four experiments have in common: the sizes of their numbers, the network, how it is trained.

use crate::spec::value::{parse_number, print_list, split_list};
use crate::spec::{
    Activation, Bounds, Clip, Control, Fields, Fingerprint, Init, Optimiser, Problem, Refusal, Stages, Value,
    WeightDecay, Widths, print_number,
};

/// How many numbers go in and out of a SciNet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Of an observation.
    pub inputs: usize,
    /// Of a question.
    pub questions: usize,
    /// Of an answer.
    pub outputs: usize,
    /// Answers that follow one another in time; 0 is a single one without time.
    pub steps: usize,
}

/// The network and its training.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    /// Widths of the encoder's hidden layers.
    pub encoder: &'a Widths,
    /// How many latent variables.
    pub latent: u32,
    /// Widths of the decoder's hidden layers.
    pub decoder: &'a Widths,
    /// φ between layers.
    pub activation: Activation,
    /// Weight of the divergence.
    pub beta: &'a Stages<f64>,
    /// Samples of an epoch.
    pub batch: &'a Stages<u32>,
    /// How many epochs.
    pub epochs: u32,
    /// The learning rate.
    pub lr: &'a Stages<f64>,
    /// How gradients become steps.
    pub optimiser: Optimiser,
    /// Whether weights are pulled towards zero.
    pub weight_decay: WeightDecay,
    /// The largest size of a gradient's numbers.
    pub clip: Clip,
    /// Where weights start.
    pub init: Init,
    /// Names every random draw.
    pub seed: u32,
    /// What a reader has chosen to see and to ask.
    pub scene: &'a Scene,
    /// What the finished network's bits should be.
    pub fingerprint: Fingerprint,
}

/// Numbers that a reader has chosen, one for each dial of the world, or `None` for the middle of training.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene(pub Option<Vec<f64>>);

/// Most dials of a world.
const DIALS: usize = 8;

impl Value for Scene {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "auto" {
            return Ok(Self(None));
        }
        let Bounds { min, max } = bounds;
        let number = |item: &str| {
            let told = || {
                Refusal::new(format!("allowed: auto, or numbers from {} to {}", print_number(min), print_number(max)))
            };
            parse_number(item).filter(|x| (min..=max).contains(x)).ok_or_else(told)
        };
        let numbers = split_list(text).into_iter().map(number).collect::<Result<Vec<f64>, _>>()?;
        match numbers.len() {
            1..=DIALS => Ok(Self(Some(numbers))),
            _ => Err(Refusal::new(format!("allowed: auto, or up to {DIALS} numbers"))),
        }
    }
    fn print(&self) -> String {
        self.0.as_ref().map_or("auto".into(), |numbers| print_list(numbers.iter().map(|x| print_number(*x))))
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}

/// One of the four.
pub trait Experiment: Fields {
    /// How many numbers an observation, a question and an answer have.
    fn sizes(&self) -> Sizes;
    /// How many numbers a reader chooses: parts of the scene, then the question.
    fn dials(&self) -> usize;
    /// The network and its training.
    fn recipe(&self) -> Recipe<'_>;
}

/// Most parameters: a worker with gradients and moments of them stays below about 60 MB.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Largest batch × parameters, those of the decoder once for each answer.
const MAX_WORK: u64 = 1 << 32;

/// Networks that are too large, and scenes of another world.
pub fn check(spec: &impl Experiment) -> Vec<Problem> {
    if let Some(numbers) = &spec.recipe().scene.0
        && numbers.len() != spec.dials()
    {
        let allowed = format!("allowed: auto, or {} numbers", spec.dials());
        return vec![Problem::new("scene", spec.recipe().scene.print(), allowed)];
    }
    check_size(spec)
}

fn check_size(spec: &impl Experiment) -> Vec<Problem> {
    let (sizes, recipe) = (spec.sizes(), spec.recipe());
    let count = |first: u64, hidden: &[u32], last: u64| {
        let sizes: Vec<u64> = [first].into_iter().chain(hidden.iter().map(|n| u64::from(*n))).chain([last]).collect();
        sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum::<u64>()
    };
    let latent = u64::from(recipe.latent);
    let encoder = count(sizes.inputs as u64, &recipe.encoder.0, 2 * latent);
    let decoder = count(latent + sizes.questions as u64, &recipe.decoder.0, sizes.outputs as u64);
    let (parameters, work) = (encoder + decoder, encoder + decoder * sizes.steps.max(1) as u64);
    if parameters > MAX_PARAMETERS {
        let given = format!("{} and {}", recipe.encoder.print(), recipe.decoder.print());
        let allowed = format!("make {parameters} parameters; allowed: at most {MAX_PARAMETERS}");
        return vec![Problem::new("encoder and decoder", given, allowed)];
    }
    let largest = recipe.batch.all().max().unwrap_or(0);
    if work * u64::from(largest) > MAX_WORK {
        let allowed = format!("allowed: at most {} with a network of this size", MAX_WORK / work);
        return vec![Problem::new("batch", recipe.batch.print(), allowed)];
    }
    Vec::new()
}
