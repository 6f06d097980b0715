//! Pure states of one or two qubits, described by the probabilities of fixed measurements (Iten et al. 2020).
//!
//! A scene consists of two states: ψ, which is observed, and χ, which is asked for. Each is given by the real and
//! imaginary parts of its amplitudes. Observation and question are the probabilities |⟨p|ψ⟩|² and |⟨p|χ⟩|² for each of
//! the fixed states p. The answer is the probability |⟨χ|ψ⟩|².

use crate::float::{cos, sin};
use crate::kinds::about::About;
use crate::kinds::worlds::domain::{Domain, MUON, Pair, Shipped};
use crate::kinds::worlds::world::{Dial, Quantity, Sizes, World};
use crate::random::{Draws, Stream};
use crate::spec::fields::fields;
use crate::spec::{Problem, Range};
use std::f64::consts::{PI, TAU};

/// Maximum number of real numbers of a state: two qubits have four amplitudes.
const MOST: usize = 8;

/// The two sets of measurements: those of the observation, and those of the question.
const OBSERVED: usize = 0;
const ASKED: usize = 1;

/// The measurements on some qubits.
#[derive(Debug, Clone)]
pub struct Qubits {
    /// Number of real numbers of a state: twice the number of amplitudes.
    len: usize,
    /// The fixed states that are measured for the observation and for the question; each (len).
    measured: [Vec<[f64; MOST]>; 2],
}

impl Qubits {
    /// The measurements of a spec, drawn from `seed`.
    pub fn new(spec: &QubitsSpec, seed: u32) -> Self {
        let len = 2 << spec.qubits;
        let mut draws = Draws::new(seed, Stream::Instruments, 0, 0);
        let mut measured = |complete: bool| -> Vec<[f64; MOST]> {
            let one = |_| {
                let mut state = [0.0; MOST];
                match (complete, spec.real) {
                    (true, _) => random_state(&mut draws, &mut state[..len]),
                    // Blind to the last amplitude: the measured states have none.
                    (false, false) => random_state(&mut draws, &mut state[..len - 2]),
                    // Blind to a change of sign of all imaginary parts: the measured states have none.
                    (false, true) => {
                        let mut real = [0.0; MOST / 2];
                        random_state(&mut draws, &mut real[..len / 2]);
                        state.iter_mut().step_by(2).zip(real).for_each(|(to, x)| *to = x);
                    }
                }
                state
            };
            (0..spec.measurements).map(one).collect()
        };
        let observed = measured(spec.complete);
        let asked = if spec.complete || !spec.ask_completely { observed.clone() } else { measured(true) };
        Self { len, measured: [observed, asked] }
    }
}

/// A random state; all states are equally likely. It consists of normal numbers, normalised.
fn random_state(draws: &mut Draws, state: &mut [f64]) {
    let mut normal = [0.0; MOST];
    let normal = &mut normal[..state.len()];
    draws.fill_normal(normal, 0.0, 1.0);
    let length = normal.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt();
    for (to, x) in state.iter_mut().zip(normal) {
        *to = f64::from(*x) / length;
    }
}

/// |⟨a|b⟩|² of two states of the same length.
pub fn chance(a: &[f64], b: &[f64]) -> f64 {
    let (mut re, mut im) = (0.0, 0.0);
    for (a, b) in a.chunks_exact(2).zip(b.chunks_exact(2)) {
        re += a[0] * b[0] + a[1] * b[1];
        im += a[0] * b[1] - a[1] * b[0];
    }
    re * re + im * im
}

impl Qubits {
    /// Writes the probabilities of the `which`-th set of measurements on a state.
    fn tell(&self, which: usize, state: &[f64], out: &mut [f32]) {
        for (to, measured) in out.iter_mut().zip(&self.measured[which]) {
            *to = chance(&measured[..self.len], state) as f32;
        }
    }
}

impl Qubits {
    /// Asks for the state cos(θ′/2)|0⟩ + sin(θ′/2)|1⟩ of each qubit.
    fn turn(&self, angle: f64, scene: &mut [f64]) {
        let one = [cos(0.5 * angle), sin(0.5 * angle)];
        let asked = &mut scene[self.len..];
        for (i, amplitude) in asked.chunks_exact_mut(2).enumerate() {
            let (first, second) = (i & 1, i >> 1);
            amplitude[0] = one[first] * if self.len == 4 { 1.0 } else { one[second] };
        }
    }
}

impl World for Qubits {
    fn sizes(&self) -> Sizes {
        let [inputs, questions] = [0, 1].map(|which| self.measured[which].len());
        Sizes { inputs, questions, outputs: 1, steps: 0 }
    }

    fn scene_len(&self) -> usize {
        2 * self.len
    }

    fn set(&self, draws: &mut Draws, scene: &mut [f64]) {
        scene.chunks_exact_mut(self.len).for_each(|state| random_state(draws, state));
    }

    fn observe(&self, scene: &[f64], _: &mut Draws, x: &mut [f32]) {
        self.tell(OBSERVED, &scene[..self.len], x);
    }

    fn ask(&self, scene: &[f64], _: &mut Draws, question: &mut [f32]) {
        self.tell(ASKED, &scene[self.len..], question);
    }

    fn answer(&self, scene: &[f64], _: &[f32], y: &mut [f32]) {
        let (state, asked) = scene.split_at(self.len);
        y[0] = chance(asked, state) as f32;
    }

    fn quantities(&self) -> &'static [Quantity] {
        // For one qubit, the point on the Bloch sphere.
        match self.len {
            4 => &[
                Quantity { name: "⟨X⟩", unit: "" },
                Quantity { name: "⟨Y⟩", unit: "" },
                Quantity { name: "⟨Z⟩", unit: "" },
            ],
            _ => &[],
        }
    }

    fn measure(&self, scene: &[f64]) -> Vec<f64> {
        match *scene {
            // Amplitudes a + ib of |0⟩ and c + id of |1⟩.
            [a, b, c, d, ..] if self.len == 4 => {
                vec![2.0 * (a * c + b * d), 2.0 * (a * d - b * c), a * a + b * b - c * c - d * d]
            }
            _ => Vec::new(),
        }
    }

    fn dials(&self) -> Vec<Dial> {
        let dial = |name, low, high| {
            let range = Range { low, high };
            Dial { quantity: Quantity { name, unit: "rad" }, range, inside: range }
        };
        // Every state may be drawn, so no state lies outside.
        match self.len {
            4 => vec![dial("θ", 0.0, PI), dial("φ", -PI, PI), dial("θ′", 0.0, TAU)],
            _ => vec![dial("α", 0.0, PI), dial("β", -PI, PI), dial("θ′", 0.0, TAU)],
        }
    }

    fn pose(&self, dials: &[f64]) -> Vec<f64> {
        let (near, far) = (cos(0.5 * dials[0]), sin(0.5 * dials[0]));
        let mut scene = vec![0.0; 2 * self.len];
        // For one qubit, cos(θ/2)|0⟩ + e^(iφ) sin(θ/2)|1⟩; for two, cos(α/2)|00⟩ + e^(iβ) sin(α/2)|11⟩.
        scene[0] = near;
        scene[self.len - 2] = far * cos(dials[1]);
        scene[self.len - 1] = far * sin(dials[1]);
        self.turn(0.0, &mut scene);
        scene
    }

    fn question_at(&self, scene: &mut [f64], value: f64, question: &mut [f32]) {
        self.turn(value, scene);
        self.tell(ASKED, &scene[self.len..], question);
    }

    fn outputs(&self) -> &'static [Quantity] {
        &[Quantity { name: "|⟨χ|ψ⟩|²", unit: "" }]
    }
}

fields! {
    /// A pure state of one or two qubits. Some measurements are observed, and the question is the probability of
    /// another one.
    QubitsSpec = "qubits" {
        qubits: u32 = "1" in 1 ..= 2,
            Data "Qubits" "Number of qubits of the state, 1 or 2.";
        measurements: u32 = "10" in 1 ..= 100,
            Data "Measurements" "Number of fixed projective measurements on the state, and on the one that is asked for.";
        complete: bool = "yes" in 0 ..= 0,
            Data "Complete" "Whether the measurements distinguish all states; otherwise they are blind to the last amplitude.";
        ask_completely: bool = "no" in 0 ..= 0,
            Data "Ask completely" "Only with incomplete measurements: whether the question is still measured completely, as in the original.";
        real: bool = "no" in 0 ..= 0,
            Data "Real states" "Only with incomplete measurements: whether they are on states of real amplitudes, blind to the sign of imaginary parts, as in the original for one qubit.";
    }
    check only_incomplete
}

/// Keys that change nothing when measurements are complete.
fn only_incomplete(spec: &QubitsSpec) -> Vec<Problem> {
    let keys = [("ask_completely", spec.ask_completely), ("real", spec.real)];
    let idle = keys.into_iter().filter(|(_, set)| *set && spec.complete);
    idle.map(|(key, _)| Problem::new(key, "yes", "allowed with complete = no")).collect()
}

impl Domain for QubitsSpec {
    fn world(&self, seed: u32) -> Box<dyn World> {
        Box::new(Qubits::new(self, seed))
    }

    #[cfg(feature = "page")]
    fn about(&self) -> About {
        About {
            title: "SciNet on qubits",
            help: "A SciNet observes measurements on a quantum state and gives the probability of another one.",
            sample: "",
        }
    }

    fn words(&self) -> &'static str {
        "Observed: the probabilities of some fixed measurements on a state ψ. Question: another state χ, given by \
         such probabilities. Answer: the probability of finding it."
    }

    fn recipe(&self) -> &'static [Pair] {
        &[("beta", "0.0001"), ("lr", "30000@0.001, 0.0001")]
    }

    fn shipped(&self) -> &'static [Shipped] {
        &[Shipped {
            name: "one_qubit",
            changes: &[],
            quick: &[MUON, ("epochs", "2000"), ("lr", "100@0..0.02, 1900@0.02~0")],
        }]
    }
}
