//! dfdx's optimisers, driven tensor by tensor so that networks sized at run time can use them.

use super::{Mlp, ParameterVisitor};
use crate::spec::{self, FitSpec};
use dfdx::prelude::*;
use dfdx::tensor::CpuError;
use dfdx::tensor_ops::{AdamConfig, Momentum, RMSpropConfig, SgdConfig, WeightDecay};

/// An optimiser with its state: the step count and up to three moments per parameter.
#[derive(Debug)]
pub struct Optimiser {
    rule: Rule,
    step: i32,
    moments: [Gradients<f32, Cpu>; 3],
}

#[derive(Debug)]
enum Rule {
    Adam(AdamConfig),
    Sgd(SgdConfig),
    RmsProp(RMSpropConfig),
}

impl Optimiser {
    /// The optimiser that `spec` asks for, before its first step.
    pub fn new(spec: &FitSpec) -> Self {
        let lr = spec.lr;
        let weight_decay = match spec.weight_decay {
            spec::WeightDecay::None => None,
            spec::WeightDecay::L2(strength) => Some(WeightDecay::L2(strength)),
            spec::WeightDecay::Decoupled(strength) => Some(WeightDecay::Decoupled(strength)),
        };
        let sgd = |momentum| Rule::Sgd(SgdConfig { lr, momentum, weight_decay });
        let rule = match spec.optimiser {
            spec::Optimiser::Adam => Rule::Adam(AdamConfig { lr, weight_decay, ..Default::default() }),
            spec::Optimiser::Sgd(0.0) => sgd(None),
            spec::Optimiser::Sgd(m) => sgd(Some(Momentum::Classic(m))),
            spec::Optimiser::Nesterov(m) => sgd(Some(Momentum::Nesterov(m))),
            spec::Optimiser::RmsProp => Rule::RmsProp(RMSpropConfig { lr, weight_decay, ..Default::default() }),
        };
        Self { rule, step: 0, moments: std::array::from_fn(|_| Gradients::leaky()) }
    }

    /// Moves every parameter of `net` along its gradient.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn step(&mut self, net: &mut Mlp, gradients: &mut Gradients<f32, Cpu>) -> Result<(), CpuError> {
        self.step += 1;
        net.visit(&mut Update { optimiser: self, gradients })
    }
}

struct Update<'a> {
    optimiser: &'a mut Optimiser,
    gradients: &'a mut Gradients<f32, Cpu>,
}

impl ParameterVisitor for Update<'_> {
    fn visit<S: Shape>(&mut self, _: &str, parameter: &mut Tensor<S, f32, Cpu>) -> Result<(), CpuError> {
        let Optimiser { rule, step, moments: [first, second, third] } = &mut *self.optimiser;
        let gradient = self.gradients.get_or_alloc_mut(parameter)?;
        let first = first.get_or_alloc_mut(parameter)?;
        match rule {
            Rule::Sgd(rule) => rule.try_update(parameter, first, gradient),
            Rule::Adam(rule) => {
                let second = second.get_or_alloc_mut(parameter)?;
                rule.try_update(*step, parameter, first, second, gradient)
            }
            Rule::RmsProp(rule) => {
                let mean_square = second.get_or_alloc_mut(parameter)?;
                if *step == 1 {
                    // As dfdx's own RMSprop starts: the first steps are not huge.
                    mean_square.fill(1.0);
                }
                let mean_gradient = third.get_or_alloc_mut(parameter)?;
                rule.try_update(parameter, first, mean_square, mean_gradient, gradient)
            }
        }
    }
}
