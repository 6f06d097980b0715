//! The kind `data`: networks, SciNet and polynomials on a reader's own table.

use super::table::{Fields, fields, forget_fingerprint};
use super::tabular::{Columns, DenseNets, FileName, HeldOut, Latents, Rows, TableRef};
use super::{
    Activation, AutoRange, Degrees, Fingerprint, Optimiser, Problem, Stages, Value, WeightDecay, Widths, link,
};
use crate::tables::{Table, find};
use std::sync::Arc;

fields! {
    /// What a `data` cell trains and draws.
    DataSpec = "data" {
        rows: Rows = "none" in 0 ..= 0,
            Data "Rows" "A small table: names of columns, then rows, separated by semicolons.";
        table: TableRef = "none" in 0 ..= 0,
            Data "Table" "The id of a table that stands in a file, a hash of its names and numbers.";
        name: FileName = "none" in 0 ..= 0,
            Display "File" "The name of that file.";
        inputs: Columns = "auto" in 0 ..= 0,
            Data "Inputs" "Columns to predict from; auto: all but the outputs.";
        outputs: Columns = "auto" in 0 ..= 0,
            Data "Outputs" "Columns to predict; auto: the last that is not an input.";
        standardise: bool = "yes" in 0 ..= 0,
            Data "Standardise" "Whether networks see every column with mean 0 and deviation 1 over the training rows.";
        holdout: f64 = "0.2" in 0 ..= 0.9,
            Data "Held out" "Share of the rows that training does not see.";
        held: HeldOut = "random" in 0 ..= 0,
            Data "Which rows" "random, or those where the input on the axis is low, high or at both ends.";
        x: Columns = "auto" in 0 ..= 0,
            Data "Axis" "The input on the axis of the figures; auto is the first.";
        nets: DenseNets = "elu:32-32" in 1 ..= 512,
            Training "Networks" "Each one as activation:widths, such as elu:32 or relu:64-32.";
        scinet: Latents = "none" in 1 ..= 32,
            Training "SciNet" "How many latent variables a SciNet beside them has, or none.";
        encoder: Widths = "32, 16" in 1 ..= 512,
            Training "Encoder" "Widths of the SciNet encoder's hidden layers.";
        decoder: Widths = "16, 32" in 1 ..= 512,
            Training "Decoder" "Widths of the SciNet decoder's hidden layers.";
        activation: Activation = "elu" in 0 ..= 0,
            Training "Activation" "The function between the SciNet's layers.";
        beta: f64 = "0.001" in 0 ..= 1e3,
            Training "β" "Weight of the divergence that keeps latent variables near N(0, 1).";
        batch: u32 = "512" in 1 ..= 65_536,
            Training "Batch" "Training rows drawn for every epoch, with replacement.";
        epochs: u32 = "5000" in 0 ..= super::MAX_EPOCHS,
            Training "Epochs" "Optimiser steps, each on a batch of its own.";
        lr: Stages<f64> = "1e-3" in 0 ..= 100,
            Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate.";
        optimiser: Optimiser = "adam" in 0 ..= 1,
            Training "Optimiser" "adam, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
        weight_decay: WeightDecay = "none" in 0 ..= 10,
            Training "Weight decay" "none, l2(strength) or decoupled(strength).";
        seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
            Data "Seed" "Names every random draw: rows held out, initial weights, batches, latent noise.";
        polynomials: Degrees = "1, 3" in 0 ..= 40,
            Baseline "Polynomials" "Total degrees of the polynomials fitted to the training rows by least squares.";
        view: AutoRange = "auto" in -1e30 ..= 1e30,
            Display "View" "The x-axis: auto, which reaches beyond the data to both sides, or low..high.";
        fingerprint: Fingerprint = "none" in 0 ..= 0,
            Display "Fingerprint" "What the finished networks' bits should be, as whoever made the link found them.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check cross_check,
    forget forget
}

/// Most characters of rows and names in a link: all other keys still fit beside them.
const MAX_NAMES: usize = link::MAX_LINK - 4096;
/// Most parameters of a network.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Largest batch × parameters: an eighth of an epoch stays below about a tenth of a second.
const MAX_WORK: u64 = 1 << 32;

/// A table with the columns that a spec chooses of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The table.
    pub table: Arc<Table>,
    /// Indices of the columns that models see, at least one.
    pub inputs: Vec<usize>,
    /// Indices of the columns that they predict, at least one, none of them an input.
    pub outputs: Vec<usize>,
    /// The place among the inputs of the one on the axis.
    pub axis: usize,
}

impl Chosen {
    /// The names of the inputs.
    pub fn input_names(&self) -> Vec<&str> {
        self.inputs.iter().map(|i| self.table.names()[*i].as_str()).collect()
    }

    /// The names of the outputs.
    pub fn output_names(&self) -> Vec<&str> {
        self.outputs.iter().map(|i| self.table.names()[*i].as_str()).collect()
    }
}

/// Another table makes the one before, and columns that it does not have, untrue.
fn forget(spec: &mut DataSpec, key: &str) {
    forget_fingerprint(spec, key);
    match key {
        "rows" => spec.table = TableRef(None),
        "table" => spec.rows = Rows(None),
        _ => return,
    }
    if spec.table.0.is_none() {
        spec.name = FileName(String::new());
    }
    if spec.find().is_some() && spec.chosen().is_err() {
        [spec.inputs.0, spec.outputs.0, spec.x.0] = [None, None, None];
    }
}

fn cross_check(spec: &DataSpec) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let (Some(_), Some(id)) = (&spec.rows.0, spec.table.0) {
        problems.push(Problem::new("table", id.to_string(), "allowed: none beside rows; a cell has one table"));
    }
    if spec.rows.0.is_none() && spec.table.0.is_none() && !spec.name.0.is_empty() {
        problems.push(Problem::new(
            "name",
            spec.name.print(),
            "allowed: only beside rows or table; it names their file",
        ));
    }
    let names = [spec.rows.print(), spec.inputs.print(), spec.outputs.print(), spec.x.print()];
    let length: usize = names.iter().map(|text| link::encode(text).len()).sum();
    if length > MAX_NAMES {
        let allowed = format!(
            "make a link of more than {length} characters; allowed: {MAX_NAMES}, of which a letter beyond a to z takes up to 12"
        );
        problems.push(Problem::new("rows, inputs, outputs and x", "", allowed));
    }
    // What is not known yet is judged when it is.
    let (inputs, outputs) = match spec.find().map(|_| spec.chosen()) {
        Some(Ok(chosen)) => (chosen.inputs.len(), chosen.outputs.len()),
        Some(Err(problem)) => {
            problems.push(problem);
            (1, 1)
        }
        None => (1, 1),
    };
    let mut size = |key: &str, given: String, parameters: u64| {
        if parameters > MAX_PARAMETERS {
            let allowed = format!("makes {parameters} parameters; allowed: at most {MAX_PARAMETERS}");
            problems.push(Problem::new(key, given, allowed));
        } else if parameters * u64::from(spec.batch) > MAX_WORK {
            let allowed = format!("allowed: at most {} with {parameters} parameters", MAX_WORK / parameters);
            problems.push(Problem::new("batch", spec.batch.to_string(), allowed));
        }
    };
    for net in &spec.nets.0 {
        let alone = DenseNets(vec![net.clone()]);
        size("nets", alone.print(), count(inputs, &net.widths, outputs));
    }
    if let Some(latent) = spec.scinet.0 {
        let parameters =
            count(inputs, &spec.encoder.0, 2 * latent as usize) + count(latent as usize, &spec.decoder.0, outputs);
        size("encoder and decoder", format!("{} and {}", spec.encoder.print(), spec.decoder.print()), parameters);
    }
    problems
}

/// Weights and biases of dense layers.
fn count(first: usize, hidden: &[u32], last: usize) -> u64 {
    let hidden = hidden.iter().map(|n| u64::from(*n));
    let sizes: Vec<u64> = [first as u64].into_iter().chain(hidden).chain([last as u64]).collect();
    sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
}

impl DataSpec {
    /// The table, if it is written out or this process knows it.
    pub fn find(&self) -> Option<Arc<Table>> {
        self.rows.0.clone().or_else(|| self.table.0.and_then(find))
    }

    /// The table and the columns that the spec chooses.
    ///
    /// # Errors
    /// When the table is not known here, or does not have these columns.
    pub fn chosen(&self) -> Result<Chosen, Problem> {
        let table = self.find().ok_or_else(|| self.absent())?;
        let names = table.names();
        let indices = |key: &str, columns: &Columns| {
            let Some(asked) = &columns.0 else { return Ok(None) };
            let index = |name: &String| {
                let found = names.iter().position(|known| known == name);
                let allowed = || format!("`{name}` is no column; allowed: auto, or some of {}", names.join(", "));
                found.ok_or_else(|| Problem::new(key, columns.print(), allowed()))
            };
            asked.iter().map(index).collect::<Result<Vec<usize>, _>>().map(Some)
        };
        let (asked_inputs, asked_outputs) = (indices("inputs", &self.inputs)?, indices("outputs", &self.outputs)?);
        let outputs = match (asked_outputs, &asked_inputs) {
            (Some(outputs), _) => outputs,
            (None, None) => vec![names.len() - 1],
            (None, Some(inputs)) => (0..names.len()).rfind(|i| !inputs.contains(i)).into_iter().collect(),
        };
        let inputs = asked_inputs.unwrap_or_else(|| (0..names.len()).filter(|i| !outputs.contains(i)).collect());
        if inputs.is_empty() || outputs.is_empty() {
            let (key, value) = if inputs.is_empty() { ("outputs", &self.outputs) } else { ("inputs", &self.inputs) };
            return Err(Problem::new(
                key,
                value.print(),
                "leaves no other column; allowed: at least one input and one output",
            ));
        }
        if let Some(both) = inputs.iter().find(|i| outputs.contains(i)) {
            let allowed = format!("`{}` is an input too; allowed: each column once", names[*both]);
            return Err(Problem::new("outputs", self.outputs.print(), allowed));
        }
        let axis = match &self.x.0 {
            None => 0,
            Some(asked) => {
                let found = inputs.iter().position(|i| asked.as_slice() == std::slice::from_ref(&names[*i]));
                let known: Vec<&str> = inputs.iter().map(|i| names[*i].as_str()).collect();
                let allowed = || format!("allowed: auto, or one input: {}", known.join(", "));
                found.ok_or_else(|| Problem::new("x", self.x.print(), allowed()))?
            }
        };
        Ok(Chosen { table, inputs, outputs, axis })
    }

    /// What is missing where there is no table.
    fn absent(&self) -> Problem {
        let name = if self.name.0.is_empty() { "the file".into() } else { format!("the file {}", self.name.0) };
        match self.table.0 {
            Some(id) => Problem::new("table", id.to_string(), format!("is not here; choose {name} that it names")),
            None => Problem::new("rows", "none", "there are no data yet; choose a CSV file or paste columns"),
        }
    }

    /// One spec for each network, the SciNet last, reduced to what its numbers at any epoch depend on.
    pub fn runs(&self) -> Vec<Self> {
        let (default, all) = (Self::default(), self.identity());
        let alone = |net: &super::DenseNet| Self { nets: DenseNets(vec![net.clone()]), ..all.without_scinet(&default) };
        let scinet = self.scinet.0.map(|_| Self { nets: DenseNets(Vec::new()), ..all.clone() });
        self.nets.0.iter().map(alone).chain(scinet).collect()
    }

    fn without_scinet(&self, default: &Self) -> Self {
        Self {
            scinet: default.scinet,
            encoder: default.encoder.clone(),
            decoder: default.decoder.clone(),
            activation: default.activation,
            beta: default.beta,
            ..self.clone()
        }
    }

    /// The spec reduced to what the networks' numbers at any epoch depend on.
    pub fn identity(&self) -> Self {
        let default = Self::default();
        let held_by_axis = self.held != HeldOut::Random && self.holdout > 0.0;
        Self {
            name: default.name,
            x: if held_by_axis { self.x.clone() } else { default.x },
            held: if held_by_axis { self.held } else { default.held },
            polynomials: Degrees(Vec::new()),
            view: default.view,
            epochs: super::MAX_EPOCHS,
            fingerprint: default.fingerprint,
            ..self.clone()
        }
    }

    /// The spec of the polynomials alone, and of where the data are.
    pub fn baseline(&self) -> Self {
        let identity = self.identity();
        let default = Self::default();
        Self {
            rows: identity.rows,
            table: identity.table,
            inputs: identity.inputs,
            outputs: identity.outputs,
            holdout: identity.holdout,
            held: identity.held,
            x: identity.x,
            seed: identity.seed,
            v: identity.v,
            nets: DenseNets(Vec::new()),
            polynomials: self.polynomials.clone(),
            ..default
        }
    }

    /// The names of the networks, in the order of [`DataSpec::runs`].
    pub fn net_names(&self) -> Vec<String> {
        let scinet = self.scinet.0.map(|latent| format!("SciNet, {latent} latent"));
        self.nets.0.iter().map(super::DenseNet::name).chain(scinet).collect()
    }

    /// Every key, in order.
    pub fn keys() -> Vec<&'static str> {
        Self::default().describe().iter().map(|field| field.key).collect()
    }
}
