//! A cell of the page: its board, of any kind, and the figures as they were last drawn.

use crate::figure::lines::Figure;
use crate::figure::number::readable;
use crate::kinds::board::Board;
use crate::kinds::{NetState, Spec};
use crate::plot::{Layout, View};
use crate::saved::{Model, fingerprint};
use crate::spec::{Value, told};
use crate::train::Checkpoint;
use wasm_bindgen::prelude::*;

/// One cell.
#[wasm_bindgen]
pub struct Cell {
    pub(super) spec: Spec,
    pub(super) board: Box<dyn Board>,
    /// The last drawing on each canvas, for queries by the mouse.
    pub(super) drawn: Vec<(String, Figure, Layout)>,
    /// The viewpoint of its surfaces, all of them together.
    pub(super) view: View,
}

/// Converts any error to a JavaScript one.
pub(super) fn failed(error: impl std::fmt::Display) -> JsValue {
    super::failed(error).into()
}

#[wasm_bindgen]
impl Cell {
    /// A cell without training and fits.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Cell, JsValue> {
        let spec = Spec::parse_link(link).map_err(|problems| failed(told(&problems)))?;
        let mut cell = Self { board: spec.board(), spec, drawn: Vec::new(), view: View::default() };
        cell.reset_nets();
        Ok(cell)
    }

    /// Resets every network to its initial weights.
    #[wasm_bindgen(js_name = resetNets)]
    pub fn reset_nets(&mut self) {
        let runs = self.spec.runs();
        for (state, run) in self.board.nets_mut().iter_mut().zip(runs) {
            // A run that cannot start has nothing to show. The worker reports the reason when it is started.
            let parameters = run.lesson().map(|lesson| lesson.initial()).unwrap_or_default();
            *state = NetState { parameters, ..NetState::default() };
        }
    }

    /// Takes another spec of the same kind. Runs and fits that do not change keep their results.
    pub fn update(&mut self, link: &str) -> Result<(), JsValue> {
        let mut next = Cell::new(link)?;
        let (before, after) = (self.spec.runs(), next.spec.runs());
        let epochs = next.spec.epochs();
        for (state, run) in next.board.nets_mut().iter_mut().zip(&after) {
            let Some(i) = before.iter().position(|other| other == run) else { continue };
            // A run past the epochs of the new spec would not match the link of the cell.
            if self.board.nets()[i].epoch <= epochs {
                *state = std::mem::take(&mut self.board.nets_mut()[i]);
            }
        }
        next.board.inherit(&mut *self.board);
        next.view = self.view;
        *self = next;
        Ok(())
    }

    /// The links of this cell's runs, one for each network.
    pub fn runs(&self) -> Vec<String> {
        // Without its data, no run can start.
        if !self.board.is_ready() {
            return Vec::new();
        }
        self.spec.runs().iter().map(Spec::link).collect()
    }

    /// The names of the networks, in the order of [`Cell::runs`].
    #[wasm_bindgen(js_name = netNames)]
    pub fn net_names(&self) -> Vec<String> {
        self.spec.net_names()
    }

    /// The link of the classical fits, if the cell has any.
    pub fn baseline(&self) -> Option<String> {
        let fits = self.spec.baseline().filter(|_| self.board.is_ready());
        fits.map(|spec| spec.link())
    }

    /// Number of epochs of each run of the spec.
    pub fn epochs(&self) -> u32 {
        self.spec.epochs()
    }

    /// The computation of each whole run, in parameters × samples. The time is proportional to it.
    pub fn work(&self) -> Vec<f64> {
        let spec = &self.spec;
        let swept = spec.swept();
        let runs = if swept.is_empty() { vec![spec.clone()] } else { swept };
        let lengths: Vec<usize> = match self.board.nets() {
            [] => runs.iter().map(|run| run.lesson().map_or(0, |lesson| lesson.n_parameters())).collect(),
            nets => nets.iter().map(|net| net.parameters.len()).collect(),
        };
        let drawn = |i: usize| runs.get(i).unwrap_or(spec).samples();
        lengths.iter().enumerate().map(|(i, length)| *length as f64 * drawn(i)).collect()
    }

    /// Updates the i-th network: its epoch, its weights, and the losses since epoch `from`.
    #[wasm_bindgen(js_name = setNet)]
    pub fn set_net(&mut self, i: usize, epoch: u32, parameters: &[f32], from: usize, losses: &[f32]) {
        let parts = self.board.loss_parts(i);
        if let Some(state) = self.board.nets_mut().get_mut(i) {
            state.take(epoch, parameters, from, losses, parts);
        }
    }

    /// The fingerprint of the networks, if all of them have the epochs of the spec.
    pub fn fingerprint(&self) -> Option<String> {
        let (spec, nets) = (&self.spec, self.board.nets());
        let finished = spec.epochs() > 0 && !nets.is_empty() && nets.iter().all(|net| net.epoch == spec.epochs());
        let parameters: Vec<&[f32]> = nets.iter().map(|net| net.parameters.as_slice()).collect();
        finished.then(|| fingerprint(spec, spec.epochs(), &parameters).print())
    }

    /// The fingerprint that the spec claims, if there is one.
    pub fn claim(&self) -> Option<String> {
        let claim = self.spec.claim();
        claim.0.map(|_| claim.print())
    }

    /// The number of epochs of the i-th network with known losses.
    #[wasm_bindgen(js_name = knownLosses)]
    pub fn known_losses(&self, i: usize) -> usize {
        self.board.nets().get(i).map_or(0, |state| state.losses.len() / self.board.loss_parts(i))
    }

    /// The last loss of the i-th network as readable text. Several parts follow one another.
    #[wasm_bindgen(js_name = lastLoss)]
    pub fn last_loss(&self, i: usize) -> Option<String> {
        let last = self.board.nets().get(i)?.losses.rchunks_exact(self.board.loss_parts(i)).next()?;
        Some(last.iter().map(|loss| readable(f64::from(*loss), 3)).collect::<Vec<_>>().join(", "))
    }

    /// Sets the classical fits, from a worker.
    #[wasm_bindgen(js_name = setBaseline)]
    pub fn set_baseline(&mut self, numbers: &[f64]) -> Result<(), JsValue> {
        self.board.set_fits(numbers).map_err(failed)
    }

    /// Shows the i-th run in the state of its checkpoint. Returns its epoch.
    ///
    /// # Errors
    /// When the checkpoint is broken, is of another run, or has more epochs than the spec.
    #[wasm_bindgen(js_name = loadCheckpoint)]
    pub fn load_checkpoint(&mut self, i: usize, file: &[u8]) -> Result<u32, JsValue> {
        let checkpoint = Checkpoint::from_bytes(file).map_err(failed)?;
        checkpoint.lesson().map_err(failed)?;
        let spec = &self.spec;
        if spec.runs().get(i).map(Spec::link).as_ref() != Some(&checkpoint.spec) {
            return Err(failed(format!("it is of another run, {}", checkpoint.spec)));
        }
        let Checkpoint { epoch, parameters, losses, .. } = checkpoint;
        if epoch > spec.epochs() {
            return Err(failed(format!("it has {epoch} epochs; allowed: at most {}", spec.epochs())));
        }
        if let Some(state) = self.board.nets_mut().get_mut(i) {
            *state = NetState { epoch, parameters, losses, history: Vec::new() };
        }
        Ok(epoch)
    }

    /// Takes a trained network from a shipped file. Returns its epoch.
    ///
    /// # Errors
    /// When the file is broken, is of another run, or does not have the fingerprint that it states.
    pub fn load(&mut self, file: &[u8]) -> Result<u32, JsValue> {
        let model = Model::from_bytes(file).map_err(failed)?;
        let spec = &self.spec;
        if model.spec.runs() != spec.runs() {
            return Err(failed(format!("the file is of another network, {}", model.spec.link())));
        }
        let nets: Vec<&[f32]> = model.nets.iter().map(Vec::as_slice).collect();
        let found = fingerprint(&model.spec, model.epoch, &nets).print();
        if model.notes.get("fingerprint").is_some_and(|said| *said != found) {
            return Err(failed(format!(
                "the file's numbers are not those it was saved with: their fingerprint is {found}"
            )));
        }
        if !model.nets.iter().flatten().all(|w| w.is_finite()) {
            return Err(failed("the file contains a weight that is not a finite number"));
        }
        let history = model.notes.get("curve").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        for (state, parameters) in self.board.nets_mut().iter_mut().zip(model.nets) {
            *state = NetState { epoch: model.epoch, parameters, losses: Vec::new(), history: Vec::clone(&history) };
        }
        Ok(model.epoch)
    }

    /// Turns the surfaces of the cell by degrees: around the vertical, and up.
    pub fn turn(&mut self, azimuth: f64, elevation: f64) {
        let View { azimuth: before, elevation: height } = self.view;
        self.view =
            View { azimuth: (before + azimuth).rem_euclid(360.0), elevation: (height + elevation).clamp(5.0, 90.0) };
    }

    /// Restores the first view.
    #[wasm_bindgen(js_name = turnBack)]
    pub fn turn_back(&mut self) {
        self.view = View::default();
    }

    /// Data that only this kind of cell shows, by name, as JSON; undefined if there are none. `with` is JSON too.
    pub fn show(&self, what: &str, with: &str) -> Option<String> {
        self.board.show(what, with)
    }

    /// Sends data that only this kind of cell takes, by name. Both sides are JSON.
    ///
    /// # Errors
    /// When the kind does not take it, or cannot read it.
    pub fn take(&mut self, what: &str, with: &str) -> Result<String, JsValue> {
        self.board.take(what, with).map_err(failed)
    }

    /// The title of the cell.
    pub fn heading(&self) -> String {
        self.spec.heading()
    }

    /// The panels that are shown: word and heading in turn.
    pub fn panels(&self) -> Vec<String> {
        self.board.panels().into_iter().flatten().map(String::from).collect()
    }
}
