//! The part of a spec that all worlds share: the network and its training.

use crate::kinds::worlds::cell::scene::Scene;
use crate::spec::fields::fields;
use crate::spec::{Activation, Clip, Fingerprint, Init, MAX_EPOCHS, Optimiser, Stages, WeightDecay, Widths};

fields! {
    /// The network and its training. Each world has its own defaults.
    Recipe = "recipe" {
        encoder: Widths = "100, 100" in 1 ..= 2048,
            Training "Encoder" "Widths of the encoder's hidden layers.";
        latent: u32 = "2" in 0 ..= 32,
            Training "Latent variables" "How many numbers the encoder may pass on to the decoder.";
        decoder: Widths = "100, 100" in 1 ..= 2048,
            Training "Decoder" "Widths of the decoder's hidden layers.";
        activation: Activation = "elu" in 0 ..= 0,
            Training "Activation" "The function between layers; encoder and decoder end linearly.";
        beta: Stages<f64> = "0.001" in 0 ..= 1e3,
            Training "β" "Weight of the divergence that keeps latent variables near N(0, s²): one number, stages as epochs@β, or ramps.";
        prior: f64 = "1" in 1e-3 ..= 1e3,
            Training "Prior deviation" "The deviation s of N(0, s²), near which the divergence keeps latent variables. Iten et al. take 0.1 for qubits and planets.";
        batch: Stages<u32> = "512" in 1 ..= 65_536,
            Training "Batch" "Fresh samples drawn for every epoch: one number, stages as epochs@batch, or ramps.";
        epochs: u32 = "50000" in 0 ..= MAX_EPOCHS,
            Length "Epochs" "Optimiser steps, each on a fresh batch.";
        lr: Stages<f64> = "0.001" in 0 ..= 100,
            Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate; a..b or a~b for a ramp along a line or half a cosine.";
        optimiser: Optimiser = "adam" in 0 ..= 1,
            Training "Optimiser" "adam, muon or muon(momentum) with rates near 0.02, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
        weight_decay: WeightDecay = "none" in 0 ..= 10,
            Training "Weight decay" "none, l2(strength) or decoupled(strength).";
        clip: Clip = "10" in 1e-6 ..= 1e6,
            Training "Clip" "The largest size of a gradient's numbers, or none.";
        init: Init = "normal" in 0 ..= 0,
            Training "Initial weights" "uniform in ±1/√in, biases too; or normal with deviation 2/√(in + out), biases 0.";
        seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
            Data "Seed" "Determines every random draw: initial weights, samples, noise.";
        scene: Scene = "auto" in -1e6 ..= 1e6,
            Display "Scene" "The scene and the question in the figures: one number for each slider.";
        fingerprint: Fingerprint = "none" in 0 ..= 0,
            Display "Fingerprint" "The expected bits of the finished network, as found by the author of the link.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::new()
}
