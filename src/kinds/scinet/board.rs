//! What is known of a `scinet` cell at one moment, and its figures by name.

use crate::figure::field::TrainingArea;
use crate::figure::lines::{Figure, Ink};
use crate::figure::loss::loss_figure;
use crate::figure::picture::Picture;
use crate::kinds::NetState;
use crate::kinds::learning::loss_curves;
use crate::kinds::scinet::places::{fresh_inputs, scinet_errors};
use crate::kinds::scinet::report::latents;
use crate::kinds::scinet::rivals::{Rival, Rivals, rival_errors};
use crate::kinds::scinet::window::Window;
use crate::measure::asked::{Answers, Asked};
use crate::measure::errors::Errors;
use crate::measure::latents::LatentUse;
use crate::spec::{Panel, SciNetSpec, Space};
use crate::system::Oscillator;
use std::cell::RefCell;
use std::rc::Rc;

/// Fresh samples on which a cell measures its network.
pub const SAMPLES: usize = 2048;

/// All that figures and tables of a `scinet` cell are made from.
#[derive(Debug, Clone)]
pub struct SciNetBoard {
    /// The cell's spec.
    pub spec: SciNetSpec,
    /// Its ground truth.
    pub oscillator: Oscillator,
    /// Its network; the losses are (epoch, 2): reconstruction and divergence.
    pub net: NetState,
    /// Polynomials and the response function on the same draws, once they are there.
    pub rivals: Option<Rivals>,
    memory: RefCell<Memory>,
}

/// The figures of a `scinet` cell; output 0 is φ, output 1 is A or ln A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SciNetFigure {
    /// Both parts of the loss over epochs.
    Learning,
    /// Truth and network over both inputs.
    Surface(usize),
    /// Network − truth over both inputs.
    Error(usize),
    /// Truth and network along ω.
    Slices(usize),
    /// How often the i-th latent mean takes each value.
    Histogram(usize),
    /// The i-th latent mean over both inputs.
    Latent(usize),
    /// R² of every used latent mean against physical quantities.
    Explained,
    /// RMS errors over the distance from the training mean.
    Outside(usize),
}

/// What the truth is in the window that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    reach: f64,
    pub(super) window: Window,
    pub(super) training: TrainingArea,
    /// (outputs) of (n_y · n_x).
    pub(super) truth: [Vec<f64>; 2],
}

/// What the present network makes of fresh draws.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) answers: Answers,
    pub(super) latents: Vec<LatentUse>,
}

/// What was computed for the last drawing and still holds: a figure that turns is the same figure.
#[derive(Debug, Clone, Default)]
struct Memory {
    /// Tells one state of the network from another.
    state: u64,
    shown: Option<Rc<Shown>>,
    /// The network in the window of `shown`.
    answers: Option<Rc<Answers>>,
    fresh: Option<Rc<Fresh>>,
    /// Errors of the rivals, which training does not change.
    rivals: Option<Rc<Vec<RivalErrors>>>,
}

/// Name, number of coefficients and errors of a model that stands beside the network.
pub type RivalErrors = (String, usize, Vec<Errors>);

impl SciNetBoard {
    /// A board with nothing trained yet.
    pub fn new(spec: SciNetSpec) -> Self {
        let oscillator = Oscillator::from(&spec);
        Self { oscillator, net: NetState::default(), rivals: None, memory: RefCell::default(), spec }
    }

    /// The figures of a panel, by name.
    pub fn figures(&self, panel: Panel) -> Vec<String> {
        let numbered = |word: &str, n: u32| (0..n).map(|i| format!("{word}:{i}")).collect::<Vec<_>>();
        match panel {
            Panel::Learning => vec!["loss".into()],
            Panel::Surfaces => numbered("surface", 2),
            Panel::Errors => numbered("error", 2),
            Panel::Slices => numbered("slices", 2),
            Panel::Histograms => numbered("histogram", self.spec.latent),
            Panel::Latents => numbered("latent", self.spec.latent),
            Panel::Explained => vec!["explained".into()],
            Panel::Outside => numbered("outside", 2),
            Panel::Instead => Vec::new(),
        }
    }

    /// The figure of a name.
    pub fn named(&self, name: &str) -> Option<SciNetFigure> {
        let (word, number) = name.split_once(':').unwrap_or((name, "0"));
        let i: usize = number.parse().ok()?;
        let output = |figure: fn(usize) -> SciNetFigure| (i < Oscillator::COLUMNS).then(|| figure(i));
        let latent = |figure: fn(usize) -> SciNetFigure| (i < self.spec.latent as usize).then(|| figure(i));
        match word {
            "loss" => Some(SciNetFigure::Learning),
            "explained" => Some(SciNetFigure::Explained),
            "surface" => output(SciNetFigure::Surface),
            "error" => output(SciNetFigure::Error),
            "slices" => output(SciNetFigure::Slices),
            "outside" => output(SciNetFigure::Outside),
            "histogram" => latent(SciNetFigure::Histogram),
            "latent" => latent(SciNetFigure::Latent),
            _ => None,
        }
    }

    /// A figure as it is now, without the curves and sheets named in `hidden`.
    pub fn picture(&self, figure: SciNetFigure, hidden: &[String]) -> Picture {
        match figure {
            SciNetFigure::Learning => Picture::Lines(self.loss_figure(hidden)),
            SciNetFigure::Surface(output) => Picture::Surface(self.surface(output, hidden)),
            SciNetFigure::Error(output) => Picture::Map(self.error_map(output)),
            SciNetFigure::Slices(output) => Picture::Lines(self.slices(output, hidden)),
            SciNetFigure::Histogram(i) => Picture::Lines(self.histogram(i)),
            SciNetFigure::Latent(i) => Picture::Map(self.latent_map(i)),
            SciNetFigure::Explained => Picture::Map(self.explained_map()),
            SciNetFigure::Outside(output) => Picture::Lines(self.outside(output, hidden)),
        }
    }

    /// The names and inks of a panel's curves and sheets that can be hidden.
    pub fn legend(&self, panel: Panel) -> Vec<(String, Ink)> {
        let figures = self.figures(panel);
        let first = figures.first().and_then(|name| self.named(name)).map(|figure| self.picture(figure, &[]));
        match first {
            Some(Picture::Lines(figure)) if panel != Panel::Histograms => figure
                .series
                .into_iter()
                .filter(|series| series.listed)
                .map(|series| (series.name, series.ink))
                .collect(),
            Some(Picture::Surface(surface)) => {
                surface.sheets.into_iter().map(|sheet| (sheet.name, sheet.ink)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the present network is called in titles: the experiment on whose data it trains.
    pub(super) fn subject(&self) -> String {
        let data = crate::spec::experiment_of(&self.spec);
        let space = if self.spec.space == Space::Log { "log space" } else { "real space" };
        data.map_or(format!("SciNet in {space}"), |name| format!("SciNet on {name}"))
    }

    /// The parts of the batch loss over epochs.
    fn loss_figure(&self, hidden: &[String]) -> Figure {
        let title = format!("Loss of {}", self.subject());
        loss_figure(title, "mean over the batch", self.spec.epochs, loss_curves(&self.net), hidden)
    }

    /// Squared error and divergence of the last batch.
    pub fn last_loss(&self) -> Option<[f32; 2]> {
        let recorded = || self.net.history.last().map(|row| [row[1], row[2]]);
        self.net.losses.last_chunk().copied().or_else(recorded)
    }

    /// Errors inside the training data and outside, on samples that no training has seen.
    pub fn errors(&self) -> Option<Vec<Errors>> {
        scinet_errors(&self.spec, &self.net.parameters, SAMPLES, self.spec.seed)
    }

    /// The same of everything that stands beside the network: name, number of coefficients, errors.
    pub fn rival_errors(&self) -> Rc<Vec<RivalErrors>> {
        let Some(rivals) = &self.rivals else { return Rc::default() };
        let of = |(name, rival): (String, Rival)| {
            let errors = rival_errors(&self.spec, rivals, rival, SAMPLES, self.spec.seed);
            (name, Rivals::coefficients(rival), errors)
        };
        let mut memory = self.memory.borrow_mut();
        let known = memory.rivals.get_or_insert_with(|| Rc::new(rivals.models().into_iter().map(of).collect()));
        Rc::clone(known)
    }

    /// What each latent variable does, once there is a network.
    pub fn latents(&self) -> Vec<LatentUse> {
        self.fresh().map_or(Vec::new(), |fresh| fresh.latents.clone())
    }

    /// Forgets what is no longer so.
    fn refresh(&self) {
        let mut memory = self.memory.borrow_mut();
        let state = self.net.state();
        if memory.state != state {
            (memory.state, memory.answers, memory.fresh) = (state, None, None);
        }
        if memory.shown.as_ref().is_some_and(|shown| shown.reach != self.spec.reach) {
            (memory.shown, memory.answers) = (None, None);
        }
    }

    /// The window and the truth in it.
    pub(super) fn shown(&self) -> Rc<Shown> {
        self.refresh();
        let mut memory = self.memory.borrow_mut();
        let shown = memory.shown.get_or_insert_with(|| {
            let window = Window::new(self.oscillator.window(self.spec.reach));
            let truths: Vec<[f64; 2]> = window.grid.points().map(|input| self.oscillator.answer(input)).collect();
            let truth = [0, 1].map(|output| truths.iter().map(|truth| truth[output]).collect());
            let training = window.training(&self.oscillator, self.spec.reach);
            Rc::new(Shown { reach: self.spec.reach, window, training, truth })
        });
        Rc::clone(shown)
    }

    /// What the network says in the window; nothing before there is one.
    pub(super) fn answers(&self) -> Option<Rc<Answers>> {
        let shown = self.shown();
        let mut memory = self.memory.borrow_mut();
        if memory.answers.is_none() {
            let mut asked = Asked::new(&self.spec, &self.net.parameters)?;
            memory.answers = Some(Rc::new(asked.ask(&shown.window.inputs())));
        }
        memory.answers.clone()
    }

    /// What the network makes of fresh draws; nothing before there is one.
    pub(super) fn fresh(&self) -> Option<Rc<Fresh>> {
        self.refresh();
        let mut memory = self.memory.borrow_mut();
        if memory.fresh.is_none() {
            let mut asked = Asked::new(&self.spec, &self.net.parameters)?;
            let inputs = fresh_inputs(&self.spec, SAMPLES, self.spec.seed);
            let answers = asked.ask(&inputs);
            let latents = latents(&self.oscillator, &inputs, &answers);
            memory.fresh = Some(Rc::new(Fresh { answers, latents }));
        }
        memory.fresh.clone()
    }
}
