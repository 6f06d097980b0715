//! Eight samples at a time: one small trait, and its implementations for several processors.
//!
//! Every operation is one IEEE operation per lane, so a kernel written on [`Lanes`] gives the same bits with every
//! implementation. There is deliberately no fused multiply-add.

#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(not(target_arch = "wasm32"))]
mod scalar;
#[cfg(target_arch = "wasm32")]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod x86;

#[cfg(target_arch = "x86_64")]
pub use avx512::Avx512;
#[cfg(not(target_arch = "wasm32"))]
pub use scalar::Scalar;
#[cfg(target_arch = "wasm32")]
pub use simd128::Simd128;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Sse2};

/// The number of samples that are processed together.
pub const LANES: usize = 8;

/// Eight `f32` values.
///
/// # Safety of implementations
/// The methods of an implementation may only run on a processor that has its instructions. [`super::dispatch`]
/// ensures this.
pub trait Lanes: Copy {
    /// The number of outputs that a matrix product computes at once, limited by the number of registers.
    const ROWS: usize;
    /// All lanes equal.
    fn splat(value: f32) -> Self;
    /// Lanes from memory.
    fn load(from: &[f32; LANES]) -> Self;
    /// Lanes to memory.
    fn store(self, to: &mut [f32; LANES]);
    /// self + other.
    fn add(self, other: Self) -> Self;
    /// self − other.
    fn sub(self, other: Self) -> Self;
    /// self · other.
    fn mul(self, other: Self) -> Self;
    /// self ÷ other.
    fn div(self, other: Self) -> Self;
    /// other where self < other, else self.
    fn max(self, other: Self) -> Self;
    /// other where other < self, else self.
    fn min(self, other: Self) -> Self;
    /// self where `gate` > 0, else 0.
    fn where_positive(self, gate: Self) -> Self;
    /// 2ⁿ from n + 1.5 · 2²³. The low bits of that sum are n; they become the exponent.
    fn power_of_two(self) -> Self;

    /// acc[r] + Σₖ panel[k][first + r] · rows[k], for panel (k, S) and rows (k, 8), summed in the order of k: a tile of
    /// a matrix product in registers.
    ///
    /// # Panics
    /// If first + R is larger than S.
    #[inline(always)]
    fn tile<const R: usize, const S: usize>(
        panel: &[[f32; S]],
        first: usize,
        rows: &[[f32; LANES]],
        acc: [Self; R],
    ) -> [Self; R] {
        assert!(first + R <= S);
        let mut acc = acc;
        for (weights, row) in panel.iter().zip(rows) {
            let row = Self::load(row);
            for r in 0..R {
                acc[r] = acc[r].add(Self::splat(weights[first + r]).mul(row));
            }
        }
        acc
    }

    /// [`Lanes::tile`] for two groups of rows, beginning with the first weight of each panel row.
    #[inline(always)]
    fn tiles<const R: usize>(panel: &[[f32; R]], rows: [&[[f32; LANES]]; 2], acc: [[Self; R]; 2]) -> [[Self; R]; 2] {
        [Self::tile(panel, 0, rows[0], acc[0]), Self::tile(panel, 0, rows[1], acc[1])]
    }

    /// eˣ, with the bits of [`crate::float::exp_f32`].
    #[inline(always)]
    fn exp(self) -> Self {
        use crate::float::exp_constants::{COEFFICIENTS, HIGH, LN_2_HIGH, LN_2_LOW, LOW, ROUND};
        let x = self.max(Self::splat(LOW)).min(Self::splat(HIGH));
        let shifted = x.mul(Self::splat(std::f32::consts::LOG2_E)).add(Self::splat(ROUND));
        let n = shifted.sub(Self::splat(ROUND));
        let r = x.sub(n.mul(Self::splat(LN_2_HIGH))).sub(n.mul(Self::splat(LN_2_LOW)));
        let mut p = Self::splat(COEFFICIENTS[0]);
        for coefficient in &COEFFICIENTS[1..] {
            p = p.mul(r).add(Self::splat(*coefficient));
        }
        let p = p.mul(r).mul(r).add(r);
        p.add(Self::splat(1.0)).mul(shifted.power_of_two())
    }

    /// The sum of all lanes, always in the same order.
    #[inline(always)]
    fn sum(self) -> f32 {
        let mut lanes = [0.0; LANES];
        self.store(&mut lanes);
        sum(&lanes)
    }
}

/// The sum of eight lanes, always in the same order.
#[inline(always)]
pub fn sum(lanes: &[f32; LANES]) -> f32 {
    let [a, b, c, d, e, f, g, h] = *lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
