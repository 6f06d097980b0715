//! The ground truth of a `scinet`: the steady state of ẍ + 2γẋ + x = cos ωt, x = A cos(ωt − φ).

use crate::float::{atan2, cos, exp, ln, sin};
use crate::random::{Draws, Stream};
use crate::spec::{Range, SciNetSpec, Space};

/// Least and largest γ of training; draws beyond are reflected.
pub const GAMMA: [f64; 2] = [1e-3, 1.0];

/// Mirror images on each side that a density counts: beyond them a draw is too far from any mean to occur.
const IMAGES: i32 = 4;

/// Phase φ in [0, π] and amplitude A of the oscillator driven at ω with damping γ
/// (Bolshakov 2020, section 4). Both are even in ω. At ω = 1, γ = 0 the amplitude is infinite.
pub fn steady_state(omega: f64, gamma: f64) -> [f64; 2] {
    let friction = 2.0 * gamma * omega.abs();
    let stiffness = 1.0 - omega * omega;
    [atan2(friction, stiffness), 1.0 / (friction * friction + stiffness * stiffness).sqrt()]
}

/// An oscillator with the distribution that its training inputs come from.
#[derive(Debug, Clone)]
pub struct Oscillator {
    /// Coordinates of inputs and outputs.
    pub space: Space,
    /// Centre of the draws, in the coordinates of the space.
    pub mean: [f64; 2],
    /// Standard deviation of the draws, in those coordinates.
    pub deviation: [f64; 2],
    /// Least and largest γ in those coordinates.
    gamma: [f64; 2],
    seed: u32,
}

impl From<&SciNetSpec> for Oscillator {
    fn from(spec: &SciNetSpec) -> Self {
        let coordinate = |x: f64| if spec.space == Space::Log { ln(x) } else { x };
        Self {
            space: spec.space,
            mean: [spec.omega, spec.gamma].map(coordinate),
            deviation: [spec.sigma_omega, spec.sigma_gamma],
            gamma: GAMMA.map(coordinate),
            seed: spec.seed,
        }
    }
}

impl Oscillator {
    /// Numbers of an input, (ω, γ) or (ln ω, ln γ), and of an output, (φ, A) or (φ, ln A).
    pub const COLUMNS: usize = 2;

    /// The outputs for an input, both in the coordinates of the space.
    pub fn answer(&self, [omega, gamma]: [f64; 2]) -> [f64; 2] {
        match self.space {
            Space::Real => steady_state(omega, gamma),
            Space::Log => {
                let [phase, amplitude] = steady_state(exp(omega), exp(gamma));
                [phase, ln(amplitude)]
            }
        }
    }

    /// ω and γ of an input.
    pub fn omega_gamma(&self, input: [f64; 2]) -> [f64; 2] {
        if self.space == Space::Log { input.map(exp) } else { input }
    }

    /// The inputs within `reach` standard deviations of the mean, as far as the truth is finite
    /// there: in real space ω and γ from 0.001 on.
    pub fn window(&self, reach: f64) -> [Range; 2] {
        let least = if self.space == Space::Log { f64::NEG_INFINITY } else { GAMMA[0] };
        [0, 1].map(|i| Range {
            low: (self.mean[i] - reach * self.deviation[i]).max(least),
            high: self.mean[i] + reach * self.deviation[i],
        })
    }

    /// The ends of mean ± 2 σ of an input, as far as training can draw it.
    pub fn training_span(&self, i: usize) -> [f64; 2] {
        let ends = [-2.0, 2.0].map(|k| self.mean[i] + k * self.deviation[i]);
        if i == 1 { ends.map(|gamma| gamma.clamp(self.gamma[0], self.gamma[1])) } else { ends }
    }

    /// A stretch of γ below all that training can draw: from e⁻² of the least γ up to it.
    pub fn below_training(&self) -> [f64; 2] {
        let low = GAMMA[0] * exp(-2.0);
        [if self.space == Space::Log { ln(low) } else { low }, self.gamma[0]]
    }

    /// Density of the training inputs, reflections included, up to a constant factor.
    pub fn density(&self, [omega, gamma]: [f64; 2]) -> f64 {
        let normal = |x: f64, i: usize| {
            let t = (x - self.mean[i]) / self.deviation[i];
            exp(-0.5 * t * t)
        };
        let [low, high] = self.gamma;
        if !self.allows([omega, gamma]) {
            return 0.0;
        }
        // A reflected draw came from one of the mirror images of where it is now.
        let images = (-IMAGES..=IMAGES).map(|k| 2.0 * f64::from(k) * (high - low));
        let folded: f64 = images.map(|turn| normal(gamma + turn, 1) + normal(2.0 * low - gamma + turn, 1)).sum();
        normal(omega, 0) * folded
    }

    /// The input at `k` standard deviations from the mean in a direction (cos, sin).
    pub fn at_distance(&self, k: f64, direction: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| self.mean[i] + k * self.deviation[i] * direction[i])
    }

    /// Inputs at `k` standard deviations from the mean in evenly spaced directions, as far as training
    /// could draw them (ω > 0, 0.001 ≤ γ ≤ 1).
    pub fn ellipse(&self, k: f64, directions: u32) -> Vec<[f64; 2]> {
        let direction = |i: u32| {
            let angle = std::f64::consts::TAU * f64::from(i) / f64::from(directions);
            [cos(angle), sin(angle)]
        };
        let all = (0..directions).map(|i| self.at_distance(k, direction(i)));
        all.filter(|input| self.allows(*input)).collect()
    }

    /// What the inputs are, with their units, for axes.
    pub fn input_labels(&self) -> [&'static str; 2] {
        match self.space {
            Space::Real => ["ω / ω₀", "γ / ω₀"],
            Space::Log => ["ln(ω / ω₀)", "ln(γ / ω₀)"],
        }
    }

    /// What the outputs are, with their units, for axes; A₀ is the deflection by a constant force.
    pub fn output_labels(&self) -> [&'static str; 2] {
        match self.space {
            Space::Real => ["φ (rad)", "A / A₀"],
            Space::Log => ["φ (rad)", "ln(A / A₀)"],
        }
    }

    /// Names of the inputs.
    pub fn input_names(&self) -> [&'static str; 2] {
        match self.space {
            Space::Real => ["ω", "γ"],
            Space::Log => ["ln ω", "ln γ"],
        }
    }

    /// Names of the outputs.
    pub fn output_names(&self) -> [&'static str; 2] {
        match self.space {
            Space::Real => ["φ", "A"],
            Space::Log => ["φ", "ln A"],
        }
    }

    /// Whether an input is one that training could draw.
    pub fn allows(&self, [omega, gamma]: [f64; 2]) -> bool {
        (self.space == Space::Log || omega > 0.0) && (self.gamma[0]..=self.gamma[1]).contains(&gamma)
    }

    /// Fresh training samples at an address: inputs `x` and outputs `y`, both (n_samples, 2).
    pub fn draw(&self, stream: Stream, epoch: u32, shard: u32, x: &mut [f32], y: &mut [f32]) {
        Draws::new(self.seed, stream, epoch, shard).fill_normal(x, 0.0, 1.0);
        for (x, y) in x.chunks_exact_mut(2).zip(y.chunks_exact_mut(2)) {
            let at = |i: usize| self.mean[i] + self.deviation[i] * f64::from(x[i]);
            let input = [at(0), reflect(at(1), self.gamma)].map(|value| value as f32);
            x.copy_from_slice(&input);
            // The truth of the rounded input: what the network is shown is exactly true.
            y.copy_from_slice(&self.answer(input.map(f64::from)).map(|value| value as f32));
        }
    }
}

/// `x` reflected at both ends, again and again, until it is inside.
fn reflect(x: f64, [low, high]: [f64; 2]) -> f64 {
    if (low..=high).contains(&x) {
        return x;
    }
    // Unfolded, the reflections repeat every two widths.
    let turns = (x - low) / (2.0 * (high - low));
    let within = 2.0 * (turns - turns.floor());
    low + (high - low) * if within > 1.0 { 2.0 - within } else { within }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;
    use std::f64::consts::{FRAC_PI_2, PI};

    fn oscillator(text: &str) -> Oscillator {
        match Spec::parse("scinet", text) {
            Ok(Spec::SciNet(spec)) => Oscillator::from(&spec),
            other => panic!("{other:?}"),
        }
    }

    fn drawn(text: &str) -> (Oscillator, Vec<f32>, Vec<f32>) {
        let oscillator = oscillator(text);
        let (mut x, mut y) = (vec![0.0; 20_000], vec![0.0; 20_000]);
        oscillator.draw(Stream::Inputs, 0, 0, &mut x, &mut y);
        (oscillator, x, y)
    }

    #[test]
    fn the_steady_state_solves_the_equation_of_motion() {
        for (omega, gamma) in [(0.3, 0.1), (1.0, 0.5), (2.5, 0.9), (1.5, 1e-3)] {
            let [phase, amplitude] = steady_state(omega, gamma);
            assert!((0.0..=PI).contains(&phase));
            for t in [0.0_f64, 0.7, 2.0] {
                let angle = omega * t - phase;
                let (x, v) = (amplitude * crate::float::cos(angle), -amplitude * omega * crate::float::sin(angle));
                let force = -omega * omega * x + 2.0 * gamma * v + x;
                assert!((force - crate::float::cos(omega * t)).abs() < 1e-9, "{force} at ω = {omega}, γ = {gamma}");
            }
        }
        assert_eq!(steady_state(1.0, 0.5), [FRAC_PI_2, 1.0]);
        assert_eq!(steady_state(-1.5, 0.5), steady_state(1.5, 0.5));
    }

    #[test]
    fn reflection_leaves_the_inside_alone_and_folds_the_outside() {
        for (x, inside) in [(0.25, 0.25), (-0.25, 0.25), (1.25, 0.75), (2.5, 0.5), (-1.75, 0.25), (-40.0, 0.0)] {
            assert!((reflect(x, [0.0, 1.0]) - inside).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn draws_have_the_specs_mean_and_deviation_and_are_true() {
        let (oscillator, x, y) = drawn("");
        for (column, mean, deviation) in [(0, 1.5, 0.1), (1, 0.5, 0.1)] {
            let values: Vec<f64> = x.iter().skip(column).step_by(2).map(|x| f64::from(*x)).collect();
            let average = values.iter().sum::<f64>() / values.len() as f64;
            let variance = values.iter().map(|x| (x - average) * (x - average)).sum::<f64>() / values.len() as f64;
            assert!((average - mean).abs() < 5e-3 && (variance.sqrt() - deviation).abs() < 5e-3);
        }
        let [phase, amplitude] = oscillator.answer([f64::from(x[0]), f64::from(x[1])]);
        assert_eq!([phase as f32, amplitude as f32], y[..2]);
    }

    #[test]
    fn the_density_is_that_of_the_draws() {
        for text in
            ["", "omega = 1\ngamma = 0\nsigma_gamma = 0.6", "space = log\nomega = 1\nsigma_omega = 2\nsigma_gamma = 2"]
        {
            let (oscillator, x, _) = drawn(text);
            let [_, gamma] = oscillator.window(3.0);
            let (low, high) = (gamma.low.max(oscillator.gamma[0]), gamma.high.min(oscillator.gamma[1]));
            // The share of draws below the middle, counted and integrated.
            let middle = low + (high - low) / 3.0;
            let values = || x.iter().skip(1).step_by(2).map(|gamma| f64::from(*gamma));
            let within = values().filter(|gamma| (low..=high).contains(gamma)).count() as f64;
            let counted = values().filter(|gamma| (low..middle).contains(gamma)).count() as f64 / within;
            let integral = |from: f64, to: f64| {
                let step = (to - from) / 2000.0;
                (0..2000)
                    .map(|i| step * oscillator.density([oscillator.mean[0], from + (f64::from(i) + 0.5) * step]))
                    .sum::<f64>()
            };
            let expected = integral(low, middle) / integral(low, high);
            assert!((counted - expected).abs() < 0.02, "{text}: {counted} of {expected}");
        }
        assert_eq!(oscillator("").density([1.5, 2.0]), 0.0);
    }

    #[test]
    fn damping_stays_in_its_bounds_in_either_space() {
        let (_, x, y) = drawn("omega = 1\ngamma = 0\nsigma_gamma = 2");
        assert!(x.iter().skip(1).step_by(2).all(|gamma| (1e-3..=1.0).contains(gamma)));
        assert!(y.iter().all(|y| y.is_finite()));
        let (_, x, y) = drawn("space = log\nomega = 1\nsigma_omega = 2\nsigma_gamma = 2");
        assert!(x.iter().skip(1).step_by(2).all(|ln_gamma| (-6.9078..=0.0).contains(ln_gamma)));
        assert!(y.iter().all(|y| y.is_finite()));
    }
}
