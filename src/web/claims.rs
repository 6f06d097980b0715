//! What papers state beside what is measured: for workers, so that the page need not load it.

use super::{failed, parse};
use crate::paper::claims::{Claim, answers, claims as claimed, note};
use crate::paper::experiments::ALL;
use crate::paper::shipped::Shipped;
use crate::spec::Fields;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What a `claims` cell shows.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct ListedClaims {
    note: &'static str,
    claims: Vec<Claim>,
}

/// What a network that was trained again says to one statement.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Recheck {
    words: String,
    agrees: bool,
}

/// The statements of a `claims` cell with what the index of checkpoints says to each, and how that was measured, as
/// JSON.
#[wasm_bindgen]
pub fn claims(link: &str, index: &str) -> Result<String, JsError> {
    let shipped = Shipped::read(index).map_err(failed)?;
    let fields = parse(link)?.describe();
    let named = fields.into_iter().find(|field| field.key == "experiment").map(|field| field.value);
    let experiment = named.as_deref().filter(|name| *name != ALL);
    let listed = ListedClaims { note: note(experiment), claims: claimed(&shipped, experiment) };
    serde_json::to_string(&listed).map_err(failed)
}

/// What a report says to each statement on an experiment, in the order of `claims`, as JSON.
#[wasm_bindgen]
pub fn recheck(experiment: &str, report: &str) -> Result<String, JsError> {
    let rows =
        answers(experiment, report).map_err(failed)?.into_iter().map(|(words, agrees)| Recheck { words, agrees });
    serde_json::to_string(&rows.collect::<Vec<_>>()).map_err(failed)
}
