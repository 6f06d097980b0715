//! The matrix product that all layers use: a tile of R rows by eight lanes in registers, [`Lanes::tile`].
//!
//! A layer's outputs (weights × samples), its inputs' gradients (weightsᵀ × samples) and its weights'
//! gradients (deltasᵀ × samples) all have the form Σₖ panel[k][r] · rows[k][lane]; only the packing differs. Each
//! element is summed over k in order, so the bits do not depend on R or on how the work is divided.

use super::lanes::{LANES, Lanes};

/// Eight values that are processed together.
pub type Block = [f32; LANES];

/// Writes a tile, or as many of its rows as there are.
#[inline(always)]
pub fn store<L: Lanes, const R: usize>(tile: [L; R], to: &mut [Block]) {
    for (sum, to) in tile.into_iter().zip(to) {
        sum.store(to);
    }
}

/// The number of groups of `size` that `n` items need.
pub fn groups(n: usize, size: usize) -> usize {
    n.div_ceil(size)
}

/// Packs a matrix (rows, columns), given by `at`, into panels of R rows: (groups of rows, columns, R),
/// padded with zeros.
pub fn pack<const R: usize>(rows: usize, columns: usize, at: impl Fn(usize, usize) -> f32, out: &mut Vec<[f32; R]>) {
    out.clear();
    out.resize(groups(rows, R) * columns, [0.0; R]);
    for row in 0..rows {
        let panel = &mut out[row / R * columns..][..columns];
        for (column, weights) in panel.iter_mut().enumerate() {
            weights[row % R] = at(row, column);
        }
    }
}

/// Transposes samples in blocks, (block, feature, 8 samples), into panels, (group of R features, sample, R).
#[inline(always)]
pub fn by_sample<const R: usize>(blocks: &[Block], n_features: usize, out: &mut [[f32; R]]) {
    let n_samples = blocks.len() / n_features * LANES;
    for (b, block) in blocks.chunks_exact(n_features).enumerate() {
        let (whole, rest) = block.as_chunks::<R>();
        let mut starts = (0..).map(|group| group * n_samples + b * LANES);
        for (features, start) in whole.iter().zip(&mut starts) {
            for (lane, sample) in out[start..][..LANES].iter_mut().enumerate() {
                *sample = std::array::from_fn(|r| features[r][lane]);
            }
        }
        if let (false, Some(start)) = (rest.is_empty(), starts.next()) {
            for (lane, sample) in out[start..][..LANES].iter_mut().enumerate() {
                *sample = std::array::from_fn(|r| rest.get(r).map_or(0.0, |values| values[lane]));
            }
        }
    }
}
