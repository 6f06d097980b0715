//! A cell's numbers: the table of errors, and the weights of each network.

use super::cell::{Cell, Content};
use super::to_js;
use crate::figure::number::readable;
use crate::kinds::fit::Row;
use crate::kinds::fit::hinge;
use crate::kinds::scinet::Rivals;
use crate::kinds::scinet::SciNetBoard;
use crate::measure::errors::Errors;
use crate::spec::{Range, Value, print_number};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Distances at which models are compared, in standard deviations from the training mean.
const SHOWN: [f64; 3] = [2.0, 4.0, 8.0];

/// A model of the table, with the words that describe its errors.
#[derive(Serialize)]
struct TableRow {
    #[serde(flatten)]
    row: Row,
    rms_inside: String,
    largest_inside: String,
    at_low: String,
    at_high: String,
}

/// A SciNet's errors at some distance from its training data.
#[derive(Serialize)]
struct ErrorRow {
    place: String,
    n_samples: usize,
    rms: Vec<String>,
}

/// A model beside a SciNet: its errors in each output on the training data and at some distances.
#[derive(Serialize)]
struct ModelRow {
    name: String,
    coefficients: usize,
    /// φ and A in turn at each place.
    rms: Vec<String>,
}

#[derive(Serialize)]
struct ModelTable {
    outputs: [&'static str; 2],
    places: Vec<String>,
    rows: Vec<ModelRow>,
    /// The fitted equation of motion, once there is one.
    equation: String,
}

#[derive(Serialize)]
struct ErrorTable {
    outputs: [&'static str; 2],
    rows: Vec<ErrorRow>,
}

/// One neuron's numbers.
#[derive(Serialize)]
struct Neuron {
    w1: f32,
    b1: f32,
    w2: f32,
    hinge: String,
}

#[wasm_bindgen]
impl Cell {
    /// The table: every model with its errors.
    pub fn table(&self) -> Result<JsValue, JsValue> {
        let Content::Fit(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let row = |row: Row| {
            let m = row.measures;
            let words = |x: f64| readable(x, 3);
            TableRow {
                rms_inside: words(m.rms_inside),
                largest_inside: words(m.largest_inside),
                at_low: words(m.at_low),
                at_high: words(m.at_high),
                row,
            }
        };
        to_js(&board.table().into_iter().map(row).collect::<Vec<_>>())
    }

    /// The ends of the view and the name of the inside, for the table's head.
    #[wasm_bindgen(js_name = tableHead)]
    pub fn table_head(&self) -> Vec<String> {
        match &self.content {
            Content::Fit(board) => {
                let Range { low, high } = board.spec.view;
                vec![board.curve.inside_name().into(), readable_end(low), readable_end(high)]
            }
            _ => Vec::new(),
        }
    }

    /// The errors of a SciNet on fresh samples: the names of its outputs, and a row for each distance.
    pub fn errors(&self) -> Result<JsValue, JsValue> {
        let Content::SciNet(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let row = |errors: Errors| ErrorRow {
            place: errors.distance.map_or("training data".into(), |k| format!("{k} σ from the mean")),
            n_samples: errors.n_samples,
            rms: errors.rms.iter().map(|rms| readable(*rms, 3)).collect(),
        };
        let rows = board.errors().unwrap_or_default().into_iter().map(row).collect();
        to_js(&ErrorTable { outputs: board.oscillator.output_names(), rows })
    }

    /// SciNet and everything that stands beside it on the same draws, with errors on them and outside.
    pub fn models(&self) -> Result<JsValue, JsValue> {
        let Content::SciNet(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let shown = |errors: &Errors| errors.distance.is_none_or(|k| SHOWN.contains(&k));
        let row = |(name, coefficients, errors): (String, usize, Vec<Errors>)| ModelRow {
            name,
            coefficients,
            rms: errors.iter().filter(|e| shown(e)).flat_map(|e| e.rms.iter().map(|rms| readable(*rms, 2))).collect(),
        };
        let own = board.errors().map(|errors| ("SciNet".to_string(), board.net.parameters.len(), errors));
        let places = ["training data".to_string()].into_iter().chain(SHOWN.map(|k| format!("{k} σ"))).collect();
        to_js(&ModelTable {
            outputs: board.oscillator.output_names(),
            places,
            rows: own.into_iter().chain(board.rival_errors().iter().cloned()).map(row).collect(),
            equation: board.rivals.as_ref().and_then(Rivals::response).map_or(String::new(), |fit| fit.to_string()),
        })
    }

    /// What is said above each latent variable's histogram.
    #[wasm_bindgen(js_name = latentWords)]
    pub fn latent_words(&self) -> Vec<String> {
        match &self.content {
            Content::SciNet(board) => (0..board.spec.latent as usize).map(|i| board.latent_words(i)).collect(),
            _ => Vec::new(),
        }
    }

    /// The rule that tells used latent variables from unused ones.
    #[wasm_bindgen(js_name = useRule)]
    pub fn use_rule() -> String {
        SciNetBoard::use_rule()
    }

    /// The panels of a SciNet that are shown: word and heading in turn.
    pub fn panels(&self) -> Vec<String> {
        match &self.content {
            Content::SciNet(board) => {
                board.spec.panels.0.iter().flat_map(|panel| [panel.word().into(), panel.title().into()]).collect()
            }
            Content::World(board) => board.panels().flatten().map(String::from).collect(),
            _ => Vec::new(),
        }
    }

    /// The neurons of the i-th network.
    pub fn neurons(&self, i: usize) -> Result<JsValue, JsValue> {
        let view = match &self.content {
            Content::Fit(board) => board.net(i),
            _ => None,
        };
        let Some(view) = view else {
            return Ok(JsValue::UNDEFINED);
        };
        let neuron = |n: usize| {
            let [w1, b1, w2] = view.neuron(n);
            let hinge = hinge([w1, b1, w2]).map_or("nowhere".into(), |x| readable(x, 3));
            Neuron { w1, b1, w2, hinge }
        };
        to_js(&(0..view.width()).map(neuron).collect::<Vec<_>>())
    }

    /// b₂ of the i-th network.
    #[wasm_bindgen(js_name = outputBias)]
    pub fn output_bias(&self, i: usize) -> Option<f32> {
        match &self.content {
            Content::Fit(board) => board.net(i).map(|view| view.output_bias()),
            _ => None,
        }
    }

    /// The value of the key `nets` with one weight of the i-th network set by hand, all its others
    /// as they are now. `part` is 0, 1, 2 for w₁, b₁, w₂; neuron = width with part 0 is b₂.
    #[wasm_bindgen(js_name = netsByHand)]
    pub fn nets_by_hand(&self, i: usize, neuron: usize, part: usize, value: f32) -> Option<String> {
        let Content::Fit(board) = &self.content else {
            return None;
        };
        let mut nets = board.spec.nets.clone();
        *nets.0.get_mut(i)? = board.by_hand(i, (neuron, part, value))?;
        Some(nets.print())
    }
}

fn readable_end(x: f64) -> String {
    print_number(x).replace('-', "−")
}
