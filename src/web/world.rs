//! What only a cell of one of the four worlds has: its dials, the answer to the chosen question, its report.

use super::cell::{Cell, Content, failed};
use super::to_js;
use crate::figure::axis::round_step;
use crate::figure::number::{at_step, readable, to_step};
use crate::spec::print_number;
use crate::system::world::{Dial, Quantity};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A slider.
#[derive(Serialize)]
struct DialView {
    name: &'static str,
    unit: &'static str,
    low: f64,
    high: f64,
    step: f64,
    value: f64,
    /// Whether training draws such a value.
    inside: bool,
    /// The value as people read it.
    text: String,
}

/// How far a slider moves at least.
fn step(dial: &Dial) -> f64 {
    if dial.quantity.unit == "steps" { 1.0 } else { round_step(dial.range.span(), 200) }
}

/// One number of the answer.
#[derive(Serialize)]
struct AnswerView {
    name: &'static str,
    unit: &'static str,
    truth: String,
    network: String,
}

/// What is measured of the network.
#[derive(Serialize)]
struct ReportView {
    sentences: Vec<String>,
    /// Place, RMS error, the truth's own RMS size.
    rows: Vec<[String; 3]>,
}

#[wasm_bindgen]
impl Cell {
    /// The sliders, the question's last.
    pub fn dials(&self) -> Result<JsValue, JsValue> {
        let Content::World(board) = &self.content else { return Ok(JsValue::UNDEFINED) };
        let view = |(dial, value): (Dial, f64)| {
            let step = step(&dial);
            DialView {
                name: dial.quantity.name,
                unit: dial.quantity.unit,
                low: dial.range.low,
                high: dial.range.high,
                step,
                value,
                inside: (dial.inside.low..=dial.inside.high).contains(&value),
                text: to_step(value, step),
            }
        };
        to_js(&board.dials().into_iter().map(view).collect::<Vec<_>>())
    }

    /// The value of the key `scene` with one dial moved.
    #[wasm_bindgen(js_name = sceneWith)]
    pub fn scene_with(&self, i: usize, value: f64) -> Option<String> {
        let Content::World(board) = &self.content else { return None };
        let numbers = board.dials().into_iter().enumerate().map(|(k, (dial, now))| {
            if k == i { at_step(value.clamp(dial.range.low, dial.range.high), step(&dial)) } else { now }
        });
        Some(numbers.map(print_number).collect::<Vec<_>>().join(", "))
    }

    /// The answer to the chosen question: truth and network.
    pub fn answers(&self) -> Result<JsValue, JsValue> {
        let Content::World(board) = &self.content else { return Ok(JsValue::UNDEFINED) };
        let view = |(quantity, truth, network): (Quantity, f64, Option<f64>)| AnswerView {
            name: quantity.name,
            unit: quantity.unit,
            truth: readable(truth, 3),
            network: network.map_or("–".into(), |y| readable(y, 3)),
        };
        to_js(&board.asked().into_iter().map(view).collect::<Vec<_>>())
    }

    /// Which state of its network no report is known of, if there is a network.
    pub fn unreported(&self) -> Option<String> {
        let Content::World(board) = &self.content else { return None };
        let (state, known) = (board.net.state(), board.report.as_ref().map(|report| report.0));
        (known != Some(state) && !board.net.parameters.is_empty()).then(|| state.to_string())
    }

    /// Takes a report, from a worker, on a state of its network.
    #[wasm_bindgen(js_name = setReport)]
    pub fn set_report(&mut self, state: &str, report: &str) -> Result<(), JsValue> {
        if let Content::World(board) = &mut self.content {
            board.report = Some((state.parse().map_err(failed)?, serde_json::from_str(report).map_err(failed)?));
        }
        Ok(())
    }

    /// What the last report says.
    #[wasm_bindgen(js_name = worldReport)]
    pub fn world_report(&self) -> Result<JsValue, JsValue> {
        let Content::World(board) = &self.content else { return Ok(JsValue::UNDEFINED) };
        let (sentences, rows) = board.measured();
        to_js(&ReportView { sentences, rows })
    }
}
