//! The theorist's answer: the response function of m ẍ + c γ ẋ + k x = cos ωt, with m, c and k fitted.
//!
//! The stiffness s = k − m ω² + i c γ ω responds to the drive with x = Re(eⁱωᵗ / s), so −ln A + i φ = ln s. This is
//! fitted by the method of Levenberg and Marquardt, as in MINPACK. ln A is fitted instead of A in every space: at a
//! resonance A has a pole, and a few samples near it would outweigh all others. The unknowns are ln m, ln c and ln k.
//! All three coefficients are then positive, s stays in the upper half plane, and the phase has no jump that could
//! mislead the search.

use super::FitError;
use crate::float::{atan2, exp, ln};
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt, TerminationReason};
use nalgebra::storage::Owned;
use nalgebra::{DVector, Dyn, MatrixXx3, U3, Vector3};
use std::fmt;

/// Coefficients of the equation of motion. The truth of Bolshakov (2020) is m = 1, c = 2, k = 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// Of ẍ.
    pub m: f64,
    /// Of γ ẋ.
    pub c: f64,
    /// Of x.
    pub k: f64,
}

impl Response {
    /// Fits m, c and k to pairs of (ω, γ), both above 0, and (φ, ln A); x and y are (n_samples, 2).
    ///
    /// # Errors
    /// When the pairs do not determine them.
    pub fn fit(x: &[[f64; 2]], y: &[[f64; 2]]) -> Result<Self, FitError> {
        if x.is_empty() || x.len() != y.len() {
            return Err(FitError::Lengths { x: x.len(), y: y.len() });
        }
        let sound = |(x, y): (&[f64; 2], &[f64; 2])| {
            x.iter().all(|x| *x > 0.0 && x.is_finite()) && y.iter().all(|y| y.is_finite())
        };
        if let Some(index) = x.iter().zip(y).position(|pair| !sound(pair)) {
            return Err(FitError::NotFinite { index });
        }
        // Two residuals per pair: with one pair, one of the three unknowns stays undetermined.
        if x.len() < 2 {
            return Err(FitError::NoMinimum);
        }
        let (search, report) = LevenbergMarquardt::new().minimize(Search { x, y, unknowns: guess(x, y) });
        let ended = report.termination.was_successful()
            // Rounding stopped the search before its criteria did. There is nothing better nearby.
            || matches!(report.termination, TerminationReason::NoImprovementPossible(_));
        let [m, c, k] = search.coefficients();
        let found = ended && [m, c, k].iter().all(|x| x.is_finite() && *x > 0.0);
        if found { Ok(Self { m, c, k }) } else { Err(FitError::NoMinimum) }
    }

    /// Phase φ in [0, π] and amplitude A at ω and γ; both are even in ω.
    pub fn at(&self, [omega, gamma]: [f64; 2]) -> [f64; 2] {
        let (stiffness, friction) = (self.k - self.m * omega * omega, self.c * gamma * omega.abs());
        [atan2(friction, stiffness), 1.0 / (stiffness * stiffness + friction * friction).sqrt()]
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6} ẍ + {:.6} γẋ + {:.6} x = cos ωt", self.m, self.c, self.k)
    }
}

/// The start of the search, (ln m, ln c, ln k): each term alone is as large as |s| at the middle of the data.
fn guess(x: &[[f64; 2]], y: &[[f64; 2]]) -> Vector3<f64> {
    let mean = |value: &dyn Fn(usize) -> f64| (0..x.len()).map(value).sum::<f64>() / x.len() as f64;
    let (ln_omega, ln_gamma) = (mean(&|i| ln(x[i][0])), mean(&|i| ln(x[i][1])));
    let ln_stiffness = -mean(&|i| y[i][1]);
    Vector3::new(ln_stiffness - 2.0 * ln_omega, ln_stiffness - ln_gamma - ln_omega, ln_stiffness)
}

/// A point of the search: the pairs, and (ln m, ln c, ln k).
struct Search<'a> {
    x: &'a [[f64; 2]],
    y: &'a [[f64; 2]],
    unknowns: Vector3<f64>,
}

impl Search<'_> {
    fn coefficients(&self) -> [f64; 3] {
        [0, 1, 2].map(|i| exp(self.unknowns[i]))
    }

    /// The terms m ω², c γ ω and k of the stiffness of every pair.
    fn terms(&self) -> impl Iterator<Item = [f64; 3]> {
        let [m, c, k] = self.coefficients();
        self.x.iter().map(move |[omega, gamma]| [m * omega * omega, c * gamma * omega, k])
    }
}

impl LeastSquaresProblem<f64, Dyn, U3> for Search<'_> {
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, U3>;
    type ParameterStorage = Owned<f64, U3>;

    fn set_params(&mut self, unknowns: &Vector3<f64>) {
        self.unknowns = *unknowns;
    }

    fn params(&self) -> Vector3<f64> {
        self.unknowns
    }

    /// Model − truth of φ and of ln A, pair by pair; (2 n_samples).
    fn residuals(&self) -> Option<DVector<f64>> {
        let rows = self.terms().zip(self.y).flat_map(|([inertia, friction, spring], [phase, ln_amplitude])| {
            let real = spring - inertia;
            let size = real * real + friction * friction;
            [atan2(friction, real) - phase, -0.5 * ln(size) - ln_amplitude]
        });
        Some(DVector::from_iterator(2 * self.x.len(), rows))
    }

    /// d ln s = ds / s, where ds is −m ω², i c γ ω and k for the three unknowns; (2 n_samples, 3).
    fn jacobian(&self) -> Option<MatrixXx3<f64>> {
        let columns = (0..3).flat_map(|unknown| {
            self.terms().flat_map(move |[inertia, friction, spring]| {
                let real = spring - inertia;
                let size = real * real + friction * friction;
                let [d_real, d_imaginary] = [[-inertia, 0.0], [0.0, friction], [spring, 0.0]][unknown];
                let d_phase = (real * d_imaginary - friction * d_real) / size;
                [d_phase, -(real * d_real + friction * d_imaginary) / size]
            })
        });
        Some(MatrixXx3::from_iterator(2 * self.x.len(), columns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Vec<[f64; 2]> {
        (1..30).flat_map(|i| (1..10).map(move |j| [f64::from(i) / 10.0, f64::from(j) / 10.0])).collect()
    }

    fn pairs(truth: Response) -> (Vec<[f64; 2]>, Vec<[f64; 2]>) {
        let answer = |x| {
            let [phase, amplitude] = truth.at(x);
            [phase, ln(amplitude)]
        };
        (grid(), grid().into_iter().map(answer).collect())
    }

    #[test]
    fn the_coefficients_of_a_truth_are_found() {
        for (m, c, k) in [(1.0, 2.0, 1.0), (0.3, 5.0, 0.7), (20.0, 0.1, 3.0), (1e-3, 1.0, 50.0)] {
            let (x, y) = pairs(Response { m, c, k });
            let found = Response::fit(&x, &y).unwrap();
            for (found, truth) in [(found.m, m), (found.c, c), (found.k, k)] {
                assert!((found / truth - 1.0).abs() < 1e-9, "{found} for {truth}");
            }
        }
    }

    #[test]
    fn the_derivatives_match_the_residuals() {
        let (x, y) = pairs(Response { m: 1.0, c: 2.0, k: 1.0 });
        let mut search = Search { x: &x, y: &y, unknowns: Vector3::new(0.2, -0.3, 0.5) };
        let (at, columns) = (search.unknowns, search.jacobian().unwrap());
        for unknown in 0..3 {
            let [low, high] = [-1e-5, 1e-5].map(|by| {
                search.unknowns = at;
                search.unknowns[unknown] += by;
                search.residuals().unwrap()
            });
            let slopes = (high - low) / 2e-5;
            assert!((columns.column(unknown) - slopes).amax() < 1e-7, "unknown {unknown}");
        }
    }

    #[test]
    fn pairs_that_cannot_be_fitted_are_an_error() {
        assert_eq!(Response::fit(&[], &[]), Err(FitError::Lengths { x: 0, y: 0 }));
        assert_eq!(Response::fit(&[[1.0, 0.0]], &[[1.0, 1.0]]), Err(FitError::NotFinite { index: 0 }));
        assert_eq!(Response::fit(&[[1.0, 0.5]], &[[1.0, 1.0]]), Err(FitError::NoMinimum));
    }

    #[test]
    fn its_text_is_an_equation_of_motion() {
        let text = Response { m: 1.0, c: 2.0, k: 1.0 }.to_string();
        assert_eq!(text, "1.000000 ẍ + 2.000000 γẋ + 1.000000 x = cos ωt");
    }
}
