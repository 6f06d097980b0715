//! The state of a `data` cell at one moment: its rows, the weights of its networks, and its rivals.

mod bands;
mod figures;
pub mod measures;
pub mod neighbours;
mod points;
pub mod sample;
#[cfg(test)]
mod small;
#[cfg(test)]
mod tests;

use crate::figure::lines::Ink;
use crate::kernel::{DenseWorkspace, Engine, SciNetWorkspace};
use crate::kinds::NetState;
use crate::kinds::data::board::sample::Sample;
use crate::kinds::data::chosen::Chosen;
use crate::kinds::data::dataset::{Dataset, seen};
use crate::kinds::data::remarks::name;
use crate::kinds::data::rivals::DataRivals;
use crate::kinds::data::spec::DataSpec;
use crate::spec::Problem;
use std::cell::OnceCell;

/// All data that the figures and tables of a `data` cell are made from.
#[derive(Debug, Clone)]
pub struct DataBoard {
    /// The cell's spec.
    pub spec: DataSpec,
    /// Table and columns, or the reason why there are none.
    pub chosen: Result<Chosen, Problem>,
    /// One state per network of the spec, in the order of its runs.
    pub nets: Vec<NetState>,
    /// The results of a worker beside the networks, if they are known.
    pub rivals: Option<DataRivals>,
    /// The rows on which models are measured. They are found when they are first needed: a large table takes some time.
    pub(super) rows: OnceCell<Rows>,
}

/// The rows of the table that are used here.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) data: Dataset,
    pub(super) sample: Sample,
}

/// A model on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// The i-th network. A SciNet is the last.
    Net(usize),
    /// The i-th degree that was fitted.
    Polynomial(usize),
}

impl DataBoard {
    /// A board with nothing trained or fitted yet.
    pub fn new(spec: DataSpec) -> Self {
        let nets = vec![NetState::default(); spec.net_names().len()];
        Self { chosen: spec.chosen(), nets, rivals: None, rows: OnceCell::new(), spec }
    }

    pub(super) fn rows(&self) -> Option<&Rows> {
        let chosen = self.chosen.as_ref().ok()?;
        Some(self.rows.get_or_init(|| {
            let data = Dataset::of(chosen.clone(), &self.spec);
            Rows { sample: Sample::of(&data), data }
        }))
    }

    /// Networks and polynomials with known numbers, networks first.
    pub(super) fn models(&self) -> Vec<Model> {
        let nets = (0..self.nets.len()).filter(|i| !self.nets[*i].parameters.is_empty()).map(Model::Net);
        let fitted = self.rivals.as_ref().map_or(0, |rivals| rivals.degrees().len());
        nets.chain((0..fitted).map(Model::Polynomial)).collect()
    }

    pub(super) fn name(&self, model: Model) -> String {
        match model {
            Model::Net(i) => self.spec.net_names().get(i).cloned().unwrap_or_default(),
            Model::Polynomial(i) => {
                let degree = self.rivals.as_ref().and_then(|rivals| rivals.degrees().get(i)).copied().unwrap_or(0);
                name(degree, self.spec.constant)
            }
        }
    }

    pub(super) fn ink(&self, model: Model) -> Ink {
        match model {
            Model::Net(i) => Ink::Net(i),
            Model::Polynomial(i) => Ink::Baseline(i),
        }
    }

    /// The prediction of a model for x (n, inputs), in the units of the table: (n, outputs).
    pub(super) fn predict(&self, model: Model, x: &[f64]) -> Vec<f64> {
        let Some(Rows { data, .. }) = self.rows() else { return Vec::new() };
        let (inputs, outputs) = (data.inputs.len(), data.outputs.len());
        let n = x.len() / inputs;
        let i = match model {
            Model::Net(i) => i,
            Model::Polynomial(i) => {
                let mut out = vec![f64::NAN; n * outputs];
                self.rivals.iter().for_each(|rivals| rivals.predict(i, x, &mut out));
                return out;
            }
        };
        let mut out = vec![f32::NAN; n * outputs];
        let x = seen(x, &data.seen_inputs());
        let parameters = self.nets.get(i).map_or(&[][..], |net| &net.parameters);
        if let Some(net) = self.spec.nets.0.get(i) {
            let shape = DataSpec::dense(net, inputs, outputs);
            if shape.n_parameters() == parameters.len() {
                let mut workspace = DenseWorkspace::new(Engine::best(), shape);
                workspace.load(parameters);
                workspace.predict(&x, &mut out);
            }
        } else {
            let shape = self.spec.coded(inputs, outputs);
            if shape.latent > 0 && shape.n_parameters() == parameters.len() {
                let mut code = vec![0.0; n * 2 * shape.latent];
                let mut workspace = SciNetWorkspace::new(Engine::best(), shape);
                workspace.load(parameters);
                workspace.predict(&x, &[], &mut code, &mut out);
            }
        }
        let scales = data.seen_outputs();
        out.iter().zip(scales.iter().cycle()).map(|(y, scale)| scale.undo(f64::from(*y))).collect()
    }
}
