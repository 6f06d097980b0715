//! SciNet: an encoder, a few sampled latent variables and a decoder (Iten et al. 2020; Bolshakov 2020, Fig. 6).

use super::{Activate, Dense, Parameter, layer_parameters};
use crate::float::ln;
use crate::random::{Draws, Stream};
use crate::spec::{Activation, Init};
use dfdx::prelude::*;

type Matrix<T = NoneTape> = Tensor<(usize, usize), f32, Cpu, T>;

/// The sizes of a SciNet.
#[derive(Debug, Clone, PartialEq)]
pub struct SciNetShape {
    /// Number of inputs that describe an observation.
    pub inputs: usize,
    /// Widths of the encoder's hidden layers.
    pub encoder: Vec<usize>,
    /// Number of latent variables. The encoder's outputs are a mean and a ln σ for each. Without latent variables there is
    /// no encoder.
    pub latent: usize,
    /// Number of inputs that describe a question. The decoder receives them together with the latent variables.
    pub questions: usize,
    /// Widths of the decoder's hidden layers.
    pub decoder: Vec<usize>,
    /// Number of outputs that describe an answer.
    pub outputs: usize,
    /// Number of successive answers in time, each after a step z ← z + b. 0 means one answer from z itself.
    pub steps: usize,
    /// φ between layers; the last layers of encoder and decoder are linear.
    pub activation: Activation,
    /// The deviation s of the distribution N(0, s²) that the divergence compares latent variables with. Iten et al. (2020)
    /// use 1, their code also 0.1.
    pub prior: f32,
}

impl SciNetShape {
    /// (in, out) of each layer of the encoder.
    pub fn encoder_layers(&self) -> Vec<(usize, usize)> {
        match self.latent {
            0 => Vec::new(),
            latent => layers(self.inputs, &self.encoder, 2 * latent),
        }
    }

    /// (in, out) of each layer of the decoder.
    pub fn decoder_layers(&self) -> Vec<(usize, usize)> {
        layers(self.code(), &self.decoder, self.outputs)
    }

    /// The number of inputs of the decoder: latent variables and questions.
    pub fn code(&self) -> usize {
        self.latent + self.questions
    }

    /// 1 ÷ s² and ln s² of the prior N(0, s²).
    pub fn precision(&self) -> (f32, f32) {
        let variance = f64::from(self.prior) * f64::from(self.prior);
        ((1.0 / variance) as f32, ln(variance) as f32)
    }

    /// The number of answers to one observation.
    pub fn answers(&self) -> usize {
        self.steps.max(1)
    }

    /// The number of parameters b of a step in time.
    pub fn step_parameters(&self) -> usize {
        if self.steps > 0 { self.latent } else { 0 }
    }

    /// Names and shapes of the parameters, in the order of the parameter row.
    pub fn layout(&self) -> Vec<Parameter> {
        let part = |name: &'static str, layers: Vec<(usize, usize)>| {
            // Every second index belongs to an activation, as in a PyTorch Sequential.
            layers
                .into_iter()
                .enumerate()
                .flat_map(move |(i, size)| layer_parameters(&format!("{name}.{}", 2 * i), size))
        };
        let step = match self.step_parameters() {
            0 => None,
            n => Some(Parameter { name: "step.bias".into(), shape: vec![n] }),
        };
        part("encoder", self.encoder_layers()).chain(part("decoder", self.decoder_layers())).chain(step).collect()
    }

    /// The number of parameters used in all passes for one sample. Those of the decoder count once for each answer.
    pub fn passes(&self) -> usize {
        let decoder: usize = self.decoder_layers().into_iter().map(|(n_in, n_out)| n_out * (n_in + 1)).sum();
        self.n_parameters() + (self.answers() - 1) * decoder
    }

    /// The number of parameters of a network of this shape.
    pub fn n_parameters(&self) -> usize {
        let all = self.encoder_layers().into_iter().chain(self.decoder_layers());
        all.map(|(n_in, n_out)| n_out * (n_in + 1)).sum::<usize>() + self.step_parameters()
    }
}

pub(super) fn layers(first: usize, hidden: &[usize], last: usize) -> Vec<(usize, usize)> {
    let outs = hidden.iter().copied().chain([last]);
    let ins = [first].into_iter().chain(hidden.iter().copied());
    ins.zip(outs).collect()
}

/// The two parts of a batch's loss, each averaged over its samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SciNetLoss {
    /// ‖y − ŷ‖².
    pub reconstruction: f32,
    /// ½ Σ ((μ² + σ²) ÷ s² − 1 − ln (σ² ÷ s²)), with the deviation s of the prior.
    pub divergence: f32,
}

/// An encoder and a decoder around a sampled latent layer.
#[derive(Debug, Clone)]
pub struct SciNet {
    /// The sizes.
    pub shape: SciNetShape,
    encoder: Vec<Dense>,
    decoder: Vec<Dense>,
    /// b of z ← z + b; (latent).
    step: Option<Tensor<(usize,), f32, Cpu>>,
}

impl SciNet {
    /// A network with initial weights drawn from `seed`.
    pub fn initial(device: &Cpu, shape: SciNetShape, init: Init, seed: u32) -> Self {
        let mut layer = 0..;
        let mut dense = |(n_in, n_out): (usize, usize)| {
            let mut draws = Draws::new(seed, Stream::Weights, layer.next().unwrap_or_default(), 0);
            match init {
                Init::Uniform => Dense::random(device, n_in, n_out, &mut draws),
                Init::Normal => Dense::normal(device, n_in, n_out, &mut draws),
            }
        };
        let encoder = shape.encoder_layers().into_iter().map(&mut dense).collect();
        let decoder = shape.decoder_layers().into_iter().map(&mut dense).collect();
        // Before training, a step in time does not change z.
        let step = step(device, &shape, &vec![0.0; shape.step_parameters()]);
        Self { shape, encoder, decoder, step }
    }

    /// A network from its row of parameters: weight (out, in) and bias (out) of each layer in turn, then b.
    ///
    /// # Panics
    /// If the row is too short for the shape.
    pub fn from_row(device: &Cpu, shape: SciNetShape, row: &[f32]) -> Self {
        let mut rest = row;
        let mut dense = |size| {
            let (layer, tail) = Dense::from_row(device, size, rest);
            rest = tail;
            layer
        };
        let encoder = shape.encoder_layers().into_iter().map(&mut dense).collect();
        let decoder = shape.decoder_layers().into_iter().map(&mut dense).collect();
        let step = step(device, &shape, rest);
        Self { shape, encoder, decoder, step }
    }

    /// Means and ln σ of the latent variables, each (n_samples, latent), for x (n_samples, inputs).
    pub fn encode<T: Tape<f32, Cpu> + Merge<T>>(&self, x: Matrix<T>) -> Matrix<T> {
        stack(&self.encoder, self.shape.activation, x)
    }

    /// Answers (n_samples, outputs) for latent variables and questions (n_samples, latent + questions).
    pub fn decode<T: Tape<f32, Cpu> + Merge<T>>(&self, z: Matrix<T>) -> Matrix<T> {
        stack(&self.decoder, self.shape.activation, z)
    }

    /// The two parts of the loss reconstruction + β · divergence, and the gradients of that sum.
    ///
    /// The shapes are x (n_samples, inputs), question (n_samples, questions), one y (n_samples, outputs) for each
    /// answer, and noise (n_samples, latent) with ε ~ N(0, 1). There must be at least one latent variable.
    pub fn loss(
        &self,
        x: Matrix,
        question: Option<&Matrix>,
        y: &[Matrix],
        noise: Matrix,
        beta: f32,
    ) -> (SciNetLoss, Gradients<f32, Cpu>) {
        let (n_samples, latent) = (x.shape().0, self.shape.latent);
        let code = self.encode(x.leaky_traced());
        let ln_sigma = code.retaped::<OwnedTape<f32, Cpu>>().slice((.., latent..2 * latent));
        let mean = code.slice((.., 0..latent)).realize::<(usize, usize)>();
        let ln_sigma = ln_sigma.realize::<(usize, usize)>();
        let sigma = ln_sigma.retaped::<OwnedTape<f32, Cpu>>().exp();
        let squares = mean.retaped::<OwnedTape<f32, Cpu>>().square() + sigma.retaped::<OwnedTape<f32, Cpu>>().square();
        let (precision, ln_variance) = self.shape.precision();
        let divergence =
            (squares * precision - (ln_sigma * 2.0) - (1.0 - ln_variance)).sum() * (0.5 / n_samples as f32);
        let (mut z, mut tape) = (mean + sigma * noise).split_tape();
        let mut squares = Cpu::default().zeros::<()>().put_tape(OwnedTape::default());
        for y in y {
            if let Some(step) = &self.step {
                let step = step.retaped::<OwnedTape<f32, Cpu>>();
                (z, tape) = (z.put_tape(tape) + step.broadcast_like::<_, Axis<0>>(&(n_samples, latent))).split_tape();
            }
            let z = z.retaped::<OwnedTape<f32, Cpu>>();
            let answer = match question {
                Some(question) => self.decode((z, question.clone()).concat_along(Axis::<1>)),
                None => self.decode(z),
            };
            squares = squares + (answer - y.clone()).square().sum();
        }
        let (squares, answered) = squares.split_tape();
        let reconstruction = squares.put_tape(answered.merge(tape)) * (1.0 / n_samples as f32);
        let parts = SciNetLoss { reconstruction: reconstruction.array(), divergence: divergence.array() };
        (parts, (reconstruction + divergence * beta).backward())
    }

    /// All parameters in one row: weight (out, in) and bias (out) of each layer in turn, then b.
    pub fn parameters(&self) -> Vec<f32> {
        self.encoder
            .iter()
            .chain(&self.decoder)
            .flat_map(Dense::row)
            .chain(self.step.iter().flat_map(Tensor::as_vec))
            .collect()
    }

    /// The gradients by all parameters, in the same order; (n_parameters).
    pub fn gradient_row(&self, gradients: &Gradients<f32, Cpu>) -> Vec<f32> {
        let layers = self.encoder.iter().chain(&self.decoder).flat_map(|layer| layer.gradient_row(gradients));
        layers.chain(self.step.iter().flat_map(|step| gradients.get(step).as_vec())).collect()
    }
}

/// b from the beginning of a row, if the shape has steps in time.
fn step(device: &Cpu, shape: &SciNetShape, row: &[f32]) -> Option<Tensor<(usize,), f32, Cpu>> {
    let n = shape.step_parameters();
    (n > 0).then(|| device.tensor_from_vec(row[..n].to_vec(), (n,)))
}

pub(super) fn stack<T: Tape<f32, Cpu> + Merge<T>>(layers: &[Dense], activation: Activation, x: Matrix<T>) -> Matrix<T> {
    let mut x = x;
    for (i, layer) in layers.iter().enumerate() {
        x = layer.forward(x);
        if i + 1 < layers.len() {
            x = activation.apply(x);
        }
    }
    x
}
