//! A trained SciNet to put inputs to: its answers, and what its encoder makes of them.

use crate::kernel::{Engine, SciNetWorkspace};
use crate::nn::SciNetShape;
use crate::spec::SciNetSpec;
use crate::system::Oscillator;

/// A SciNet with trained parameters, evaluated at z = μ.
#[derive(Debug)]
pub struct Asked {
    latent: usize,
    workspace: SciNetWorkspace,
}

/// What a SciNet gave for some inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    latent: usize,
    /// μ, then ln σ; (n_samples, 2 · latent).
    code: Vec<f32>,
    /// (n_samples, outputs).
    outputs: Vec<f32>,
}

impl Asked {
    /// The network of a spec. `None` if the parameters are of another network.
    pub fn new(spec: &SciNetSpec, parameters: &[f32]) -> Option<Self> {
        let shape = SciNetShape::from(spec);
        if parameters.len() != shape.n_parameters() {
            return None;
        }
        let latent = shape.latent;
        let mut workspace = SciNetWorkspace::new(Engine::best(), shape);
        workspace.load(parameters);
        Some(Self { latent, workspace })
    }

    /// Its answers to inputs in the coordinates of the spec's space.
    pub fn ask(&mut self, inputs: &[[f64; 2]]) -> Answers {
        let x: Vec<f32> = inputs.as_flattened().iter().map(|x| *x as f32).collect();
        let mut code = vec![0.0; inputs.len() * 2 * self.latent];
        let mut outputs = vec![0.0; inputs.len() * Oscillator::COLUMNS];
        self.workspace.predict(&x, &[], &mut code, &mut outputs);
        Answers { latent: self.latent, code, outputs }
    }
}

impl Answers {
    /// How many inputs were asked.
    pub fn len(&self) -> usize {
        self.outputs.len() / Oscillator::COLUMNS
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    /// How many latent variables there are.
    pub fn latent(&self) -> usize {
        self.latent
    }

    /// One output of every sample.
    pub fn output(&self, column: usize) -> Vec<f64> {
        self.outputs.iter().skip(column).step_by(Oscillator::COLUMNS).map(|y| f64::from(*y)).collect()
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
