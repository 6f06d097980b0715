//! Specs and text for the page: read, describe, change, render.

use super::to_js;
use crate::notebook;
use crate::spec::{FieldDescription, KINDS, Problem, Spec};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What reading a spec gave: the spec in all its forms, or the problems as text.
#[derive(Serialize)]
struct Reading {
    spec: Option<SpecForms>,
    problems: Vec<Complaint>,
}

#[derive(Serialize)]
struct SpecForms {
    kind: &'static str,
    link: String,
    fence: String,
    fields: Vec<FieldDescription>,
}

#[derive(Serialize)]
struct Complaint {
    key: String,
    text: String,
}

fn reading(parsed: Result<Spec, Vec<Problem>>) -> Result<JsValue, JsValue> {
    let reading = match parsed {
        Ok(spec) => Reading {
            spec: Some(SpecForms {
                kind: spec.kind(),
                link: spec.link(),
                fence: spec.fence(),
                fields: spec.describe(),
            }),
            problems: Vec::new(),
        },
        Err(problems) => Reading {
            spec: None,
            problems: problems.iter().map(|p| Complaint { key: p.key.clone(), text: p.to_string() }).collect(),
        },
    };
    to_js(&reading)
}

/// The kinds of cells there are.
#[wasm_bindgen]
pub fn kinds() -> Vec<String> {
    KINDS.map(String::from).into()
}

/// Reads a link's fragment.
#[wasm_bindgen(js_name = readLink)]
pub fn read_link(fragment: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse_link(fragment))
}

/// Reads a fence of the given kind.
#[wasm_bindgen(js_name = readFence)]
pub fn read_fence(kind: &str, text: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse(kind, text))
}

/// The spec of `link` with one field changed.
#[wasm_bindgen(js_name = changeField)]
pub fn change_field(link: &str, key: &str, value: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse_link(link).and_then(|spec| spec.with(key, value)))
}

/// A notebook's Markdown as blocks of HTML and cells.
#[wasm_bindgen(js_name = renderNotebook)]
pub fn render_notebook(text: &str) -> Result<JsValue, JsValue> {
    to_js(&notebook::render(text))
}

/// A seed that nobody chose, short enough to read out in class.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    let mut bytes = [0; 4];
    getrandom::getrandom(&mut bytes).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(1 + u32::from_le_bytes(bytes) % 999_999)
}
