//! The coefficients of a polynomial fit in the monomials of the variables themselves, with their standard errors.
//!
//! A fit is stable because it is never written in monomials. For people it is, and that costs digits: the coefficients
//! of a polynomial over 1947 to 1962 are differences of large numbers. Therefore they are computed with twice the digits.
//! The columns of the fit are expanded in monomials, and two corrections add what the residuals still have along them.
//! The inverse of the matrix of the normal equations is the product of the expansion with itself: it has no differences.

use super::MultivariateFit;
use super::double::Double;

/// The coefficients of one output.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The coefficient of each monomial, in the order of [`MultivariateFit::powers`].
    pub values: Vec<f64>,
    /// The standard error of each coefficient; infinite if there are as many coefficients as rows.
    pub errors: Vec<f64>,
    /// The standard deviation of the rows around the polynomial; infinite if there are as many coefficients as rows.
    pub deviation: f64,
    /// 1 − Σ(ŷ − y)² / Σ(y − ȳ)² on the fitted rows. Without a constant term, ȳ is 0. Undefined if all y are ȳ.
    pub r_squared: f64,
}

/// Number of values up to which the coefficients are refined. With more of them one reading of the table is enough: the
/// rounding errors of single rows cancel.
const REFINED: usize = 1 << 20;
/// The part of the size of y that exact residuals may have along the columns. More is not a least-squares fit.
const LEFT: f64 = 1e-11;

type Matrix = Vec<Vec<Double>>;

impl MultivariateFit {
    /// Maximum number of monomials of a polynomial whose coefficients are computed.
    pub const MAX_TERMS: usize = 60;

    /// The coefficients of the polynomials of total `degree` for each output; x (rows, variables) and y (rows, outputs)
    /// are the pairs of the fit. `None` if there are too many, or if the rows do not determine them.
    pub fn estimates(&self, degree: usize, x: &[f64], y: &[f64]) -> Option<Vec<Estimates>> {
        let columns = self.columns(degree);
        if columns > Self::MAX_TERMS + 1 || x.len() != self.rows() * self.centre.len() {
            return None;
        }
        let up = self.products(columns);
        let expansion = self.expansion(&up, columns)?;
        let shift = self.shift(&up, columns)?;
        let first = usize::from(!self.constant);
        // The columns in monomials of the variables themselves. The square of an entry adds to a variance.
        let raw: Matrix = expansion.iter().map(|row| combine(row, &shift)).collect();
        let variance = |k: usize| raw[first..].iter().map(|row| row[k].value() * row[k].value()).sum::<f64>();
        let free = self.rows() - self.terms(degree).min(self.rows());
        let estimate = |output: usize| {
            let y: Vec<f64> = y.iter().skip(output).step_by(self.outputs).copied().collect();
            let fitted = |j: usize| Double::from(self.coefficients[j * self.outputs + output]);
            let start: Vec<Double> = (0..columns).map(fitted).collect();
            let mut all = combine(&start, &expansion);
            let size = (y.iter().map(|y| y * y).sum::<f64>() / y.len() as f64).sqrt();
            let passes = if y.len() * columns <= REFINED { 3 } else { 1 };
            let mut squares = Double::ZERO;
            for pass in 1..=passes {
                let (left, along) = self.residuals(&all, x, &y);
                squares = left;
                let mut parts: Vec<Double> =
                    expansion.iter().map(|row| inner(row, &along) / (y.len() as f64).into()).collect();
                parts[..first].fill(Double::ZERO);
                if pass == passes && !parts.iter().all(|part| part.value().abs() <= LEFT * size) {
                    return None;
                }
                if pass < passes {
                    let more = combine(&parts, &expansion);
                    all.iter_mut().zip(more).for_each(|(one, more)| *one = *one + more);
                }
            }
            let deviation = if free > 0 { (squares.value() / free as f64).sqrt() } else { f64::INFINITY };
            let values: Vec<f64> = combine(&all, &shift)[first..].iter().map(|one| one.value()).collect();
            let error = |k: usize| deviation * (variance(k) / y.len() as f64).sqrt();
            let errors: Vec<f64> = (first..columns).map(error).collect();
            let finite = values.iter().all(|x| x.is_finite()) && !errors.iter().any(|x| x.is_nan());
            let r_squared = 1.0 - (squares / around(&y, self.constant)).value();
            finite.then_some(Estimates { values, errors, deviation, r_squared })
        };
        (0..self.outputs).map(estimate).collect()
    }

    /// For each of the first monomials and each variable, the index of their product, if it is one of them.
    fn products(&self, columns: usize) -> Vec<Vec<Option<usize>>> {
        let powers = self.all_powers(columns);
        let times = |one: &Vec<usize>, variable: usize| {
            let mut product = one.clone();
            product[variable] += 1;
            powers.iter().position(|other| *other == product)
        };
        powers.iter().map(|one| (0..one.len()).map(|variable| times(one, variable)).collect()).collect()
    }

    /// The columns as sums of monomials in the centred and scaled variables. `None` if one of these is not determined by
    /// the rows.
    fn expansion(&self, up: &[Vec<Option<usize>>], columns: usize) -> Option<Matrix> {
        let mut all = vec![unit(columns)];
        for step in &self.steps[..columns - 1] {
            let mut row = times(&all[step.from], step.variable, up)?;
            for (before, weight) in all.iter().zip(&step.weights) {
                row.iter_mut().zip(before).for_each(|(sum, part)| *sum = *sum - *part * (*weight).into());
            }
            let length = Double::from(step.weights[all.len()]);
            row.iter_mut().for_each(|one| *one = *one / length);
            all.push(row);
        }
        Some(all)
    }

    /// The monomials in the centred and scaled variables as sums of monomials in the variables themselves.
    fn shift(&self, up: &[Vec<Option<usize>>], columns: usize) -> Option<Matrix> {
        let mut all = vec![unit(columns)];
        for step in &self.steps[..columns - 1] {
            let before = &all[step.from];
            let (centre, scale) = (Double::from(self.centre[step.variable]), Double::from(self.scale[step.variable]));
            let mut row = times(before, step.variable, up)?;
            row.iter_mut().zip(before).for_each(|(sum, part)| *sum = (*sum - *part * centre) / scale);
            all.push(row);
        }
        Some(all)
    }

    /// Σ r², and Σ r times each monomial, of the residuals r = y − Σ coefficient · monomial. The monomials are those in the
    /// centred and scaled variables.
    fn residuals(&self, coefficients: &[Double], x: &[f64], y: &[f64]) -> (Double, Vec<Double>) {
        let columns = coefficients.len();
        let (mut squares, mut along) = (Double::ZERO, vec![Double::ZERO; columns]);
        let mut row = unit(columns);
        for (x, y) in x.chunks_exact(self.centre.len()).zip(y) {
            let scaled = |i: usize| (Double::from(x[i]) - self.centre[i].into()) / self.scale[i].into();
            let t: Vec<Double> = (0..x.len()).map(scaled).collect();
            for (j, step) in self.steps[..columns - 1].iter().enumerate() {
                row[j + 1] = row[step.from] * t[step.variable];
            }
            let left = Double::from(*y) - inner(&row, coefficients);
            squares = squares + left * left;
            along.iter_mut().zip(&row).for_each(|(sum, one)| *sum = *sum + left * *one);
        }
        (squares, along)
    }
}

/// The first monomial, 1.
fn unit(columns: usize) -> Vec<Double> {
    let mut row = vec![Double::ZERO; columns];
    row[0] = 1.0.into();
    row
}

/// A sum of monomials times a variable.
fn times(row: &[Double], variable: usize, up: &[Vec<Option<usize>>]) -> Option<Vec<Double>> {
    let mut product = vec![Double::ZERO; row.len()];
    for (part, up) in row.iter().zip(up).filter(|(part, _)| **part != Double::ZERO) {
        product[up[variable]?] = *part;
    }
    Some(product)
}

/// Σ aᵢ bᵢ.
fn inner(a: &[Double], b: &[Double]) -> Double {
    a.iter().zip(b).fold(Double::ZERO, |sum, (a, b)| sum + *a * *b)
}

/// Σ aᵢ · (row i of `matrix`).
fn combine(a: &[Double], matrix: &[Vec<Double>]) -> Vec<Double> {
    let mut sum = vec![Double::ZERO; a.len()];
    for (a, row) in a.iter().zip(matrix) {
        sum.iter_mut().zip(row).for_each(|(sum, one)| *sum = *sum + *a * *one);
    }
    sum
}

/// Σ(y − ȳ)²; ȳ is the mean, or 0 without a constant.
fn around(y: &[f64], constant: bool) -> Double {
    let sum = y.iter().fold(Double::ZERO, |sum, y| sum + (*y).into());
    let middle = if constant { sum / (y.len() as f64).into() } else { Double::ZERO };
    y.iter().fold(Double::ZERO, |sum, y| {
        let away = Double::from(*y) - middle;
        sum + away * away
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize) -> Vec<f64> {
        (0..n).map(|i| ((i * i * 37 + i * 11) % 101) as f64 / 10.0).collect()
    }

    #[test]
    fn the_sum_of_the_monomials_is_the_fit() {
        let x = numbers(90);
        let y: Vec<f64> = (0..60).map(|i| ((i * 29) % 47) as f64).collect();
        for constant in [true, false] {
            let fit = MultivariateFit::fit_from(constant, &x, &y, 3, 2, 3).unwrap();
            let found = fit.estimates(3, &x, &y).unwrap();
            let at = [0.5, 11.0, -2.0];
            let mut out = [0.0; 2];
            fit.fill(3, &at, &mut out);
            for (one, out) in found.iter().zip(out) {
                let power = |(x, n): (&f64, &usize)| (0..*n).fold(1.0, |product, _| product * x);
                let monomial = |powers: &Vec<usize>| at.iter().zip(powers).map(power).product::<f64>();
                let sum: f64 = fit.powers(3).iter().zip(&one.values).map(|(powers, c)| c * monomial(powers)).sum();
                assert!((sum - out).abs() < 1e-9 * out.abs(), "{sum} {out}");
            }
        }
    }

    #[test]
    fn as_many_coefficients_as_rows_leave_no_estimate_of_errors() {
        let (x, y) = ([0.0, 1.0, 2.0, 3.0], [1.0, 2.0, 5.0, 10.0]);
        let fit = MultivariateFit::fit(&x, &y, 1, 1, 3).unwrap();
        let found = &fit.estimates(3, &x, &y).unwrap()[0];
        let away = |(found, value): (&f64, f64)| (found - value).abs();
        assert!(found.values.iter().zip([1.0, 0.0, 1.0, 0.0]).map(away).all(|away| away < 1e-15), "{found:?}");
        assert!(found.errors.iter().chain([&found.deviation]).all(|error| error.is_infinite()), "{found:?}");
        assert!(fit.estimates(2, &x, &y).unwrap()[0].errors.iter().all(|error| *error < 1e-15));
    }

    #[test]
    fn monomials_that_rows_do_not_determine_have_no_coefficient() {
        // The second variable is 0 or 1: its square is left out.
        let x: Vec<f64> = numbers(40).into_iter().enumerate().flat_map(|(i, x)| [x, (i % 2) as f64]).collect();
        let y: Vec<f64> = x.chunks(2).map(|x| 3.0 + x[0] * x[0] - 2.0 * x[0] * x[1]).collect();
        let fit = MultivariateFit::fit(&x, &y, 2, 1, 2).unwrap();
        assert_eq!(fit.powers(2), [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1]]);
        let found = &fit.estimates(2, &x, &y).unwrap()[0].values;
        for (found, value) in found.iter().zip([3.0, 0.0, 0.0, 1.0, -2.0]) {
            assert!((found - value).abs() < 1e-13, "{found} {value}");
        }
        // c = 1/a: a c is left out, but the column of c² has a part of it.
        let x: Vec<f64> = (1..30).map(|i| f64::from(i) / 10.0).flat_map(|a| [a, 1.0 / a]).collect();
        let fit = MultivariateFit::fit(&x, &x[..29], 2, 1, 2).unwrap();
        assert_eq!(fit.terms(2), 5);
        assert_eq!(fit.estimates(2, &x, &x[..29]), None);
        assert!(fit.estimates(1, &x, &x[..29]).is_some());
    }

    #[test]
    fn numbers_beyond_what_can_be_computed_give_nothing() {
        let x: Vec<f64> = numbers(20).into_iter().map(|x| 1e200 * (x + 1.0)).collect();
        let fit = MultivariateFit::fit(&x, &x, 1, 1, 3).unwrap();
        assert!(fit.estimates(3, &x, &x).is_none_or(|all| all[0].values.iter().all(|x| x.is_finite())));
    }
}
