//! Columns of numbers over the samples, orthonormal in the mean. The polynomial fits are made of them.

const LANES: usize = 8;

/// Σ aᵢ bᵢ in eight lanes, summed in one fixed order.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let (a_blocks, b_blocks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a_blocks.remainder().iter().zip(b_blocks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_blocks.zip(b_blocks) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let [s0, s1, s2, s3, s4, s5, s6, s7] = sums;
    ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest
}

/// a ← a − factor · b.
fn subtract(a: &mut [f64], factor: f64, b: &[f64]) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a -= factor * b);
}

/// A new column counts as dependent if its length is below this. Centred inputs have a size of at most 1.
const DEPENDENT: f64 = 1e-13;

/// Centre and largest distance from it (1 if there is none). They map x into [−1, 1].
pub fn centre_and_scale(x: impl ExactSizeIterator<Item = f64> + Clone) -> (f64, f64) {
    let n = x.len() as f64;
    let centre = x.clone().map(|x| x / n).sum::<f64>();
    let widest = x.fold(0.0_f64, |widest, x| widest.max((x - centre).abs()));
    (centre, if widest > 0.0 { widest } else { 1.0 })
}

/// The largest distance of x from 0 (1 if there is none).
pub fn size(x: impl Iterator<Item = f64>) -> f64 {
    let widest = x.fold(0.0_f64, |widest, x| widest.max(x.abs()));
    if widest > 0.0 { widest } else { 1.0 }
}

/// Subtracts the part along every column of `basis` from `left`, twice. Returns the parts.
///
/// Each part is computed from what is left, which keeps small parts accurate.
pub fn take_out(basis: &[Vec<f64>], left: &mut [f64]) -> Vec<f64> {
    let n = left.len() as f64;
    let mut parts = vec![0.0; basis.len()];
    for _ in 0..2 {
        for (part, column) in parts.iter_mut().zip(basis) {
            let overlap = dot(column, left) / n;
            subtract(left, overlap, column);
            *part += overlap;
        }
    }
    parts
}

/// Adds `column` to `basis`, made orthogonal to all columns before it and of length 1. Returns its parts along those
/// and its own length. `None` if the column depends on those before it.
pub fn extend(basis: &mut Vec<Vec<f64>>, mut column: Vec<f64>) -> Option<Vec<f64>> {
    let mut weights = take_out(basis, &mut column);
    let length = (dot(&column, &column) / column.len() as f64).sqrt();
    if length < DEPENDENT {
        return None;
    }
    column.iter_mut().for_each(|q| *q /= length);
    weights.push(length);
    basis.push(column);
    Some(weights)
}
