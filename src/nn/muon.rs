//! Muon (K. Jordan and others, 2024): momentum whose matrices are replaced by their nearest orthogonal ones.
//!
//! Sources: <https://kellerjordan.github.io/posts/muon/>, and `torch.optim.Muon` of PyTorch 2.9, whose order of
//! momentum and weight decay this follows. `kernel/orthogonal.rs` has the fast version of `orthogonal`.

use crate::nn::Parameter;
use std::ops::Range;

/// The coefficients of a Newton–Schulz step, X ← aX + b(XXᵀ)X + c(XXᵀ)²X.
pub const COEFFICIENTS: [f32; 3] = [3.4445, -4.7750, 2.0315];
/// The number of these steps. They bring singular values from about 0.001 to 1 into about 0.7 to 1.2.
pub const STEPS: usize = 5;
/// Added to the norm of a matrix before the division by it.
pub const EPSILON: f64 = 1e-7;
/// The learning rate of Adam for biases, relative to that of Muon.
pub const BIAS_RATE: f64 = 0.1;

/// A weight matrix in the row of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matrix {
    /// Where it begins.
    pub start: usize,
    /// (out, in).
    pub shape: (usize, usize),
}

impl Matrix {
    /// Its place in the row of parameters.
    pub fn range(self) -> Range<usize> {
        self.start..self.start + self.shape.0 * self.shape.1
    }

    /// √max(1, out ÷ in), by which a step is scaled.
    pub fn scale(self) -> f64 {
        let (n_out, n_in) = self.shape;
        (n_out as f64 / n_in as f64).max(1.0).sqrt()
    }
}

/// The weight matrices of a network.
pub fn matrices(layout: &[Parameter]) -> Vec<Matrix> {
    let mut start = 0;
    let mut found = Vec::new();
    for parameter in layout {
        if let [n_out, n_in] = parameter.shape[..] {
            found.push(Matrix { start, shape: (n_out, n_in) });
        }
        start += parameter.shape.iter().product::<usize>();
    }
    found
}

/// The momentum of all weights, before and after the present step.
#[derive(Debug)]
pub struct Momentum {
    decay: f32,
    /// (n_parameters); those of biases are not used.
    now: Vec<f32>,
    /// The same after the step. It becomes `now` when the step is taken.
    next: Vec<f32>,
}

impl Momentum {
    /// Momentum before the first step, which forgets the share 1 − `decay` in each step.
    pub fn new(decay: f64, n_parameters: usize) -> Self {
        Self { decay: decay as f32, now: vec![0.0; n_parameters], next: vec![0.0; n_parameters] }
    }

    /// Replaces the gradient of a weight matrix by Nesterov's direction.
    pub fn direct(&mut self, matrix: Matrix, row: &mut [f32]) {
        let at = matrix.range();
        for ((gradient, next), now) in row[at.clone()].iter_mut().zip(&mut self.next[at.clone()]).zip(&self.now[at]) {
            *next = now + (*gradient - now) * (1.0 - self.decay);
            *gradient += (*next - *gradient) * self.decay;
        }
    }

    /// Ends a step.
    pub fn keep(&mut self) {
        std::mem::swap(&mut self.now, &mut self.next);
    }

    /// The values of all weights; (n_parameters).
    pub fn values(&self) -> &[f32] {
        &self.now
    }

    /// Sets the values of all weights; (n_parameters).
    pub fn set(&mut self, values: &[f32]) {
        self.now.copy_from_slice(values);
    }
}

/// The definition of the orthogonalised matrix, for tests: row-major (rows, columns) in `f64`.
#[cfg(test)]
pub fn orthogonal(shape: (usize, usize), matrix: &[f32]) -> Vec<f64> {
    let (rows, columns) = shape;
    let product = |a: &[f64], b: &[f64], inner: usize, width: usize| -> Vec<f64> {
        let at = |i: usize, j: usize| (0..inner).map(|k| a[i * inner + k] * b[k * width + j]).sum();
        (0..a.len() / inner).flat_map(|i| (0..width).map(move |j| (i, j))).map(|(i, j)| at(i, j)).collect()
    };
    let transposed = |a: &[f64], width: usize| -> Vec<f64> {
        (0..width).flat_map(|j| a.iter().skip(j).step_by(width).copied()).collect()
    };
    let [a, b, c] = COEFFICIENTS.map(f64::from);
    let norm = matrix.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt() + EPSILON;
    let mut x: Vec<f64> = matrix.iter().map(|x| f64::from(*x) / norm).collect();
    for _ in 0..STEPS {
        let gram = product(&x, &transposed(&x, columns), columns, rows);
        let squared = product(&gram, &gram, rows, rows);
        let factor: Vec<f64> = gram.iter().zip(&squared).map(|(g, s)| b * g + c * s).collect();
        let change = product(&factor, &x, rows, columns);
        x.iter_mut().zip(change).for_each(|(x, change)| *x = a * *x + change);
    }
    x
}
