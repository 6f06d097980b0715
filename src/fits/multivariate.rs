//! Polynomial least squares in any number of variables: Vandermonde with Arnoldi, monomial by monomial.
//!
//! The method is that of [`super::BivariateFit`] for two variables. Each monomial becomes a column that is orthonormal
//! over the samples: one variable times an orthonormal column of one degree less, made orthogonal to all columns before
//! it. Measured data determine fewer monomials than drawn data. A monomial that the samples do not distinguish from
//! those before it, such as the square of a column of zeros and ones, is left out, and so are all monomials made from
//! it.
//!
//! Without a constant term, the first column is a placeholder: every other one has no part along it. The variables are
//! then divided by their size, but not centred, so that all polynomials are 0 where all variables are.

use super::FitError;
use super::columns::{centre_and_scale, extend, size, take_out};

/// Polynomials of every total degree up to a highest one, fitted to the same pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct MultivariateFit {
    pub(super) outputs: usize,
    /// Number of fitted samples.
    rows: usize,
    /// Whether the polynomials have a constant term.
    pub(super) constant: bool,
    /// Centre and scale of each variable.
    pub(super) centre: Vec<f64>,
    pub(super) scale: Vec<f64>,
    /// The number of columns of the polynomials of each total degree, with the first one; (degree + 1).
    ends: Vec<usize>,
    /// For each column after the first: the column that it is made from, the variable that this is multiplied by, its
    /// parts along all columns before it, and its length.
    pub(super) steps: Vec<Step>,
    /// Coefficients in the orthonormal basis; (columns, outputs).
    pub(super) coefficients: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) variable: usize,
    pub(super) weights: Vec<f64>,
}

impl MultivariateFit {
    /// Highest available total degree.
    pub const MAX_DEGREE: usize = 40;

    /// The number of monomials in this number of variables with a total degree up to `degree`.
    pub fn monomials(variables: usize, degree: usize) -> usize {
        // (v + d)! / (v! d!), which is a whole number after every factor.
        (1..=degree).try_fold(1_usize, |n, d| Some(n.checked_mul(variables + d)? / d)).unwrap_or(usize::MAX)
    }

    /// Fits all total degrees up to `degree` to the pairs x (n, variables) and y (n, outputs).
    ///
    /// # Errors
    /// When these do not form pairs, or the degree is not available.
    pub fn fit(x: &[f64], y: &[f64], variables: usize, outputs: usize, degree: usize) -> Result<Self, FitError> {
        Self::fit_from(true, x, y, variables, outputs, degree)
    }

    /// The same, with or without a constant term.
    ///
    /// # Errors
    /// As [`MultivariateFit::fit`].
    pub fn fit_from(
        constant: bool,
        x: &[f64],
        y: &[f64],
        variables: usize,
        outputs: usize,
        degree: usize,
    ) -> Result<Self, FitError> {
        if degree > Self::MAX_DEGREE {
            return Err(FitError::Degree { given: degree, highest: Self::MAX_DEGREE });
        }
        let n = x.len().checked_div(variables).unwrap_or(0);
        if n == 0 || outputs == 0 || x.len() != n * variables || y.len() != n * outputs {
            return Err(FitError::Lengths { x: x.len(), y: y.len() });
        }
        if let Some(i) = x.iter().position(|x| !x.is_finite()) {
            return Err(FitError::NotFinite { index: i / variables });
        }
        if let Some(i) = y.iter().position(|y| !y.is_finite()) {
            return Err(FitError::NotFinite { index: i / outputs });
        }
        let column =
            |all: &[f64], width: usize, i: usize| -> Vec<f64> { all.iter().skip(i).step_by(width).copied().collect() };
        let mut t: Vec<Vec<f64>> = (0..variables).map(|i| column(x, variables, i)).collect();
        let range = |t: &Vec<f64>| match constant {
            true => centre_and_scale(t.iter().copied()),
            false => (0.0, size(t.iter().copied())),
        };
        let (centre, scale): (Vec<f64>, Vec<f64>) = t.iter().map(range).unzip();
        for ((t, centre), scale) in t.iter_mut().zip(&centre).zip(&scale) {
            t.iter_mut().for_each(|t| *t = (*t - centre) / scale);
        }

        // Nothing has a part along a column of zeros.
        let mut basis = vec![vec![if constant { 1.0 } else { 0.0 }; n]];
        let (mut steps, mut ends) = (Vec::new(), vec![1]);
        // The columns of the last degree, each with the last variable in its monomial: no monomial occurs twice.
        let mut last = vec![(0, 0)];
        for _ in 0..degree {
            let mut next = Vec::new();
            for (from, lowest) in last {
                for (variable, t) in t.iter().enumerate().skip(lowest) {
                    let product = match from {
                        0 => t.clone(),
                        _ => basis[from].iter().zip(t).map(|(q, t)| q * t).collect(),
                    };
                    if let Some(weights) = extend(&mut basis, product) {
                        steps.push(Step { from, variable, weights });
                        next.push((basis.len() - 1, variable));
                    }
                }
            }
            ends.push(basis.len());
            last = next;
        }
        let mut coefficients = vec![0.0; basis.len() * outputs];
        for output in 0..outputs {
            let parts = take_out(&basis, &mut column(y, outputs, output));
            parts.into_iter().enumerate().for_each(|(j, part)| coefficients[j * outputs + output] = part);
        }
        Ok(Self { outputs, rows: n, constant, centre, scale, ends, steps, coefficients })
    }

    /// Number of samples of the fit.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of variables.
    pub fn variables(&self) -> usize {
        self.centre.len()
    }

    /// Whether the polynomials have a constant term.
    pub fn has_constant(&self) -> bool {
        self.constant
    }

    /// Number of coefficients of the polynomials of a total degree, of one output.
    pub fn terms(&self, degree: usize) -> usize {
        self.columns(degree) - usize::from(!self.constant)
    }

    /// Number of coefficients of the polynomials of a total degree, all outputs together.
    pub fn coefficients(&self, degree: usize) -> usize {
        self.terms(degree) * self.outputs
    }

    /// The power of each variable in each monomial of a total degree; (terms) of (variables).
    pub fn powers(&self, degree: usize) -> Vec<Vec<usize>> {
        let mut all = self.all_powers(self.columns(degree));
        all.drain(..usize::from(!self.constant));
        all
    }

    /// The same for each of the first columns.
    pub(super) fn all_powers(&self, columns: usize) -> Vec<Vec<usize>> {
        let mut all = vec![vec![0; self.centre.len()]];
        for step in &self.steps[..columns - 1] {
            let mut powers = all[step.from].clone();
            powers[step.variable] += 1;
            all.push(powers);
        }
        all
    }

    pub(super) fn columns(&self, degree: usize) -> usize {
        self.ends.get(degree).or(self.ends.last()).copied().unwrap_or(1)
    }

    /// The polynomials of total `degree`, or of the highest fitted degree below it: out (n, outputs) for x (n,
    /// variables).
    pub fn fill(&self, degree: usize, x: &[f64], out: &mut [f64]) {
        let outputs = self.outputs;
        self.each(degree, x, &mut |i, basis| {
            let Some(out) = out.get_mut(i * outputs..(i + 1) * outputs) else { return };
            out.fill(0.0);
            for (q, row) in basis.iter().zip(self.coefficients.chunks_exact(outputs)) {
                out.iter_mut().zip(row).for_each(|(sum, coefficient)| *sum += coefficient * q);
            }
        });
    }

    /// The standard errors of the polynomials of total `degree` at x (n, variables), if the samples around them have a
    /// standard deviation of 1: (n).
    pub fn spread(&self, degree: usize, x: &[f64]) -> Vec<f64> {
        let mut out = Vec::new();
        self.each(degree, x, &mut |_, basis| {
            let kept = &basis[usize::from(!self.constant)..];
            out.push((kept.iter().map(|q| q * q).sum::<f64>() / self.rows as f64).sqrt());
        });
        out
    }

    /// Passes the values of the columns of total `degree` at each of x (n, variables), with its index.
    fn each(&self, degree: usize, x: &[f64], with: &mut dyn FnMut(usize, &[f64])) {
        let mut basis = vec![1.0; self.columns(degree)];
        let mut t = vec![0.0; self.centre.len()];
        for (row, x) in x.chunks_exact(self.centre.len()).enumerate() {
            for (i, t) in t.iter_mut().enumerate() {
                *t = (x[i] - self.centre[i]) / self.scale[i];
            }
            for j in 1..basis.len() {
                let Step { from, variable, weights } = &self.steps[j - 1];
                let overlap: f64 = weights[..j].iter().zip(&basis).map(|(weight, q)| weight * q).sum();
                basis[j] = (t[*variable] * basis[*from] - overlap) / weights[j];
            }
            with(row, &basis);
        }
    }

    /// The fit as a row of numbers.
    pub fn to_numbers(&self) -> Vec<f64> {
        let constant = f64::from(u8::from(self.constant));
        let mut row =
            vec![self.outputs as f64, self.centre.len() as f64, self.ends.len() as f64, self.rows as f64, constant];
        row.extend(self.centre.iter().chain(&self.scale));
        row.extend(self.ends.iter().map(|end| *end as f64));
        for step in &self.steps {
            row.extend([step.from as f64, step.variable as f64]);
            row.extend(&step.weights);
        }
        row.extend(&self.coefficients);
        row
    }

    /// Reads [`MultivariateFit::to_numbers`].
    ///
    /// # Errors
    /// When the row is too short, too long or not finite.
    pub fn from_numbers(row: &[f64]) -> Result<Self, FitError> {
        Self::read(row).ok_or(FitError::Broken)
    }

    fn read(row: &[f64]) -> Option<Self> {
        let mut rest = row;
        let mut take = |n: usize| {
            let (head, tail) = rest.split_at_checked(n)?;
            rest = tail;
            head.iter().all(|x| x.is_finite()).then_some(head)
        };
        // A cast of a huge or negative number saturates, and then does not fit the row.
        let sizes: Vec<usize> = take(5)?.iter().map(|x| *x as usize).collect();
        let [outputs, variables, n_ends, rows, constant] = sizes[..] else { return None };
        let centre = take(variables)?.to_vec();
        let scale = take(variables)?.to_vec();
        let ends: Vec<usize> = take(n_ends)?.iter().map(|x| *x as usize).collect();
        let columns = *ends.last()?;
        let whole =
            ends.first() == Some(&1) && ends.is_sorted() && outputs > 0 && variables > 0 && columns <= row.len();
        if !whole || scale.contains(&0.0) {
            return None;
        }
        let mut steps = Vec::new();
        for j in 1..columns {
            let head: Vec<usize> = take(2)?.iter().map(|x| *x as usize).collect();
            let weights = take(j + 1)?.to_vec();
            if head[0] >= j || head[1] >= variables {
                return None;
            }
            steps.push(Step { from: head[0], variable: head[1], weights });
        }
        let coefficients = take(columns.checked_mul(outputs)?)?.to_vec();
        let constant = constant == 1;
        rest.is_empty().then_some(Self { outputs, rows, constant, centre, scale, ends, steps, coefficients })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Draws, Stream};
    use proptest::prelude::*;

    fn uniforms(n: usize) -> Vec<f64> {
        let mut x = vec![0.0; n];
        Draws::new(2, Stream::BaselineInputs, 0, 0).fill_uniform(&mut x, -3.0, 3.0);
        x.into_iter().map(f64::from).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_polynomial_truth_is_recovered(
            variables in 1..5_usize,
            powers in prop::collection::vec((0..4_usize, 0..4_usize, -2.0..2.0_f64), 1..6),
        ) {
            // A sum of products of two powers, of total degree up to 6.
            let truth = |x: &[f64]| {
                let power = |x: f64, n: usize| (0..n).fold(1.0, |p, _| p * x);
                let term = |(i, (a, b, c)): (usize, &(usize, usize, f64))| {
                    c * power(x[i % variables], *a) * power(x[(i + 1) % variables], *b)
                };
                powers.iter().enumerate().map(term).sum::<f64>()
            };
            let x = uniforms(1000 * variables);
            let y: Vec<f64> = x.chunks(variables).flat_map(|x| [truth(x), 7.0]).collect();
            let fit = MultivariateFit::fit(&x, &y, variables, 2, 6).unwrap();
            prop_assert_eq!(fit.coefficients(6), 2 * MultivariateFit::monomials(variables, 6));
            let fresh = uniforms(2000 * variables).split_off(1000 * variables);
            let mut out = vec![0.0; 2000];
            fit.fill(6, &fresh, &mut out);
            let size = y.iter().fold(1.0_f64, |size, y| size.max(y.abs()));
            for (x, out) in fresh.chunks(variables).zip(out.chunks(2)) {
                prop_assert!((out[0] - truth(x)).abs() < 1e-8 * size, "{} and {}", out[0], truth(x));
                prop_assert!((out[1] - 7.0).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn monomials_that_the_samples_do_not_distinguish_are_left_out() {
        // The second variable is 0 or 1; the third is equal to the first.
        let x: Vec<f64> =
            uniforms(200).into_iter().enumerate().flat_map(|(i, x)| [x, (i % 2) as f64, 2.0 * x]).collect();
        let y: Vec<f64> = x.chunks(3).map(|x| x[0] * x[0] + 3.0 * x[1]).collect();
        let fit = MultivariateFit::fit(&x, &y, 3, 1, 2).unwrap();
        // 1, a, b, a², ab.
        assert_eq!(fit.coefficients(2), 5);
        let mut out = [0.0];
        fit.fill(2, &[2.0, 1.0, 4.0], &mut out);
        assert!((out[0] - 7.0).abs() < 1e-9, "{out:?}");
    }

    #[test]
    fn without_a_constant_every_polynomial_passes_through_the_origin() {
        let x = uniforms(60);
        let y: Vec<f64> = x.chunks(2).map(|x| 2.0 * x[0] - x[1] + x[0] * x[1] * x[1]).collect();
        let fit = MultivariateFit::fit_from(false, &x, &y, 2, 1, 3).unwrap();
        assert_eq!([0, 1, 2, 3].map(|degree| fit.terms(degree)), [0, 2, 5, 9]);
        assert_eq!(fit.powers(2), [[1, 0], [0, 1], [2, 0], [1, 1], [0, 2]]);
        for degree in 0..4 {
            let mut out = [f64::NAN];
            fit.fill(degree, &[0.0, 0.0], &mut out);
            assert_eq!(out, [0.0]);
        }
        let mut out = [0.0];
        fit.fill(3, &[1.0, -3.0], &mut out);
        assert!((out[0] - 14.0).abs() < 1e-10, "{out:?}");
    }

    #[test]
    fn the_curve_of_a_straight_line_is_least_uncertain_in_the_middle() {
        let x: Vec<f64> = (0..5).map(f64::from).collect();
        let fit = MultivariateFit::fit(&x, &x, 1, 1, 2).unwrap();
        // √(1/n + (x − x̄)² / Σ(x − x̄)²).
        for (x, spread) in [2.0, 0.0, 12.0].into_iter().zip(fit.spread(1, &[2.0, 0.0, 12.0])) {
            assert!((spread - (0.2 + (x - 2.0) * (x - 2.0) / 10.0_f64).sqrt()).abs() < 1e-14, "{x}: {spread}");
        }
        // Through the origin it is 0 there.
        let through = MultivariateFit::fit_from(false, &x, &x, 1, 1, 1).unwrap();
        assert_eq!(through.spread(1, &[0.0]), [0.0]);
    }

    #[test]
    fn numbers_read_back_exactly_or_are_refused() {
        let x = uniforms(300);
        let without = MultivariateFit::fit_from(false, &x, &x[..200], 3, 2, 3).unwrap();
        assert_eq!(MultivariateFit::from_numbers(&without.to_numbers()), Ok(without));
        let fit = MultivariateFit::fit(&x, &x[..200], 3, 2, 3).unwrap();
        let row = fit.to_numbers();
        assert_eq!(MultivariateFit::from_numbers(&row), Ok(fit));
        for bad in [&row[..row.len() - 1], &[row.as_slice(), &[0.0]].concat(), &[], &[1e18, 1.0, 1.0, 0.0, 1.0, 1.0]] {
            assert_eq!(MultivariateFit::from_numbers(bad), Err(FitError::Broken));
        }
    }

    #[test]
    fn inputs_and_outputs_that_do_not_form_pairs_are_an_error() {
        let fit = |x: &[f64], y: &[f64]| MultivariateFit::fit(x, y, 2, 1, 1).unwrap_err();
        assert_eq!(fit(&[], &[]), FitError::Lengths { x: 0, y: 0 });
        assert_eq!(fit(&[0.0, 1.0, 2.0], &[1.0]), FitError::Lengths { x: 3, y: 1 });
        assert_eq!(fit(&[0.0, 1.0, 2.0, f64::NAN], &[1.0, 1.0]), FitError::NotFinite { index: 1 });
    }
}
