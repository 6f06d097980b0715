//! The full report on a trained SciNet: its errors by every definition, latent variables, errors at distances.

use crate::kinds::scinet::SciNetSpec;
use crate::kinds::scinet::explained::{explained, quantities};
use crate::kinds::scinet::places::{scinet_errors, test_set};
use crate::kinds::worlds::Oscillator;
use crate::kinds::worlds::Space;
use crate::kinds::worlds::oscillator::window::{SIDE, Window};
use crate::measure::asked::{Answers, Asked};
use crate::measure::errors::Errors;
use crate::measure::latents::{LatentSet, LatentUse, latent_use, latents_over};
use crate::measure::spread::{Spread, brief, quantiles, test_sets};
use crate::measure::statistics::{moments, rms};
use crate::range::extremes;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// Errors of one output on fresh draws of the training distribution; error = network − truth. A spread is that over the
/// test sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputErrors {
    /// Its name, such as `ln A`.
    pub name: String,
    /// Root mean square.
    pub rms: Spread,
    /// The same, divided by the largest value of the truth in the test set minus the smallest.
    pub over_range: Spread,
    /// The same, divided by the standard deviation of the truth in the test set.
    pub over_deviation: Spread,
    /// Mean of |error|.
    pub mean_absolute: Spread,
    /// Mean of |error| ÷ |truth|, for a positive output such as A.
    pub mean_relative: Spread,
    /// The median and the 90 % quantile of |error|, over the draws of all test sets.
    pub absolute: [f64; 2],
    /// The median and the 90 % quantile of |error| ÷ |truth|, over the draws of all test sets.
    pub relative: [f64; 2],
}

/// The measurements of a trained SciNet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Number of test sets.
    pub sets: usize,
    /// Number of fresh draws in each of them.
    pub n_samples: usize,
    /// The seed of those draws.
    pub seed: u32,
    /// (outputs).
    pub outputs: Vec<OutputErrors>,
    /// (latent).
    pub latent: Vec<LatentUse>,
    /// Number of used latent variables.
    pub used: usize,
    /// The dimension that their means span.
    pub dimension: f64,
    /// Errors at k σ from the mean.
    pub outside: Vec<Errors>,
    /// Slope of the last output in the second input at ω = 1: network, truth. It is taken between 2 σ below and above
    /// the mean, as far as training draws there.
    pub ridge: [f64; 2],
    /// The same slopes below all training draws, from γ = 0.001 down to e⁻² of that.
    pub ridge_beyond: [f64; 2],
    /// RMS error in φ over the window of mean ± 6 σ, where the truth is neither nearly 0 nor nearly π, divided by that
    /// in a test set.
    pub smooth_phase: Spread,
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

/// The errors of one output in one test set.
struct OutputSet {
    rms: f64,
    range: f64,
    deviation: f64,
    /// |error| of each draw, and |error| ÷ |truth|.
    absolute: Vec<f64>,
    relative: Vec<f64>,
}

impl OutputSet {
    fn of(truth: &[f64], answer: &[f64]) -> Self {
        let (least, largest) = extremes(truth.iter().copied()).unwrap_or((f64::NAN, f64::NAN));
        let absolute: Vec<f64> = truth.iter().zip(answer).map(|(truth, answer)| (answer - truth).abs()).collect();
        Self {
            rms: rms(absolute.iter().copied()).unwrap_or(f64::NAN),
            range: largest - least,
            deviation: moments(truth).1.sqrt(),
            relative: absolute.iter().zip(truth).map(|(error, truth)| error / truth.abs()).collect(),
            absolute,
        }
    }
}

/// The levels of the quantiles over all draws.
const LEVELS: [f64; 2] = [0.5, 0.9];

fn output_errors(name: &str, sets: &[OutputSet]) -> OutputErrors {
    let spread = |of: &dyn Fn(&OutputSet) -> f64| Spread::of(sets.iter().map(of).collect());
    let all = |of: fn(&OutputSet) -> &[f64]| quantiles(sets.iter().flat_map(of).copied().collect(), LEVELS);
    OutputErrors {
        name: name.into(),
        rms: spread(&|set| set.rms),
        over_range: spread(&|set| set.rms / set.range),
        over_deviation: spread(&|set| set.rms / set.deviation),
        mean_absolute: spread(&|set| moments(&set.absolute).0),
        mean_relative: spread(&|set| moments(&set.relative).0),
        absolute: all(|set| &set.absolute),
        relative: all(|set| &set.relative),
    }
}

impl Report {
    /// Measures a network on about `n_samples` draws from `seed`, in test sets of the size that the paper has. `None` if
    /// the parameters are of another network.
    pub fn of(spec: &SciNetSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Self> {
        let mut asked = Asked::new(spec, parameters)?;
        let oscillator = spec.truth();
        let (sets, n_samples) = test_sets(n_samples);
        let (mut errors, mut codes, mut quantified) = ([Vec::new(), Vec::new()], Vec::new(), Vec::new());
        for set in 0..sets {
            let inputs = test_set(spec, n_samples, seed, set as u32);
            let answers = asked.ask(&inputs);
            let quantities = quantities(&oscillator, &inputs);
            for (output, errors) in errors.iter_mut().enumerate() {
                errors.push(OutputSet::of(&quantities[output], &answers.output(output)));
            }
            codes.push(LatentSet::of(&answers));
            quantified.push(quantities);
        }
        let (latent, dimension) = latents_over(&codes, |set, mean| explained(mean, &quantified[set]));
        let [phases, _] = &errors;
        let smooth = smooth_phase(&oscillator, &mut asked);
        Some(Self {
            sets,
            n_samples,
            seed,
            smooth_phase: Spread::of(phases.iter().map(|set| smooth / set.rms).collect()),
            outputs: oscillator
                .output_names()
                .iter()
                .zip(&errors)
                .map(|(name, sets)| output_errors(name, sets))
                .collect(),
            used: latent.iter().filter(|latent| latent.used).count(),
            latent,
            dimension,
            outside: scinet_errors(spec, parameters, n_samples, seed)?.split_off(1),
            ridge: ridge(&oscillator, &mut asked, oscillator.training_span(1)).map(brief),
            ridge_beyond: ridge(&oscillator, &mut asked, oscillator.below_training()).map(brief),
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
