//! One fully connected layer, forward and backward, a chunk of samples at a time.

use super::activation;
use crate::kernel::chunk::{BLOCKS, CHUNK, cut};
use crate::kernel::dispatch::{Engine, Task};
use crate::kernel::lanes::{LANES, Lanes, sum};
use crate::kernel::matmul::{Block, by_sample, groups, pack, store};
use crate::spec::Activation;

/// A layer: its weights, packed for both directions, its activations and the sums of its gradients.
///
/// R is the height of a register tile, [`Lanes::ROWS`].
#[derive(Debug, Clone)]
pub struct Layer<const R: usize> {
    n_in: usize,
    n_out: usize,
    bias: Vec<f32>,
    /// The weights packed for the forward pass; (groups of outputs, in, R).
    forward: Vec<[f32; R]>,
    /// The weights packed for the backward pass; (groups of inputs, out, R).
    backward: Vec<[f32; R]>,
    /// φ of the outputs; (blocks, out, 8).
    pub values: Vec<Block>,
    /// The derivative of the loss by the outputs before φ; (blocks, out, 8).
    pub deltas: Vec<Block>,
    /// Sums of the gradients by the weights; (groups of outputs, groups of 8 inputs, R, 8 inputs).
    by_weight: Vec<[Block; R]>,
    /// Sums of the gradients by the biases; (out, 8 samples).
    by_bias: Vec<Block>,
    /// Memory for deltas and inputs by sample; (groups, samples of a chunk, …).
    deltas_by_sample: Vec<[f32; R]>,
    inputs_by_sample: Vec<Block>,
}

impl<const R: usize> Layer<R> {
    /// A layer of (in, out).
    pub fn new((n_in, n_out): (usize, usize)) -> Self {
        let block = [0.0; LANES];
        Self {
            n_in,
            n_out,
            bias: vec![0.0; n_out],
            forward: Vec::new(),
            backward: Vec::new(),
            values: vec![block; BLOCKS * n_out],
            deltas: vec![block; BLOCKS * n_out],
            by_weight: vec![[block; R]; groups(n_out, R) * groups(n_in, LANES)],
            by_bias: vec![block; n_out],
            deltas_by_sample: vec![[0.0; R]; groups(n_out, R) * CHUNK],
            inputs_by_sample: vec![block; groups(n_in, LANES) * CHUNK],
        }
    }

    /// The number of weights and biases.
    pub fn n_parameters(&self) -> usize {
        self.n_out * (self.n_in + 1)
    }

    /// Sets the parameters: weight (out, in), then bias (out).
    pub fn load(&mut self, parameters: &[f32]) {
        let (n_in, n_out) = (self.n_in, self.n_out);
        let (weight, bias) = parameters.split_at(n_in * n_out);
        pack(n_out, n_in, |row, column| weight[row * n_in + column], &mut self.forward);
        pack(n_in, n_out, |row, column| weight[column * n_in + row], &mut self.backward);
        self.bias.copy_from_slice(bias);
    }

    /// Resizes the memory for chunks of this many blocks.
    pub fn cut(&mut self, blocks: usize) {
        cut(&mut self.values, self.n_out, blocks);
        cut(&mut self.deltas, self.n_out, blocks);
    }

    /// Sets the sums of the gradients to zero.
    pub fn clear(&mut self) {
        self.by_weight.fill([[0.0; LANES]; R]);
        self.by_bias.fill([0.0; LANES]);
    }

    /// Writes the sums of the gradients, (n_parameters), in the order of the parameters.
    pub fn gradient(&self, out: &mut [f32]) {
        let (weight, bias) = out.split_at_mut(self.n_in * self.n_out);
        let across = groups(self.n_in, LANES);
        for (row, weight) in weight.chunks_exact_mut(self.n_in).enumerate() {
            let sums = &self.by_weight[row / R * across..][..across];
            // Whole blocks have a fixed length, which takes two instructions instead of a call.
            let (whole, rest) = weight.as_chunks_mut::<LANES>();
            for (to, sum) in whole.iter_mut().zip(sums) {
                *to = sum[row % R];
            }
            if let Some(sum) = sums.get(whole.len()) {
                rest.copy_from_slice(&sum[row % R][..rest.len()]);
            }
        }
        for (bias, lanes) in bias.iter_mut().zip(&self.by_bias) {
            *bias = sum(lanes);
        }
    }

    /// Fills `values` with φ of the outputs for `input` (blocks, in, 8), or with the outputs if there is no φ.
    pub fn forward(&mut self, engine: Engine, input: &[Block], activation: Option<Activation>) {
        engine.run(Forward { layer: self, input, activation });
    }

    /// Adds the gradients of this chunk to the sums; `input` is (blocks, in, 8).
    pub fn add_gradients(&mut self, engine: Engine, input: &[Block]) {
        engine.run(AddGradients { layer: self, input });
    }

    /// Writes the derivative of the loss by this layer's inputs into `out`, (blocks, in, 8). With `through`, which has
    /// the φ of the inputs and its values (blocks, in, 8), it is the derivative by the inputs before φ.
    pub fn pull_back(&self, engine: Engine, through: Option<(Activation, &[Block])>, out: &mut [Block]) {
        engine.run(PullBack { layer: self, through, out });
    }
}

/// Fills `to` (blocks, n_to, 8) with panels (groups of n_to, n_from, R) times `from` (blocks, n_from, 8), beginning with
/// the bias (n_to), or with 0 where there is none.
#[inline(always)]
fn product<L: Lanes, const R: usize>(
    panels: &[[f32; R]],
    bias: &[f32],
    (from, n_from): (&[Block], usize),
    (to, n_to): (&mut [Block], usize),
) {
    // Two blocks at a time, and a single one if their number is odd.
    for (from, to) in from.chunks(2 * n_from).zip(to.chunks_mut(2 * n_to)) {
        let ((a, b), (to_a, to_b)) = (from.split_at(n_from), to.split_at_mut(n_to));
        for (i, panel) in panels.chunks_exact(n_from).enumerate() {
            let start = std::array::from_fn(|r| L::splat(bias.get(i * R + r).copied().unwrap_or(0.0)));
            if b.is_empty() {
                store(L::tile(panel, 0, a, start), &mut to_a[i * R..]);
            } else {
                let [sums_a, sums_b] = L::tiles(panel, [a, b], [start; 2]);
                store(sums_a, &mut to_a[i * R..]);
                store(sums_b, &mut to_b[i * R..]);
            }
        }
    }
}

struct Forward<'a, const R: usize> {
    layer: &'a mut Layer<R>,
    input: &'a [Block],
    activation: Option<Activation>,
}

impl<const R: usize> Task for Forward<'_, R> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Layer { n_in, n_out, bias, forward, values, .. } = self.layer;
        product::<L, R>(forward, bias, (self.input, *n_in), (values, *n_out));
        if let Some(activation) = self.activation {
            activation::apply::<L>(activation, values);
        }
    }
}

struct AddGradients<'a, const R: usize> {
    layer: &'a mut Layer<R>,
    input: &'a [Block],
}

impl<const R: usize> Task for AddGradients<'_, R> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let layer = self.layer;
        by_sample(&layer.deltas, layer.n_out, &mut layer.deltas_by_sample);
        by_sample(self.input, layer.n_in, &mut layer.inputs_by_sample);
        let (across, n) = (groups(layer.n_in, LANES), layer.deltas.len() / layer.n_out * LANES);
        let down = layer.deltas_by_sample.chunks_exact(n).zip(layer.by_weight.chunks_exact_mut(across));
        for (deltas, sums) in down {
            // Two groups of inputs at a time, and a single one if their number is odd.
            for (inputs, sums) in layer.inputs_by_sample[..across * n].chunks(2 * n).zip(sums.chunks_mut(2)) {
                let (a, b) = inputs.split_at(n);
                match sums {
                    [to_a, to_b] => {
                        let start = [&*to_a, &*to_b].map(|to| std::array::from_fn(|r| L::load(&to[r])));
                        let [sums_a, sums_b] = L::tiles(deltas, [a, b], start);
                        store(sums_a, to_a);
                        store(sums_b, to_b);
                    }
                    _ => {
                        let to = &mut sums[0];
                        let start: [L; R] = std::array::from_fn(|r| L::load(&to[r]));
                        store(L::tile(deltas, 0, a, start), to);
                    }
                }
            }
        }
        for deltas in layer.deltas.chunks_exact(layer.n_out) {
            for (delta, sum) in deltas.iter().zip(&mut layer.by_bias) {
                L::load(sum).add(L::load(delta)).store(sum);
            }
        }
    }
}

struct PullBack<'a, const R: usize> {
    layer: &'a Layer<R>,
    through: Option<(Activation, &'a [Block])>,
    out: &'a mut [Block],
}

impl<const R: usize> Task for PullBack<'_, R> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Layer { n_in, n_out, backward, deltas, .. } = self.layer;
        product::<L, R>(backward, &[], (deltas, *n_out), (self.out, *n_in));
        if let Some((activation, values)) = self.through {
            activation::back::<L>(activation, self.out, values);
        }
    }
}
