//! Rendered text for the page, in its own module.

use crate::notebook;
use wasm_bindgen::prelude::*;

/// Renders the Markdown of a notebook as blocks of HTML and cells, in JSON.
#[wasm_bindgen]
pub fn render(text: &str) -> Result<String, JsError> {
    notebook::json(text).map_err(|error| JsError::new(&error.to_string()))
}
