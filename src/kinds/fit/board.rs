//! The state of a `fit` cell at one moment: its spec, the weights of its networks, its polynomials.

use crate::fits::PolynomialFit;
use crate::kernel::MlpView;
use crate::kinds::NetState;
use crate::kinds::fit::Curve;
use crate::kinds::fit::FitSpec;
use crate::spec::Net;

/// All data that the figures and tables of a `fit` cell are made from.
#[derive(Debug, Clone)]
pub struct FitBoard {
    /// The cell's spec.
    pub spec: FitSpec,
    /// The ground truth.
    pub curve: Curve,
    /// One state per network, in the order of the spec.
    pub nets: Vec<NetState>,
    /// The polynomial fits, if they are known.
    pub polynomials: Option<PolynomialFit>,
}

/// A function beside the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    Net(usize),
    /// The i-th degree in the spec.
    Polynomial(usize),
}

impl FitBoard {
    /// A board with nothing trained or fitted yet.
    pub fn new(spec: FitSpec) -> Self {
        let nets = vec![NetState::default(); spec.nets.0.len()];
        Self { curve: Curve::from(&spec), nets, polynomials: None, spec }
    }

    /// The trained weights of a network, if they are known.
    pub fn net(&self, i: usize) -> Option<MlpView<'_>> {
        let (net, state) = (self.spec.nets.0.get(i)?, self.nets.get(i)?);
        MlpView::new(net.activation, net.width as usize, &state.parameters)
    }

    /// The present weights of a network as they are written in a spec: the same network, set by hand.
    ///
    /// `change` is (neuron, part, value). The parts 0, 1, 2 are w₁, b₁, w₂; neuron = width stands for b₂.
    pub fn by_hand(&self, i: usize, change: (usize, usize, f32)) -> Option<Net> {
        let view = self.net(i)?;
        let mut rows: Vec<f32> = (0..view.width()).flat_map(|neuron| view.neuron(neuron)).collect();
        rows.push(view.output_bias());
        let (neuron, part, value) = change;
        *rows.get_mut(3 * neuron + part)? = value;
        Some(Net { weights: Some(rows), ..self.spec.nets.0.get(i)?.clone() })
    }

    /// Networks and polynomials with known numbers, networks first.
    pub(super) fn models(&self) -> Vec<Model> {
        let nets = (0..self.nets.len()).filter(|&i| self.net(i).is_some()).map(Model::Net);
        let fitted = self.polynomials.as_ref().map_or(0, |fit| fit.degree() + 1);
        let degrees = self.spec.polynomials.0.iter().enumerate();
        let polynomials = degrees.filter(|(_, degree)| (**degree as usize) < fitted).map(|(i, _)| Model::Polynomial(i));
        nets.chain(polynomials).collect()
    }

    pub(super) fn name(&self, model: Model) -> String {
        match model {
            Model::Net(i) => self.spec.nets.0[i].name(),
            Model::Polynomial(i) => format!("polynomial, degree {}", self.spec.polynomials.0[i]),
        }
    }

    /// The values of the model at every x; both (n).
    pub(super) fn fill(&self, model: Model, x: &[f64], y: &mut [f64]) {
        match model {
            Model::Net(i) => match self.net(i) {
                Some(view) => view.predict(x, y),
                None => y.fill(f64::NAN),
            },
            Model::Polynomial(i) => match &self.polynomials {
                Some(fit) => fit.fill(self.spec.polynomials.0[i] as usize, x, y),
                None => y.fill(f64::NAN),
            },
        }
    }

    /// (x, y) of the truth on an even grid over the view.
    pub(super) fn truth_points(&self, n: usize) -> Vec<(f64, f64)> {
        let x = self.spec.view.grid(n);
        let mut y = vec![0.0; n];
        self.curve.truth(&x, &mut y);
        x.into_iter().zip(y).collect()
    }

    /// (x, y) of a model on an even grid over the view.
    pub(super) fn model_points(&self, model: Model, n: usize) -> Vec<(f64, f64)> {
        let x = self.spec.view.grid(n);
        let mut y = vec![0.0; n];
        self.fill(model, &x, &mut y);
        x.into_iter().zip(y).collect()
    }
}
