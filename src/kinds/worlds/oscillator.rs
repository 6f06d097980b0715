//! The ground truth of a `scinet`: the steady state of ẍ + 2γẋ + x = cos ωt, x = A cos(ωt − φ).

pub mod slices;
#[cfg(test)]
mod tests;
pub mod window;

use crate::float::{atan2, cos, exp, ln, sin};
use crate::kinds::about::About;
use crate::kinds::worlds::domain::{Domain, Pair};
use crate::kinds::worlds::space::Space;
use crate::kinds::worlds::world::{Dial, Quantity, Sizes, World};
use crate::random::{Draws, Stream};
use crate::range::Range;
use crate::spec::fields::fields;
use crate::spec::{Problem, Value};

fields! {
    /// A driven, damped oscillator. The defaults are the first experiment of Bolshakov (2020), boring_patch.
    OscillatorSpec = "oscillator" {
        space: Space = "real" in 0 ..= 0,
            Data "Space" "real: inputs (ω, γ), outputs (φ, A); log: inputs (ln ω, ln γ), outputs (φ, ln A).";
        omega: f64 = "1.5" in 1e-3 ..= 1e3,
            Data "Centre of ω" "Mean of the draws of ω; in log space, exp of the mean of ln ω.";
        gamma: f64 = "0.5" in 0 ..= 1,
            Data "Centre of γ" "Mean of the draws of γ before reflection; in log space, exp of the mean of ln γ.";
        sigma_omega: f64 = "0.1" in 1e-4 ..= 10,
            Data "Spread of ω" "Standard deviation of ω; in log space, of ln ω.";
        sigma_gamma: f64 = "0.1" in 1e-4 ..= 10,
            Data "Spread of γ" "Standard deviation of γ; in log space, of ln γ.";
    }
    check finite
}

fn finite(spec: &OscillatorSpec) -> Vec<Problem> {
    match spec.space == Space::Log && spec.gamma < 1e-3 {
        true => vec![Problem::new("gamma", spec.gamma.print(), "allowed in log space: a number from 0.001 to 1")],
        false => Vec::new(),
    }
}

impl Domain for OscillatorSpec {
    fn world(&self, seed: u32) -> Box<dyn World> {
        Box::new(Oscillator::new(self, seed))
    }

    #[cfg(feature = "page")]
    fn about(&self) -> About {
        About {
            title: "SciNet on the driven oscillator",
            help: "A SciNet learns the phase and the amplitude of the driven, damped oscillator.",
            sample: "",
        }
    }

    // The values of Bolshakov (2020).
    fn recipe(&self) -> &'static [Pair] {
        &[
            ("encoder", "500, 100"),
            ("latent", "5"),
            ("decoder", "100, 150"),
            ("beta", "0.01"),
            ("batch", "2048"),
            ("lr", "1e-4"),
            ("clip", "none"),
            ("init", "uniform"),
        ]
    }
}

/// The smallest and the largest γ in training. Draws beyond are reflected.
pub const GAMMA: [f64; 2] = [1e-3, 1.0];

/// Number of mirror images on each side that count for a density. Farther images are too far from any mean to occur.
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
    /// The coordinates of inputs and outputs.
    pub space: Space,
    /// The centre of the draws, in the coordinates of the space.
    pub mean: [f64; 2],
    /// The standard deviation of the draws, in these coordinates.
    pub deviation: [f64; 2],
    /// The smallest and the largest γ in these coordinates.
    gamma: [f64; 2],
    seed: u32,
}

impl Oscillator {
    /// The oscillator of a spec, with draws from `seed`.
    pub fn new(spec: &OscillatorSpec, seed: u32) -> Self {
        let coordinate = |x: f64| if spec.space == Space::Log { ln(x) } else { x };
        Self {
            space: spec.space,
            mean: [spec.omega, spec.gamma].map(coordinate),
            deviation: [spec.sigma_omega, spec.sigma_gamma],
            gamma: GAMMA.map(coordinate),
            seed,
        }
    }

    /// The length of an input, (ω, γ) or (ln ω, ln γ), and of an output, (φ, A) or (φ, ln A).
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

    /// The inputs within `reach` standard deviations of the mean, as far as the truth is finite there: in real space, ω
    /// and γ start at 0.001.
    pub fn window(&self, reach: f64) -> [Range; 2] {
        let least = if self.space == Space::Log { f64::NEG_INFINITY } else { GAMMA[0] };
        [0, 1].map(|i| Range {
            low: (self.mean[i] - reach * self.deviation[i]).max(least),
            high: self.mean[i] + reach * self.deviation[i],
        })
    }

    /// The ends of mean ± 2 σ of an input, limited to what training can draw.
    pub fn training_span(&self, i: usize) -> [f64; 2] {
        let ends = [-2.0, 2.0].map(|k| self.mean[i] + k * self.deviation[i]);
        if i == 1 { ends.map(|gamma| gamma.clamp(self.gamma[0], self.gamma[1])) } else { ends }
    }

    /// An interval of γ below all training draws: from e⁻² times the smallest γ up to the smallest γ.
    pub fn below_training(&self) -> [f64; 2] {
        let low = GAMMA[0] * exp(-2.0);
        [if self.space == Space::Log { ln(low) } else { low }, self.gamma[0]]
    }

    /// The density of the training inputs with reflections, up to a constant factor.
    pub fn density(&self, [omega, gamma]: [f64; 2]) -> f64 {
        let normal = |x: f64, i: usize| {
            let t = (x - self.mean[i]) / self.deviation[i];
            exp(-0.5 * t * t)
        };
        let [low, high] = self.gamma;
        if !self.allows([omega, gamma]) {
            return 0.0;
        }
        // A reflected draw came from one of the mirror images of its present position.
        let images = (-IMAGES..=IMAGES).map(|k| 2.0 * f64::from(k) * (high - low));
        let folded: f64 = images.map(|turn| normal(gamma + turn, 1) + normal(2.0 * low - gamma + turn, 1)).sum();
        normal(omega, 0) * folded
    }

    /// The input at `k` standard deviations from the mean, in a direction (cos, sin).
    pub fn at_distance(&self, k: f64, direction: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| self.mean[i] + k * self.deviation[i] * direction[i])
    }

    /// The inputs at `k` standard deviations from the mean in evenly spaced directions, limited to what training could
    /// draw (ω > 0, 0.001 ≤ γ ≤ 1).
    pub fn ellipse(&self, k: f64, directions: u32) -> Vec<[f64; 2]> {
        let direction = |i: u32| {
            let angle = std::f64::consts::TAU * f64::from(i) / f64::from(directions);
            [cos(angle), sin(angle)]
        };
        let all = (0..directions).map(|i| self.at_distance(k, direction(i)));
        all.filter(|input| self.allows(*input)).collect()
    }

    /// The labels of the inputs with their units, for axes.
    pub fn input_labels(&self) -> [&'static str; 2] {
        match self.space {
            Space::Real => ["ω / ω₀", "γ / ω₀"],
            Space::Log => ["ln(ω / ω₀)", "ln(γ / ω₀)"],
        }
    }

    /// The labels of the outputs with their units, for axes. A₀ is the deflection by a constant force.
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

    /// Whether training could draw an input.
    pub fn allows(&self, [omega, gamma]: [f64; 2]) -> bool {
        (self.space == Space::Log || omega > 0.0) && (self.gamma[0]..=self.gamma[1]).contains(&gamma)
    }

    /// The inputs of standard normal draws. They are rounded to 32 bits, so that the truth belongs to the network's
    /// input.
    fn place(&self, [omega, gamma]: [f32; 2]) -> [f32; 2] {
        let at = |i: usize, draw: f32| self.mean[i] + self.deviation[i] * f64::from(draw);
        [at(0, omega), reflect(at(1, gamma), self.gamma)].map(|value| value as f32)
    }

    /// Fresh training samples at an address: inputs `x` and outputs `y`, both (n_samples, 2).
    pub fn draw(&self, stream: Stream, epoch: u32, shard: u32, x: &mut [f32], y: &mut [f32]) {
        Draws::new(self.seed, stream, epoch, shard).fill_normal(x, 0.0, 1.0);
        for (x, y) in x.chunks_exact_mut(2).zip(y.chunks_exact_mut(2)) {
            let input = self.place([x[0], x[1]]);
            x.copy_from_slice(&input);
            y.copy_from_slice(&self.answer(input.map(f64::from)).map(|value| value as f32));
        }
    }
}

impl World for Oscillator {
    fn sizes(&self) -> Sizes {
        Sizes { inputs: 2, questions: 0, outputs: 2, steps: 0 }
    }

    fn scene_len(&self) -> usize {
        2
    }

    fn set(&self, draws: &mut Draws, scene: &mut [f64]) {
        self.set_all(draws, scene);
    }

    // Normal draws come in blocks, which all scenes of a shard share.
    fn set_all(&self, draws: &mut Draws, scenes: &mut [f64]) {
        let mut normal = vec![0.0; scenes.len()];
        draws.fill_normal(&mut normal, 0.0, 1.0);
        for (scene, draw) in scenes.chunks_exact_mut(2).zip(normal.chunks_exact(2)) {
            scene.copy_from_slice(&self.place([draw[0], draw[1]]).map(f64::from));
        }
    }

    fn observe(&self, scene: &[f64], _: &mut Draws, x: &mut [f32]) {
        x.iter_mut().zip(scene).for_each(|(x, value)| *x = *value as f32);
    }

    fn ask(&self, _: &[f64], _: &mut Draws, _: &mut [f32]) {}

    fn answer(&self, scene: &[f64], _: &[f32], y: &mut [f32]) {
        y.copy_from_slice(&Oscillator::answer(self, [scene[0], scene[1]]).map(|value| value as f32));
    }

    fn quantities(&self) -> &'static [Quantity] {
        match self.space {
            Space::Real => &[Quantity { name: "ω", unit: "ω₀" }, Quantity { name: "γ", unit: "ω₀" }],
            Space::Log => &[Quantity { name: "ln ω", unit: "" }, Quantity { name: "ln γ", unit: "" }],
        }
    }

    fn measure(&self, scene: &[f64]) -> Vec<f64> {
        scene.to_vec()
    }

    fn dials(&self) -> Vec<Dial> {
        Vec::new()
    }

    fn pose(&self, _: &[f64]) -> Vec<f64> {
        self.mean.to_vec()
    }

    fn question_at(&self, _: &mut [f64], _: f64, _: &mut [f32]) {}

    fn outputs(&self) -> &'static [Quantity] {
        match self.space {
            Space::Real => &[Quantity { name: "φ", unit: "rad" }, Quantity { name: "A", unit: "A₀" }],
            Space::Log => &[Quantity { name: "φ", unit: "rad" }, Quantity { name: "ln A", unit: "" }],
        }
    }
}

/// `x` reflected at both ends until it is inside.
fn reflect(x: f64, [low, high]: [f64; 2]) -> f64 {
    if (low..=high).contains(&x) {
        return x;
    }
    // The unfolded reflections have a period of two widths.
    let turns = (x - low) / (2.0 * (high - low));
    let within = 2.0 * (turns - turns.floor());
    low + (high - low) * if within > 1.0 { 2.0 - within } else { within }
}
