//! The optimisers: those of dfdx, applied to all parameters of a network in one row, and Muon for weight matrices.
//!
//! Those of dfdx update each parameter independently, so a row gives the same bits as separate tensors. With Muon the
//! row has only the biases.

use crate::nn::Parameter;
use crate::nn::muon::{BIAS_RATE, Matrix, Momentum, matrices};
use crate::spec;
use dfdx::prelude::*;
use dfdx::tensor::CpuError;
use dfdx::tensor_ops::{AdamConfig, Momentum as SgdMomentum, RMSpropConfig, SgdConfig, WeightDecay};

/// The maximum number of moments of a parameter.
pub const MOMENTS: usize = 3;

/// An optimiser with its row of parameters, the number of steps, and up to three moments of each parameter.
///
/// A step has two parts, so that replicas can share the work between them: [`Optimiser::direct`], then
/// [`Optimiser::step`].
#[derive(Debug)]
pub struct Optimiser {
    kind: spec::Optimiser,
    rule: Rule,
    weight_decay: spec::WeightDecay,
    /// The limit for the absolute value of the numbers in a gradient.
    clip: Option<f32>,
    step: u32,
    /// The gradient of the present step, and the directions of weight matrices; (n_parameters).
    directions: Vec<f32>,
    muon: Option<Muon>,
    row: Tensor<(usize,), f32, Cpu>,
    gradient: Gradients<f32, Cpu>,
    moments: [Gradients<f32, Cpu>; MOMENTS],
}

/// The part of an optimiser that updates weight matrices.
#[derive(Debug)]
struct Muon {
    matrices: Vec<Matrix>,
    momentum: Momentum,
    /// The indices of all other parameters.
    biases: Vec<usize>,
}

#[derive(Debug)]
enum Rule {
    Adam(AdamConfig),
    Sgd(SgdConfig),
    RmsProp(RMSpropConfig),
}

impl Optimiser {
    /// The optimiser of a spec before its first step, with parameters of this layout, (n_parameters).
    pub fn new(
        kind: spec::Optimiser,
        weight_decay: spec::WeightDecay,
        clip: spec::Clip,
        layout: &[Parameter],
        parameters: &[f32],
    ) -> Self {
        let decay = match weight_decay {
            spec::WeightDecay::None => None,
            spec::WeightDecay::L2(strength) => Some(WeightDecay::L2(strength)),
            spec::WeightDecay::Decoupled(strength) => Some(WeightDecay::Decoupled(strength)),
        };
        let sgd = |momentum| Rule::Sgd(SgdConfig { momentum, weight_decay: decay, ..Default::default() });
        let adam = || Rule::Adam(AdamConfig { weight_decay: decay, ..Default::default() });
        let (rule, muon) = match kind {
            spec::Optimiser::Adam => (adam(), None),
            spec::Optimiser::Muon(momentum) => (adam(), Some(Muon::new(momentum, layout, parameters.len()))),
            spec::Optimiser::Sgd(0.0) => (sgd(None), None),
            spec::Optimiser::Sgd(m) => (sgd(Some(SgdMomentum::Classic(m))), None),
            spec::Optimiser::Nesterov(m) => (sgd(Some(SgdMomentum::Nesterov(m))), None),
            spec::Optimiser::RmsProp => {
                (Rule::RmsProp(RMSpropConfig { weight_decay: decay, ..Default::default() }), None)
            }
        };
        let row = match &muon {
            Some(muon) => muon.biases.iter().map(|i| parameters[*i]).collect(),
            None => parameters.to_vec(),
        };
        let n = row.len();
        Self {
            kind,
            rule,
            weight_decay,
            clip: clip.0.map(|largest| largest as f32),
            step: 0,
            directions: vec![0.0; parameters.len()],
            muon,
            row: Cpu::default().tensor_from_vec(row, (n,)),
            gradient: Gradients::leaky(),
            moments: std::array::from_fn(|_| Gradients::leaky()),
        }
    }

    /// Begins a step: takes the gradient by these parameters and finds the direction of every weight matrix; all
    /// (n_parameters). Nothing is kept until [`Optimiser::step`].
    pub fn direct(&mut self, gradient: &[f32], parameters: &[f32]) {
        self.directions.copy_from_slice(gradient);
        if let Some(largest) = self.clip {
            self.directions.iter_mut().for_each(|g| *g = g.clamp(-largest, largest));
        }
        let Some(muon) = &mut self.muon else { return };
        for matrix in &muon.matrices {
            if let spec::WeightDecay::L2(strength) = self.weight_decay {
                let at = matrix.range();
                let weights = self.directions[at.clone()].iter_mut().zip(&parameters[at]);
                weights.for_each(|(g, w)| *g += strength as f32 * w);
            }
            muon.momentum.direct(*matrix, &mut self.directions);
        }
    }

    /// The weight matrices whose directions must be made orthogonal between [`Optimiser::direct`] and
    /// [`Optimiser::step`], and all directions, (n_parameters).
    pub fn matrices(&mut self) -> (&[Matrix], &mut [f32]) {
        (self.muon.as_ref().map_or(&[], |muon| &muon.matrices), &mut self.directions)
    }

    /// Ends a step at this learning rate: moves the parameters, (n_parameters), along the directions.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn step(&mut self, rate: f64, parameters: &mut [f32]) -> Result<(), CpuError> {
        self.step += 1;
        let Some(muon) = &mut self.muon else {
            self.step_row(rate, None)?;
            self.row.copy_into(parameters);
            return Ok(());
        };
        for matrix in &muon.matrices {
            let (at, size) = (matrix.range(), (rate * matrix.scale()) as f32);
            let decay = match self.weight_decay {
                spec::WeightDecay::Decoupled(strength) => (rate * strength) as f32,
                _ => 0.0,
            };
            for (w, direction) in parameters[at.clone()].iter_mut().zip(&self.directions[at]) {
                *w -= size * direction + decay * *w;
            }
        }
        muon.momentum.keep();
        let biases = std::mem::take(&mut muon.biases);
        let stepped = self.step_row(BIAS_RATE * rate, Some(&biases));
        biases.iter().zip(self.row.as_vec()).for_each(|(i, bias)| parameters[*i] = bias);
        if let Some(muon) = &mut self.muon {
            muon.biases = biases;
        }
        stepped
    }

    /// Moves the row of parameters along the directions, or along those with these indices.
    fn step_row(&mut self, rate: f64, only: Option<&[usize]>) -> Result<(), CpuError> {
        let Self { rule, step, row, directions, gradient: room, moments: [first, second, third], .. } = self;
        let by_row = room.get_or_alloc_mut(row)?;
        match only {
            Some(only) => by_row.iter_mut().zip(only).for_each(|(to, i)| *to = directions[*i]),
            None => by_row.copy_from_slice(directions),
        }
        let first = first.get_or_alloc_mut(row)?;
        match rule {
            Rule::Sgd(rule) => {
                rule.lr = rate;
                rule.try_update(row, first, by_row)
            }
            Rule::Adam(rule) => {
                rule.lr = rate;
                let second = second.get_or_alloc_mut(row)?;
                // A run has at most a million steps.
                rule.try_update(*step as i32, row, first, second, by_row)
            }
            Rule::RmsProp(rule) => {
                rule.lr = rate;
                let mean_square = second.get_or_alloc_mut(row)?;
                if *step == 1 {
                    // This is the start of dfdx's own RMSprop, which avoids very large first steps.
                    mean_square.fill(1.0);
                }
                let mean_gradient = third.get_or_alloc_mut(row)?;
                rule.try_update(row, first, mean_square, mean_gradient, by_row)
            }
        }
    }

    /// The moments that the optimiser uses, each (n_parameters). With Muon, the first one has the momentum of the
    /// weights, and both have Adam's moments of the biases.
    pub fn moments(&mut self) -> Vec<Vec<f32>> {
        let n = self.kind.n_moments();
        let Self { row, moments, muon, .. } = self;
        let values = |moment: &mut Gradients<f32, Cpu>| moment.get_or_alloc_mut(row).map(|values| values.to_vec());
        // A moment that cannot be allocated now has never been written, so it is still zero.
        let rows = moments[..n].iter_mut().map(|moment| values(moment).unwrap_or_else(|_| vec![0.0; row.shape().0]));
        let Some(muon) = muon else { return rows.collect() };
        let whole = |(i, row): (usize, Vec<f32>)| {
            let weights = muon.momentum.values();
            let mut all = if i == 0 { weights.to_vec() } else { vec![0.0; weights.len()] };
            muon.biases.iter().zip(row).for_each(|(i, moment)| all[*i] = moment);
            all
        };
        rows.enumerate().map(whole).collect()
    }

    /// Continues after `step` steps with these moments, each (n_parameters).
    ///
    /// # Errors
    /// When memory runs out, or when the number or the length of the moments is wrong.
    pub fn resume(&mut self, step: u32, moments: &[Vec<f32>]) -> Result<(), ResumeError> {
        let expected = self.kind.n_moments();
        if moments.len() != expected {
            return Err(ResumeError::Moments { found: moments.len(), expected });
        }
        let expected = self.directions.len();
        if let Some(moment) = moments.iter().find(|moment| moment.len() != expected) {
            return Err(ResumeError::Length { found: moment.len(), expected });
        }
        for (mine, given) in self.moments.iter_mut().zip(moments) {
            let values = mine.get_or_alloc_mut(&self.row).map_err(|_| ResumeError::Memory)?;
            match &self.muon {
                Some(muon) => values.iter_mut().zip(&muon.biases).for_each(|(to, i)| *to = given[*i]),
                None => values.copy_from_slice(given),
            }
        }
        if let (Some(muon), Some(first)) = (&mut self.muon, moments.first()) {
            muon.momentum.set(first);
        }
        self.step = step;
        Ok(())
    }
}

impl Muon {
    fn new(momentum: f64, layout: &[Parameter], n_parameters: usize) -> Self {
        let matrices = matrices(layout);
        let is_weight = |i: &usize| matrices.iter().any(|matrix| matrix.range().contains(i));
        let biases = (0..n_parameters).filter(|i| !is_weight(i)).collect();
        Self { matrices, momentum: Momentum::new(momentum, n_parameters), biases }
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
