//! Loss and gradients of SciNet, fused: encoder, sampled latent layer, decoder, β-weighted loss.

use super::chunk::{CHUNK, blocks, cut, fill, live, read, room};
use super::dispatch::Engine;
use super::lanes::{LANES, sum};
use super::layers::latent::{LatentDeltas, MoveDeltas, MoveLatent, SampleLatent};
use super::layers::squared_error::SquaredError;
use super::layers::stack::DenseLayers;
use super::matmul::Block;
use crate::nn::SciNetShape;

/// The samples of a shard, in row-major order.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// Observations; (n_samples, inputs).
    pub x: &'a [f32],
    /// Questions; (n_samples, questions).
    pub question: &'a [f32],
    /// Answers; (answers, n_samples, outputs).
    pub y: &'a [f32],
    /// Draws from N(0, 1) for the latent layer; (n_samples, latent).
    pub noise: &'a [f32],
}

/// The two parts of the loss, summed over the samples of a shard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SciNetSums {
    /// ‖y − ŷ‖².
    pub reconstruction: f32,
    /// ½ Σ ((μ² + σ²) ÷ s² − 1 − ln (σ² ÷ s²)), with the deviation s of the prior.
    pub divergence: f32,
}

/// Memory for the gradients of one shard, kept between epochs and laid out for the lanes of one engine.
#[derive(Debug)]
pub struct SciNetWorkspace {
    engine: Engine,
    shape: SciNetShape,
    encoder: DenseLayers,
    decoder: DenseLayers,
    /// b of a step in time, and sums for its gradient; (step_parameters) and (step_parameters, 8).
    step: Vec<f32>,
    by_step: Vec<Block>,
    /// Chunks of the inputs of encoder and decoder, of σ and ε, of the answers, and of the decoder's input deltas.
    x: Vec<Block>,
    z: Vec<Block>,
    sigma: Vec<Block>,
    noise: Vec<Block>,
    y: Vec<Block>,
    z_deltas: Vec<Block>,
    /// The sum of the decoder's input deltas over all answers.
    all_deltas: Vec<Block>,
}

impl SciNetWorkspace {
    /// Memory for networks of this shape.
    pub fn new(engine: Engine, shape: SciNetShape) -> Self {
        Self {
            engine,
            encoder: DenseLayers::new(engine, shape.activation, &shape.encoder_layers()),
            decoder: DenseLayers::new(engine, shape.activation, &shape.decoder_layers()),
            x: room(shape.inputs),
            z: room(shape.code()),
            sigma: room(shape.latent),
            noise: room(shape.latent),
            y: room(shape.outputs),
            z_deltas: room(shape.code()),
            all_deltas: room(shape.code()),
            step: vec![0.0; shape.step_parameters()],
            by_step: vec![[0.0; LANES]; shape.step_parameters()],
            shape,
        }
    }

    /// Sets the parameters, (n_parameters): weight (out, in) and bias (out) of each layer, encoder first, then b.
    ///
    /// # Panics
    /// If the number of parameters does not fit the shape.
    pub fn load(&mut self, parameters: &[f32]) {
        assert_eq!(parameters.len(), self.shape.n_parameters());
        let (encoder, rest) = parameters.split_at(self.encoder.n_parameters());
        let (decoder, step) = rest.split_at(self.decoder.n_parameters());
        self.encoder.load(encoder);
        self.decoder.load(decoder);
        self.step.copy_from_slice(step);
    }

    /// Resizes the memory for chunks of this many blocks.
    fn cut(&mut self, blocks: usize) {
        self.encoder.cut(blocks);
        self.decoder.cut(blocks);
        let (latent, n_z) = (self.shape.latent, self.shape.code());
        cut(&mut self.x, self.shape.inputs, blocks);
        cut(&mut self.sigma, latent, blocks);
        cut(&mut self.noise, latent, blocks);
        cut(&mut self.y, self.shape.outputs, blocks);
        for room in [&mut self.z, &mut self.z_deltas, &mut self.all_deltas] {
            cut(room, n_z, blocks);
        }
    }

    /// The sums of the loss over the samples. Writes the gradient of reconstruction + β · divergence, (n_parameters).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn gradient(&mut self, beta: f32, samples: Samples<'_>, gradient: &mut [f32]) -> SciNetSums {
        let SciNetShape { inputs, latent, questions, outputs, .. } = self.shape;
        let n_samples = samples.x.len() / inputs;
        assert_eq!(samples.x.len(), n_samples * inputs);
        assert_eq!(samples.question.len(), n_samples * questions);
        assert_eq!(samples.y.len(), self.shape.answers() * n_samples * outputs);
        assert_eq!(samples.noise.len(), n_samples * latent);
        assert_eq!(gradient.len(), self.shape.n_parameters());
        self.encoder.clear();
        self.decoder.clear();
        self.by_step.fill([0.0; LANES]);
        let (mut reconstruction, mut divergence) = ([0.0; LANES], [0.0; LANES]);
        let (n_z, prior) = (self.shape.code(), self.shape.precision());
        for start in (0..n_samples).step_by(CHUNK) {
            let n = CHUNK.min(n_samples - start);
            let rows = |columns: usize| start * columns..(start + n) * columns;
            let live = &live(n)[..blocks(n)];
            self.cut(live.len());
            let Self { engine, encoder, decoder, step, x, z, sigma, noise, y, z_deltas, all_deltas, by_step, .. } =
                self;
            fill(x, inputs, 0, &samples.x[rows(inputs)], inputs);
            fill(z, n_z, latent, &samples.question[rows(questions)], questions);
            fill(noise, latent, 0, &samples.noise[rows(latent)], latent);

            encoder.forward(x);
            engine.run(SampleLatent {
                latent,
                prior,
                live,
                code: encoder.output(),
                noise,
                sigma,
                z,
                sum: &mut divergence,
            });
            for (k, wanted) in samples.y.chunks_exact(n_samples * outputs).enumerate() {
                fill(y, outputs, 0, &wanted[rows(outputs)], outputs);
                engine.run(MoveLatent { step, n_z, z });
                decoder.forward(z);
                let output = decoder.output_and_deltas();
                engine.run(SquaredError { live, wanted: y, output, sum: &mut reconstruction });
                decoder.backward(z, Some(z_deltas));
                engine.run(MoveDeltas { moves: k + 1, n_z, z_deltas, all_deltas, by_step });
            }
            let code = encoder.output_and_deltas();
            engine.run(LatentDeltas {
                latent,
                beta,
                precision: prior.0,
                live,
                noise,
                sigma,
                z_deltas: all_deltas,
                code,
            });
            encoder.backward(x, None);
        }
        let Self { encoder, decoder, by_step, .. } = self;
        let (by_encoder, rest) = gradient.split_at_mut(encoder.n_parameters());
        let (by_decoder, step) = rest.split_at_mut(decoder.n_parameters());
        encoder.gradient(by_encoder);
        decoder.gradient(by_decoder);
        step.iter_mut().zip(&*by_step).for_each(|(to, lanes)| *to = sum(lanes));
        SciNetSums { reconstruction: sum(&reconstruction), divergence: sum(&divergence) }
    }

    /// Evaluates the network with z = μ for observations x (n_samples, inputs) and questions (n_samples, questions).
    /// Returns means and ln σ of the latent variables, (n_samples, 2 · latent), and the answers, (answers, n_samples,
    /// outputs).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn predict(&mut self, x: &[f32], question: &[f32], code: &mut [f32], answer: &mut [f32]) {
        let SciNetShape { inputs, latent, questions, outputs, .. } = self.shape;
        let n_samples = x.len() / inputs;
        assert_eq!(x.len(), n_samples * inputs);
        assert_eq!(question.len(), n_samples * questions);
        assert_eq!(code.len(), n_samples * 2 * latent);
        assert_eq!(answer.len(), self.shape.answers() * n_samples * outputs);
        let n_z = self.shape.code();
        for start in (0..n_samples).step_by(CHUNK) {
            let n = CHUNK.min(n_samples - start);
            let rows = |columns: usize| start * columns..(start + n) * columns;
            self.cut(blocks(n));
            fill(&mut self.x, inputs, 0, &x[rows(inputs)], inputs);
            self.encoder.forward(&self.x);
            if latent > 0 {
                read(self.encoder.output(), 2 * latent, &mut code[rows(2 * latent)]);
                for (code, z) in self.encoder.output().chunks(2 * latent).zip(self.z.chunks_mut(n_z)) {
                    z[..latent].copy_from_slice(&code[..latent]);
                }
            }
            fill(&mut self.z, n_z, latent, &question[rows(questions)], questions);
            for answer in answer.chunks_exact_mut(n_samples * outputs) {
                self.engine.run(MoveLatent { step: &self.step, n_z, z: &mut self.z });
                self.decoder.forward(&self.z);
                read(self.decoder.output(), outputs, &mut answer[rows(outputs)]);
            }
        }
    }
}
