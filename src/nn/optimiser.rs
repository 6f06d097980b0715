//! The optimisers of dfdx, applied to all parameters of a network in one row.
//!
//! They update each parameter independently, so a row gives the same bits as separate tensors.

use crate::spec;
use dfdx::prelude::*;
use dfdx::tensor::CpuError;
use dfdx::tensor_ops::{AdamConfig, Momentum, RMSpropConfig, SgdConfig, WeightDecay};

/// The maximum number of moments of a parameter.
pub const MOMENTS: usize = 3;

/// An optimiser with its row of parameters, the number of steps, and up to three moments of each parameter.
#[derive(Debug)]
pub struct Optimiser {
    rule: Rule,
    /// The limit for the absolute value of the numbers in a gradient.
    clip: Option<f32>,
    step: u32,
    row: Tensor<(usize,), f32, Cpu>,
    gradient: Gradients<f32, Cpu>,
    moments: [Gradients<f32, Cpu>; MOMENTS],
}

#[derive(Debug)]
enum Rule {
    Adam(AdamConfig),
    Sgd(SgdConfig),
    RmsProp(RMSpropConfig),
}

impl Optimiser {
    /// The optimiser of a spec before its first step, with these parameters, (n_parameters).
    pub fn new(kind: spec::Optimiser, weight_decay: spec::WeightDecay, clip: spec::Clip, parameters: &[f32]) -> Self {
        let weight_decay = match weight_decay {
            spec::WeightDecay::None => None,
            spec::WeightDecay::L2(strength) => Some(WeightDecay::L2(strength)),
            spec::WeightDecay::Decoupled(strength) => Some(WeightDecay::Decoupled(strength)),
        };
        let sgd = |momentum| Rule::Sgd(SgdConfig { momentum, weight_decay, ..Default::default() });
        let rule = match kind {
            spec::Optimiser::Adam => Rule::Adam(AdamConfig { weight_decay, ..Default::default() }),
            spec::Optimiser::Sgd(0.0) => sgd(None),
            spec::Optimiser::Sgd(m) => sgd(Some(Momentum::Classic(m))),
            spec::Optimiser::Nesterov(m) => sgd(Some(Momentum::Nesterov(m))),
            spec::Optimiser::RmsProp => Rule::RmsProp(RMSpropConfig { weight_decay, ..Default::default() }),
        };
        Self {
            rule,
            clip: clip.0.map(|largest| largest as f32),
            step: 0,
            row: Cpu::default().tensor_from_vec(parameters.to_vec(), (parameters.len(),)),
            gradient: Gradients::leaky(),
            moments: std::array::from_fn(|_| Gradients::leaky()),
        }
    }

    /// The number of moments of each parameter.
    pub fn n_moments(&self) -> usize {
        match self.rule {
            Rule::Sgd(SgdConfig { momentum: None, .. }) => 0,
            Rule::Sgd(_) => 1,
            Rule::Adam(_) => 2,
            Rule::RmsProp(_) => 3,
        }
    }

    /// Takes one step at this learning rate along `gradient` and writes the new parameters; both (n_parameters).
    ///
    /// # Errors
    /// When memory runs out.
    pub fn step(&mut self, rate: f64, gradient: &[f32], parameters: &mut [f32]) -> Result<(), CpuError> {
        self.step += 1;
        let Self { rule, clip, step, row, gradient: room, moments: [first, second, third] } = self;
        let by_row = room.get_or_alloc_mut(row)?;
        by_row.copy_from_slice(gradient);
        if let Some(largest) = *clip {
            by_row.iter_mut().for_each(|g| *g = g.clamp(-largest, largest));
        }
        let first = first.get_or_alloc_mut(row)?;
        match rule {
            Rule::Sgd(rule) => {
                rule.lr = rate;
                rule.try_update(row, first, by_row)?;
            }
            Rule::Adam(rule) => {
                rule.lr = rate;
                let second = second.get_or_alloc_mut(row)?;
                // A run has at most a million steps.
                rule.try_update(*step as i32, row, first, second, by_row)?;
            }
            Rule::RmsProp(rule) => {
                rule.lr = rate;
                let mean_square = second.get_or_alloc_mut(row)?;
                if *step == 1 {
                    // This is the start of dfdx's own RMSprop, which avoids very large first steps.
                    mean_square.fill(1.0);
                }
                let mean_gradient = third.get_or_alloc_mut(row)?;
                rule.try_update(row, first, mean_square, mean_gradient, by_row)?;
            }
        }
        row.copy_into(parameters);
        Ok(())
    }

    /// The moments that the optimiser uses, each (n_parameters).
    pub fn moments(&mut self) -> Vec<Vec<f32>> {
        let n = self.n_moments();
        let Self { row, moments, .. } = self;
        let values = |moment: &mut Gradients<f32, Cpu>| moment.get_or_alloc_mut(row).map(|values| values.to_vec());
        // A moment that cannot be allocated now has never been written, so it is still zero.
        moments[..n].iter_mut().map(|moment| values(moment).unwrap_or_else(|_| vec![0.0; row.shape().0])).collect()
    }

    /// Continues after `step` steps with these moments, each (n_parameters).
    ///
    /// # Errors
    /// When memory runs out, or when the number or the length of the moments is wrong.
    pub fn resume(&mut self, step: u32, moments: &[Vec<f32>]) -> Result<(), ResumeError> {
        if moments.len() != self.n_moments() {
            return Err(ResumeError::Moments { found: moments.len(), expected: self.n_moments() });
        }
        for (mine, given) in self.moments.iter_mut().zip(moments) {
            let values = mine.get_or_alloc_mut(&self.row).map_err(|_| ResumeError::Memory)?;
            if values.len() != given.len() {
                return Err(ResumeError::Length { found: given.len(), expected: values.len() });
            }
            values.copy_from_slice(given);
        }
        self.step = step;
        Ok(())
    }
}

/// The reason why an optimiser cannot continue from given moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResumeError {
    /// The number of moments is wrong.
    Moments {
        /// The number that was given.
        found: usize,
        /// The number that the optimiser has.
        expected: usize,
    },
    /// A moment has the length of another network.
    Length {
        /// The length of the moment.
        found: usize,
        /// The number of parameters.
        expected: usize,
    },
    /// Memory ran out.
    Memory,
}

impl std::fmt::Display for ResumeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Moments { found, expected } => write!(f, "{found} moments; the optimiser has {expected}"),
            Self::Length { found, expected } => {
                write!(f, "a moment of {found} numbers; the network has {expected} parameters")
            }
            Self::Memory => write!(f, "memory ran out"),
        }
    }
}
