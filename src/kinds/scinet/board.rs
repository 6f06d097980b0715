//! The state of a `scinet` cell at one moment, and its figures by name.

use crate::figure::field::TrainingArea;
use crate::kinds::scinet::experiments::experiment_of;
use crate::kinds::scinet::places::{fresh_inputs, scinet_errors};
use crate::kinds::scinet::report::latents;
use crate::kinds::scinet::rivals::{Rival, Rivals, rival_errors};
use crate::kinds::scinet::spec::SciNetSpec;
use crate::kinds::worlds::oscillator::window::{COARSE_SIDE, SIDE, Window};
use crate::kinds::worlds::{Oscillator, Space, WorldBoard};
use crate::measure::asked::{Answers, Asked};
use crate::measure::errors::Errors;
use crate::measure::latents::LatentUse;
use std::cell::RefCell;
use std::rc::Rc;

/// Number of fresh samples on which a cell measures its network.
pub const SAMPLES: usize = 2048;
/// The same for pictures that move.
const COARSE_SAMPLES: usize = 512;

/// All data that the figures and tables of a `scinet` cell are made from.
#[derive(Debug)]
pub struct SciNetBoard {
    /// The cell's spec.
    pub spec: SciNetSpec,
    /// The ground truth.
    pub oscillator: Oscillator,
    /// The part that all worlds share: the network, its losses and the subject of the figures.
    pub base: WorldBoard,
    /// The polynomials and the response function on the same draws, if they are known.
    pub rivals: Option<Rivals>,
    memory: RefCell<Memory>,
}

/// The truth in the visible window.
#[derive(Debug)]
pub(super) struct Shown {
    reach: f64,
    coarse: bool,
    pub(super) window: Window,
    pub(super) training: TrainingArea,
    /// (outputs) of (n_y · n_x).
    pub(super) truth: [Vec<f64>; 2],
}

/// The answers of the present network to fresh draws.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) answers: Answers,
    pub(super) latents: Vec<LatentUse>,
}

/// Results for the last drawing that are still valid: a figure that turns keeps its numbers.
#[derive(Debug, Clone, Default)]
struct Memory {
    /// Identifies a state of the network.
    state: u64,
    /// Whether the results are for a picture that moves.
    coarse: bool,
    shown: Option<Rc<Shown>>,
    /// The answers of the network in the window of `shown`.
    answers: Option<Rc<Answers>>,
    fresh: Option<Rc<Fresh>>,
    /// Errors of the rivals. Training does not change them.
    rivals: Option<Rc<Vec<RivalErrors>>>,
}

/// Name, number of coefficients and errors of a rival.
pub type RivalErrors = (String, usize, Vec<Errors>);

/// The name of the network in titles: the experiment whose data it is trained on.
fn subject(spec: &SciNetSpec) -> String {
    let space = if spec.oscillator.space == Space::Log { "log space" } else { "real space" };
    experiment_of(spec).map_or(format!("SciNet in {space}"), |name| format!("SciNet on {name}"))
}

impl SciNetBoard {
    /// A board without training and fits.
    pub fn new(spec: SciNetSpec) -> Self {
        let mut base = WorldBoard::new(spec.world());
        base.subject = subject(&spec);
        Self { oscillator: spec.truth(), base, rivals: None, memory: RefCell::default(), spec }
    }

    /// Errors inside the training data and outside, on samples that no training has seen.
    pub fn errors(&self) -> Option<Vec<Errors>> {
        scinet_errors(&self.spec, &self.base.net.parameters, SAMPLES, self.spec.recipe.seed)
    }

    /// The rivals of the network: name, number of coefficients, errors.
    pub fn rival_errors(&self) -> Rc<Vec<RivalErrors>> {
        let Some(rivals) = &self.rivals else { return Rc::default() };
        let of = |(name, rival): (String, Rival)| {
            let errors = rival_errors(&self.spec, rivals, rival, SAMPLES, self.spec.recipe.seed);
            (name, Rivals::coefficients(rival), errors)
        };
        let mut memory = self.memory.borrow_mut();
        let known = memory.rivals.get_or_insert_with(|| Rc::new(rivals.models().into_iter().map(of).collect()));
        Rc::clone(known)
    }

    /// The use of each latent variable, if the network is known.
    pub fn latents(&self) -> Vec<LatentUse> {
        self.fresh().map_or(Vec::new(), |fresh| fresh.latents.clone())
    }

    /// Removes results that are no longer valid.
    fn refresh(&self) {
        let mut memory = self.memory.borrow_mut();
        let state = self.base.net.state();
        let coarse = self.base.coarse;
        if (memory.state, memory.coarse) != (state, coarse) {
            (memory.state, memory.coarse, memory.answers, memory.fresh) = (state, coarse, None, None);
        }
        let now = (self.spec.shown.reach, coarse);
        if memory.shown.as_ref().is_some_and(|shown| (shown.reach, shown.coarse) != now) {
            (memory.shown, memory.answers) = (None, None);
        }
    }

    /// The window, and the truth in it.
    pub(super) fn shown(&self) -> Rc<Shown> {
        self.refresh();
        let mut memory = self.memory.borrow_mut();
        let shown = memory.shown.get_or_insert_with(|| {
            let coarse = self.base.coarse;
            let side = if coarse { COARSE_SIDE } else { SIDE };
            let window = Window::new(self.oscillator.window(self.spec.shown.reach), side);
            let truths: Vec<[f64; 2]> = window.grid.points().map(|input| self.oscillator.answer(input)).collect();
            let truth = [0, 1].map(|output| truths.iter().map(|truth| truth[output]).collect());
            let training = window.training(&self.oscillator, self.spec.shown.reach);
            Rc::new(Shown { reach: self.spec.shown.reach, coarse, window, training, truth })
        });
        Rc::clone(shown)
    }

    /// The answers of the network in the window. `None` without a network.
    pub(super) fn answers(&self) -> Option<Rc<Answers>> {
        let shown = self.shown();
        let mut memory = self.memory.borrow_mut();
        if memory.answers.is_none() {
            let mut asked = Asked::new(&self.spec, &self.base.net.parameters)?;
            memory.answers = Some(Rc::new(asked.ask(&shown.window.inputs())));
        }
        memory.answers.clone()
    }

    /// The answers of the network to fresh draws. `None` without a network.
    pub(super) fn fresh(&self) -> Option<Rc<Fresh>> {
        self.refresh();
        let mut memory = self.memory.borrow_mut();
        if memory.fresh.is_none() {
            let mut asked = Asked::new(&self.spec, &self.base.net.parameters)?;
            let n_samples = if self.base.coarse { COARSE_SAMPLES } else { SAMPLES };
            let inputs = fresh_inputs(&self.spec, n_samples, self.spec.recipe.seed);
            let answers = asked.ask(&inputs);
            let latents = latents(&self.oscillator, &inputs, &answers);
            memory.fresh = Some(Rc::new(Fresh { answers, latents }));
        }
        memory.fresh.clone()
    }
}
