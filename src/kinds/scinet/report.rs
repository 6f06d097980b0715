//! The full report on a trained SciNet: its errors by every definition, latent variables, errors at distances.

use crate::kinds::scinet::SciNetSpec;
use crate::kinds::scinet::explained::{explained, quantities};
use crate::kinds::scinet::places::{fresh_inputs, scinet_errors};
use crate::kinds::worlds::Oscillator;
use crate::kinds::worlds::Space;
use crate::kinds::worlds::oscillator::window::{SIDE, Window};
use crate::measure::asked::{Answers, Asked};
use crate::measure::errors::Errors;
use crate::measure::latents::{LatentUse, latent_use};
use crate::measure::statistics::{moments, rms};
use crate::range::extremes;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// Errors of one output on fresh draws of the training distribution; error = network − truth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputErrors {
    /// Its name, such as `ln A`.
    pub name: String,
    /// Root mean square.
    pub rms: f64,
    /// Mean of |error|.
    pub mean_absolute: f64,
    /// Mean of |error| ÷ |truth|, for a positive output such as A.
    pub mean_relative: f64,
    /// The largest value of the truth minus the smallest, over the samples.
    pub range: f64,
    /// The standard deviation of the truth.
    pub deviation: f64,
}

/// The measurements of a trained SciNet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Number of fresh draws for all measurements except `outside`.
    pub n_samples: usize,
    /// The seed of those draws.
    pub seed: u32,
    /// (outputs).
    pub outputs: Vec<OutputErrors>,
    /// (latent).
    pub latent: Vec<LatentUse>,
    /// Number of used latent variables.
    pub used: usize,
    /// Errors on the draws, then at k σ from the mean.
    pub places: Vec<Errors>,
    /// Slope of the last output in the second input at ω = 1: network, truth. It is taken between 2 σ below and above
    /// the mean, as far as training draws there.
    pub ridge: [f64; 2],
    /// The same slopes below all training draws, from γ = 0.001 down to e⁻² of that.
    pub ridge_beyond: [f64; 2],
    /// RMS error in φ over the window of mean ± 6 σ, where the truth is neither nearly 0 nor nearly π.
    pub smooth_phase: f64,
}

/// The use of each latent variable, with R² against physical quantities for each used one.
pub fn latents(oscillator: &Oscillator, inputs: &[[f64; 2]], answers: &Answers) -> Vec<LatentUse> {
    let quantities = quantities(oscillator, inputs);
    let mut uses = latent_use(answers);
    for (i, latent) in uses.iter_mut().enumerate().filter(|(_, latent)| latent.used) {
        latent.explained = explained(&answers.mean(i), &quantities);
    }
    uses
}

fn output_errors(name: &str, truth: &[f64], answer: &[f64]) -> OutputErrors {
    let n = truth.len().max(1) as f64;
    let errors = || truth.iter().zip(answer).map(|(truth, answer)| answer - truth);
    let (least, largest) = extremes(truth.iter().copied()).unwrap_or((f64::NAN, f64::NAN));
    OutputErrors {
        name: name.into(),
        rms: rms(errors()).unwrap_or(f64::NAN),
        mean_absolute: errors().map(f64::abs).sum::<f64>() / n,
        mean_relative: errors().zip(truth).map(|(e, y)| (e / y).abs()).sum::<f64>() / n,
        range: largest - least,
        deviation: moments(truth).1.sqrt(),
    }
}

impl Report {
    /// Measures a network on `n_samples` draws from `seed`. `None` if the parameters are of another network.
    pub fn of(spec: &SciNetSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Self> {
        let mut asked = Asked::new(spec, parameters)?;
        let oscillator = spec.truth();
        let inputs = fresh_inputs(spec, n_samples, seed);
        let answers = asked.ask(&inputs);
        let output = |column: usize| {
            let truth: Vec<f64> = inputs.iter().map(|input| oscillator.answer(*input)[column]).collect();
            output_errors(oscillator.output_names()[column], &truth, &answers.output(column))
        };
        let latent = latents(&oscillator, &inputs, &answers);
        let used = latent.iter().filter(|latent| latent.used).count();
        let places = scinet_errors(spec, parameters, n_samples, seed)?;
        let within = ridge(&oscillator, &mut asked, oscillator.training_span(1));
        let beyond = ridge(&oscillator, &mut asked, oscillator.below_training());
        let smooth_phase = smooth_phase(&oscillator, &mut asked);
        Some(Self {
            n_samples,
            seed,
            outputs: vec![output(0), output(1)],
            latent,
            used,
            places,
            ridge: within,
            ridge_beyond: beyond,
            smooth_phase,
        })
    }
}

/// The slopes of the last output along the resonance, between two values of the second input: network, truth.
fn ridge(oscillator: &Oscillator, asked: &mut Asked, ends: [f64; 2]) -> [f64; 2] {
    let resonance = if oscillator.space == Space::Log { 0.0 } else { 1.0 };
    let inputs = ends.map(|gamma| [resonance, gamma]);
    let [low, high] = ends;
    let slope = |values: [f64; 2]| (values[1] - values[0]) / (high - low);
    let network = asked.ask(&inputs).output(1);
    [slope([network[0], network[1]]), slope(inputs.map(|input| oscillator.answer(input)[1]))]
}

/// Minimum distance of a phase from 0 and π on the smooth part of its step.
const SMOOTH: f64 = 0.3;
/// Half the width of the window that contains that part, in standard deviations.
const FAR: f64 = 6.0;

/// The error in φ far out, where φ changes slowly.
fn smooth_phase(oscillator: &Oscillator, asked: &mut Asked) -> f64 {
    let truth = |input: &[f64; 2]| oscillator.answer(*input)[0];
    let smooth = |input: &[f64; 2]| (SMOOTH..PI - SMOOTH).contains(&truth(input));
    let inputs: Vec<[f64; 2]> = Window::new(oscillator.window(FAR), SIDE).grid.points().filter(smooth).collect();
    let answers = asked.ask(&inputs).output(0);
    rms(inputs.iter().zip(answers).map(|(input, answer)| answer - truth(input))).unwrap_or(f64::NAN)
}
