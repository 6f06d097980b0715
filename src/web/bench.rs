//! For `./build.sh bench` alone: training by the tape instead of the kernel, and the arithmetic limit of both.

use super::{failed, parse};
use crate::kernel::lanes::Lanes;
use crate::kernel::{Engine, Task};
use crate::kinds::Spec;
use crate::kinds::fit::FitSpec;
use crate::kinds::fit::curve::{Curve, Room};
use crate::kinds::scinet::SciNetSpec;
use crate::nn::{Mlp, Optimiser, SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::train::{Lesson, SHARDS};
use dfdx::prelude::*;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A run as dfdx alone would train it: the whole batch on one tape, with the same draws and the same Adam.
#[wasm_bindgen]
pub struct TapeTraining {
    spec: Spec,
    lesson: Arc<dyn Lesson>,
    net: Net,
    optimiser: Optimiser,
    row: Vec<f32>,
    epoch: u32,
}

enum Net {
    Mlp(Mlp),
    SciNet(Box<SciNet>),
}

impl Net {
    fn of(spec: &Spec, row: &[f32]) -> Result<Self, JsError> {
        let device = Cpu::default();
        if let Some(spec) = spec.get::<FitSpec>() {
            let net = spec.nets.0.first().ok_or_else(|| failed("no network"))?;
            return Ok(Self::Mlp(Mlp::from_row(&device, net.activation, row)));
        }
        let spec =
            spec.get::<SciNetSpec>().ok_or_else(|| failed("the tape trains cells of the kinds fit and scinet"))?;
        Ok(Self::SciNet(Box::new(SciNet::from_row(&device, SciNetShape::from(spec), row))))
    }
}

#[wasm_bindgen]
impl TapeTraining {
    /// Starts the run of a link.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str) -> Result<TapeTraining, JsError> {
        let spec = parse(link)?;
        let lesson = spec.lesson().map_err(failed)?;
        let row = lesson.initial();
        let net = Net::of(&spec, &row)?;
        Ok(Self { net, optimiser: lesson.optimiser(&row), row, spec, lesson, epoch: 0 })
    }

    /// Trains one epoch and returns the loss.
    pub fn epoch(&mut self) -> Result<f32, JsError> {
        let n = self.lesson.batch(self.epoch) as usize;
        let device = Cpu::default();
        let each = n / SHARDS as usize;
        let matrix = |row: Vec<f32>| {
            let columns = row.len() / n;
            device.tensor_from_vec(row, (n, columns))
        };
        let (loss, gradients) = match (&self.net, self.spec.get::<FitSpec>(), self.spec.get::<SciNetSpec>()) {
            (Net::Mlp(net), Some(spec), _) => {
                let (mut x, mut y) = (vec![0.0; n], vec![0.0; n]);
                let (curve, mut room) = (Curve::from(spec), Room::default());
                for (shard, (x, y)) in (0..).zip(x.chunks_mut(each).zip(y.chunks_mut(each))) {
                    curve.draw(self.epoch, shard, x, y, &mut room);
                }
                let (loss, gradients) = net.loss(matrix(x), matrix(y));
                (loss, net.gradient_row(&gradients))
            }
            (Net::SciNet(net), _, Some(spec)) => {
                let (mut x, mut y, mut noise) = (vec![0.0; 2 * n], vec![0.0; 2 * n], vec![0.0; n * net.shape.latent]);
                let oscillator = spec.truth();
                for (shard, (x, y)) in (0..).zip(x.chunks_mut(2 * each).zip(y.chunks_mut(2 * each))) {
                    oscillator.draw(Stream::Inputs, self.epoch, shard, x, y);
                }
                Draws::new(spec.recipe.seed, Stream::Latent, self.epoch, 0).fill_normal(&mut noise, 0.0, 1.0);
                let (loss, gradients) =
                    net.loss(matrix(x), None, &[matrix(y)], matrix(noise), spec.recipe.beta.at(self.epoch) as f32);
                (loss.reconstruction, net.gradient_row(&gradients))
            }
            _ => return Err(failed("the network of another spec")),
        };
        let rate = self.lesson.rate(self.epoch);
        self.optimiser.direct(&gradients, &self.row);
        self.optimiser.step(rate, &mut self.row).map_err(|_| failed("memory ran out"))?;
        self.net = Net::of(&self.spec, &self.row)?;
        self.epoch += 1;
        Ok(loss)
    }
}

/// Rounds of multiplications and additions that stay in registers.
const ROUNDS: u32 = 2_000_000;

/// N chains of multiplications and additions on eight lanes each.
struct Chains<const N: usize>;

impl<const N: usize> Task for Chains<N> {
    type Output = f32;
    #[inline(always)]
    fn run<L: Lanes>(self) -> f32 {
        let (factor, term) = (L::splat(0.999_999), L::splat(1e-6));
        let mut chains: [L; N] = std::array::from_fn(|i| L::splat(1.0 + i as f32));
        for _ in 0..ROUNDS {
            chains = chains.map(|chain| chain.mul(factor).add(term));
        }
        chains.into_iter().fold(L::splat(0.0), |sum, chain| sum.add(chain)).sum()
    }
}

/// Computes with 3 to 7 independent chains. Returns the number of floating-point operations.
///
/// Few chains wait for their own results, and many do not fit into the registers. The ceiling is the best result.
#[wasm_bindgen]
pub fn multiply_and_add(chains: u32) -> Result<f64, JsError> {
    let engine = Engine::best();
    let sum = match chains {
        3 => engine.run(Chains::<3>),
        4 => engine.run(Chains::<4>),
        5 => engine.run(Chains::<5>),
        6 => engine.run(Chains::<6>),
        7 => engine.run(Chains::<7>),
        _ => return Err(failed("allowed: 3 to 7 chains")),
    };
    // The sum is used so that nothing is optimised away.
    let operations = f64::from(ROUNDS) * f64::from(chains) * 16.0;
    Ok(if sum.is_finite() { operations } else { 0.0 })
}
