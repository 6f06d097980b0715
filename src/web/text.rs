//! Rendered text for the page, in its own module.

use crate::formula::Formula;
use crate::notebook;
use wasm_bindgen::prelude::*;

/// Renders the Markdown of a notebook as blocks of HTML and cells, in JSON.
#[wasm_bindgen]
pub fn render(text: &str) -> Result<String, JsError> {
    notebook::json(text).map_err(|error| JsError::new(&error.to_string()))
}

/// Typesets a formula as it is understood. `None` for one that has an error, and for a drawn function.
#[wasm_bindgen]
pub fn typeset(formula: &str) -> Option<String> {
    notebook::equation(&Formula::parse(formula).ok()?.tex()?)
}
