//! Specs for the page: read, describe, change.

use super::{failed, parse, to_js};
use crate::paper::claims::claimed_worlds;
use crate::spec::{
    FieldDescription, KINDS, Problem, Reading, SciNetSpec, Spec, experiment, experiment_names, experiment_of,
    quick_variant, world_named,
};
use crate::train::{Lesson, Part};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What reading a spec gave: the spec in all its forms with what is to be told about it, or the problems as text.
#[derive(Serialize)]
struct Answer {
    spec: Option<SpecForms>,
    notices: Vec<String>,
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

/// A spec that has nothing to be told about it.
pub(super) fn reading(parsed: Result<Spec, Vec<Problem>>) -> Result<JsValue, JsValue> {
    answer(parsed.map(|spec| Reading { spec, notices: Vec::new() }))
}

fn answer(parsed: Result<Reading, Vec<Problem>>) -> Result<JsValue, JsValue> {
    let answer = match parsed {
        Ok(Reading { spec, notices }) => Answer {
            notices,
            spec: Some(SpecForms {
                kind: spec.kind(),
                link: spec.link(),
                fence: spec.fence(),
                fields: spec.describe(),
            }),
            problems: Vec::new(),
        },
        Err(problems) => Answer {
            spec: None,
            notices: Vec::new(),
            problems: problems.iter().map(|p| Complaint { key: p.key.clone(), text: p.to_string() }).collect(),
        },
    };
    to_js(&answer)
}

/// The kinds of cells there are.
#[wasm_bindgen]
pub fn kinds() -> Vec<String> {
    KINDS.map(String::from).into()
}

/// A spec that trains one network, as the page needs it.
#[derive(Serialize)]
struct Variant {
    link: String,
    /// The link of its run, which says nothing of epochs and of what is drawn.
    run: String,
    epochs: u32,
}

/// An experiment of the paper, to choose from.
#[derive(Serialize)]
struct Experiment {
    name: &'static str,
    full: Variant,
    quick: Variant,
}

/// The experiments of the paper, each with its full and its quick spec.
#[wasm_bindgen]
pub fn experiments() -> Result<JsValue, JsValue> {
    let variant = |name: &str| {
        let spec = experiment(name).unwrap_or_default();
        let (run, epochs) = (Spec::SciNet(spec.identity()).link(), spec.epochs);
        Variant { link: Spec::SciNet(spec).link(), run, epochs }
    };
    let one = |name: &'static str| Experiment { name, full: variant(name), quick: variant(&format!("{name}_quick")) };
    to_js(&experiment_names().map(one))
}

/// The worlds of the original that statements are about, in the same way.
#[wasm_bindgen(js_name = claimedWorlds)]
pub fn world_experiments() -> Result<JsValue, JsValue> {
    let variant = |name: &str| {
        let spec = Spec::World(world_named(name)?);
        Some(Variant { link: spec.link(), run: spec.identity().link(), epochs: spec.epochs() })
    };
    let one =
        |name: &'static str| Some(Experiment { name, full: variant(name)?, quick: variant(&format!("{name}_quick"))? });
    to_js(&claimed_worlds().into_iter().filter_map(one).collect::<Vec<_>>())
}

/// The spec of `link` on the data and with the training of another link, shown as it was.
#[wasm_bindgen(js_name = switchExperiment)]
pub fn switch_experiment(link: &str, to: &str) -> Result<JsValue, JsValue> {
    let switched = match (Spec::parse_link(link), Spec::parse_link(to)) {
        (Ok(Spec::SciNet(old)), Ok(Spec::SciNet(new))) => {
            let SciNetSpec { polynomials, pairs, reach, panels, .. } = old;
            Ok(Spec::SciNet(SciNetSpec { polynomials, pairs, reach, panels, ..new }))
        }
        (Err(problems), _) | (_, Err(problems)) => Err(problems),
        (_, Ok(other)) => Err(vec![Problem::new("", other.kind(), "allowed: scinet")]),
    };
    reading(switched)
}

/// The experiment on whose data a link trains, if it is one of the paper's.
#[wasm_bindgen(js_name = experimentOf)]
pub fn experiment_name(link: &str) -> Option<String> {
    match Spec::parse_link(link) {
        Ok(Spec::SciNet(spec)) => experiment_of(&spec).map(String::from),
        _ => None,
    }
}

/// The quick variant of a link, if it has one.
#[wasm_bindgen(js_name = quickVariant)]
pub fn quick_link(link: &str) -> Option<String> {
    quick_variant(&Spec::parse_link(link).ok()?).map(|spec| spec.link())
}

/// Reads a link's fragment.
#[wasm_bindgen(js_name = readLink)]
pub fn read_link(fragment: &str) -> Result<JsValue, JsValue> {
    answer(Spec::read_link(fragment))
}

/// Reads a fence of the given kind.
#[wasm_bindgen(js_name = readFence)]
pub fn read_fence(kind: &str, text: &str) -> Result<JsValue, JsValue> {
    answer(Spec::read(kind, text))
}

/// The spec of `link` with one field changed.
#[wasm_bindgen(js_name = changeField)]
pub fn change_field(link: &str, key: &str, value: &str) -> Result<JsValue, JsValue> {
    reading(Spec::parse_link(link).and_then(|spec| spec.with(key, value)))
}

/// A seed that nobody chose, short enough to read out in class.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<u32, JsError> {
    let mut bytes = [0; 4];
    getrandom::getrandom(&mut bytes).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(1 + u32::from_le_bytes(bytes) % 999_999)
}

/// How many workers train the run of a link fastest, of the `wanted` there are.
#[wasm_bindgen]
pub fn replicas(link: &str, wanted: usize) -> Result<u32, JsError> {
    let lesson = Lesson::new(&parse(link)?).map_err(failed)?;
    Ok(if lesson.is_large() { Part::replicas(wanted) } else { 1 })
}
