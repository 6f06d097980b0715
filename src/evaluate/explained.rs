//! How well latent means are explained by physical quantities: R² of straight lines through them.

use super::latents::moments;
use crate::float::ln;
use crate::spec::Space;
use crate::system::Oscillator;

/// What latent means are compared with. In log space ω, γ and A are their logarithms.
pub const NAMES: [&str; 7] = ["φ", "A", "ω", "γ", "ωγ", "1 − γ²", "φ and A"];

/// The names as they are in a space.
pub fn quantity_names(space: Space) -> [&'static str; 7] {
    match space {
        Space::Real => NAMES,
        Space::Log => ["φ", "ln A", "ln ω", "ln γ", "ln ωγ", "1 − γ²", "φ and ln A"],
    }
}

/// Each single quantity for each input: (6) of (n_samples).
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

/// R² of z against each quantity by itself, then against φ and A at once; (7).
pub fn explained(z: &[f64], quantities: &[Vec<f64>; 6]) -> Vec<f64> {
    let alone = quantities.iter().map(|q| r_squared(z, q));
    let [phase, amplitude, ..] = quantities;
    alone.chain([r_squared_of_two(z, phase, amplitude)]).collect()
}

fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, _), (mean_b, _)) = (moments(a), moments(b));
    a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / a.len().max(1) as f64
}

/// The share of z's variance that a straight line in q explains.
fn r_squared(z: &[f64], q: &[f64]) -> f64 {
    let both = covariance(z, q);
    both * both / (covariance(z, z) * covariance(q, q))
}

/// The share of z's variance that a plane in p and q explains.
fn r_squared_of_two(z: &[f64], p: &[f64], q: &[f64]) -> f64 {
    let (pp, qq, pq) = (covariance(p, p), covariance(q, q), covariance(p, q));
    let (zp, zq) = (covariance(z, p), covariance(z, q));
    let determinant = pp * qq - pq * pq;
    // p and q on one line explain no more together than alone.
    if determinant <= 1e-12 * pp * qq {
        return r_squared(z, p);
    }
    (zp * zp * qq - 2.0 * zp * zq * pq + zq * zq * pp) / (determinant * covariance(z, z))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planes_are_explained_by_both_and_lines_by_one() {
        let p: Vec<f64> = (0..50).map(|i| f64::from(i * i % 17)).collect();
        let q: Vec<f64> = (0..50).map(|i| f64::from(i * 7 % 23)).collect();
        let line: Vec<f64> = p.iter().map(|p| 3.0 - 2.0 * p).collect();
        let plane: Vec<f64> = p.iter().zip(&q).map(|(p, q)| p + 0.5 * q).collect();
        assert!((r_squared(&line, &p) - 1.0).abs() < 1e-12);
        assert!(r_squared(&plane, &p) < 0.99);
        assert!((r_squared_of_two(&plane, &p, &q) - 1.0).abs() < 1e-12);
        assert!((r_squared_of_two(&line, &p, &p) - 1.0).abs() < 1e-12);
    }
}
