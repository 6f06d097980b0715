//! Loss and gradients of SciNet, fused: encoder, sampled latent layer, decoder, β-weighted loss.

use super::activation::{Elu, Phi, Relu, Sigmoid, Tanh};
use super::dispatch::{Engine, Task};
use super::lanes::{LANES, Lanes};
use super::matmul::Block;
use super::stack::{BLOCKS, CHUNK, Stack};
use crate::nn::SciNetShape;
use crate::spec::Activation;

/// The samples of a shard, each (n_samples, …) row by row.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// Observations; (n_samples, inputs).
    pub x: &'a [f32],
    /// Questions; (n_samples, questions).
    pub question: &'a [f32],
    /// Answers; (n_samples, outputs).
    pub y: &'a [f32],
    /// Draws from N(0, 1) for the latent layer; (n_samples, latent).
    pub noise: &'a [f32],
}

/// Sums over a shard's samples of the two parts of the loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SciNetSums {
    /// ‖y − ŷ‖².
    pub reconstruction: f32,
    /// ½ Σ (μ² + σ² − 1 − ln σ²).
    pub divergence: f32,
}

/// Memory that one shard's gradients need, kept between epochs, and the lanes it is laid out for.
#[derive(Debug, Clone)]
pub struct SciNetWorkspace {
    engine: Engine,
    shape: SciNetShape,
    memory: Memory,
}

/// The same memory for register tiles of either height.
#[derive(Debug, Clone)]
enum Memory {
    Four(Box<Parts<4>>),
    /// For lanes with registers enough for tiles twice as high: not in WebAssembly.
    #[cfg(not(target_arch = "wasm32"))]
    Eight(Box<Parts<8>>),
}

#[derive(Debug, Clone)]
struct Parts<const R: usize> {
    encoder: Stack<R>,
    decoder: Stack<R>,
    /// Chunks of the inputs of encoder and decoder, of σ, and of the decoder's input deltas.
    x: Vec<Block>,
    z: Vec<Block>,
    sigma: Vec<Block>,
    noise: Vec<Block>,
    y: Vec<Block>,
    z_deltas: Vec<Block>,
}

impl<const R: usize> Parts<R> {
    fn new(shape: &SciNetShape) -> Self {
        let blocks = |features: usize| vec![[0.0; LANES]; BLOCKS * features];
        let code = shape.code();
        Self {
            encoder: Stack::new(&shape.encoder_layers()),
            decoder: Stack::new(&shape.decoder_layers()),
            x: blocks(shape.inputs),
            z: blocks(code),
            sigma: blocks(shape.latent),
            noise: blocks(shape.latent),
            y: blocks(shape.outputs),
            z_deltas: blocks(code),
        }
    }
}

impl SciNetWorkspace {
    /// Memory for networks of this shape.
    pub fn new(engine: Engine, shape: SciNetShape) -> Self {
        let memory = match engine.rows() {
            #[cfg(not(target_arch = "wasm32"))]
            8 => Memory::Eight(Box::new(Parts::new(&shape))),
            _ => Memory::Four(Box::new(Parts::new(&shape))),
        };
        Self { engine, shape, memory }
    }

    /// Takes new parameters: weight (out, in) and bias (out) of each layer, encoder first.
    ///
    /// # Panics
    /// If there are not as many as the shape has.
    pub fn load(&mut self, parameters: &[f32]) {
        assert_eq!(parameters.len(), self.shape.n_parameters());
        match &mut self.memory {
            Memory::Four(parts) => parts.load(parameters),
            #[cfg(not(target_arch = "wasm32"))]
            Memory::Eight(parts) => parts.load(parameters),
        }
    }

    /// The sums of the loss over the samples, and of the gradient of reconstruction + β · divergence.
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn gradient(&mut self, beta: f32, samples: Samples<'_>, gradient: &mut [f32]) -> SciNetSums {
        let shape = &self.shape;
        let n_samples = samples.x.len() / shape.inputs;
        assert_eq!(samples.x.len(), n_samples * shape.inputs);
        assert_eq!(samples.question.len(), n_samples * shape.questions);
        assert_eq!(samples.y.len(), n_samples * shape.outputs);
        assert_eq!(samples.noise.len(), n_samples * shape.latent);
        assert_eq!(gradient.len(), shape.n_parameters());
        match &mut self.memory {
            Memory::Four(parts) => run(self.engine, Shard { shape, parts, beta, samples, gradient }),
            #[cfg(not(target_arch = "wasm32"))]
            Memory::Eight(parts) => run(self.engine, Shard { shape, parts, beta, samples, gradient }),
        }
    }
}

impl SciNetWorkspace {
    /// What a trained network makes of observations x (n, inputs) and questions (n, questions), with
    /// z = μ: means and ln σ of its latent variables (n, 2 · latent), and answers (n, outputs).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn predict(&mut self, x: &[f32], question: &[f32], code: &mut [f32], answer: &mut [f32]) {
        let shape = &self.shape;
        let n_samples = x.len() / shape.inputs;
        assert_eq!(x.len(), n_samples * shape.inputs);
        assert_eq!(question.len(), n_samples * shape.questions);
        assert_eq!(code.len(), n_samples * 2 * shape.latent);
        assert_eq!(answer.len(), n_samples * shape.outputs);
        match &mut self.memory {
            Memory::Four(parts) => run_forward(self.engine, Forward { shape, parts, x, question, code, answer }),
            #[cfg(not(target_arch = "wasm32"))]
            Memory::Eight(parts) => run_forward(self.engine, Forward { shape, parts, x, question, code, answer }),
        }
    }
}

fn run_forward<const R: usize>(engine: Engine, forward: Forward<'_, R>) {
    match forward.shape.activation {
        Activation::Relu => engine.run(ActivatedForward(forward, Relu)),
        Activation::Elu => engine.run(ActivatedForward(forward, Elu)),
        Activation::Sigmoid => engine.run(ActivatedForward(forward, Sigmoid)),
        Activation::Tanh => engine.run(ActivatedForward(forward, Tanh)),
    }
}

struct Forward<'a, const R: usize> {
    shape: &'a SciNetShape,
    parts: &'a mut Parts<R>,
    x: &'a [f32],
    question: &'a [f32],
    code: &'a mut [f32],
    answer: &'a mut [f32],
}

struct ActivatedForward<'a, const R: usize, P>(Forward<'a, R>, P);

impl<const R: usize, P: Phi> Task for ActivatedForward<'_, R, P> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Forward { shape, parts, x, question, code, answer } = self.0;
        let n_samples = x.len() / shape.inputs;
        for start in (0..n_samples).step_by(CHUNK) {
            let n = CHUNK.min(n_samples - start);
            let rows = |columns: usize| start * columns..(start + n) * columns;
            fill(&mut parts.x, shape.inputs, 0, &x[rows(shape.inputs)], shape.inputs);
            parts.encoder.forward::<L, P>(&parts.x);
            let codes = &mut code[rows(2 * shape.latent)];
            read(parts.encoder.output(), 2 * shape.latent, codes);
            for (means, z) in parts.encoder.output().chunks(2 * shape.latent).zip(parts.z.chunks_mut(shape.code())) {
                z[..shape.latent].copy_from_slice(&means[..shape.latent]);
            }
            fill(&mut parts.z, shape.code(), shape.latent, &question[rows(shape.questions)], shape.questions);
            parts.decoder.forward::<L, P>(&parts.z);
            read(parts.decoder.output(), shape.outputs, &mut answer[rows(shape.outputs)]);
        }
    }
}

/// Takes samples (n, features) out of blocks (BLOCKS, features, 8).
#[inline(always)]
pub(super) fn read(blocks: &[Block], features: usize, samples: &mut [f32]) {
    for (sample, row) in samples.chunks_exact_mut(features).enumerate() {
        let block = &blocks[sample / LANES * features..][..features];
        for (to, lanes) in row.iter_mut().zip(block) {
            *to = lanes[sample % LANES];
        }
    }
}

fn run<const R: usize>(engine: Engine, shard: Shard<'_, R>) -> SciNetSums {
    match shard.shape.activation {
        Activation::Relu => engine.run(Activated(shard, Relu)),
        Activation::Elu => engine.run(Activated(shard, Elu)),
        Activation::Sigmoid => engine.run(Activated(shard, Sigmoid)),
        Activation::Tanh => engine.run(Activated(shard, Tanh)),
    }
}

struct Shard<'a, const R: usize> {
    shape: &'a SciNetShape,
    parts: &'a mut Parts<R>,
    beta: f32,
    samples: Samples<'a>,
    gradient: &'a mut [f32],
}

struct Activated<'a, const R: usize, P>(Shard<'a, R>, P);

impl<const R: usize, P: Phi> Task for Activated<'_, R, P> {
    type Output = SciNetSums;

    #[inline(always)]
    fn run<L: Lanes>(self) -> SciNetSums {
        let Shard { shape, parts, beta, samples, gradient } = self.0;
        parts.encoder.clear();
        parts.decoder.clear();
        let n_samples = samples.x.len() / shape.inputs;
        let (mut reconstruction, mut divergence) = (L::splat(0.0), L::splat(0.0));
        let mut start = 0;
        while start < n_samples {
            let n = CHUNK.min(n_samples - start);
            let mut live = [[0.0; LANES]; BLOCKS];
            live.as_flattened_mut()[..n].fill(1.0);
            fill(&mut parts.x, shape.inputs, 0, &samples.x[start * shape.inputs..][..n * shape.inputs], shape.inputs);
            let code = shape.code();
            let question = &samples.question[start * shape.questions..][..n * shape.questions];
            fill(&mut parts.z, code, shape.latent, question, shape.questions);
            fill(
                &mut parts.y,
                shape.outputs,
                0,
                &samples.y[start * shape.outputs..][..n * shape.outputs],
                shape.outputs,
            );
            let noise = &samples.noise[start * shape.latent..][..n * shape.latent];
            fill(&mut parts.noise, shape.latent, 0, noise, shape.latent);

            parts.encoder.forward::<L, P>(&parts.x);
            divergence = sample_latent(parts, shape, &live, divergence);
            parts.decoder.forward::<L, P>(&parts.z);
            reconstruction = output_deltas(parts, shape, &live, reconstruction);
            parts.decoder.backward::<L, P>(&parts.z, Some(&mut parts.z_deltas));
            latent_deltas::<L, R>(parts, shape, beta, &live);
            parts.encoder.backward::<L, P>(&parts.x, None);
            start += n;
        }
        let (encoder, decoder) = gradient.split_at_mut(parts.encoder.n_parameters());
        parts.encoder.gradients::<L>(encoder);
        parts.decoder.gradients::<L>(decoder);
        SciNetSums { reconstruction: reconstruction.sum(), divergence: divergence.sum() }
    }
}

impl<const R: usize> Parts<R> {
    fn load(&mut self, parameters: &[f32]) {
        let (encoder, decoder) = parameters.split_at(self.encoder.n_parameters());
        self.encoder.load(encoder);
        self.decoder.load(decoder);
    }
}

/// Puts samples (n, columns) into blocks (BLOCKS, features, 8) from feature `first` on; lanes beyond
/// the last sample become 0.
#[inline(always)]
pub(super) fn fill(blocks: &mut [Block], features: usize, first: usize, samples: &[f32], columns: usize) {
    if columns == 0 {
        return;
    }
    let n_samples = samples.len() / columns;
    for (b, block) in blocks.chunks_exact_mut(features).enumerate() {
        for (column, lanes) in block[first..first + columns].iter_mut().enumerate() {
            for (lane, to) in lanes.iter_mut().enumerate() {
                let sample = b * LANES + lane;
                *to = if sample < n_samples { samples[sample * columns + column] } else { 0.0 };
            }
        }
    }
}

/// z = μ + σ ε into the decoder's input; adds to the divergence.
#[inline(always)]
fn sample_latent<L: Lanes, const R: usize>(
    parts: &mut Parts<R>,
    shape: &SciNetShape,
    live: &[Block; BLOCKS],
    divergence: L,
) -> L {
    let (latent, code) = (shape.latent, shape.code());
    let (mut sum, half, one) = (divergence, L::splat(0.5), L::splat(1.0));
    for (b, live) in live.iter().enumerate() {
        let output = &parts.encoder.output()[b * 2 * latent..][..2 * latent];
        for j in 0..latent {
            let (mean, ln_sigma) = (L::load(&output[j]), L::load(&output[latent + j]));
            let sigma = ln_sigma.exp();
            sigma.store(&mut parts.sigma[b * latent + j]);
            mean.add(sigma.mul(L::load(&parts.noise[b * latent + j]))).store(&mut parts.z[b * code + j]);
            let squares = mean.mul(mean).add(sigma.mul(sigma));
            let term = squares.sub(one).sub(ln_sigma.add(ln_sigma)).mul(half);
            sum = sum.add(term.where_positive(L::load(live)));
        }
    }
    sum
}

/// 2 (ŷ − y) into the decoder's deltas; adds to the reconstruction loss.
#[inline(always)]
fn output_deltas<L: Lanes, const R: usize>(
    parts: &mut Parts<R>,
    shape: &SciNetShape,
    live: &[Block; BLOCKS],
    reconstruction: L,
) -> L {
    let mut sum = reconstruction;
    for (b, live) in live.iter().enumerate() {
        for j in 0..shape.outputs {
            let at = b * shape.outputs + j;
            let error = L::load(&parts.decoder.output()[at]).sub(L::load(&parts.y[at])).where_positive(L::load(live));
            sum = sum.add(error.mul(error));
            error.add(error).store(&mut parts.decoder.output_deltas()[at]);
        }
    }
    sum
}

/// From the decoder's input deltas to the encoder's output deltas, the divergence's part included.
#[inline(always)]
fn latent_deltas<L: Lanes, const R: usize>(
    parts: &mut Parts<R>,
    shape: &SciNetShape,
    beta: f32,
    live: &[Block; BLOCKS],
) {
    let (latent, code) = (shape.latent, shape.code());
    let (beta, one) = (L::splat(beta), L::splat(1.0));
    for (b, live) in live.iter().enumerate() {
        let live = L::load(live);
        for j in 0..latent {
            let mean = L::load(&parts.encoder.output()[b * 2 * latent + j]);
            let sigma = L::load(&parts.sigma[b * latent + j]);
            let noise = L::load(&parts.noise[b * latent + j]);
            let by_z = L::load(&parts.z_deltas[b * code + j]);
            let by_mean = by_z.add(beta.mul(mean)).where_positive(live);
            let by_ln_sigma = by_z.mul(noise).mul(sigma).add(beta.mul(sigma.mul(sigma).sub(one))).where_positive(live);
            let deltas = parts.encoder.output_deltas();
            by_mean.store(&mut deltas[b * 2 * latent + j]);
            by_ln_sigma.store(&mut deltas[b * 2 * latent + latent + j]);
        }
    }
}
