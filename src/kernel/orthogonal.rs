//! Muon's orthogonalised matrix (see [`crate::nn::muon`]), by Newton–Schulz steps on the small Gram matrix.
//!
//! With G = XXᵀ for the short side of X, a step is X ← P X and G ← P² G, where P = a + bG + cG². So the steps need
//! products of small symmetric matrices only, and X is multiplied once at the end, by the product of all P. These
//! matrices are polynomials in G: they commute, their products are symmetric, and half of each product is enough.

use super::dispatch::{Engine, Task};
use super::lanes::{LANES, Lanes};
use super::matmul::{Block, groups, store};
use crate::nn::muon::{COEFFICIENTS, EPSILON, Matrix, STEPS};

/// Memory for the orthogonalisation of matrices, kept between steps.
#[derive(Debug)]
pub struct Orthogonal {
    engine: Engine,
    /// X by its rows and by its columns; (groups of 8 rows, columns, 8) and (groups of 8 columns, rows, 8).
    by_row: Vec<Block>,
    by_column: Vec<Block>,
    /// Small symmetric matrices, (groups of 8 columns, rows, 8): G, G², P, the product of all P, and room for one more.
    gram: Vec<Block>,
    squared: Vec<Block>,
    factor: Vec<Block>,
    all: Vec<Block>,
    room: Vec<Block>,
}

impl Orthogonal {
    /// Memory for any matrix.
    pub fn new(engine: Engine) -> Self {
        let [by_row, by_column, gram, squared, factor, all, room] = std::array::from_fn(|_| Vec::new());
        Self { engine, by_row, by_column, gram, squared, factor, all, room }
    }

    /// Replaces a matrix of this shape, (out, in) in row-major order, by its orthogonalised one.
    ///
    /// # Panics
    /// If the length does not fit the shape.
    pub fn apply(&mut self, shape: (usize, usize), matrix: &mut [f32]) {
        assert_eq!(matrix.len(), shape.0 * shape.1);
        // A register tile has R rows, a divisor of eight; see [`Lanes::ROWS`].
        match self.engine.rows() {
            #[cfg(not(target_arch = "wasm32"))]
            6.. => self.engine.run(Apply::<8> { memory: self, shape, matrix }),
            _ => self.engine.run(Apply::<4> { memory: self, shape, matrix }),
        }
    }
}

/// The number of multiplications for a matrix of this shape, roughly.
pub fn work(matrix: Matrix) -> usize {
    let (n_out, n_in) = matrix.shape;
    let (short, long) = (n_out.min(n_in), n_out.max(n_in));
    // Half a product for G, a whole one at the end, and 17 halves for the steps.
    short * short * (3 * long + 17 * short) / 2
}

struct Apply<'a, const R: usize> {
    memory: &'a mut Orthogonal,
    shape: (usize, usize),
    matrix: &'a mut [f32],
}

impl<const R: usize> Task for Apply<'_, R> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Orthogonal { by_row, by_column, gram, squared, factor, all, room, .. } = self.memory;
        let (n_out, n_in) = self.shape;
        let (is_wide, m) = (n_out <= n_in, n_out.min(n_in));
        let scale = (1.0 / (norm(self.matrix) + EPSILON)) as f32;
        // One side of the matrix has its eight neighbours in memory, the other has not.
        let (along, across) = if is_wide { (by_column, by_row) } else { (by_row, by_column) };
        pack(self.matrix, n_in, scale, along, across);
        let (rows, columns) = if is_wide { (&*across, &*along) } else { (&*along, &*across) };
        for matrix in [&mut *gram, squared, factor, all, room] {
            matrix.clear();
            matrix.resize(groups(m, LANES) * m, [0.0; LANES]);
        }
        symmetric::<L, R>(rows, rows, m, gram);
        let [a, b, c] = COEFFICIENTS;
        for step in 0..STEPS {
            symmetric::<L, R>(gram, gram, m, squared);
            let (b, c) = (L::splat(b), L::splat(c));
            for ((p, g), s) in factor.iter_mut().zip(&*gram).zip(&*squared) {
                b.mul(L::load(g)).add(c.mul(L::load(s))).store(p);
            }
            for i in 0..m {
                factor[i / LANES * m + i][i % LANES] += a;
            }
            if step == 0 {
                all.copy_from_slice(factor);
            } else {
                symmetric::<L, R>(factor, all, m, room);
                std::mem::swap(all, room);
            }
            if step + 1 < STEPS {
                symmetric::<L, R>(factor, gram, m, room);
                symmetric::<L, R>(factor, room, m, gram);
            }
        }
        let (left, right) = if is_wide { (&*all, columns) } else { (columns, &*all) };
        for (i, left) in left.chunks_exact(m).enumerate() {
            for (j, right) in right.chunks_exact(m).enumerate() {
                let mut out = [[0.0; LANES]; LANES];
                product::<L, R>(left, right, &mut out);
                let rows = self.matrix.chunks_exact_mut(n_in).skip(i * LANES);
                for (row, out) in rows.zip(&out) {
                    let to = &mut row[j * LANES..];
                    match to.first_chunk_mut::<LANES>() {
                        Some(whole) => *whole = *out,
                        None => to.iter_mut().zip(out).for_each(|(to, x)| *to = *x),
                    }
                }
            }
        }
    }
}

/// The square root of the sum of all squares, in eight sums of `f64`.
#[inline(always)]
fn norm(values: &[f32]) -> f64 {
    let mut sums = [0.0_f64; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    for block in blocks {
        for (sum, x) in sums.iter_mut().zip(block) {
            *sum += f64::from(*x) * f64::from(*x);
        }
    }
    for (sum, x) in sums.iter_mut().zip(rest) {
        *sum += f64::from(*x) * f64::from(*x);
    }
    let [a, b, c, d, e, f, g, h] = sums;
    (((a + e) + (c + g)) + ((b + f) + (d + h))).sqrt()
}

/// Packs a matrix (rows, columns) times `scale` into blocks along its rows, (groups of 8 columns, rows, 8), and across
/// them, (groups of 8 rows, columns, 8), padded with zeros.
#[inline(always)]
fn pack(matrix: &[f32], columns: usize, scale: f32, along: &mut Vec<Block>, across: &mut Vec<Block>) {
    let rows = matrix.len() / columns;
    for (blocks, len) in [(&mut *along, groups(columns, LANES) * rows), (&mut *across, groups(rows, LANES) * columns)] {
        blocks.clear();
        blocks.resize(len, [0.0; LANES]);
    }
    for (i, row) in matrix.chunks_exact(columns).enumerate() {
        for (j, values) in row.chunks(LANES).enumerate() {
            let block = &mut along[j * rows + i];
            match values.first_chunk::<LANES>() {
                Some(whole) => *block = whole.map(|x| x * scale),
                None => block.iter_mut().zip(values).for_each(|(to, x)| *to = x * scale),
            }
        }
        for (block, x) in across[i / LANES * columns..][..columns].iter_mut().zip(row) {
            block[i % LANES] = x * scale;
        }
    }
}

/// out[r][lane] = Σₖ left[k][r] · right[k][lane], summed in the order of k.
#[inline(always)]
fn product<L: Lanes, const R: usize>(left: &[Block], right: &[Block], out: &mut [Block; LANES]) {
    for (part, out) in out.as_chunks_mut::<R>().0.iter_mut().enumerate() {
        store(L::tile(left, part * R, right, [L::splat(0.0); R]), out);
    }
}

/// The product of `left`ᵀ and `right`, (groups of 8, any, 8), when it is symmetric: an (m, m) matrix as
/// (groups of 8 columns, m, 8). Only one half is computed.
#[inline(always)]
fn symmetric<L: Lanes, const R: usize>(left: &[Block], right: &[Block], m: usize, out: &mut [Block]) {
    let groups = groups(m, LANES);
    let len = left.len() / groups;
    for i in 0..groups {
        let rows = i * LANES..m.min((i + 1) * LANES);
        for j in i..groups {
            let mut tile = [[0.0; LANES]; LANES];
            product::<L, R>(&left[i * len..][..len], &right[j * len..][..len], &mut tile);
            out[j * m..][rows.clone()].iter_mut().zip(&tile).for_each(|(to, row)| *to = *row);
            if j > i {
                let columns = j * LANES..m.min((j + 1) * LANES);
                for (lane, to) in out[i * m..][columns].iter_mut().enumerate() {
                    *to = std::array::from_fn(|r| tile[r][lane]);
                }
            }
        }
    }
}
