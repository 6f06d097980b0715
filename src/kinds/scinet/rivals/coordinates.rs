//! The inputs and outputs of a polynomial: three ways to describe the same oscillator.

use crate::fits::BivariateFit;
use crate::float::{exp, ln};
use crate::kinds::worlds::Space;

/// The coordinates in which a polynomial is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coordinates {
    /// (ω, γ) to (φ, A): the quantities themselves.
    Real,
    /// (ln ω, ln γ) to (φ, ln A): for quantities that are positive and span decades.
    Log,
    /// (1 − ω², γω) to (φ, ln A): the detuning and the friction, if the position of the resonance is known.
    ///
    /// No more physics is used. The outputs cos φ / A and sin φ / A would be linear in these inputs: to choose them is
    /// to know the answer. φ and ln A are their angle and logarithm, which are not polynomials.
    Resonance,
}

impl Coordinates {
    /// All coordinates, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Real, Self::Log, Self::Resonance];

    /// The names of the inputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Real => "(ω, γ)",
            Self::Log => "(ln ω, ln γ)",
            Self::Resonance => "(1 − ω², γω)",
        }
    }

    /// Whether the second output is ln A. Otherwise it is A.
    pub fn asks_for_ln(self) -> bool {
        self != Self::Real
    }

    /// The inputs for ω and γ. The truth is even in ω, and so are all inputs except ω itself.
    fn inputs(self, [omega, gamma]: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Real => [omega, gamma],
            Self::Log => [ln(omega.abs()), ln(gamma)],
            Self::Resonance => [1.0 - omega * omega, gamma * omega.abs()],
        }
    }

    /// The outputs of a polynomial at (ω, γ), in the coordinates of `space`.
    pub fn answer(self, fit: &BivariateFit<2>, degree: usize, space: Space, x: [f64; 2]) -> [f64; 2] {
        let [phase, amplitude] = fit.at(degree, self.inputs(x));
        [phase, convert(amplitude, self.asks_for_ln(), space == Space::Log)]
    }

    /// Pairs to fit, from (ω, γ) and (φ, ln A). Pairs that these coordinates cannot express, such as ω = 0, are
    /// dropped.
    pub fn pairs(self, x: &[[f64; 2]], y: &[[f64; 2]]) -> (Vec<[f64; 2]>, Vec<[f64; 2]>) {
        let outputs = |[phase, amplitude]: [f64; 2]| [phase, convert(amplitude, true, self.asks_for_ln())];
        let pairs = x.iter().zip(y).map(|(x, y)| (self.inputs(*x), outputs(*y)));
        pairs.filter(|(x, y)| x.iter().chain(y).all(|value| value.is_finite())).unzip()
    }
}

/// Converts an amplitude between A and ln A. NaN for the logarithm of a negative amplitude.
pub fn convert(amplitude: f64, is_ln: bool, wants_ln: bool) -> f64 {
    match (is_ln, wants_ln) {
        (true, false) => exp(amplitude),
        (false, true) => ln(amplitude),
        _ => amplitude,
    }
}
