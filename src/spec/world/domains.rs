//! What each of the four worlds is: intervals that scenes are drawn from, what is observed, what is asked.

use crate::spec::table::fields;
use crate::spec::{Problem, Range, Value};

/// How many numbers go in and out of a SciNet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Of an observation.
    pub inputs: usize,
    /// Of a question.
    pub questions: usize,
    /// Of an answer.
    pub outputs: usize,
    /// Answers that follow one another in time; 0 is a single one without time.
    pub steps: usize,
}

fields! {
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
    check swings
}

fn swings(spec: &PendulumSpec) -> Vec<Problem> {
    if spec.b.high * spec.b.high < 4.0 * spec.kappa.low {
        return Vec::new();
    }
    let allowed = format!("does not swing with b = {}; allowed: κ above b²/4", spec.b.high);
    vec![Problem::new("kappa", spec.kappa.print(), allowed)]
}

fields! {
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
    check |_| Vec::new()
}

fields! {
    /// A pure state of one or two qubits: some measurements are observed, the chance of another one is asked for.
    QubitsSpec = "qubits" {
        qubits: u32 = "1" in 1 ..= 2,
            Data "Qubits" "How many qubits the state has, 1 or 2.";
        measurements: u32 = "10" in 1 ..= 100,
            Data "Measurements" "How many fixed projective measurements tell of the state, and of the one that is asked for.";
        complete: bool = "yes" in 0 ..= 0,
            Data "Complete" "Whether the measurements tell any two states apart: if not, they are blind to one direction of state space.";
    }
    check |_| Vec::new()
}

impl SolarSpec {
    /// How many steps a network is asked for beyond its training's: as many as the original's longest answer, then
    /// twice as many; never fewer than in training.
    pub fn asked_steps(&self) -> [u32; 2] {
        [1, 2].map(|times| times * self.steps.max(50))
    }
}

fields! {
    /// The directions of Sun and Mars as seen from Earth: the first pair is observed, the pairs that follow are answers.
    SolarSpec = "solar" {
        days: f64 = "7" in 0.1 ..= 100,
            Data "Days" "Days from one pair of directions to the next.";
        steps: u32 = "50" in 1 ..= 100,
            Data "Steps" "How many pairs follow the observed one in training.";
        radius: f64 = "1.5237" in 1.05 ..= 100,
            Data "Radius of Mars's orbit" "In units of Earth's; its period follows from Kepler's third law.";
        elliptic: bool = "no" in 0 ..= 0,
            Data "Elliptic" "Whether orbits have their eccentricities, 0.0167 and 0.0934, or are circles.";
    }
    check |_| Vec::new()
}
