//! Eight lanes on processors with AVX-512: those of AVX2, and sixteen at once in matrix products.
#![allow(unsafe_code, reason = "intrinsics; each use says why it is sound, and a test holds it to `Scalar`")]

use super::{Avx2, LANES, Lanes};
use std::arch::x86_64::*;

/// One AVX2 register. A matrix product joins two of them.
#[derive(Clone, Copy)]
pub struct Avx512(Avx2);

/// Defines operations by those of `Avx2`.
macro_rules! as_avx2 {
    ($($name:ident)*) => {
        $(
            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                Self(self.0.$name(other.0))
            }
        )*
    };
}

impl Lanes for Avx512 {
    const ROWS: usize = 8;
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self(Avx2::splat(value))
    }
    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Self {
        Self(Avx2::load(from))
    }
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        self.0.store(to);
    }
    as_avx2!(add sub mul div max min where_positive);
    #[inline(always)]
    fn power_of_two(self) -> Self {
        Self(self.0.power_of_two())
    }

    #[inline(always)]
    fn tiles<const R: usize>(panel: &[[f32; R]], rows: [&[[f32; LANES]]; 2], acc: [[Self; R]; 2]) -> [[Self; R]; 2] {
        let mut sums = std::array::from_fn::<_, R, _>(|r| join(acc[0][r].0.0, acc[1][r].0.0));
        for ((weights, a), b) in panel.iter().zip(rows[0]).zip(rows[1]) {
            let row = join(Avx2::load(a).0, Avx2::load(b).0);
            for r in 0..R {
                // SAFETY: the dispatch uses this type only where the processor has AVX-512.
                sums[r] = unsafe { _mm512_add_ps(sums[r], _mm512_mul_ps(_mm512_set1_ps(weights[r]), row)) };
            }
        }
        let halves = sums.map(split);
        [halves.map(|[a, _]| Self(Avx2(a))), halves.map(|[_, b]| Self(Avx2(b)))]
    }
}

/// Two registers as one.
#[inline(always)]
fn join(a: __m256, b: __m256) -> __m512 {
    // SAFETY: the dispatch uses this file only where the processor has AVX-512.
    unsafe {
        let whole = _mm512_castps_pd(_mm512_castps256_ps512(a));
        _mm512_castpd_ps(_mm512_insertf64x4::<1>(whole, _mm256_castps_pd(b)))
    }
}

/// The two halves of a register.
#[inline(always)]
fn split(whole: __m512) -> [__m256; 2] {
    // SAFETY: the dispatch uses this file only where the processor has AVX-512.
    unsafe {
        let upper = _mm512_extractf64x4_pd::<1>(_mm512_castps_pd(whole));
        [_mm512_castps512_ps256(whole), _mm256_castpd_ps(upper)]
    }
}
