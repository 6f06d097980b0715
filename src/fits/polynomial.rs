//! Polynomial least squares that stays accurate at high degree: Vandermonde with Arnoldi.
//!
//! Powers of x are nearly dependent at degree 25. The columns 1, x, x², … are therefore replaced, one by one, by
//! columns that are orthonormal over the samples (Brubeck, Nakatsukasa and Trefethen, SIAM Review 63, 2021). Evaluation
//! repeats the same recurrence. Draws from a normal distribution have outliers. With these, the three-term recurrence
//! would lose orthogonality, so every column is made orthogonal to all columns before it, twice.

use super::FitError;
use super::columns::{centre_and_scale, extend, take_out};

/// Polynomials of every degree up to [`PolynomialFit::degree`], fitted to the same pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct PolynomialFit {
    centre: f64,
    scale: f64,
    /// Coefficients in the orthonormal basis; (degree + 1). The first k + 1 are the fit of degree k.
    coefficients: Vec<f64>,
    /// Column j of the Hessenberg matrix, j + 2 numbers; (degree).
    recurrence: Vec<Vec<f64>>,
}

impl PolynomialFit {
    /// Highest available degree.
    pub const MAX_DEGREE: usize = 40;

    /// Fits all degrees up to `degree` to the pairs (x, y), both (n_samples).
    ///
    /// Keeps `degree + 1` columns of n_samples in memory: 67 MB for degree 40 and 204,800 pairs.
    ///
    /// # Errors
    /// When the pairs do not determine such a polynomial.
    pub fn fit(x: &[f64], y: &[f64], degree: usize) -> Result<Self, FitError> {
        let n_samples = x.len();
        if n_samples == 0 || n_samples != y.len() {
            return Err(FitError::Lengths { x: n_samples, y: y.len() });
        }
        if let Some(index) = x.iter().zip(y).position(|(x, y)| !x.is_finite() || !y.is_finite()) {
            return Err(FitError::NotFinite { index });
        }
        let (centre, scale) = centre_and_scale(x.iter().copied());
        let t: Vec<f64> = x.iter().map(|x| (x - centre) / scale).collect();

        let mut basis = vec![vec![1.0; n_samples]];
        let mut recurrence = Vec::with_capacity(degree);
        for j in 0..degree {
            let column = basis[j].iter().zip(&t).map(|(q, t)| q * t).collect();
            recurrence.push(extend(&mut basis, column).ok_or(FitError::TooFewSamples { possible: j })?);
        }
        let coefficients = take_out(&basis, &mut y.to_vec());
        Ok(Self { centre, scale, coefficients, recurrence })
    }

    /// The highest fitted degree.
    pub fn degree(&self) -> usize {
        self.coefficients.len() - 1
    }

    /// The polynomial of `degree` at x, or of the highest fitted degree below it.
    pub fn at(&self, degree: usize, x: f64) -> f64 {
        let t = (x - self.centre) / self.scale;
        let mut basis = [1.0; Self::MAX_DEGREE + 1];
        let mut sum = self.coefficients[0];
        for (j, weights) in self.recurrence.iter().take(degree).enumerate() {
            let overlap: f64 = weights[..=j].iter().zip(&basis).map(|(weight, q)| weight * q).sum();
            basis[j + 1] = (t * basis[j] - overlap) / weights[j + 1];
            sum += self.coefficients[j + 1] * basis[j + 1];
        }
        sum
    }

    /// [`PolynomialFit::at`] for every x; x and y are (n).
    pub fn fill(&self, degree: usize, x: &[f64], y: &mut [f64]) {
        y.iter_mut().zip(x).for_each(|(y, &x)| *y = self.at(degree, x));
    }

    /// The fit as a row of numbers: degree, centre, scale, coefficients, recurrence by columns.
    pub fn to_numbers(&self) -> Vec<f64> {
        let mut row = vec![self.degree() as f64, self.centre, self.scale];
        row.extend(&self.coefficients);
        row.extend(self.recurrence.iter().flatten());
        row
    }

    /// Reads [`PolynomialFit::to_numbers`].
    ///
    /// # Errors
    /// When the row is too short, too long or not finite.
    pub fn from_numbers(row: &[f64]) -> Result<Self, FitError> {
        let [degree, centre, scale, rest @ ..] = row else {
            return Err(FitError::Broken);
        };
        // A cast of a huge or undefined number saturates. The smallest degree above the maximum is refused.
        let degree = (*degree as usize).min(Self::MAX_DEGREE + 1);
        let expected = (degree + 1) + degree * (degree + 3) / 2;
        let whole = degree <= Self::MAX_DEGREE && rest.len() == expected && row.iter().all(|number| number.is_finite());
        if !whole || *scale == 0.0 {
            return Err(FitError::Broken);
        }
        let (coefficients, mut rest) = rest.split_at(degree + 1);
        let mut recurrence = Vec::with_capacity(degree);
        for j in 0..degree {
            let (column, others) = rest.split_at(j + 2);
            recurrence.push(column.to_vec());
            rest = others;
        }
        Ok(Self { centre: *centre, scale: *scale, coefficients: coefficients.to_vec(), recurrence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Draws, Stream};
    use proptest::prelude::*;

    const PAIRS: usize = 204_800;

    fn normals(n: usize) -> Vec<f64> {
        let mut x = vec![0.0; n];
        Draws::new(1, Stream::BaselineInputs, 0, 0).fill_normal(&mut x, 0.0, 1.0);
        x.into_iter().map(f64::from).collect()
    }

    /// Σ cₖ (x/3)ᵏ by Horner's rule: every term is of size cₖ at the ends of [−3, 3].
    ///
    /// Chebyshev polynomials on [−3, 3] would be too hard for f64: at degree 25 they are 10¹⁰ at the outermost draws,
    /// and the rounding of these alone changes the least squares by more than 1e-9.
    fn powers(c: &[f64], x: f64) -> f64 {
        c.iter().rev().fold(0.0, |sum, c| sum * (x / 3.0) + c)
    }

    /// Largest |error| on [−3, 3], relative to the largest |truth| there.
    fn relative_error(truth: impl Fn(f64) -> f64, model: impl Fn(f64) -> f64) -> f64 {
        let points = || (0..=600).map(|i| -3.0 + f64::from(i) / 100.0);
        let size = points().map(|x| truth(x).abs()).fold(0.0, f64::max);
        points().map(|x| (truth(x) - model(x)).abs()).fold(0.0, f64::max) / size
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6))]
        #[test]
        fn a_polynomial_truth_is_recovered(degree in 1..=40_usize, c in prop::collection::vec(-1.0..1.0_f64, 41)) {
            let x = normals(PAIRS);
            let truth = |x: f64| powers(&c[..=degree], x);
            let y: Vec<f64> = x.iter().map(|&x| truth(x)).collect();
            let fit = PolynomialFit::fit(&x, &y, degree).unwrap();
            let error = relative_error(truth, |x| fit.at(degree, x));
            prop_assert!(error < 1e-9, "degree {degree}: {error:e}");
        }
    }

    #[test]
    fn degree_40_recovers_a_line_and_a_high_power() {
        let x = normals(PAIRS);
        for truth in [|x: f64| x + 10.0, |x: f64| (1..=20).fold(1.0, |p, _| p * x)] {
            let y: Vec<f64> = x.iter().map(|&x| truth(x)).collect();
            let fit = PolynomialFit::fit(&x, &y, 40).unwrap();
            assert!(relative_error(truth, |x| fit.at(40, x)) < 1e-9);
        }
    }

    #[test]
    fn a_line_is_exact_far_outside() {
        let x = normals(PAIRS);
        let y: Vec<f64> = x.iter().map(|x| x + 10.0).collect();
        let fit = PolynomialFit::fit(&x, &y, 1).unwrap();
        for x in [-1e4, -20.0, 0.0, 3.0, 20.0, 1e4] {
            assert!((fit.at(1, x) - (x + 10.0)).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn a_lower_degree_is_the_start_of_a_higher_one() {
        let x = normals(1000);
        let y: Vec<f64> = x.iter().map(|x| if *x > 0.0 { 10.0 } else { 0.0 }).collect();
        let (high, low) = (PolynomialFit::fit(&x, &y, 25).unwrap(), PolynomialFit::fit(&x, &y, 3).unwrap());
        assert!((high.at(3, 1.5) - low.at(3, 1.5)).abs() < 1e-12);
    }

    #[test]
    fn shifted_and_narrow_inputs_are_as_accurate() {
        let x: Vec<f64> = normals(10_000).into_iter().map(|z| 1000.0 + 0.1 * z).collect();
        let y: Vec<f64> = x.iter().map(|x| (x - 1000.0) * (x - 1000.0)).collect();
        let fit = PolynomialFit::fit(&x, &y, 8).unwrap();
        assert!((fit.at(8, 1000.2) - 0.04).abs() < 1e-12);
    }

    #[test]
    fn too_few_distinct_inputs_are_an_error() {
        let error = PolynomialFit::fit(&[1.0, 2.0, 1.0, 2.0], &[0.0; 4], 2);
        assert_eq!(error, Err(FitError::TooFewSamples { possible: 1 }));
        assert_eq!(PolynomialFit::fit(&[1.0], &[f64::NAN], 0), Err(FitError::NotFinite { index: 0 }));
    }

    #[test]
    fn numbers_read_back_exactly_or_are_refused() {
        let x = normals(500);
        let fit = PolynomialFit::fit(&x, &x, 7).unwrap();
        let row = fit.to_numbers();
        assert_eq!(PolynomialFit::from_numbers(&row), Ok(fit));
        assert_eq!(PolynomialFit::from_numbers(&row[..row.len() - 1]), Err(FitError::Broken));
        assert_eq!(PolynomialFit::from_numbers(&[1e18, 0.0, 1.0]), Err(FitError::Broken));
    }
}
