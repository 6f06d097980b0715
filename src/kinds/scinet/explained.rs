//! How well latent means are explained by physical quantities: R² of straight lines through them.

use crate::float::ln;
use crate::kinds::worlds::Oscillator;
use crate::kinds::worlds::Space;
use crate::measure::statistics::{r_squared, r_squared_of_two};

/// The quantities that latent means are compared with. In log space, ω, γ and A are replaced by their logarithms.
pub const NAMES: [&str; 7] = ["φ", "A", "ω", "γ", "ωγ", "1 − γ²", "φ and A"];

/// The names of the quantities in a space.
pub fn quantity_names(space: Space) -> [&'static str; 7] {
    match space {
        Space::Real => NAMES,
        Space::Log => ["φ", "ln A", "ln ω", "ln γ", "ln ωγ", "1 − γ²", "φ and ln A"],
    }
}

/// The value of each single quantity at each input: (6) of (n_samples).
pub fn quantities(oscillator: &Oscillator, inputs: &[[f64; 2]]) -> [Vec<f64>; 6] {
    let of = |i: usize| {
        let value = |input: &[f64; 2]| {
            let [omega, gamma] = oscillator.omega_gamma(*input);
            let product = omega * gamma;
            match i {
                0 | 1 => oscillator.answer(*input)[i],
                2 | 3 => input[i - 2],
                4 if oscillator.space == Space::Log => ln(product),
                4 => product,
                _ => 1.0 - gamma * gamma,
            }
        };
        inputs.iter().map(value).collect::<Vec<f64>>()
    };
    [0, 1, 2, 3, 4, 5].map(of)
}

/// R² of z against each single quantity, then against φ and A together; (7).
pub fn explained(z: &[f64], quantities: &[Vec<f64>; 6]) -> Vec<f64> {
    let alone = quantities.iter().map(|q| r_squared(z, q));
    let [phase, amplitude, ..] = quantities;
    alone.chain([r_squared_of_two(z, phase, amplitude)]).collect()
}
