//! Polynomial least squares in two variables: Vandermonde with Arnoldi, monomial by monomial.
//!
//! The monomials 1, x₁, x₂, x₁², x₁x₂, x₂², … are nearly dependent long before degree 12. As in
//! [`super::PolynomialFit`], each becomes a column that is orthonormal over the samples: x₁ or x₂ times an
//! *orthonormal* column of one degree less, made orthogonal to all columns before it, twice. Evaluation repeats this
//! recurrence. Columns are ordered by degree, so the fit of every lower degree is the start of this one.

use super::FitError;
use super::columns::{centre_and_scale, extend, take_out};

/// Polynomials of every total degree up to [`BivariateFit::degree`], fitted to the same pairs, with N outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct BivariateFit<const N: usize> {
    degree: usize,
    centre: [f64; 2],
    scale: [f64; 2],
    /// Coefficients in the orthonormal basis; (monomials, N). The first ones are the fit of a lower degree.
    coefficients: Vec<[f64; N]>,
    /// For every column after the first: its parts along all columns before it, and its length. Column j has j + 1
    /// numbers.
    recurrence: Vec<Vec<f64>>,
}

/// Highest available total degree.
const MAX_DEGREE: usize = 12;

/// The number of monomials in two variables with a total degree up to `degree`.
const fn monomials(degree: usize) -> usize {
    (degree + 1) * (degree + 2) / 2
}

/// For every monomial after 1, in order: the column that it is made from, and the factor, x₁ (0) or x₂ (1).
fn steps(degree: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..=degree).flat_map(|degree| {
        let lower = monomials(degree) - (degree + 1) - degree;
        (0..=degree).map(move |power| if power < degree { (lower + power, 0) } else { (lower + power - 1, 1) })
    })
}

impl<const N: usize> BivariateFit<N> {
    /// Highest available total degree.
    pub const MAX_DEGREE: usize = MAX_DEGREE;

    /// Fits all total degrees up to `degree` to the pairs (x, y): (n_samples, 2) and (n_samples, N).
    ///
    /// Keeps the column of every monomial in memory: 15 MB for degree 12 and 20,480 pairs.
    ///
    /// # Errors
    /// When the pairs do not determine such a polynomial.
    pub fn fit(x: &[[f64; 2]], y: &[[f64; N]], degree: usize) -> Result<Self, FitError> {
        if degree > Self::MAX_DEGREE {
            return Err(FitError::Degree { given: degree, highest: Self::MAX_DEGREE });
        }
        if x.is_empty() || x.len() != y.len() {
            return Err(FitError::Lengths { x: x.len(), y: y.len() });
        }
        if let Some(index) = x.iter().zip(y).position(|(x, y)| !x.iter().chain(y).all(|value| value.is_finite())) {
            return Err(FitError::NotFinite { index });
        }
        let [(c1, s1), (c2, s2)] = [0, 1].map(|i| centre_and_scale(x.iter().map(|x| x[i])));
        let (centre, scale) = ([c1, c2], [s1, s2]);
        let t: [Vec<f64>; 2] = [0, 1].map(|i| x.iter().map(|x| (x[i] - centre[i]) / scale[i]).collect());

        let mut basis = vec![vec![1.0; x.len()]];
        let mut recurrence = Vec::with_capacity(monomials(degree) - 1);
        for (from, variable) in steps(degree) {
            let column = basis[from].iter().zip(&t[variable]).map(|(q, t)| q * t).collect();
            let possible = (0..degree).rfind(|lower| monomials(*lower) <= basis.len()).unwrap_or(0);
            recurrence.push(extend(&mut basis, column).ok_or(FitError::TooFewSamples { possible })?);
        }
        let mut coefficients = vec![[0.0; N]; basis.len()];
        for output in 0..N {
            let mut left: Vec<f64> = y.iter().map(|y| y[output]).collect();
            let parts = take_out(&basis, &mut left);
            coefficients.iter_mut().zip(parts).for_each(|(row, part)| row[output] = part);
        }
        Ok(Self { degree, centre, scale, coefficients, recurrence })
    }

    /// The highest fitted total degree.
    pub fn degree(&self) -> usize {
        self.degree
    }

    /// Number of coefficients of the polynomials of a total degree, all N outputs together.
    pub fn coefficients(degree: usize) -> usize {
        N * monomials(degree)
    }

    /// The polynomials of total `degree` at x, or of the highest fitted degree below it.
    pub fn at(&self, degree: usize, x: [f64; 2]) -> [f64; N] {
        let t = [0, 1].map(|i| (x[i] - self.centre[i]) / self.scale[i]);
        let mut basis = [1.0; monomials(MAX_DEGREE)];
        let mut sums = self.coefficients[0];
        let columns = steps(degree.min(self.degree)).zip(&self.recurrence).zip(&self.coefficients[1..]);
        for (j, (((from, variable), weights), coefficients)) in columns.enumerate() {
            let overlap: f64 = weights[..=j].iter().zip(&basis).map(|(weight, q)| weight * q).sum();
            basis[j + 1] = (t[variable] * basis[from] - overlap) / weights[j + 1];
            sums.iter_mut().zip(coefficients).for_each(|(sum, coefficient)| *sum += coefficient * basis[j + 1]);
        }
        sums
    }

    /// [`BivariateFit::at`] for every x; x is (n, 2), out is (n, N).
    pub fn fill(&self, degree: usize, x: &[[f64; 2]], out: &mut [[f64; N]]) {
        out.iter_mut().zip(x).for_each(|(out, &x)| *out = self.at(degree, x));
    }

    /// The fit as a row of numbers: degree, centre, scale, coefficients by monomials, recurrence by columns.
    pub fn to_numbers(&self) -> Vec<f64> {
        let mut row = vec![self.degree as f64];
        row.extend(self.centre.iter().chain(&self.scale));
        row.extend(self.coefficients.as_flattened());
        row.extend(self.recurrence.iter().flatten());
        row
    }

    /// Reads [`BivariateFit::to_numbers`].
    ///
    /// # Errors
    /// When the row is too short, too long or not finite.
    pub fn from_numbers(row: &[f64]) -> Result<Self, FitError> {
        let [degree, c1, c2, s1, s2, rest @ ..] = row else {
            return Err(FitError::Broken);
        };
        // A cast of a huge or undefined number saturates. The smallest degree above the maximum is refused.
        let degree = (*degree as usize).min(Self::MAX_DEGREE + 1);
        let n = monomials(degree);
        let expected = N * n + (n - 1) * (n + 2) / 2;
        let whole = degree <= Self::MAX_DEGREE && rest.len() == expected && row.iter().all(|number| number.is_finite());
        if !whole || *s1 == 0.0 || *s2 == 0.0 {
            return Err(FitError::Broken);
        }
        let (coefficients, mut rest) = rest.split_at(N * n);
        let coefficients = coefficients.as_chunks().0.to_vec();
        let mut recurrence = Vec::with_capacity(n - 1);
        for j in 1..n {
            let (column, others) = rest.split_at(j + 1);
            recurrence.push(column.to_vec());
            rest = others;
        }
        Ok(Self { degree, centre: [*c1, *c2], scale: [*s1, *s2], coefficients, recurrence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Draws, Stream};
    use proptest::prelude::*;

    fn normals(n: usize, [sigma1, sigma2]: [f64; 2]) -> Vec<[f64; 2]> {
        let mut x = vec![0.0; 2 * n];
        Draws::new(1, Stream::BaselineInputs, 0, 0).fill_normal(&mut x, 0.0, 1.0);
        x.as_chunks().0.iter().map(|[a, b]| [sigma1 * f64::from(*a), sigma2 * f64::from(*b)]).collect()
    }

    fn uniforms(n: usize) -> Vec<[f64; 2]> {
        let mut x = vec![0.0; 2 * n];
        Draws::new(2, Stream::BaselineInputs, 0, 0).fill_uniform(&mut x, -3.0, 3.0);
        x.as_chunks().0.iter().map(|[a, b]| [f64::from(*a), f64::from(*b)]).collect()
    }

    /// Σ cᵢⱼ (x₁/3)ⁱ (x₂/3)ʲ over i + j ≤ degree.
    fn powers(c: &[f64], degree: usize, [x1, x2]: [f64; 2]) -> f64 {
        let (mut sum, mut next) = (0.0, c.iter());
        for total in 0..=degree {
            for j in 0..=total {
                let power = |x: f64, n: usize| (0..n).fold(1.0, |p, _| p * x / 3.0);
                sum += next.next().unwrap() * power(x1, total - j) * power(x2, j);
            }
        }
        sum
    }

    /// Largest |error| on [−3, 3]², relative to the largest |truth| there.
    fn relative_error(truth: impl Fn([f64; 2]) -> f64, model: impl Fn([f64; 2]) -> f64) -> f64 {
        let side = |i: i32| f64::from(i) / 10.0;
        let points = || (-30..=30).flat_map(|i| (-30..=30).map(move |j| [side(i), side(j)]));
        let size = points().map(|x| truth(x).abs()).fold(0.0, f64::max);
        points().map(|x| (truth(x) - model(x)).abs()).fold(0.0, f64::max) / size
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn a_polynomial_truth_is_recovered(degree in 0..=12_usize, c in prop::collection::vec(-1.0..1.0_f64, 2 * 91)) {
            for x in [uniforms(5000), normals(5000, [1.0, 1.0])] {
                let truth = |x| [powers(&c, degree, x), powers(&c[91..], degree, x)];
                let y: Vec<_> = x.iter().map(|&x| truth(x)).collect();
                let fit = BivariateFit::fit(&x, &y, degree).unwrap();
                for output in 0..2 {
                    let error = relative_error(|x| truth(x)[output], |x| fit.at(degree, x)[output]);
                    prop_assert!(error < 1e-9, "degree {degree}: {error:e}");
                }
            }
        }
    }

    #[test]
    fn a_lower_degree_is_the_start_of_a_higher_one() {
        let x = normals(2000, [1.0, 0.1]);
        let y: Vec<_> = x.iter().map(|[a, b]| [f64::from(a * b > 0.0)]).collect();
        let high = BivariateFit::fit(&x, &y, 9).unwrap();
        for degree in 0..9 {
            let low = BivariateFit::fit(&x, &y, degree).unwrap();
            let ([h], [l]) = (high.at(degree, [0.7, -0.1]), low.at(degree, [0.7, -0.1]));
            assert!((h - l).abs() < 1e-12, "degree {degree}: {h} and {l}");
        }
    }

    #[test]
    fn inputs_that_do_not_determine_a_degree_are_an_error() {
        let line: Vec<_> = normals(100, [1.0, 1.0]).into_iter().map(|[a, _]| [a, 2.0 * a]).collect();
        let error = BivariateFit::fit(&line, &[[0.0]; 100], 3).unwrap_err();
        assert_eq!(error, FitError::TooFewSamples { possible: 0 });
        let corners = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
        assert!(BivariateFit::fit(&corners, &[[1.0]; 4], 1).is_ok());
        let error = BivariateFit::fit(&corners, &[[1.0]; 4], 2).unwrap_err();
        assert_eq!(error, FitError::TooFewSamples { possible: 1 });
    }

    #[test]
    fn inputs_and_outputs_that_do_not_form_pairs_are_an_error() {
        let fit = |x: &[[f64; 2]], y: &[[f64; 1]], degree| BivariateFit::fit(x, y, degree).unwrap_err();
        assert_eq!(fit(&[], &[], 0), FitError::Lengths { x: 0, y: 0 });
        assert_eq!(fit(&[[0.0, f64::NAN]], &[[1.0]], 0), FitError::NotFinite { index: 0 });
        assert_eq!(fit(&[[0.0, 1.0]], &[[1.0]], 13), FitError::Degree { given: 13, highest: 12 });
    }

    #[test]
    fn numbers_read_back_exactly_or_are_refused() {
        let x = normals(500, [1.0, 1.0]);
        let fit = BivariateFit::fit(&x, &x, 5).unwrap();
        let row = fit.to_numbers();
        assert_eq!(BivariateFit::from_numbers(&row), Ok(fit));
        assert_eq!(BivariateFit::<2>::from_numbers(&row[..row.len() - 1]), Err(FitError::Broken));
        assert_eq!(BivariateFit::<3>::from_numbers(&row), Err(FitError::Broken));
        assert_eq!(BivariateFit::<2>::from_numbers(&[1e18, 0.0, 0.0, 1.0, 1.0]), Err(FitError::Broken));
    }
}
