//! The surface that the page and its workers see: converts between JavaScript and Rust, no more.

#[cfg(feature = "bench")]
pub mod bench;
mod canvas;
pub mod cell;
pub mod dataset;
mod drawing;
pub mod page;
pub mod shipped;
mod table;
pub mod worker;

use serde::Serialize;
use wasm_bindgen::JsValue;

/// A plain JavaScript object of anything that serialises.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}
