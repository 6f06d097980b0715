//! Fully connected layers one after another, forwards and backwards, a chunk of samples at a time.

use super::activation::Phi;
use super::lanes::{LANES, Lanes};
use super::matmul::{Block, by_sample, groups, pack, tile};

/// Blocks of eight samples that go through a network together: few enough to stay in cache.
pub const BLOCKS: usize = 8;
/// Samples in a chunk.
pub const CHUNK: usize = BLOCKS * LANES;

/// One layer: its weights packed for both directions, its activations and its gradients' sums.
///
/// R is the height of a register tile, [`Lanes::ROWS`].
#[derive(Debug, Clone)]
struct Layer<const R: usize> {
    n_in: usize,
    n_out: usize,
    bias: Vec<f32>,
    /// (groups of outputs, in, R).
    forward: Vec<[f32; R]>,
    /// (groups of inputs, out, R).
    backward: Vec<[f32; R]>,
    /// φ of the outputs; (BLOCKS, out, 8).
    values: Vec<Block>,
    /// The loss's derivative by the outputs before φ; (BLOCKS, out, 8).
    deltas: Vec<Block>,
    /// Sums for the weights' gradients; (groups of outputs, groups of 8 inputs, R, 8 inputs).
    by_weight: Vec<[Block; R]>,
    /// Sums for the biases' gradients; (out, 8 samples).
    by_bias: Vec<Block>,
    /// Room for deltas and inputs by sample; (groups, CHUNK, …).
    deltas_by_sample: Vec<[f32; R]>,
    inputs_by_sample: Vec<Block>,
}

impl<const R: usize> Layer<R> {
    fn new((n_in, n_out): (usize, usize)) -> Self {
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

    #[inline(always)]
    fn forward<L: Lanes, P: Phi>(&mut self, input: &[Block], linear: bool) {
        for (from, to) in input.chunks_exact(self.n_in).zip(self.values.chunks_exact_mut(self.n_out)) {
            let panels = self.forward.chunks_exact(self.n_in);
            for ((panel, bias), to) in panels.zip(self.bias.chunks(R)).zip(to.chunks_mut(R)) {
                let start = std::array::from_fn(|r| L::splat(bias.get(r).copied().unwrap_or(0.0)));
                let sums = tile::<L, R>(panel, from, start);
                for (sum, to) in sums.into_iter().zip(to) {
                    let value = if linear { sum } else { P::value(sum) };
                    value.store(to);
                }
            }
        }
    }

    /// Adds this chunk's part to the sums of the gradients; `input` is (BLOCKS, in, 8).
    #[inline(always)]
    fn add_gradients<L: Lanes>(&mut self, input: &[Block]) {
        by_sample(&self.deltas, self.n_out, &mut self.deltas_by_sample);
        by_sample(input, self.n_in, &mut self.inputs_by_sample);
        let across = groups(self.n_in, LANES);
        let down = self.deltas_by_sample.chunks_exact(CHUNK).zip(self.by_weight.chunks_exact_mut(across));
        for (deltas, sums) in down {
            for (inputs, sums) in self.inputs_by_sample.chunks_exact(CHUNK).zip(sums) {
                let start = std::array::from_fn(|r| L::load(&sums[r]));
                let added = tile::<L, R>(deltas, inputs, start);
                for (added, sum) in added.into_iter().zip(sums) {
                    added.store(sum);
                }
            }
        }
        for deltas in self.deltas.chunks_exact(self.n_out) {
            for (delta, sum) in deltas.iter().zip(&mut self.by_bias) {
                L::load(sum).add(L::load(delta)).store(sum);
            }
        }
    }

    /// The loss's derivative by this layer's inputs before their φ, into `out` (BLOCKS, in, 8);
    /// `input` holds φ of them, or `None` where they have none.
    #[inline(always)]
    fn pull_back<L: Lanes, P: Phi>(&self, input: Option<&[Block]>, out: &mut [Block]) {
        let deltas = self.deltas.chunks_exact(self.n_out);
        for (b, (deltas, out)) in deltas.zip(out.chunks_exact_mut(self.n_in)).enumerate() {
            let panels = self.backward.chunks_exact(self.n_out);
            for (group, (panel, out)) in panels.zip(out.chunks_mut(R)).enumerate() {
                let sums = tile::<L, R>(panel, deltas, [L::splat(0.0); R]);
                for (r, (sum, out)) in sums.into_iter().zip(out).enumerate() {
                    let delta = match input {
                        Some(input) => P::back(sum, L::load(&input[b * self.n_in + group * R + r])),
                        None => sum,
                    };
                    delta.store(out);
                }
            }
        }
    }
}

/// Layers one after another, φ between them, the last one linear.
#[derive(Debug, Clone)]
pub struct Stack<const R: usize> {
    layers: Vec<Layer<R>>,
}

impl<const R: usize> Stack<R> {
    /// Layers of the given (in, out).
    pub fn new(sizes: &[(usize, usize)]) -> Self {
        Self { layers: sizes.iter().copied().map(Layer::new).collect() }
    }

    /// How many parameters the layers have.
    pub fn n_parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.n_out * (layer.n_in + 1)).sum()
    }

    /// Takes new parameters: weight (out, in) and bias (out) of each layer in turn.
    pub fn load(&mut self, parameters: &[f32]) {
        let mut rest = parameters;
        for layer in &mut self.layers {
            let (n_in, n_out) = (layer.n_in, layer.n_out);
            let (weight, tail) = rest.split_at(n_in * n_out);
            let (bias, tail) = tail.split_at(n_out);
            pack(n_out, n_in, |row, column| weight[row * n_in + column], &mut layer.forward);
            pack(n_in, n_out, |row, column| weight[column * n_in + row], &mut layer.backward);
            layer.bias.copy_from_slice(bias);
            rest = tail;
        }
    }

    /// Sets the gradients' sums to zero.
    pub fn clear(&mut self) {
        for layer in &mut self.layers {
            layer.by_weight.fill([[0.0; LANES]; R]);
            layer.by_bias.fill([0.0; LANES]);
        }
    }

    /// Runs a chunk (BLOCKS, in, 8) through; [`Stack::output`] then has what comes out.
    #[inline(always)]
    pub fn forward<L: Lanes, P: Phi>(&mut self, input: &[Block]) {
        let last = self.layers.len() - 1;
        for i in 0..self.layers.len() {
            let (before, from) = self.layers.split_at_mut(i);
            let input = before.last().map_or(input, |layer| &layer.values);
            from[0].forward::<L, P>(input, i == last);
        }
    }

    /// The last layer's outputs; (BLOCKS, out, 8).
    pub fn output(&self) -> &[Block] {
        self.layers.last().map_or(&[], |layer| &layer.values)
    }

    /// Where to put the loss's derivative by the outputs; (BLOCKS, out, 8).
    pub fn output_deltas(&mut self) -> &mut [Block] {
        self.layers.last_mut().map_or(&mut [], |layer| &mut layer.deltas)
    }

    /// Goes back through the layers, adding to the gradients' sums; into `to_input`, where it is
    /// given, the loss's derivative by the inputs (BLOCKS, in, 8).
    #[inline(always)]
    pub fn backward<L: Lanes, P: Phi>(&mut self, input: &[Block], to_input: Option<&mut [Block]>) {
        for i in (1..self.layers.len()).rev() {
            let (before, from) = self.layers.split_at_mut(i);
            if let (Some(below), Some(layer)) = (before.last_mut(), from.first_mut()) {
                layer.add_gradients::<L>(&below.values);
                layer.pull_back::<L, P>(Some(&below.values), &mut below.deltas);
            }
        }
        if let Some(first) = self.layers.first_mut() {
            first.add_gradients::<L>(input);
            if let Some(out) = to_input {
                first.pull_back::<L, P>(None, out);
            }
        }
    }

    /// Writes the sums of the gradients, in the parameters' order.
    #[inline(always)]
    pub fn gradients<L: Lanes>(&self, out: &mut [f32]) {
        let mut rest = out;
        for layer in &self.layers {
            let (n_in, n_out) = (layer.n_in, layer.n_out);
            let (weight, tail) = std::mem::take(&mut rest).split_at_mut(n_in * n_out);
            let (bias, tail) = tail.split_at_mut(n_out);
            let across = groups(n_in, LANES);
            for (row, weight) in weight.chunks_exact_mut(n_in).enumerate() {
                let sums = &layer.by_weight[row / R * across..][..across];
                for (to, sum) in weight.chunks_mut(LANES).zip(sums) {
                    to.copy_from_slice(&sum[row % R][..to.len()]);
                }
            }
            for (bias, sum) in bias.iter_mut().zip(&layer.by_bias) {
                *bias = L::load(sum).sum();
            }
            rest = tail;
        }
    }
}
