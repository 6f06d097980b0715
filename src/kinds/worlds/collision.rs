//! A body on a circle, hit by a free one: the collision conserves their angular momentum (Iten et al. 2020).
//!
//! Both have mass 1 kg. Until t = 0, one moves at (cos, sin)(π/2 + ωt), the other on a straight line through (0, 1),
//! where they meet. The angular momentum about the centre is ω − vₓ, before and after. The free body leaves with any
//! velocity (v′ₓ, v′_y), and the other continues with ω′ = ω − vₓ + v′ₓ.

use crate::figure::lines::{Ink, Series};
use crate::float::{cos, sin};
use crate::kinds::about::About;
use crate::kinds::worlds::domain::{Cloned, Domain, Elsewhere, Pair, Plan, Shipped, Shown, at, line};
use crate::kinds::worlds::world::{Dial, Quantity, Sizes, World, beyond, within};
use crate::random::Draws;
use crate::spec::Range;
use crate::spec::fields::fields;

/// Number of observations of each body before the collision, and of the free one after it.
const TIMES: usize = 5;
/// Maximum deviation of a time from even spacing, as a part of the interval between two times.
const JITTER: f64 = 0.4;

/// The collision, with the intervals from which its scenes (ω, vₓ, v_y, start, v′ₓ, v′_y) are drawn.
#[derive(Debug, Clone)]
pub struct Collision {
    ranges: [Range; 6],
    noise: f32,
    answer_noise: f32,
    ask: f64,
    /// Duration of the observation of the free body after the collision, in s.
    watched: f64,
}

impl From<&CollisionSpec> for Collision {
    fn from(spec: &CollisionSpec) -> Self {
        let ranges = [spec.omega, spec.vx, spec.vy, spec.start, spec.after, spec.after];
        let noise = spec.noise as f32;
        let answer_noise = if spec.noisy_answers { noise } else { 0.0 };
        Self { ranges, noise, answer_noise, ask: spec.ask, watched: spec.watched }
    }
}

/// The position of the body on the circle at a time, if it is at (0, 1) at t = 0.
fn on_circle(omega: f64, t: f64) -> [f64; 2] {
    let angle = omega * t;
    [-sin(angle), cos(angle)]
}

/// The position of the free body at a time, if it is at (0, 1) at t = 0.
fn free([vx, vy]: [f64; 2], t: f64) -> [f64; 2] {
    [vx * t, 1.0 + vy * t]
}

impl Collision {
    /// Writes observations (x, y, t) of a body, at approximately evenly spaced times from `from` on, with noise.
    /// Without draws, the times are evenly spaced and the positions exact.
    fn see(from: f64, span: f64, at: impl Fn(f64) -> [f64; 2], draws: Option<(&mut Draws, f32)>, out: &mut [f32]) {
        let (mut jitter, mut noise) = ([0.0; TIMES], [0.0; 2 * TIMES]);
        if let Some((draws, deviation)) = draws {
            draws.fill_uniform(&mut jitter, -1.0, 1.0);
            draws.fill_normal(&mut noise, 0.0, deviation);
        }
        for (i, seen) in out.chunks_exact_mut(3).enumerate() {
            let place = (i as f64 + 0.5 + JITTER * f64::from(jitter[i])) / TIMES as f64;
            let t = (from + span * place) as f32;
            let [x, y] = at(f64::from(t));
            seen.copy_from_slice(&[x as f32 + noise[2 * i], y as f32 + noise[2 * i + 1], t]);
        }
    }

    /// Writes the observations of both bodies before they meet.
    fn before(scene: &[f64], mut draws: Option<(&mut Draws, f32)>, x: &mut [f32]) {
        let (omega, v, start) = (scene[0], [scene[1], scene[2]], scene[3]);
        // The time that the free body needs from its start to (0, 1).
        let span = -start / v[0];
        let (circle, straight) = x.split_at_mut(3 * TIMES);
        let again = draws.as_mut().map(|(draws, noise)| (&mut **draws, *noise));
        Self::see(-span, span, |t| on_circle(omega, t), again, circle);
        Self::see(-span, span, |t| free(v, t), draws, straight);
    }

    /// The positions of the body on the circle and of the free one, in m, at a time after the collision.
    pub fn after(&self, scene: &[f64], t: f64) -> [[f64; 2]; 2] {
        [on_circle(Self::kept(scene) + scene[4], t), free([scene[4], scene[5]], t)]
    }

    /// The first observed position of the free body, in m.
    pub fn start(&self, scene: &[f64]) -> [f64; 2] {
        free([scene[1], scene[2]], scene[3] / scene[1])
    }

    /// The conserved quantity: the angular momentum ω − vₓ in kg m²/s.
    pub fn kept(scene: &[f64]) -> f64 {
        scene[0] - scene[1]
    }
}

impl World for Collision {
    fn sizes(&self) -> Sizes {
        Sizes { inputs: 6 * TIMES, questions: 3 * TIMES + 1, outputs: 2, steps: 0 }
    }

    fn scene_len(&self) -> usize {
        self.ranges.len()
    }

    fn set(&self, draws: &mut Draws, scene: &mut [f64]) {
        let mut unit = [0.0; 6];
        draws.fill_uniform(&mut unit, 0.0, 1.0);
        for ((to, range), unit) in scene.iter_mut().zip(self.ranges).zip(unit) {
            *to = within(range, unit);
        }
    }

    fn observe(&self, scene: &[f64], noise: &mut Draws, x: &mut [f32]) {
        Self::before(scene, Some((noise, self.noise)), x);
    }

    fn observe_exactly(&self, scene: &[f64], _: &mut Draws, x: &mut [f32]) {
        Self::before(scene, None, x);
    }

    fn ask(&self, scene: &[f64], draws: &mut Draws, question: &mut [f32]) {
        let (seen, time) = question.split_at_mut(3 * TIMES);
        Self::see(0.0, self.watched, |t| free([scene[4], scene[5]], t), Some((draws, self.noise)), seen);
        draws.fill_uniform(time, 0.0, self.ask as f32);
    }

    fn answer(&self, scene: &[f64], question: &[f32], y: &mut [f32]) {
        let after = Self::kept(scene) + scene[4];
        let t = f64::from(question[3 * TIMES]);
        y.copy_from_slice(&on_circle(after, t).map(|x| x as f32));
    }

    fn answer_noise(&self) -> f32 {
        self.answer_noise
    }

    fn quantities(&self) -> &'static [Quantity] {
        &[
            Quantity { name: "ω − vₓ", unit: "kg m²/s" },
            Quantity { name: "ω", unit: "rad/s" },
            Quantity { name: "vₓ", unit: "m/s" },
            Quantity { name: "v_y", unit: "m/s" },
        ]
    }

    fn measure(&self, scene: &[f64]) -> Vec<f64> {
        vec![Self::kept(scene), scene[0], scene[1], scene[2]]
    }

    fn dials(&self) -> Vec<Dial> {
        let wide = |range: Range| Range { low: range.low - range.span(), high: range.high + range.span() };
        let dial = |name, unit, inside: Range, range| Dial { quantity: Quantity { name, unit }, range, inside };
        let [omega, vx, _, _, after, _] = self.ranges;
        let time = |high| Range { low: 0.0, high };
        vec![
            dial("ω", "rad/s", omega, wide(omega)),
            dial("vₓ", "m/s", vx, Range { low: 0.5 * vx.low, ..wide(vx) }),
            dial("v′ₓ", "m/s", after, wide(after)),
            dial("t′", "s", time(self.ask), time(3.0 * self.ask)),
        ]
    }

    fn pose(&self, dials: &[f64]) -> Vec<f64> {
        let middle = |range: Range| 0.5 * (range.low + range.high);
        let [_, _, vy, start, _, vy_after] = self.ranges.map(middle);
        vec![dials[0], dials[1], vy, start, dials[2], vy_after]
    }

    fn question_at(&self, scene: &mut [f64], value: f64, question: &mut [f32]) {
        let leaving = [scene[4], scene[5]];
        Self::see(0.0, self.watched, |t| free(leaving, t), None, &mut question[..3 * TIMES]);
        question[3 * TIMES] = value as f32;
    }

    fn outputs(&self) -> &'static [Quantity] {
        &[Quantity { name: "x(t′)", unit: "m" }, Quantity { name: "y(t′)", unit: "m" }]
    }
}

fields! {
    /// A body on a circle of radius 1 m is hit at (0, 1) by a free body of the same mass, 1 kg. ω − vₓ is conserved.
    CollisionSpec = "collision" {
        omega: Range = "1..3" in -10 ..= 10,
            Data "Angular velocity ω" "Angular velocity on the circle before the collision, drawn from low..high in rad/s.";
        vx: Range = "1..2" in 0.1 ..= 10,
            Data "Velocity vₓ" "Velocity of the free body along x before the collision, drawn from low..high in m/s.";
        vy: Range = "-1..1" in -10 ..= 10,
            Data "Velocity v_y" "Velocity of the free body along y before the collision, drawn from low..high in m/s.";
        start: Range = "-3..-1" in -100 ..= -0.1,
            Data "Start x" "The x at which the free body is first seen, drawn from low..high in m.";
        after: Range = "-2..2" in -10 ..= 10,
            Data "Velocity after" "Both components of the velocity of the free body after the collision, drawn from low..high in m/s.";
        ask: f64 = "4" in 0.1 ..= 100,
            Data "Asked until" "Questions are times t′ after the collision, drawn from 0 to this time, in s.";
        noise: f64 = "0.01" in 0 ..= 10,
            Data "Noise" "Standard deviation of the noise on every observed coordinate, in m.";
        watched: f64 = "1" in 0.1 ..= 100,
            Data "Watched for" "How long the free body is observed after the collision, in s; 4 in the original.";
        noisy_answers: bool = "no" in 0 ..= 0,
            Data "Noisy answers" "Whether the answers of training have the same noise, as in the original. Errors are measured by exact answers.";
    }
    check |_| Vec::new()
}

impl Domain for CollisionSpec {
    fn world(&self, _: u32) -> Box<dyn World> {
        Box::new(Collision::from(self))
    }

    #[cfg(feature = "page")]
    fn about(&self) -> About {
        About {
            title: "SciNet on a collision",
            help: "A SciNet observes two bodies before they meet and gives the position of one of them afterwards.",
            sample: "",
        }
    }

    fn words(&self) -> &'static str {
        "Observed: two bodies before they meet, with noise. Question: the free one after it, and a time t′. \
         Answer: where the one on the circle is then."
    }

    // The original has wider layers and smaller rates. With those, the better the answers become, the less linearly the
    // latent variable follows the angular momentum; nothing in the loss prevents it.
    fn recipe(&self) -> &'static [Pair] {
        &[
            ("encoder", "100, 50"),
            ("latent", "1"),
            ("decoder", "100, 100"),
            ("beta", "0"),
            ("batch", "500"),
            ("epochs", "40000"),
            ("lr", "24000@0.002, 12000@0.0005, 0.0001"),
        ]
    }

    #[cfg(feature = "trainer")]
    fn elsewhere(&self) -> Vec<Elsewhere> {
        let omega = beyond(self.omega);
        let later = 2.0 * self.ask;
        vec![
            Elsewhere { name: format!("t′ = {later} s"), domain: self.boxed(), time: Some(later as f32) },
            Elsewhere {
                name: format!("ω to {} rad/s", omega.high),
                domain: Box::new(Self { omega, ..self.clone() }),
                time: None,
            },
        ]
    }

    fn has_plan(&self) -> bool {
        true
    }

    fn plan(&self, shown: &Shown) -> Option<Plan> {
        Some(Plan { unit: "m", reach: 2.2, series: bodies(&Collision::from(self), shown) })
    }

    fn shipped(&self) -> &'static [Shipped] {
        &[Shipped { name: "collision", changes: &[], quick: QUICK }]
    }
}

/// Without divergence in the loss, the latent variable has little noise, and a longer memory of gradients helps.
const QUICK: &[Pair] =
    &[("optimiser", "muon(0.98)"), ("batch", "700"), ("epochs", "5000"), ("lr", "100@0..0.02, 4900@0.02~0")];

/// The circle, both bodies after the collision, and the path of the free one before it.
fn bodies(world: &Collision, &Shown { scene, dials, answer }: &Shown) -> Vec<Series> {
    let t = dials.last().copied().unwrap_or(0.0);
    let circle = (0..=96).map(|i| f64::from(i) * std::f64::consts::TAU / 96.0).map(|a| (cos(a), sin(a))).collect();
    let [on_circle, free] = world.after(scene, t);
    let mut series = vec![
        line("", Ink::Spread, circle),
        line("", Ink::Spread, vec![at(world.start(scene)), (0.0, 1.0), at(free)]),
        line("the free body", Ink::Body(1), vec![at(free)]),
        line("the body on the circle", Ink::Body(2), vec![at(on_circle)]),
    ];
    if let Some([x, y]) = answer {
        series.push(line("where SciNet says it is", Ink::NetPoints(0), vec![(*x, *y)]));
    }
    series
}
