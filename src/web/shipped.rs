//! What is shipped with the page: sweeps and claims, from the index of checkpoints.

use super::cell::{Cell, Content, failed};
use super::to_js;
use crate::evaluate::SweepOutcome;
use crate::evaluate::claims::{Claim, answers, claims, note};
use crate::evaluate::shipped::Shipped;
use crate::spec::Spec;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What a `claims` cell shows.
#[derive(Serialize)]
struct Listed {
    note: &'static str,
    claims: Vec<Claim>,
}

/// What a network that was trained again says to one statement.
#[derive(Serialize)]
struct Recheck {
    words: String,
    agrees: bool,
}

#[wasm_bindgen]
impl Cell {
    /// The statements of a `claims` cell with what the index of checkpoints says to each, and how that was measured.
    pub fn claims(&self, index: &str) -> Result<JsValue, JsValue> {
        let Content::Claims(spec) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let claims = claims(&Shipped::read(index).map_err(failed)?, spec.experiment.0);
        to_js(&Listed { note: note(spec.experiment.0), claims })
    }

    /// Takes the outcomes of this very sweep from the index of checkpoints; says whether it was there.
    #[wasm_bindgen(js_name = loadSweep)]
    pub fn load_sweep(&mut self, index: &str) -> Result<bool, JsValue> {
        let Content::Sweep(board) = &mut self.content else { return Ok(false) };
        let shipped = Shipped::read(index).map_err(failed)?;
        let link = Spec::Sweep(board.spec.clone()).link();
        let found = shipped.sweeps.into_iter().find(|sweep| sweep.link == link);
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

/// What a report, from a worker, says to each statement on an experiment, in the order of `Cell.claims`.
#[wasm_bindgen(js_name = recheck)]
pub fn recheck(experiment: &str, report: &str) -> Result<JsValue, JsValue> {
    let rows =
        answers(experiment, report).map_err(failed)?.into_iter().map(|(words, agrees)| Recheck { words, agrees });
    to_js(&rows.collect::<Vec<_>>())
}
