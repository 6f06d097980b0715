//! The kinds `pendulum`, `collision`, `qubits` and `solar`, with the original's defaults.

use super::recipe::{Experiment, Recipe, Scene, Sizes, check};
use crate::spec::table::{fields, forget_fingerprint};
use crate::spec::{
    Activation, Clip, Fingerprint, Init, MAX_EPOCHS, Optimiser, Problem, Range, Stages, WeightDecay, Widths,
};

/// Declares an experiment: its own fields, then those of every network, with the experiment's defaults.
macro_rules! experiment {
    (
        $(#[$meta:meta])*
        $name:ident = $kind:literal {
            $($own:tt)*
        }
        network $encoder:literal, $latent:literal, $decoder:literal, beta $beta:literal, batch $batch:literal,
        epochs $epochs:literal, lr $lr:literal,
        check $check:expr,
        dials $dials:literal, sizes |$spec:ident| $sizes:expr
    ) => {
        fields! {
            $(#[$meta])*
            $name = $kind {
                $($own)*
                encoder: Widths = $encoder in 1 ..= 2048,
                    Training "Encoder" "Widths of the encoder's hidden layers.";
                latent: u32 = $latent in 0 ..= 32,
                    Training "Latent variables" "How many numbers the encoder may hand to the decoder.";
                decoder: Widths = $decoder in 1 ..= 2048,
                    Training "Decoder" "Widths of the decoder's hidden layers.";
                activation: Activation = "elu" in 0 ..= 0,
                    Training "Activation" "The function between layers; encoder and decoder end linearly.";
                beta: Stages<f64> = $beta in 0 ..= 1e3,
                    Training "β" "Weight of the divergence that keeps latent variables near N(0, 1): one number, or stages as epochs@β.";
                batch: Stages<u32> = $batch in 1 ..= 65_536,
                    Training "Batch" "Fresh samples drawn for every epoch: one number, or stages as epochs@batch.";
                epochs: u32 = $epochs in 0 ..= MAX_EPOCHS,
                    Training "Epochs" "Optimiser steps, each on a fresh batch.";
                lr: Stages<f64> = $lr in 0 ..= 100,
                    Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate.";
                optimiser: Optimiser = "adam" in 0 ..= 1,
                    Training "Optimiser" "adam, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
                weight_decay: WeightDecay = "none" in 0 ..= 10,
                    Training "Weight decay" "none, l2(strength) or decoupled(strength).";
                clip: Clip = "10" in 1e-6 ..= 1e6,
                    Training "Clip" "The largest size of a gradient's numbers, or none.";
                init: Init = "normal" in 0 ..= 0,
                    Training "Initial weights" "uniform in ±1/√in, biases too; or normal with deviation 2/√(in + out), biases 0.";
                seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
                    Data "Seed" "Names every random draw: initial weights, samples, noise.";
                scene: Scene = "auto" in -1e6 ..= 1e6,
                    Display "Scene" "What is seen and asked in the figures: a number for each of the sliders.";
                fingerprint: Fingerprint = "none" in 0 ..= 0,
                    Display "Fingerprint" "What the finished network's bits should be, as whoever made the link found them.";
                v: u32 = "1" in 1 ..= 1,
                    Training "Version" "Version of the numerics that made a result.";
            }
            check $check,
            forget forget_fingerprint
        }

        impl Experiment for $name {
            fn sizes(&self) -> Sizes {
                let $spec = self;
                $sizes
            }

            fn dials(&self) -> usize {
                $dials
            }

            fn recipe(&self) -> Recipe<'_> {
                Recipe {
                    encoder: &self.encoder,
                    latent: self.latent,
                    decoder: &self.decoder,
                    activation: self.activation,
                    beta: &self.beta,
                    batch: &self.batch,
                    epochs: self.epochs,
                    lr: &self.lr,
                    optimiser: self.optimiser,
                    weight_decay: self.weight_decay,
                    clip: self.clip,
                    init: self.init,
                    seed: self.seed,
                    scene: &self.scene,
                    fingerprint: self.fingerprint,
                }
            }
        }
    };
}

experiment! {
    /// A damped pendulum x(t) = e^(−bt/2) cos(½√(4κ − b²) t) of mass 1 kg: observed at some times, asked for another.
    PendulumSpec = "pendulum" {
        b: Range = "0.4..1.2" in 0 ..= 10,
            Data "Damping b" "The interval that b is drawn from, low..high in kg/s.";
        kappa: Range = "4..12" in 1e-2 ..= 1e3,
            Data "Spring constant κ" "The interval that κ is drawn from, low..high in kg/s².";
        points: u32 = "50" in 2 ..= 500,
            Data "Points" "How many positions are observed, evenly spaced from t = 0 on.";
        observe: f64 = "5" in 0.1 ..= 100,
            Data "Observed until" "The time of the last observed position, in s.";
        ask: f64 = "10" in 0.1 ..= 100,
            Data "Asked until" "Questions are times t′ drawn from 0 to this one, in s.";
    }
    network "500, 100", "3", "100, 100", beta "0.001", batch "512", epochs "186000", lr "0.001",
    check |spec| {
        let mut problems = check(spec);
        if spec.b.high * spec.b.high >= 4.0 * spec.kappa.low {
            let allowed = format!("does not swing with b = {}; allowed: κ above b²/4", spec.b.high);
            problems.push(Problem::new("kappa", spec.kappa.low.to_string(), allowed));
        }
        problems
    },
    dials 3, sizes |spec| Sizes { inputs: spec.points as usize, questions: 1, outputs: 1, steps: 0 }
}

experiment! {
    /// A body on a circle of radius 1 m is hit by a free one of the same mass, 1 kg, at (0, 1): ω − vₓ stays what it was.
    CollisionSpec = "collision" {
        omega: Range = "1..3" in -10 ..= 10,
            Data "Angular velocity ω" "Of the body on the circle before the collision: drawn from low..high in rad/s.";
        vx: Range = "1..2" in 0.1 ..= 10,
            Data "Velocity vₓ" "Of the free body before the collision: drawn from low..high in m/s.";
        vy: Range = "-1..1" in -10 ..= 10,
            Data "Velocity v_y" "Of the free body before the collision: drawn from low..high in m/s.";
        start: Range = "-3..-1" in -100 ..= -0.1,
            Data "Start x" "Where the free body is first seen: drawn from low..high in m.";
        after: Range = "-2..2" in -10 ..= 10,
            Data "Velocity after" "Both parts of the free body's velocity after the collision: drawn from low..high in m/s.";
        ask: f64 = "4" in 0.1 ..= 100,
            Data "Asked until" "Questions are times t′ after the collision drawn from 0 to this one, in s.";
        noise: f64 = "0.01" in 0 ..= 10,
            Data "Noise" "Standard deviation of the noise on every observed coordinate, in m.";
    }
    network "150, 100", "1", "100, 150", beta "0", batch "500", epochs "40000", lr "25000@0.0005, 0.0001",
    check check,
    dials 4, sizes |_spec| Sizes { inputs: 30, questions: 16, outputs: 2, steps: 0 }
}

experiment! {
    /// A pure state of one or two qubits: some measurements are observed, the chance of another one is asked for.
    QubitsSpec = "qubits" {
        qubits: u32 = "1" in 1 ..= 2,
            Data "Qubits" "How many qubits the state has, 1 or 2.";
        measurements: u32 = "10" in 1 ..= 100,
            Data "Measurements" "How many fixed projective measurements tell of the state, and of the one that is asked for.";
        complete: bool = "yes" in 0 ..= 0,
            Data "Complete" "Whether the measurements tell any two states apart: if not, they are blind to one direction of state space.";
    }
    network "100, 100", "2", "100, 100", beta "0.0001", batch "512", epochs "50000", lr "30000@0.001, 0.0001",
    check check,
    dials 3, sizes |spec| {
        let n = spec.measurements as usize;
        Sizes { inputs: n, questions: n, outputs: 1, steps: 0 }
    }
}

experiment! {
    /// The directions of Sun and Mars as seen from Earth: the first pair is observed, the pairs that follow are answers.
    SolarSpec = "solar" {
        days: f64 = "7" in 0.1 ..= 100,
            Data "Days" "Days from one pair of directions to the next.";
        steps: u32 = "20" in 1 ..= 100,
            Data "Steps" "How many pairs follow the observed one in training.";
        radius: f64 = "1.5237" in 1.05 ..= 100,
            Data "Radius of Mars's orbit" "In units of Earth's; its period follows from Kepler's third law.";
        elliptic: bool = "no" in 0 ..= 0,
            Data "Elliptic" "Whether orbits have their eccentricities, 0.0167 and 0.0934, or are circles.";
    }
    network "100, 100", "2", "100, 100", beta "4000@0.1, 4000@0.01, 0.001", batch "8000@256, 4000@512, 2048",
    epochs "20000", lr "8000@0.001, 8000@0.0001, 0.00001",
    check check,
    dials 3, sizes |spec| Sizes { inputs: 2, questions: 0, outputs: 2, steps: spec.steps as usize }
}
