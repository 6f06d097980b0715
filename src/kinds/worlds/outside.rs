//! Where a network is asked that training never went: later times, other constants, other orbits.

use crate::figure::number::readable;
use crate::spec::{CollisionSpec, Domain, PendulumSpec, Range, SolarSpec, WorldSpec};

/// The same world, asked elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// What is different, in words.
    pub name: String,
    /// The world that scenes are drawn from.
    pub spec: WorldSpec,
    /// The time that every question asks for instead of a drawn one.
    pub time: Option<f32>,
}

/// The interval of the same length that begins where `range` ends.
fn beyond(range: Range) -> Range {
    Range { low: range.high, high: range.high + range.span() }
}

/// Radius of Jupiter's orbit in units of Earth's.
const JUPITER: f64 = 5.2044;

impl Variant {
    /// Where networks of a world are asked outside of their training, nearest first.
    pub fn all(spec: &WorldSpec) -> Vec<Self> {
        let variant = |name: String, spec: WorldSpec, time| Self { name, spec, time };
        match &spec.domain {
            Domain::Pendulum(pendulum) => {
                let mut variants: Vec<Self> = [2.0, 3.0]
                    .map(|k| k * pendulum.ask)
                    .map(|t| variant(format!("t′ = {t} s"), spec.clone(), Some(t as f32)))
                    .into();
                let (b, kappa) = (beyond(pendulum.b), beyond(pendulum.kappa));
                let softer = readable(b.high, 3);
                variants.push(variant(
                    format!("b to {softer} kg/s"),
                    spec.on(Domain::Pendulum(PendulumSpec { b, ..pendulum.clone() })),
                    None,
                ));
                let stiffer = readable(kappa.high, 3);
                variants.push(variant(
                    format!("κ to {stiffer} kg/s²"),
                    spec.on(Domain::Pendulum(PendulumSpec { kappa, ..pendulum.clone() })),
                    None,
                ));
                variants
            }
            Domain::Collision(collision) => {
                let omega = beyond(collision.omega);
                let faster = spec.on(Domain::Collision(CollisionSpec { omega, ..collision.clone() }));
                let later = 2.0 * collision.ask;
                vec![
                    variant(format!("t′ = {later} s"), spec.clone(), Some(later as f32)),
                    variant(format!("ω to {} rad/s", omega.high), faster, None),
                ]
            }
            Domain::Qubits(_) => Vec::new(),
            Domain::Solar(solar) => {
                let [long, longer] = solar.asked_steps().map(|steps| SolarSpec { steps, ..solar.clone() });
                let jupiter = SolarSpec { radius: JUPITER, ..long.clone() };
                let asked = |name: String, solar| variant(name, spec.on(Domain::Solar(solar)), None);
                let steps = |solar: SolarSpec| asked(format!("{} steps", solar.steps), solar);
                vec![steps(long), steps(longer), asked("Jupiter's orbit".into(), jupiter)]
            }
        }
    }
}
