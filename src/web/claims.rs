//! Statements of papers beside measurements. They run in workers, so that the page need not load them.

use super::{failed, parse};
use crate::paper::claims::{Claim, answers, claims as claimed, notes};
use crate::paper::experiments::ALL;
use crate::paper::shipped::Shipped;
use crate::spec::Fields;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The content of a `claims` cell.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct ListedClaims {
    /// Notes on the measurements and on the verdicts.
    notes: [&'static str; 3],
    claims: Vec<Claim>,
}

/// The statements of a `claims` cell with the answers from the index of checkpoints, and a note on the measurements, as
/// JSON.
#[wasm_bindgen]
pub fn claims(link: &str, index: &str) -> Result<String, JsError> {
    let shipped = Shipped::read(index).map_err(failed)?;
    let fields = parse(link)?.describe();
    let named = fields.into_iter().find(|field| field.key == "experiment").map(|field| field.value);
    let experiment = named.as_deref().filter(|name| *name != ALL);
    let listed = ListedClaims { notes: notes(experiment), claims: claimed(&shipped, experiment) };
    serde_json::to_string(&listed).map_err(failed)
}

/// What a report says about each statement on an experiment, in the order of `claims`, as JSON.
#[wasm_bindgen]
pub fn recheck(experiment: &str, report: &str) -> Result<String, JsError> {
    let found = answers(experiment, report).map_err(failed)?;
    serde_json::to_string(&found).map_err(failed)
}
