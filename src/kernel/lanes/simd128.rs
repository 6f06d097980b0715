//! Eight lanes in WebAssembly: two 128-bit values.
#![allow(
    unsafe_code,
    reason = "loads and stores by pointer; each says why it is sound, and a test holds it to `Scalar`"
)]

use super::{LANES, Lanes};
use std::arch::wasm32::*;

/// Two values of four lanes.
#[derive(Clone, Copy)]
pub struct Simd128(v128, v128);

/// Defines an operation by the instruction for each half.
macro_rules! halves {
    ($name:ident, |$a:ident, $b:ident| $expression:expr) => {
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            let half = |$a: v128, $b: v128| $expression;
            Self(half(self.0, other.0), half(self.1, other.1))
        }
    };
}

impl Lanes for Simd128 {
    const ROWS: usize = 4;
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self(f32x4_splat(value), f32x4_splat(value))
    }
    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Self {
        let pointer = from.as_ptr().cast::<v128>();
        // SAFETY: eight floats are there to read; WebAssembly loads at any alignment.
        unsafe { Self(v128_load(pointer), v128_load(pointer.add(1))) }
    }
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        let pointer = to.as_mut_ptr().cast::<v128>();
        // SAFETY: there is room for eight floats; WebAssembly stores at any alignment.
        unsafe {
            v128_store(pointer, self.0);
            v128_store(pointer.add(1), self.1);
        }
    }
    halves!(add, |a, b| f32x4_add(a, b));
    halves!(sub, |a, b| f32x4_sub(a, b));
    halves!(mul, |a, b| f32x4_mul(a, b));
    halves!(div, |a, b| f32x4_div(a, b));
    halves!(max, |a, b| f32x4_pmax(a, b));
    halves!(min, |a, b| f32x4_pmin(a, b));
    halves!(where_positive, |a, gate| v128_and(a, f32x4_gt(gate, f32x4_splat(0.0))));
    #[inline(always)]
    fn power_of_two(self) -> Self {
        let half = |a: v128| i32x4_shl(i32x4_add(a, i32x4_splat(127)), 23);
        Self(half(self.0), half(self.1))
    }

    /// With pointers, every address is a register and a constant. With slices, the compiler computes each address, and
    /// these instructions take a fifth of the time.
    #[inline(always)]
    fn tile<const R: usize, const S: usize>(
        panel: &[[f32; S]],
        first: usize,
        rows: &[[f32; LANES]],
        acc: [Self; R],
    ) -> [Self; R] {
        assert!(first + R <= S);
        let n = panel.len().min(rows.len());
        let mut acc = acc;
        let mut weight = panel.as_flattened().as_ptr().wrapping_add(first);
        let mut row = rows.as_ptr().cast::<v128>();
        for _ in 0..n {
            // SAFETY: both slices have `n` rows: one of S floats, of which those from `first` to `first` + R are read,
            // and one of eight. WebAssembly loads at any alignment.
            unsafe {
                let (a, b) = (v128_load(row), v128_load(row.add(1)));
                for (r, sum) in acc.iter_mut().enumerate() {
                    let splat = v128_load32_splat(weight.add(r).cast());
                    sum.0 = f32x4_add(sum.0, f32x4_mul(splat, a));
                    sum.1 = f32x4_add(sum.1, f32x4_mul(splat, b));
                }
            }
            weight = weight.wrapping_add(S);
            row = row.wrapping_add(2);
        }
        acc
    }
}
