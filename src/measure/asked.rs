//! A trained SciNet that is evaluated at inputs: its answers, and the output of its encoder.

use crate::kernel::{Engine, SciNetWorkspace};
use crate::nn::SciNetShape;

/// A SciNet with trained parameters, evaluated at z = μ.
#[derive(Debug)]
pub struct Asked {
    shape: SciNetShape,
    workspace: SciNetWorkspace,
}

/// The answers of a SciNet to some inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    latent: usize,
    /// The deviation of the prior of the latent variables.
    prior: f64,
    columns: usize,
    /// μ, then ln σ; (n_samples, 2 · latent).
    code: Vec<f32>,
    /// (n_samples, outputs); with successive answers in time, (answers, n_samples, outputs).
    outputs: Vec<f32>,
}

impl Asked {
    /// A network of this shape. `None` if the number of parameters is wrong.
    pub fn new(shape: impl Into<SciNetShape>, parameters: &[f32]) -> Option<Self> {
        let shape = shape.into();
        if parameters.len() != shape.n_parameters() {
            return None;
        }
        let mut workspace = SciNetWorkspace::new(Engine::best(), shape.clone());
        workspace.load(parameters);
        Some(Self { shape, workspace })
    }

    /// The answers to inputs in the coordinates of the space of the spec.
    pub fn ask(&mut self, inputs: &[[f64; 2]]) -> Answers {
        let x: Vec<f32> = inputs.as_flattened().iter().map(|x| *x as f32).collect();
        self.answer(&x, &[])
    }

    /// The answers to observations x (n_samples, inputs) and questions (n_samples, questions).
    pub fn answer(&mut self, x: &[f32], question: &[f32]) -> Answers {
        let SciNetShape { inputs, latent, outputs: columns, .. } = self.shape;
        let n_samples = x.len() / inputs;
        let mut code = vec![0.0; n_samples * 2 * latent];
        let mut outputs = vec![0.0; self.shape.answers() * n_samples * columns];
        self.workspace.predict(x, question, &mut code, &mut outputs);
        Answers { latent, prior: f64::from(self.shape.prior), columns, code, outputs }
    }
}

impl Answers {
    /// The number of answers.
    pub fn len(&self) -> usize {
        self.outputs.len() / self.columns
    }

    /// Whether there are no answers.
    pub fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    /// The number of latent variables.
    pub fn latent(&self) -> usize {
        self.latent
    }

    /// The deviation s of the prior N(0, s²) of the latent variables.
    pub fn prior(&self) -> f64 {
        self.prior
    }

    /// All numbers of all answers; (answers, n_samples, outputs).
    pub fn all(&self) -> &[f32] {
        &self.outputs
    }

    /// One output of every answer.
    pub fn output(&self, column: usize) -> Vec<f64> {
        self.outputs.iter().skip(column).step_by(self.columns).map(|y| f64::from(*y)).collect()
    }

    /// The mean μᵢ of every sample.
    pub fn mean(&self, i: usize) -> Vec<f64> {
        self.code_column(i)
    }

    /// ln σᵢ of every sample.
    pub fn ln_sigma(&self, i: usize) -> Vec<f64> {
        self.code_column(self.latent + i)
    }

    fn code_column(&self, column: usize) -> Vec<f64> {
        self.code.iter().skip(column).step_by(2 * self.latent).map(|x| f64::from(*x)).collect()
    }
}
