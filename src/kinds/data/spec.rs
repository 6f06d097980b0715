//! The kind `data`: networks, SciNet and polynomials on a reader's own table.

use crate::kinds::data::values::{Columns, DenseNet, DenseNets, FileName, HeldOut, Latents, Units};
use crate::nn::{DenseShape, SciNetShape};
use crate::spec::fields::{fields, forget_fingerprint};
use crate::spec::{
    Activation, AutoRange, Degrees, Fingerprint, MAX_EPOCHS, Optimiser, Problem, Rows, Stages, TableRef, Value,
    WeightDecay, Widths, link,
};
use crate::tables::MAX_COLUMNS;

fields! {
    /// The training and the figures of a `data` cell.
    DataSpec = "data" {
        rows: Rows = "none" in 0 ..= 0,
            Data "Rows" "A small table: names of columns, then rows, separated by semicolons.";
        table: TableRef = "none" in 0 ..= 0,
            Data "Table" "The id of a table in a file: a hash of its names and numbers.";
        name: FileName = "none" in 0 ..= 0,
            Display "File" "The name of that file.";
        units: Units = "none" in 0 ..= 0,
            Display "Units" "Units of the columns in their order, separated by commas, - for none. They are shown at the axes.";
        inputs: Columns = "auto" in 0 ..= 0,
            Data "Inputs" "Columns to predict from; auto: every column that is not an output.";
        outputs: Columns = "auto" in 0 ..= 0,
            Data "Outputs" "Columns to predict; auto: the last column that is not an input.";
        standardise: bool = "yes" in 0 ..= 0,
            Data "Standardise" "Whether networks receive every column with mean 0 and deviation 1 over the training rows.";
        holdout: f64 = "0.2" in 0 ..= 0.9,
            Data "Held out" "Share of the rows that are not used in training.";
        held: HeldOut = "random" in 0 ..= 0,
            Data "Which rows" "random, or the rows with low, high or both extreme values of the input on the axis.";
        x: Columns = "auto" in 0 ..= 0,
            Data "Axis" "The input on the axis of the figures; auto is the first.";
        nets: DenseNets = "elu:32-32" in 1 ..= 512,
            Training "Networks" "Each one as activation:widths, such as elu:32 or relu:64-32.";
        scinet: Latents = "none" in 1 ..= 32,
            Training "SciNet" "Number of latent variables of an additional SciNet, or none.";
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
        epochs: u32 = "5000" in 0 ..= MAX_EPOCHS,
            Length "Epochs" "Optimiser steps, each on a batch of its own.";
        lr: Stages<f64> = "1e-3" in 0 ..= 100,
            Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate; a..b or a~b for a ramp along a line or half a cosine.";
        optimiser: Optimiser = "adam" in 0 ..= 1,
            Training "Optimiser" "adam, muon or muon(momentum) with rates near 0.02, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
        weight_decay: WeightDecay = "none" in 0 ..= 10,
            Training "Weight decay" "none, l2(strength) or decoupled(strength).";
        seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
            Data "Seed" "Determines every random draw: held-out rows, initial weights, batches, latent noise.";
        polynomials: Degrees = "1, 3" in 0 ..= 40,
            Baseline "Polynomials" "Total degrees of the polynomials fitted to the training rows by least squares.";
        constant: bool = "yes" in 0 ..= 0,
            Baseline "Constant" "Whether the polynomials have a constant term; without one they are 0 where all inputs are 0.";
        view: AutoRange = "auto" in -1e30 ..= 1e30,
            Display "View" "The x-axis: auto, which extends beyond the data on both sides, or low..high.";
        fingerprint: Fingerprint = "none" in 0 ..= 0,
            Display "Fingerprint" "The expected bits of the finished networks, as found by the author of the link.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check cross_check,
    forget forget
}

/// Maximum number of characters of rows and names in a link. All other keys still fit beside them.
const MAX_NAMES: usize = link::MAX_LINK - 4096;
/// Maximum number of parameters of a network.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Maximum batch × parameters: an eighth of an epoch stays below about a tenth of a second.
const MAX_WORK: u64 = 1 << 32;

/// Resets the earlier table, and the columns that the new table does not have.
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
    spec.units = Units(Vec::new());
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
    let names = [spec.rows.print(), spec.units.print(), spec.inputs.print(), spec.outputs.print(), spec.x.print()];
    let length: usize = names.iter().map(|text| link::encode(text).len()).sum();
    if length > MAX_NAMES {
        let allowed = format!(
            "make a link of more than {length} characters; allowed: {MAX_NAMES}, of which a letter beyond a to z takes up to 12"
        );
        problems.push(Problem::new("rows, units, inputs, outputs and x", "", allowed));
    }
    let n_columns = spec.find().map_or(MAX_COLUMNS, |table| table.names().len());
    if spec.units.0.len() > n_columns {
        let allowed = format!("{} units; allowed: at most {n_columns}, one for each column", spec.units.0.len());
        problems.push(Problem::new("units", spec.units.print(), allowed));
    }
    // A table that is not known yet is checked when it is known.
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

/// Number of weights and biases of dense layers.
fn count(first: usize, hidden: &[u32], last: usize) -> u64 {
    let hidden = hidden.iter().map(|n| u64::from(*n));
    let sizes: Vec<u64> = [first as u64].into_iter().chain(hidden).chain([last as u64]).collect();
    sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
}

impl DataSpec {
    /// The names of the networks, in the order of the runs.
    pub fn net_names(&self) -> Vec<String> {
        let scinet = self.scinet.0.map(|latent| format!("SciNet, {latent} latent"));
        self.nets.0.iter().map(DenseNet::name).chain(scinet).collect()
    }

    /// The sizes of a dense network, with this many inputs and outputs.
    pub fn dense(net: &DenseNet, inputs: usize, outputs: usize) -> DenseShape {
        let hidden = net.widths.iter().map(|width| *width as usize).collect();
        DenseShape { inputs, hidden, outputs, activation: net.activation }
    }

    /// The sizes of the SciNet, with this many inputs and outputs.
    pub fn coded(&self, inputs: usize, outputs: usize) -> SciNetShape {
        let widths = |list: &[u32]| list.iter().map(|width| *width as usize).collect();
        SciNetShape {
            inputs,
            encoder: widths(&self.encoder.0),
            latent: self.scinet.0.unwrap_or(0) as usize,
            questions: 0,
            decoder: widths(&self.decoder.0),
            outputs,
            steps: 0,
            activation: self.activation,
            prior: 1.0,
        }
    }
}
