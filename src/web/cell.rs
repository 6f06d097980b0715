//! A cell of the page: its spec, and what is known of its runs.

use crate::baseline::PolynomialFit;
use crate::evaluate::figure::Figure;
use crate::evaluate::number::readable;
use crate::evaluate::{Board, NetState};
use crate::plot::Layout;
use crate::spec::{ActivationSpec, Net, Spec, Value};
use crate::train::{Run, fingerprint};
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// What a cell shows, by kind.
pub(super) enum Content {
    Fit(Box<Board>),
    Activation(ActivationSpec),
}

/// One cell.
#[wasm_bindgen]
pub struct Cell {
    pub(super) content: Content,
    /// What was drawn last on each canvas, for the questions that a mouse asks.
    pub(super) drawn: BTreeMap<String, (Figure, Layout)>,
}

/// Any error as a JavaScript one.
pub(super) fn failed(error: impl std::fmt::Display) -> JsValue {
    JsError::new(&error.to_string()).into()
}

fn parse(link: &str) -> Result<Spec, JsValue> {
    Spec::parse_link(link)
        .map_err(|problems| failed(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

#[wasm_bindgen]
impl Cell {
    /// A cell with nothing trained yet.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<Cell, JsValue> {
        let content = match parse(link)? {
            Spec::Fit(spec) => Content::Fit(Box::new(Board::new(spec))),
            Spec::Activation(spec) => Content::Activation(spec),
        };
        let mut cell = Self { content, drawn: BTreeMap::new() };
        cell.reset_nets();
        Ok(cell)
    }

    /// Puts every network back to its initial weights.
    #[wasm_bindgen(js_name = resetNets)]
    pub fn reset_nets(&mut self) {
        let Content::Fit(board) = &mut self.content else {
            return;
        };
        for (state, spec) in board.nets.iter_mut().zip(board.spec.runs()) {
            // A run that cannot start has nothing to show; the worker says why when it is started.
            let parameters = Run::new(&spec).map(|run| run.parameters().to_vec()).unwrap_or_default();
            *state = NetState { parameters, ..NetState::default() };
        }
    }

    /// Takes another spec of the same kind; runs and fits that it leaves as they are keep their results.
    pub fn update(&mut self, link: &str) -> Result<(), JsValue> {
        let mut next = Cell::new(link)?;
        if let (Content::Fit(old), Content::Fit(new)) = (&mut self.content, &mut next.content) {
            let (before, after) = (old.spec.runs(), new.spec.runs());
            for (state, run) in new.nets.iter_mut().zip(&after) {
                let Some(i) = before.iter().position(|other| other == run) else { continue };
                // A run past the epochs that the spec now has would show what its link does not.
                if old.nets[i].epoch <= new.spec.epochs {
                    *state = std::mem::take(&mut old.nets[i]);
                }
            }
            if old.spec.baseline() == new.spec.baseline() {
                new.polynomials = old.polynomials.take();
            }
        }
        *self = next;
        Ok(())
    }

    /// The links of this cell's runs, one for each network.
    pub fn runs(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => board.spec.runs().into_iter().map(|run| Spec::Fit(run).link()).collect(),
            Content::Activation(_) => Vec::new(),
        }
    }

    /// The names of the networks, in the order of [`Cell::runs`].
    #[wasm_bindgen(js_name = netNames)]
    pub fn net_names(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => board.spec.nets.0.iter().map(Net::name).collect(),
            Content::Activation(_) => Vec::new(),
        }
    }

    /// The link of the polynomial fits, if the cell has any.
    pub fn baseline(&self) -> Option<String> {
        match &self.content {
            Content::Fit(board) => board.spec.baseline().map(|spec| Spec::Fit(spec).link()),
            Content::Activation(_) => None,
        }
    }

    /// Epochs that each run of the spec has.
    pub fn epochs(&self) -> u32 {
        match &self.content {
            Content::Fit(board) => board.spec.epochs,
            Content::Activation(_) => 0,
        }
    }

    /// News of the i-th network: its epoch, its weights, and the losses of the epochs since `from`.
    #[wasm_bindgen(js_name = setNet)]
    pub fn set_net(&mut self, i: usize, epoch: u32, parameters: &[f32], from: usize, losses: &[f32]) {
        let Content::Fit(board) = &mut self.content else {
            return;
        };
        let Some(state) = board.nets.get_mut(i) else {
            return;
        };
        if from > state.losses.len() {
            return;
        }
        let mut curve = std::mem::take(&mut state.losses);
        curve.truncate(from);
        curve.extend_from_slice(losses);
        *state = NetState { epoch, parameters: parameters.into(), losses: curve };
    }

    /// The fingerprint of the networks, once all of them have the epochs of the spec.
    pub fn fingerprint(&self) -> Option<String> {
        let Content::Fit(board) = &self.content else { return None };
        let finished = board.spec.epochs > 0 && board.nets.iter().all(|net| net.epoch == board.spec.epochs);
        let nets: Vec<&[f32]> = board.nets.iter().map(|net| net.parameters.as_slice()).collect();
        (finished && !nets.is_empty()).then(|| fingerprint(&board.spec, board.spec.epochs, &nets).print())
    }

    /// The fingerprint that the spec claims, if it claims one.
    pub fn claim(&self) -> Option<String> {
        match &self.content {
            Content::Fit(board) => board.spec.fingerprint.0.map(|_| board.spec.fingerprint.print()),
            Content::Activation(_) => None,
        }
    }

    /// How many losses of the i-th network are known.
    #[wasm_bindgen(js_name = knownLosses)]
    pub fn known_losses(&self, i: usize) -> usize {
        match &self.content {
            Content::Fit(board) => board.nets.get(i).map_or(0, |state| state.losses.len()),
            Content::Activation(_) => 0,
        }
    }

    /// The last loss of the i-th network, as people read it.
    #[wasm_bindgen(js_name = lastLoss)]
    pub fn last_loss(&self, i: usize) -> Option<String> {
        let Content::Fit(board) = &self.content else {
            return None;
        };
        board.nets.get(i)?.losses.last().map(|loss| readable(f64::from(*loss), 3))
    }

    /// The polynomial fits, from a worker.
    #[wasm_bindgen(js_name = setPolynomials)]
    pub fn set_polynomials(&mut self, numbers: &[f64]) -> Result<(), JsValue> {
        if let Content::Fit(board) = &mut self.content {
            board.polynomials = Some(PolynomialFit::from_numbers(numbers).map_err(failed)?);
        }
        Ok(())
    }
}
