//! Text for the page, in a module of its own.

use crate::notebook;
use wasm_bindgen::prelude::*;

/// A notebook's Markdown as blocks of HTML and cells, in JSON.
#[wasm_bindgen]
pub fn render(text: &str) -> Result<String, JsError> {
    notebook::json(text).map_err(|error| JsError::new(&error.to_string()))
}
