//! Specs for the page: read, describe, change.

use super::{failed, parse, to_js};
use crate::kinds::registry::offered;
use crate::kinds::{Reading, Spec};
use crate::spec::{FieldDescription, Fields, MAX_EPOCHS, Problem};
use crate::tables::MAX_BYTES;
use crate::train::SHARDS;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The result of reading a spec: the spec in all its forms with notices about it, or the problems as text.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct SpecReading {
    spec: Option<SpecForms>,
    notices: Vec<String>,
    problems: Vec<Complaint>,
    /// The spec of what can be read of a link with problems.
    part: Option<SpecForms>,
}

/// A spec as the page has it: its texts and its fields.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct SpecForms {
    kind: &'static str,
    /// The part of the page that shows it: the kind's own, or that of its family.
    family: &'static str,
    link: String,
    fence: String,
    fields: Vec<FieldDescription>,
}

/// A problem of a spec: the key that it is about, and what people read.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Complaint {
    key: String,
    text: String,
}

/// A spec without notices.
fn reading(parsed: Result<Spec, Vec<Problem>>) -> Result<JsValue, JsValue> {
    answer(parsed.map(|spec| Reading { spec, notices: Vec::new() }), None)
}

/// A spec in all its forms.
fn forms(spec: &Spec) -> SpecForms {
    SpecForms {
        kind: spec.kind(),
        family: spec.family().unwrap_or(spec.kind()),
        link: spec.link(),
        fence: spec.fence(),
        fields: spec.describe(),
    }
}

/// The answer to a text: its spec, or its problems with what can be read of it.
fn answer(parsed: Result<Reading, Vec<Problem>>, part: Option<Reading>) -> Result<JsValue, JsValue> {
    let answer = match parsed {
        Ok(Reading { spec, notices }) => {
            SpecReading { notices, spec: Some(forms(&spec)), problems: Vec::new(), part: None }
        }
        Err(problems) => SpecReading {
            spec: None,
            part: part.as_ref().map(|part| forms(&part.spec)),
            notices: part.map_or(Vec::new(), |part| part.notices),
            problems: problems.iter().map(|p| Complaint { key: p.key.clone(), text: p.to_string() }).collect(),
        },
    };
    to_js(&answer)
}

/// The kinds of cells, in the order in which they are offered.
#[wasm_bindgen(unchecked_return_type = "KindView[]")]
pub fn kinds() -> Result<JsValue, JsValue> {
    to_js(&offered())
}

/// What the page may not exceed, where it has to know it before Rust refuses it.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct Limits {
    /// Bytes of a file with a table.
    table_bytes: usize,
    /// Epochs of a training.
    epochs: u32,
    /// Workers that can share one training.
    workers: u32,
}

/// What the page may not exceed.
#[wasm_bindgen(unchecked_return_type = "Limits")]
pub fn limits() -> Result<JsValue, JsValue> {
    to_js(&Limits { table_bytes: MAX_BYTES, epochs: MAX_EPOCHS, workers: SHARDS })
}

/// The quick variant of a link, if it has one.
#[wasm_bindgen(js_name = quickVariant)]
pub fn quick_link(link: &str) -> Option<String> {
    Spec::parse_link(link).ok()?.quick().map(|spec| spec.link())
}

/// Reads a link's fragment.
#[wasm_bindgen(js_name = readLink, unchecked_return_type = "SpecReading")]
pub fn read_link(fragment: &str) -> Result<JsValue, JsValue> {
    let read = Spec::read_link(fragment);
    let part = if read.is_err() { Spec::read_part_of_link(fragment) } else { None };
    answer(read, part)
}

/// Reads a fence of the given kind.
#[wasm_bindgen(js_name = readFence, unchecked_return_type = "SpecReading")]
pub fn read_fence(kind: &str, text: &str) -> Result<JsValue, JsValue> {
    answer(Spec::read(kind, text), None)
}

/// The spec of `link` with one field changed.
#[wasm_bindgen(js_name = changeField, unchecked_return_type = "SpecReading")]
pub fn change_field(link: &str, key: &str, value: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse_link(link).and_then(|spec| spec.with(key, value)))
}

/// The spec of `link` with a change that only its kind knows; `with` is JSON.
#[wasm_bindgen(js_name = changeSpec, unchecked_return_type = "SpecReading")]
pub fn change_spec(link: &str, what: &str, with: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse_link(link).and_then(|spec| spec.change(what, with)))
}

/// The link without data that its reader may not want to share, and the id of those data. `None` for a link without
/// such data.
#[wasm_bindgen]
pub fn unshared(link: &str) -> Option<Vec<String>> {
    let (spec, id) = Spec::parse_link(link).ok()?.unshared()?;
    Some(vec![spec.link(), id])
}

/// A random seed, short enough to read out in class.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    let mut bytes = [0; 4];
    getrandom::getrandom(&mut bytes).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(1 + u32::from_le_bytes(bytes) % 999_999)
}

/// The number of workers that train the run of a link fastest, out of `wanted` available ones.
#[wasm_bindgen]
pub fn replicas(link: &str, wanted: usize) -> Result<u32, JsError> {
    let lesson = parse(link)?.lesson().map_err(failed)?;
    Ok(lesson.replicas(wanted))
}
