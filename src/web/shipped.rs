//! Sweeps on the page: what is shipped of them, what was kept, and what workers measure.

use super::cell::{Cell, Content, failed};
use crate::kinds::sweep::SweepOutcome;
use crate::paper::shipped::Shipped;
use crate::spec::Spec;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Cell {
    /// Takes the outcomes of this very sweep from the index of checkpoints; says whether it was there.
    #[wasm_bindgen(js_name = loadSweep)]
    pub fn load_sweep(&mut self, index: &str) -> Result<bool, JsValue> {
        let Content::Sweep(board) = &mut self.content else { return Ok(false) };
        let sweeps = Shipped::read_sweeps(index).map_err(failed)?;
        let link = Spec::Sweep(board.spec.clone()).link();
        let found = sweeps.into_iter().find(|sweep| sweep.link == link);
        let found = found.filter(|sweep| sweep.outcomes.len() == board.runs.len());
        if let Some(sweep) = &found {
            board.outcomes = sweep.outcomes.iter().copied().map(Some).collect();
        }
        Ok(found.is_some())
    }

    /// What is known of a sweep's networks, as text to keep: an outcome each, or null.
    pub fn outcomes(&self) -> Result<String, JsValue> {
        match &self.content {
            Content::Sweep(board) => serde_json::to_string(&board.outcomes).map_err(failed),
            _ => Ok("[]".into()),
        }
    }

    /// Takes such a text again; says how many outcomes it holds.
    ///
    /// # Errors
    /// When it is none, or of a sweep with more or fewer networks.
    #[wasm_bindgen(js_name = setOutcomes)]
    pub fn set_outcomes(&mut self, text: &str) -> Result<usize, JsValue> {
        let Content::Sweep(board) = &mut self.content else { return Ok(0) };
        let outcomes: Vec<Option<SweepOutcome>> = serde_json::from_str(text).map_err(failed)?;
        if outcomes.len() != board.runs.len() {
            return Err(failed(format!("{} outcomes; the sweep has {}", outcomes.len(), board.runs.len())));
        }
        board.outcomes = outcomes;
        Ok(board.outcomes.iter().flatten().count())
    }

    /// Forgets all outcomes of a sweep.
    #[wasm_bindgen(js_name = resetSweep)]
    pub fn reset_sweep(&mut self) {
        if let Content::Sweep(board) = &mut self.content {
            board.outcomes.fill(None);
        }
    }

    /// Which networks of a sweep are still to be trained.
    #[wasm_bindgen(js_name = missingRuns)]
    pub fn missing_runs(&self) -> Vec<usize> {
        match &self.content {
            Content::Sweep(board) => (0..board.runs.len()).filter(|i| board.outcomes[*i].is_none()).collect(),
            _ => Vec::new(),
        }
    }

    /// Epochs of the i-th network of a sweep.
    #[wasm_bindgen(js_name = sweepEpochs)]
    pub fn sweep_epochs(&self, i: usize) -> u32 {
        match &self.content {
            Content::Sweep(board) => board.runs.get(i).map_or(0, |(_, spec)| spec.epochs()),
            _ => 0,
        }
    }

    /// What came of the i-th network of a sweep, from a worker; nothing if it diverged.
    #[wasm_bindgen(js_name = setOutcome)]
    pub fn set_outcome(&mut self, i: usize, outcome: Option<String>) -> Result<(), JsValue> {
        let Content::Sweep(board) = &mut self.content else { return Ok(()) };
        let outcome = match outcome {
            Some(text) => serde_json::from_str(&text).map_err(failed)?,
            None => SweepOutcome::DIVERGED,
        };
        if let Some(place) = board.outcomes.get_mut(i) {
            *place = Some(outcome);
        }
        Ok(())
    }
}
