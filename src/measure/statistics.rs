//! Statistics, each written once: root mean square, moments, median, R².

use crate::order::sort;

/// The square root of the mean square of `errors`. `None` if there are none.
pub fn rms(errors: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, n) = errors.into_iter().fold((0.0, 0_usize), |(sum, n), error| (sum + error * error, n + 1));
    (n > 0).then(|| (sum / n as f64).sqrt())
}

/// Mean and variance of `values`; (n).
pub fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n)
}

/// The median of `values`; for an even number of values, the upper of the two in the middle. `None` if there are none.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    let middle = values.len() / 2;
    sort(&mut values);
    values.get(middle).copied()
}

/// The mean product of deviations from the means; a and b are (n).
fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, _), (mean_b, _)) = (moments(a), moments(b));
    a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / a.len().max(1) as f64
}

/// The number of dimensions that columns span together: (Σλ)² ÷ Σλ² of the eigenvalues λ of their correlation matrix.
/// Uncorrelated columns span as many dimensions as there are; columns that all follow one line span one. 0 without
/// columns.
pub fn dimension(columns: &[Vec<f64>]) -> f64 {
    let squares: f64 = columns.iter().flat_map(|a| columns.iter().map(move |b| r_squared(a, b))).sum();
    // The sum of the eigenvalues is the trace; that of their squares is the sum of all squared correlations.
    let n = columns.len() as f64;
    if columns.is_empty() { 0.0 } else { n * n / squares }
}

/// The share of the variance of z that a straight line in q explains; both (n).
pub fn r_squared(z: &[f64], q: &[f64]) -> f64 {
    let both = covariance(z, q);
    both * both / (covariance(z, z) * covariance(q, q))
}

/// The share of the variance of z that a plane in p and q explains; all (n).
pub fn r_squared_of_two(z: &[f64], p: &[f64], q: &[f64]) -> f64 {
    let (pp, qq, pq) = (covariance(p, p), covariance(q, q), covariance(p, q));
    let (zp, zq) = (covariance(z, p), covariance(z, q));
    let determinant = pp * qq - pq * pq;
    // If p and q lie on one line, they explain together no more than alone.
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
