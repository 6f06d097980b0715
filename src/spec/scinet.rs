//! The kind `scinet`: an encoder, a few latent variables and a decoder on a driven, damped oscillator.

use super::table::{fields, forget_fingerprint};
use super::{
    Activation, Clip, Degrees, Fingerprint, Init, Levels, Optimiser, Panels, Problem, Space, Stages, Value,
    WeightDecay, Widths,
};

fields! {
    /// What a `scinet` cell trains. The defaults are the first experiment of Bolshakov (2020), boring_patch.
    SciNetSpec = "scinet" {
        space: Space = "real" in 0 ..= 0,
            Data "Space" "real: inputs (ω, γ), outputs (φ, A); log: inputs (ln ω, ln γ), outputs (φ, ln A).";
        omega: f64 = "1.5" in 1e-3 ..= 1e3,
            Data "Centre of ω" "Mean of the training draws of ω; in log space e to the mean of ln ω.";
        gamma: f64 = "0.5" in 0 ..= 1,
            Data "Centre of γ" "Mean of the training draws of γ before reflection; in log space e to the mean of ln γ.";
        sigma_omega: f64 = "0.1" in 1e-4 ..= 10,
            Data "Spread of ω" "Standard deviation of ω; in log space of ln ω.";
        sigma_gamma: f64 = "0.1" in 1e-4 ..= 10,
            Data "Spread of γ" "Standard deviation of γ; in log space of ln γ.";
        encoder: Widths = "500, 100" in 1 ..= 2048,
            Training "Encoder" "Widths of the encoder's hidden layers.";
        latent: u32 = "5" in 1 ..= 32,
            Training "Latent variables" "How many numbers the encoder may hand to the decoder.";
        decoder: Widths = "100, 150" in 1 ..= 2048,
            Training "Decoder" "Widths of the decoder's hidden layers.";
        activation: Activation = "elu" in 0 ..= 0,
            Training "Activation" "The function between layers; encoder and decoder end linearly.";
        beta: f64 = "0.01" in 0 ..= 1e3,
            Training "β" "Weight of the divergence that keeps latent variables near N(0, 1).";
        batch: u32 = "2048" in 1 ..= 65_536,
            Training "Batch" "Fresh samples drawn for every epoch.";
        epochs: u32 = "50000" in 0 ..= super::MAX_EPOCHS,
            Training "Epochs" "Optimiser steps, each on a fresh batch.";
        lr: Stages<f64> = "1e-4" in 0 ..= 100,
            Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate.";
        optimiser: Optimiser = "adam" in 0 ..= 1,
            Training "Optimiser" "adam, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
        weight_decay: WeightDecay = "none" in 0 ..= 10,
            Training "Weight decay" "none, l2(strength) or decoupled(strength).";
        clip: Clip = "none" in 1e-6 ..= 1e6,
            Training "Clip" "The largest size of a gradient's numbers, or none.";
        init: Init = "uniform" in 0 ..= 0,
            Training "Initial weights" "uniform in ±1/√in, biases too; or normal with deviation 2/√(in + out), biases 0.";
        seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
            Data "Seed" "Names every random draw: initial weights, inputs, latent noise.";
        polynomials: Degrees = "2, 4, 8" in 0 ..= 12,
            Baseline "Polynomials" "Degrees of the polynomials in two variables that are fitted to the same draws.";
        pairs: u32 = "20480" in 200 ..= 200_000,
            Baseline "Pairs" "How many draws the polynomials and the response function are fitted to.";
        reach: f64 = "2" in 0.25 ..= 8,
            Display "Reach" "How many standard deviations around the training mean the figures show.";
        slices: Levels = "auto" in -20 ..= 100,
            Display "Slices" "Values of γ (in log space of ln γ) at which slices are cut: auto, or up to five numbers.";
        panels: Panels = "all" in 0 ..= 0,
            Display "Panels" "Which figures are shown: all, or some of their names.";
        fingerprint: Fingerprint = "none" in 0 ..= 0,
            Display "Fingerprint" "What the finished network's bits should be, as whoever made the link found them.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check cross_check,
    forget forget_fingerprint
}

/// Most parameters: a worker with gradients and moments of them stays below about 60 MB.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Largest batch × parameters: an eighth of an epoch stays below about a tenth of a second.
const MAX_WORK: u64 = 1 << 32;

fn cross_check(spec: &SciNetSpec) -> Vec<Problem> {
    let mut problems = Vec::new();
    let parameters = spec.n_parameters();
    if parameters > MAX_PARAMETERS {
        let given = format!("{} and {}", spec.encoder.print(), spec.decoder.print());
        let allowed = format!("make {parameters} parameters; allowed: at most {MAX_PARAMETERS}");
        problems.push(Problem::new("encoder and decoder", given, allowed));
    } else if parameters * u64::from(spec.batch) > MAX_WORK {
        let allowed = format!("allowed: at most {} with {parameters} parameters", MAX_WORK / parameters);
        problems.push(Problem::new("batch", spec.batch.to_string(), allowed));
    }
    let terms = spec.polynomials.largest().map_or(1, |degree| u64::from((degree + 1) * (degree + 2) / 2));
    if terms * 4 > u64::from(spec.pairs) {
        let allowed = format!("allowed: at least {} pairs for {terms} coefficients", 4 * terms);
        problems.push(Problem::new("pairs", spec.pairs.to_string(), allowed));
    }
    if spec.space == Space::Log && spec.gamma < 1e-3 {
        problems.push(Problem::new("gamma", spec.gamma.print(), "allowed in log space: a number from 0.001 to 1"));
    }
    problems
}

impl SciNetSpec {
    /// Weights and biases of the network.
    fn n_parameters(&self) -> u64 {
        let count = |first: u32, hidden: &[u32], last: u32| {
            let sizes: Vec<u64> = [first].iter().chain(hidden).chain([&last]).map(|n| u64::from(*n)).collect();
            sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum::<u64>()
        };
        count(2, &self.encoder.0, 2 * self.latent) + count(self.latent, &self.decoder.0, 2)
    }

    /// The spec reduced to what the network's numbers at any epoch depend on.
    pub fn identity(&self) -> Self {
        let default = Self::default();
        Self {
            polynomials: default.polynomials,
            pairs: default.pairs,
            reach: default.reach,
            slices: default.slices,
            panels: default.panels,
            epochs: super::MAX_EPOCHS,
            fingerprint: default.fingerprint,
            ..self.clone()
        }
    }

    /// The spec of the classical fits alone: what their numbers depend on.
    pub fn baseline(&self) -> Self {
        Self {
            space: self.space,
            omega: self.omega,
            gamma: self.gamma,
            sigma_omega: self.sigma_omega,
            sigma_gamma: self.sigma_gamma,
            polynomials: self.polynomials.clone(),
            pairs: self.pairs,
            seed: self.seed,
            v: self.v,
            ..Self::default()
        }
    }
}
