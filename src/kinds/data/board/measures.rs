//! The errors of models on measured values: on training rows, on held-out rows, between the data and beyond.

use crate::kinds::data::board::sample::SampleRows;
use crate::kinds::data::board::{DataBoard, Model, Rows};
use crate::kinds::data::dataset::Dataset;
use crate::kinds::data::spec::DataSpec;
use crate::measure::statistics::rms;
use serde::Serialize;

/// Number of parameters of a network for each training value above which it can pass through all of them.
const MANY: usize = 2;

/// The errors of one model in one output, in the units of that output. `None` if there are no such rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataRow {
    /// The name of the model.
    pub name: String,
    /// The name of the output.
    pub output: String,
    /// Root mean square error on training rows.
    pub train: Option<f64>,
    /// Root mean square error on held-out rows.
    pub held: Option<f64>,
    /// 1 − Σ(ŷ − y)² / Σ(y − ȳ)² on held-out rows. Undefined if all y are equal.
    pub r2: Option<f64>,
    /// Root mean square error on held-out rows between the training data.
    pub between: Option<f64>,
    /// Root mean square error on held-out rows beyond the training data.
    pub beyond: Option<f64>,
    /// Number of weights and biases, or of coefficients, of all outputs together.
    pub parameters: usize,
}

/// The errors of all models, and the numbers of rows on which they are measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataTable {
    /// For each model, the errors in each output.
    pub rows: Vec<DataRow>,
    /// Number of training rows.
    pub n_train: usize,
    /// Number of held-out rows.
    pub n_held: usize,
    /// Number of measured held-out rows between the training data; 0 before a worker has reported.
    pub n_between: Option<usize>,
    /// Number of measured held-out rows beyond the training data.
    pub n_beyond: Option<usize>,
    /// Sentences on how the errors are measured and on what is missing.
    pub notes: Vec<String>,
}

impl DataBoard {
    /// The table of errors. `None` if there are no data yet.
    pub fn table(&self) -> Option<DataTable> {
        let Rows { data, sample } = self.rows()?;
        let distances = self.rivals.as_ref().map(|rivals| rivals.distances.as_slice());
        let distances = distances.filter(|distances| distances.len() == sample.held.n);
        let count = |beyond: bool| distances.map(|d| d.iter().filter(|d| (**d > 1.0) == beyond).count());
        let mut rows = Vec::new();
        for model in self.models() {
            let (on_train, on_held) = (self.on(model, &sample.train), self.on(model, &sample.held));
            for (output, name) in data.chosen.output_names().into_iter().enumerate() {
                let errors =
                    |part: &SampleRows, found: &[f64]| -> Vec<f64> { errors(found, part, output, data.outputs.len()) };
                let held = errors(&sample.held, &on_held);
                let at = |beyond: bool| {
                    let kept = held.iter().zip(distances?).filter(move |(_, d)| (**d > 1.0) == beyond);
                    rms(kept.map(|(error, _)| *error))
                };
                rows.push(DataRow {
                    name: self.name(model),
                    output: name.into(),
                    train: rms(errors(&sample.train, &on_train)),
                    held: rms(held.iter().copied()),
                    r2: r_squared(&held, &sample.held, output, data.outputs.len()),
                    between: at(false),
                    beyond: at(true),
                    parameters: self.parameters(model),
                });
            }
        }
        let notes = self.notes(data);
        let (n_train, n_held) = (data.train.len(), data.held.len());
        Some(DataTable { rows, n_train, n_held, n_between: count(false), n_beyond: count(true), notes })
    }

    /// The predictions of a model for some rows. A worker has already evaluated the polynomials.
    pub(super) fn on(&self, model: Model, part: &SampleRows) -> Vec<f64> {
        let is_train = self.rows().is_some_and(|rows| std::ptr::eq(&rows.sample.train, part));
        match (model, &self.rivals) {
            (Model::Polynomial(i), Some(rivals)) if is_train => rivals.on_train(i).to_vec(),
            (Model::Polynomial(i), Some(rivals)) => rivals.on_held(i).to_vec(),
            _ => self.predict(model, &part.x),
        }
    }

    fn parameters(&self, model: Model) -> usize {
        match model {
            Model::Net(i) => self.nets[i].parameters.len(),
            Model::Polynomial(i) => self.rivals.as_ref().map_or(0, |rivals| rivals.coefficients(i)),
        }
    }

    /// What a worker has said, and the networks that can learn all training rows by heart.
    fn notes(&self, data: &Dataset) -> Vec<String> {
        let remarks = self.rivals.as_ref().map_or("", |rivals| &rivals.remarks);
        let mut notes: Vec<String> = remarks.lines().filter(|line| !line.contains('\t')).map(String::from).collect();
        let incomplete = data.chosen.table.n_rows() - data.train.len() - data.held.len();
        if incomplete > 0 {
            let rows = if incomplete == 1 { "row is" } else { "rows are" };
            notes.push(format!("{incomplete} {rows} left out: a number is missing in a chosen column."));
        }
        let (inputs, outputs) = (data.inputs.len(), data.outputs.len());
        let values = data.train.len() * outputs;
        for net in &self.spec.nets.0 {
            let parameters = DataSpec::dense(net, inputs, outputs).n_parameters();
            if parameters > MANY * values {
                notes.push(format!(
                    "{} has {parameters} parameters for {values} numbers: it can pass through all of them, whatever they are; only rows that it has not seen say whether it learned anything.",
                    net.name()
                ));
            }
        }
        notes
    }
}

/// model − measured of one output.
pub(super) fn errors(found: &[f64], part: &SampleRows, output: usize, outputs: usize) -> Vec<f64> {
    let pairs = found.chunks_exact(outputs).zip(part.y.chunks_exact(outputs));
    pairs.map(|(found, y)| found[output] - y[output]).collect()
}

fn r_squared(errors: &[f64], part: &SampleRows, output: usize, outputs: usize) -> Option<f64> {
    let y = || part.y.iter().skip(output).step_by(outputs);
    let mean = y().sum::<f64>() / part.n.max(1) as f64;
    let variance: f64 = y().map(|y| (y - mean) * (y - mean)).sum();
    let left: f64 = errors.iter().map(|error| error * error).sum();
    (!errors.is_empty()).then(|| if variance > 0.0 { 1.0 - left / variance } else { f64::NAN })
}
