//! Loss and gradients of the one-hidden-layer network, fused: 64 samples go through the whole network
//! while they are in cache.

use super::dispatch::{Engine, Task};
use super::lanes::{LANES, Lanes};
use super::layers::activation::{Elu, Phi, Relu, Sigmoid, Tanh};
use crate::spec::Activation;

/// Number of blocks of eight samples that go through the network together.
const BLOCKS: usize = 8;
/// Number of samples in a chunk.
const CHUNK: usize = BLOCKS * LANES;

type Block = [f32; LANES];

/// Memory for the gradients of one shard, kept between epochs.
#[derive(Debug, Clone)]
pub struct MlpWorkspace {
    width: usize,
    /// φ of each neuron; (width, BLOCKS, 8).
    hidden: Vec<[Block; BLOCKS]>,
    /// The gradient of each parameter in eight lanes; (3 · width + 1, 8).
    sums: Vec<Block>,
}

impl MlpWorkspace {
    /// Memory for networks of this width.
    pub fn new(width: usize) -> Self {
        Self { width, hidden: vec![[[0.0; LANES]; BLOCKS]; width], sums: vec![[0.0; LANES]; 3 * width + 1] }
    }

    /// The sum of squared errors over the samples (x, y), both (n_samples). Writes its gradient, (3 · width + 1).
    ///
    /// `parameters` and `gradient` are w₁ (width), b₁ (width), w₂ (width), b₂ (1).
    ///
    /// # Panics
    /// If a length does not fit the width.
    pub fn gradient(
        &mut self,
        engine: Engine,
        activation: Activation,
        parameters: &[f32],
        (x, y): (&[f32], &[f32]),
        gradient: &mut [f32],
    ) -> f32 {
        assert_eq!(parameters.len(), 3 * self.width + 1);
        assert_eq!(gradient.len(), parameters.len());
        assert_eq!(x.len(), y.len());
        let shard = Shard { workspace: self, parameters, x, y, gradient };
        match activation {
            Activation::Relu => engine.run(Activated(shard, Relu)),
            Activation::Elu => engine.run(Activated(shard, Elu)),
            Activation::Sigmoid => engine.run(Activated(shard, Sigmoid)),
            Activation::Tanh => engine.run(Activated(shard, Tanh)),
        }
    }
}

struct Shard<'a> {
    workspace: &'a mut MlpWorkspace,
    parameters: &'a [f32],
    x: &'a [f32],
    y: &'a [f32],
    gradient: &'a mut [f32],
}

struct Activated<'a, P>(Shard<'a>, P);

impl<P: Phi> Task for Activated<'_, P> {
    type Output = f32;

    #[inline(always)]
    fn run<L: Lanes>(self) -> f32 {
        let Shard { workspace, parameters, x, y, gradient } = self.0;
        workspace.sums.fill([0.0; LANES]);
        let mut loss = L::splat(0.0);
        for (x, y) in x.chunks(CHUNK).zip(y.chunks(CHUNK)) {
            let (x, y, live) = (blocks(x, 0.0), blocks(y, 0.0), blocks(&[1.0; CHUNK][..x.len()], 0.0));
            let mut errors = forward::<L, P>(workspace, parameters, &x);
            for ((error, y), live) in errors.iter_mut().zip(&y).zip(&live) {
                // Lanes after the last sample must not count.
                let difference = L::load(error).sub(L::load(y)).where_positive(L::load(live));
                loss = loss.add(difference.mul(difference));
                difference.add(difference).store(error);
            }
            backward::<L, P>(workspace, parameters, &x, &errors);
        }
        for (gradient, sum) in gradient.iter_mut().zip(&workspace.sums) {
            *gradient = L::load(sum).sum();
        }
        loss.sum()
    }
}

/// Up to a chunk of values in blocks of eight, padded with `rest`.
#[inline(always)]
fn blocks(values: &[f32], rest: f32) -> [Block; BLOCKS] {
    // Nearly all chunks are complete and are copied in registers.
    if let (blocks, []) = values.as_chunks()
        && let Ok(blocks) = blocks.try_into()
    {
        return blocks;
    }
    let mut blocks = [[rest; LANES]; BLOCKS];
    blocks.as_flattened_mut()[..values.len()].copy_from_slice(values);
    blocks
}

/// The network's output for a chunk. Stores φ of every neuron in the workspace.
#[inline(always)]
fn forward<L: Lanes, P: Phi>(workspace: &mut MlpWorkspace, parameters: &[f32], x: &[Block; BLOCKS]) -> [Block; BLOCKS] {
    let width = workspace.width;
    let (w1, rest) = parameters.split_at(width);
    let (b1, rest) = rest.split_at(width);
    let (w2, b2) = rest.split_at(width);
    let mut outputs = [[b2[0]; LANES]; BLOCKS];
    // Two blocks at a time; more would not fit in the registers.
    for pair in 0..BLOCKS / 2 {
        let at = [2 * pair, 2 * pair + 1];
        let inputs = at.map(|block| L::load(&x[block]));
        let mut sums = at.map(|block| L::load(&outputs[block]));
        let neurons = w1.iter().zip(b1).zip(w2).zip(&mut workspace.hidden);
        for (((w1, b1), w2), hidden) in neurons {
            let (w1, b1, w2) = (L::splat(*w1), L::splat(*b1), L::splat(*w2));
            for half in 0..2 {
                let h = P::value(b1.add(w1.mul(inputs[half])));
                h.store(&mut hidden[at[half]]);
                sums[half] = sums[half].add(w2.mul(h));
            }
        }
        for half in 0..2 {
            sums[half].store(&mut outputs[at[half]]);
        }
    }
    outputs
}

/// Adds the gradients of a chunk to the sums. `errors` is the derivative of the loss by each output; (BLOCKS, 8).
#[inline(always)]
fn backward<L: Lanes, P: Phi>(
    workspace: &mut MlpWorkspace,
    parameters: &[f32],
    x: &[Block; BLOCKS],
    errors: &[Block; BLOCKS],
) {
    let width = workspace.width;
    let w2 = &parameters[2 * width..3 * width];
    let (sums_w1, rest) = workspace.sums.split_at_mut(width);
    let (sums_b1, rest) = rest.split_at_mut(width);
    let (sums_w2, sum_b2) = rest.split_at_mut(width);
    let neurons = sums_w1.iter_mut().zip(sums_b1).zip(sums_w2).zip(w2).zip(&workspace.hidden);
    for ((((sum_w1, sum_b1), sum_w2), w2), hidden) in neurons {
        let w2 = L::splat(*w2);
        let (mut by_w1, mut by_b1, mut by_w2) = (L::load(sum_w1), L::load(sum_b1), L::load(sum_w2));
        for ((h, error), x) in hidden.iter().zip(errors).zip(x) {
            let (h, error) = (L::load(h), L::load(error));
            by_w2 = by_w2.add(error.mul(h));
            let delta = P::back(error.mul(w2), h);
            by_b1 = by_b1.add(delta);
            by_w1 = by_w1.add(delta.mul(L::load(x)));
        }
        by_w1.store(sum_w1);
        by_b1.store(sum_b1);
        by_w2.store(sum_w2);
    }
    let by_b2 = errors.iter().fold(L::load(&sum_b2[0]), |sum, error| sum.add(L::load(error)));
    by_b2.store(&mut sum_b2[0]);
}
