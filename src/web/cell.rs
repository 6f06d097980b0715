//! A cell of the page: its spec, and what is known of its runs.

use crate::figure::lines::Figure;
use crate::figure::number::readable;
use crate::fits::PolynomialFit;
use crate::kinds::NetState;
use crate::kinds::data::DataBoard;
use crate::kinds::data::DataRivals;
use crate::kinds::fit::Board;
use crate::kinds::scinet::Rivals;
use crate::kinds::scinet::SciNetBoard;
use crate::kinds::surface::TruthBoard;
use crate::kinds::sweep::SweepBoard;
use crate::kinds::worlds::WorldBoard;
use crate::plot::{Layout, View};
use crate::spec::{ActivationSpec, ClaimsSpec, DiagramSpec, Net, Spec, Value, samples, told};
use crate::train::{Checkpoint, Lesson, Model, fingerprint};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// What a cell shows, by kind.
pub(super) enum Content {
    Fit(Box<Board>),
    SciNet(Box<SciNetBoard>),
    Data(Box<DataBoard>),
    World(Box<WorldBoard>),
    Sweep(Box<SweepBoard>),
    Surface(Box<TruthBoard>),
    Diagram(DiagramSpec),
    Activation(ActivationSpec),
    Claims(ClaimsSpec),
}

impl Content {
    fn new(spec: Spec) -> Self {
        match spec {
            Spec::Fit(spec) => Self::Fit(Box::new(Board::new(spec))),
            Spec::SciNet(spec) => Self::SciNet(Box::new(SciNetBoard::new(spec))),
            Spec::Data(spec) => Self::Data(Box::new(DataBoard::new(spec))),
            Spec::World(spec) => Self::World(Box::new(WorldBoard::new(spec))),
            Spec::Sweep(spec) => Self::Sweep(Box::new(SweepBoard::new(spec))),
            Spec::Surface(spec) => Self::Surface(Box::new(TruthBoard::new(spec))),
            Spec::Diagram(spec) => Self::Diagram(spec),
            Spec::Activation(spec) => Self::Activation(spec),
            Spec::Claims(spec) => Self::Claims(spec),
        }
    }

    pub(super) fn spec(&self) -> Spec {
        match self {
            Self::Fit(board) => Spec::Fit(board.spec.clone()),
            Self::SciNet(board) => Spec::SciNet(board.spec.clone()),
            Self::Data(board) => Spec::Data(board.spec.clone()),
            Self::World(board) => Spec::World(board.spec.clone()),
            Self::Sweep(board) => Spec::Sweep(board.spec.clone()),
            Self::Surface(board) => Spec::Surface(board.spec.clone()),
            Self::Diagram(spec) => Spec::Diagram(spec.clone()),
            Self::Activation(spec) => Spec::Activation(spec.clone()),
            Self::Claims(spec) => Spec::Claims(spec.clone()),
        }
    }

    /// The networks that the cell draws, in the order of [`Spec::runs`]; a sweep keeps outcomes alone.
    pub(super) fn nets(&self) -> &[NetState] {
        match self {
            Self::Fit(board) => &board.nets,
            Self::SciNet(board) => std::slice::from_ref(&board.net),
            Self::Data(board) => &board.nets,
            Self::World(board) => std::slice::from_ref(&board.net),
            _ => &[],
        }
    }

    fn nets_mut(&mut self) -> &mut [NetState] {
        match self {
            Self::Fit(board) => &mut board.nets,
            Self::SciNet(board) => std::slice::from_mut(&mut board.net),
            Self::Data(board) => &mut board.nets,
            Self::World(board) => std::slice::from_mut(&mut board.net),
            _ => &mut [],
        }
    }

    /// How many parts a batch loss of the i-th network has.
    fn loss_parts(&self, i: usize) -> usize {
        match self {
            Self::SciNet(_) | Self::World(_) => 2,
            // A SciNet stands behind the dense networks.
            Self::Data(board) if i >= board.spec.nets.0.len() => 2,
            _ => 1,
        }
    }
}

/// One cell.
#[wasm_bindgen]
pub struct Cell {
    pub(super) content: Content,
    /// What was drawn last on each canvas, for the questions that a mouse asks.
    pub(super) drawn: BTreeMap<String, (Figure, Layout)>,
    /// From where its surfaces are seen, all of them together.
    pub(super) view: View,
}

/// Any error as a JavaScript one.
pub(super) fn failed(error: impl std::fmt::Display) -> JsValue {
    super::failed(error).into()
}

#[wasm_bindgen]
impl Cell {
    /// A cell with nothing trained yet.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Cell, JsValue> {
        let spec = Spec::parse_link(link).map_err(|problems| failed(told(&problems)))?;
        let mut cell = Self { content: Content::new(spec), drawn: BTreeMap::new(), view: View::default() };
        cell.reset_nets();
        Ok(cell)
    }

    /// Puts every network back to its initial weights.
    #[wasm_bindgen(js_name = resetNets)]
    pub fn reset_nets(&mut self) {
        let runs = self.content.spec().runs();
        for (state, run) in self.content.nets_mut().iter_mut().zip(runs) {
            // A run that cannot start has nothing to show; the worker says why when it is started.
            let parameters = Lesson::new(&run).map(|lesson| lesson.initial()).unwrap_or_default();
            *state = NetState { parameters, ..NetState::default() };
        }
    }

    /// Takes another spec of the same kind; runs and fits that it leaves as they are keep their results.
    pub fn update(&mut self, link: &str) -> Result<(), JsValue> {
        let mut next = Cell::new(link)?;
        let (before, after) = (self.content.spec().runs(), next.content.spec().runs());
        let epochs = next.content.spec().epochs();
        for (state, run) in next.content.nets_mut().iter_mut().zip(&after) {
            let Some(i) = before.iter().position(|other| other == run) else { continue };
            // A run past the epochs that the spec now has would show what its link does not.
            if self.content.nets()[i].epoch <= epochs {
                *state = std::mem::take(&mut self.content.nets_mut()[i]);
            }
        }
        match (&mut self.content, &mut next.content) {
            (Content::Fit(old), Content::Fit(new)) if old.spec.baseline() == new.spec.baseline() => {
                new.polynomials = old.polynomials.take();
            }
            (Content::SciNet(old), Content::SciNet(new)) if old.spec.baseline() == new.spec.baseline() => {
                new.rivals = old.rivals.take();
            }
            (Content::Data(old), Content::Data(new)) => new.inherit(old),
            (Content::World(old), Content::World(new)) => new.inherit(old),
            (Content::Sweep(old), Content::Sweep(new)) => {
                for (outcome, (_, spec)) in new.outcomes.iter_mut().zip(&new.runs) {
                    let same = old.runs.iter().position(|(_, other)| other == spec);
                    *outcome = same.and_then(|i| old.outcomes[i]);
                }
            }
            _ => {}
        }
        next.view = self.view;
        *self = next;
        Ok(())
    }

    /// The links of this cell's runs, one for each network.
    pub fn runs(&self) -> Vec<String> {
        // Without its table nothing can start.
        if matches!(&self.content, Content::Data(board) if board.chosen.is_err()) {
            return Vec::new();
        }
        self.content.spec().runs().iter().map(Spec::link).collect()
    }

    /// The names of the networks, in the order of [`Cell::runs`].
    #[wasm_bindgen(js_name = netNames)]
    pub fn net_names(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => board.spec.nets.0.iter().map(Net::name).collect(),
            Content::SciNet(_) | Content::World(_) => vec!["SciNet".into()],
            Content::Data(board) => board.spec.net_names(),
            _ => Vec::new(),
        }
    }

    /// The link of the classical fits, if the cell has any.
    pub fn baseline(&self) -> Option<String> {
        match &self.content {
            Content::Fit(board) => board.spec.baseline().map(|spec| Spec::Fit(spec).link()),
            Content::SciNet(board) => Some(Spec::SciNet(board.spec.baseline()).link()),
            Content::Data(board) if board.chosen.is_ok() => Some(Spec::Data(board.spec.baseline()).link()),
            _ => None,
        }
    }

    /// Epochs that each run of the spec has.
    pub fn epochs(&self) -> u32 {
        self.content.spec().epochs()
    }

    /// How much the whole training of each run computes, in parameters × samples: what its time is proportional to.
    pub fn work(&self) -> Vec<f64> {
        let spec = self.content.spec();
        let runs = match &spec {
            Spec::Sweep(sweep) => sweep.runs().into_iter().map(|(_, spec)| spec).collect(),
            _ => vec![spec.clone()],
        };
        let lengths: Vec<usize> = match self.content.nets() {
            [] => runs.iter().map(|run| Lesson::new(run).map_or(0, |lesson| lesson.initial().len())).collect(),
            nets => nets.iter().map(|net| net.parameters.len()).collect(),
        };
        let drawn = |i: usize| samples(runs.get(i).unwrap_or(&spec));
        lengths.iter().enumerate().map(|(i, length)| *length as f64 * drawn(i)).collect()
    }

    /// News of the i-th network: its epoch, its weights, and the losses since epoch `from`.
    #[wasm_bindgen(js_name = setNet)]
    pub fn set_net(&mut self, i: usize, epoch: u32, parameters: &[f32], from: usize, losses: &[f32]) {
        let parts = self.content.loss_parts(i);
        if let Some(state) = self.content.nets_mut().get_mut(i) {
            state.take(epoch, parameters, from, losses, parts);
        }
    }

    /// The fingerprint of the networks, once all of them have the epochs of the spec.
    pub fn fingerprint(&self) -> Option<String> {
        let (spec, nets) = (self.content.spec(), self.content.nets());
        let finished = spec.epochs() > 0 && !nets.is_empty() && nets.iter().all(|net| net.epoch == spec.epochs());
        let parameters: Vec<&[f32]> = nets.iter().map(|net| net.parameters.as_slice()).collect();
        finished.then(|| fingerprint(&spec, spec.epochs(), &parameters).print())
    }

    /// The fingerprint that the spec claims, if it claims one.
    pub fn claim(&self) -> Option<String> {
        let claim = self.content.spec().claim();
        claim.0.map(|_| claim.print())
    }

    /// How many epochs' losses of the i-th network are known.
    #[wasm_bindgen(js_name = knownLosses)]
    pub fn known_losses(&self, i: usize) -> usize {
        self.content.nets().get(i).map_or(0, |state| state.losses.len() / self.content.loss_parts(i))
    }

    /// The last loss of the i-th network, as people read it; of several parts, one after another.
    #[wasm_bindgen(js_name = lastLoss)]
    pub fn last_loss(&self, i: usize) -> Option<String> {
        let last = self.content.nets().get(i)?.losses.rchunks_exact(self.content.loss_parts(i)).next()?;
        Some(last.iter().map(|loss| readable(f64::from(*loss), 3)).collect::<Vec<_>>().join(", "))
    }

    /// The classical fits, from a worker.
    #[wasm_bindgen(js_name = setBaseline)]
    pub fn set_baseline(&mut self, numbers: &[f64]) -> Result<(), JsValue> {
        match &mut self.content {
            Content::Fit(board) => board.polynomials = Some(PolynomialFit::from_numbers(numbers).map_err(failed)?),
            Content::SciNet(board) => board.rivals = Some(Rivals::from_numbers(&board.spec, numbers).map_err(failed)?),
            Content::Data(board) => board.rivals = Some(DataRivals::from_numbers(numbers).map_err(failed)?),
            _ => {}
        }
        Ok(())
    }

    /// Shows the i-th run as its checkpoint holds it; gives its epoch.
    ///
    /// # Errors
    /// When the checkpoint is broken, is of another run, or has more epochs than the spec.
    #[wasm_bindgen(js_name = loadCheckpoint)]
    pub fn load_checkpoint(&mut self, i: usize, file: &[u8]) -> Result<u32, JsValue> {
        let checkpoint = Checkpoint::from_bytes(file).map_err(failed)?;
        checkpoint.check().map_err(failed)?;
        let spec = self.content.spec();
        if spec.runs().get(i).map(Spec::link).as_ref() != Some(&checkpoint.spec) {
            return Err(failed(format!("it is of another run, {}", checkpoint.spec)));
        }
        let Checkpoint { epoch, parameters, losses, .. } = checkpoint;
        if epoch > spec.epochs() {
            return Err(failed(format!("it has {epoch} epochs; allowed: at most {}", spec.epochs())));
        }
        if let Some(state) = self.content.nets_mut().get_mut(i) {
            *state = NetState { epoch, parameters, losses, history: Vec::new() };
        }
        Ok(epoch)
    }

    /// Takes a trained network from a shipped file; gives its epoch.
    ///
    /// # Errors
    /// When the file is broken, is of another run, or is not what its fingerprint says.
    pub fn load(&mut self, file: &[u8]) -> Result<u32, JsValue> {
        let model = Model::from_bytes(file).map_err(failed)?;
        let spec = self.content.spec();
        if model.spec.runs() != spec.runs() {
            return Err(failed(format!("the file is of another network, {}", model.spec.link())));
        }
        let nets: Vec<&[f32]> = model.nets.iter().map(Vec::as_slice).collect();
        let found = fingerprint(&model.spec, model.epoch, &nets).print();
        if model.notes.get("fingerprint").is_some_and(|said| *said != found) {
            return Err(failed(format!("the file's numbers are not those it was saved with: they give {found}")));
        }
        if !model.nets.iter().flatten().all(|w| w.is_finite()) {
            return Err(failed("the file holds a weight that is no finite number"));
        }
        let history = model.notes.get("curve").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        for (state, parameters) in self.content.nets_mut().iter_mut().zip(model.nets) {
            *state = NetState { epoch: model.epoch, parameters, losses: Vec::new(), history: Vec::clone(&history) };
        }
        Ok(model.epoch)
    }

    /// Turns the cell's surfaces by degrees: around the vertical, and up.
    pub fn turn(&mut self, azimuth: f64, elevation: f64) {
        let View { azimuth: before, elevation: height } = self.view;
        self.view =
            View { azimuth: (before + azimuth).rem_euclid(360.0), elevation: (height + elevation).clamp(5.0, 90.0) };
    }

    /// The first view again.
    #[wasm_bindgen(js_name = turnBack)]
    pub fn turn_back(&mut self) {
        self.view = View::default();
    }
}
