//! The damped pendulum: x(t) = e^(−bt/2) cos(½√(4κ − b²) t), mass 1 kg, released at x = 1 m (Iten et al. 2020).

use crate::figure::number::readable;
use crate::float::{cos, exp, sin};
use crate::kinds::about::About;
use crate::kinds::worlds::domain::{Cloned, Domain, Elsewhere, MUON, Pair, Shipped};
use crate::kinds::worlds::world::{Dial, Quantity, Sizes, World, beyond, within};
use crate::random::Draws;
use crate::spec::fields::fields;
use crate::spec::{Problem, Range, Value};

/// The pendulum, with the intervals from which its scenes (b, κ) are drawn.
#[derive(Debug, Clone)]
pub struct Pendulum {
    b: Range,
    kappa: Range,
    points: usize,
    /// Time between two observed positions, in s.
    step: f64,
    /// Questions are times up to this one, in s.
    ask: f64,
}

impl From<&PendulumSpec> for Pendulum {
    fn from(spec: &PendulumSpec) -> Self {
        let points = spec.points as usize;
        let step = spec.observe / (points - 1) as f64;
        Self { b: spec.b, kappa: spec.kappa, points, step, ask: spec.ask }
    }
}

impl Pendulum {
    /// Angular frequency ½√(4κ − b²), in rad/s.
    pub fn frequency(b: f64, kappa: f64) -> f64 {
        0.5 * (4.0 * kappa - b * b).sqrt()
    }

    /// x(t) in m, t in s.
    pub fn position([b, kappa]: [f64; 2], t: f64) -> f64 {
        exp(-0.5 * b * t) * cos(Self::frequency(b, kappa) * t)
    }
}

impl World for Pendulum {
    fn sizes(&self) -> Sizes {
        Sizes { inputs: self.points, questions: 1, outputs: 1, steps: 0 }
    }

    fn scene_len(&self) -> usize {
        2
    }

    fn set(&self, draws: &mut Draws, scene: &mut [f64]) {
        let mut unit = [0.0; 2];
        draws.fill_uniform(&mut unit, 0.0, 1.0);
        scene.copy_from_slice(&[within(self.b, unit[0]), within(self.kappa, unit[1])]);
    }

    fn observe(&self, scene: &[f64], _: &mut Draws, x: &mut [f32]) {
        let (b, frequency) = (scene[0], Self::frequency(scene[0], scene[1]));
        // The position is the real part of a complex number that is multiplied by the same factor in each step.
        let (shrink, angle) = (exp(-0.5 * b * self.step), frequency * self.step);
        let (re, im) = (shrink * cos(angle), shrink * sin(angle));
        let mut at = (1.0, 0.0);
        for x in x {
            *x = at.0 as f32;
            at = (at.0 * re - at.1 * im, at.0 * im + at.1 * re);
        }
    }

    fn ask(&self, _: &[f64], draws: &mut Draws, question: &mut [f32]) {
        draws.fill_uniform(question, 0.0, self.ask as f32);
    }

    fn answer(&self, scene: &[f64], question: &[f32], y: &mut [f32]) {
        y[0] = Self::position([scene[0], scene[1]], f64::from(question[0])) as f32;
    }

    fn quantities(&self) -> &'static [Quantity] {
        &[Quantity { name: "b", unit: "kg/s" }, Quantity { name: "κ", unit: "kg/s²" }]
    }

    fn measure(&self, scene: &[f64]) -> Vec<f64> {
        scene.to_vec()
    }

    fn dials(&self) -> Vec<Dial> {
        let [b, kappa] = [self.quantities()[0], self.quantities()[1]];
        // As far again on both sides, as long as the pendulum swings.
        let wide = |range: Range| Range { low: (range.low - range.span()).max(0.0), high: range.high + range.span() };
        let damping = wide(self.b);
        let least = 0.3 * damping.high * damping.high;
        let stiff = wide(self.kappa);
        let time = Quantity { name: "t′", unit: "s" };
        vec![
            Dial { quantity: b, range: damping, inside: self.b },
            Dial { quantity: kappa, range: Range { low: stiff.low.max(least), ..stiff }, inside: self.kappa },
            Dial {
                quantity: time,
                range: Range { low: 0.0, high: 3.0 * self.ask },
                inside: Range { low: 0.0, high: self.ask },
            },
        ]
    }

    fn pose(&self, dials: &[f64]) -> Vec<f64> {
        dials[..2].to_vec()
    }

    fn question_at(&self, _: &mut [f64], value: f64, question: &mut [f32]) {
        question[0] = value as f32;
    }

    fn outputs(&self) -> &'static [Quantity] {
        &[Quantity { name: "x(t′)", unit: "m" }]
    }
}

fields! {
    /// A damped pendulum x(t) = e^(−bt/2) cos(½√(4κ − b²) t) of mass 1 kg. It is observed at some times. The question
    /// is another time.
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
            Data "Asked until" "Questions are times t′, drawn from 0 to this time, in s.";
    }
    check swings
}

fn swings(spec: &PendulumSpec) -> Vec<Problem> {
    if spec.b.high * spec.b.high < 4.0 * spec.kappa.low {
        return Vec::new();
    }
    let allowed = format!("does not swing with b = {}; allowed: κ above b²/4", spec.b.high);
    vec![Problem::new("kappa", spec.kappa.print(), allowed)]
}

impl Domain for PendulumSpec {
    fn world(&self, _: u32) -> Box<dyn World> {
        Box::new(Pendulum::from(self))
    }

    #[cfg(feature = "page")]
    fn about(&self) -> About {
        About {
            title: "SciNet on a damped pendulum",
            help: "A SciNet observes a damped pendulum and gives its position at another time.",
            sample: "",
        }
    }

    fn words(&self) -> &'static str {
        "Observed: 50 positions of a damped pendulum. Question: a time t′. Answer: its position then."
    }

    fn recipe(&self) -> &'static [Pair] {
        &[("encoder", "500, 100"), ("latent", "3"), ("epochs", "186000")]
    }

    #[cfg(feature = "trainer")]
    fn elsewhere(&self) -> Vec<Elsewhere> {
        let later = [2.0, 3.0].map(|k| k * self.ask);
        let later =
            later.map(|t| Elsewhere { name: format!("t′ = {t} s"), domain: self.boxed(), time: Some(t as f32) });
        let (b, kappa) = (beyond(self.b), beyond(self.kappa));
        let other = |name: String, spec: Self| Elsewhere { name, domain: Box::new(spec), time: None };
        let damped = other(format!("b to {} kg/s", readable(b.high, 3)), Self { b, ..self.clone() });
        let stiff = other(format!("κ to {} kg/s²", readable(kappa.high, 3)), Self { kappa, ..self.clone() });
        later.into_iter().chain([damped, stiff]).collect()
    }

    fn shipped(&self) -> &'static [Shipped] {
        &[Shipped {
            name: "pendulum",
            changes: &[],
            quick: &[("encoder", "200, 50"), MUON, ("epochs", "8000"), ("lr", "100@0..0.01, 7900@0.01~0")],
        }]
    }
}
