//! Eight lanes on x86-64: two SSE2 registers, which every such processor has, or one AVX2 register.
#![allow(unsafe_code, reason = "intrinsics; each use says why it is sound, and a test holds it to `Scalar`")]

use super::{LANES, Lanes};
use std::arch::x86_64::*;

/// Two registers of four lanes.
#[derive(Clone, Copy)]
pub struct Sse2(__m128, __m128);

/// One register of eight lanes.
#[derive(Clone, Copy)]
pub struct Avx2(pub(super) __m256);

/// Defines an operation of two `Sse2` values by the intrinsic for each half.
macro_rules! halves {
    ($name:ident, |$a:ident, $b:ident| $expression:expr) => {
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            let half = |$a: __m128, $b: __m128| {
                // SAFETY: SSE2 is part of x86-64.
                unsafe { $expression }
            };
            Self(half(self.0, other.0), half(self.1, other.1))
        }
    };
}

impl Lanes for Sse2 {
    const ROWS: usize = 4;
    #[inline(always)]
    fn splat(value: f32) -> Self {
        // SAFETY: SSE2 is part of x86-64.
        let half = unsafe { _mm_set1_ps(value) };
        Self(half, half)
    }
    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Self {
        // SAFETY: eight floats are there to read, at any alignment.
        unsafe { Self(_mm_loadu_ps(from.as_ptr()), _mm_loadu_ps(from.as_ptr().add(4))) }
    }
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        // SAFETY: there is room for eight floats, at any alignment.
        unsafe {
            _mm_storeu_ps(to.as_mut_ptr(), self.0);
            _mm_storeu_ps(to.as_mut_ptr().add(4), self.1);
        }
    }
    halves!(add, |a, b| _mm_add_ps(a, b));
    halves!(sub, |a, b| _mm_sub_ps(a, b));
    halves!(mul, |a, b| _mm_mul_ps(a, b));
    halves!(div, |a, b| _mm_div_ps(a, b));
    // The instruction returns its second operand if the two cannot be compared.
    halves!(max, |a, b| _mm_max_ps(b, a));
    halves!(min, |a, b| _mm_min_ps(b, a));
    halves!(where_positive, |a, gate| _mm_and_ps(a, _mm_cmpgt_ps(gate, _mm_setzero_ps())));
    #[inline(always)]
    fn power_of_two(self) -> Self {
        let half = |a: __m128| {
            // SAFETY: SSE2 is part of x86-64.
            unsafe { _mm_castsi128_ps(_mm_slli_epi32::<23>(_mm_add_epi32(_mm_castps_si128(a), _mm_set1_epi32(127)))) }
        };
        Self(half(self.0), half(self.1))
    }
}

/// Defines an operation of two `Avx2` values by its intrinsic.
macro_rules! whole {
    ($name:ident, |$a:ident, $b:ident| $expression:expr) => {
        #[inline(always)]
        fn $name(self, other: Self) -> Self {
            let ($a, $b) = (self.0, other.0);
            // SAFETY: the dispatch uses this type only where the processor has AVX2.
            Self(unsafe { $expression })
        }
    };
}

impl Lanes for Avx2 {
    const ROWS: usize = 6;
    #[inline(always)]
    fn splat(value: f32) -> Self {
        // SAFETY: the dispatch uses this type only where the processor has AVX2.
        Self(unsafe { _mm256_set1_ps(value) })
    }
    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Self {
        // SAFETY: eight floats are there to read, at any alignment; AVX2 as above.
        Self(unsafe { _mm256_loadu_ps(from.as_ptr()) })
    }
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        // SAFETY: there is room for eight floats, at any alignment; AVX2 as above.
        unsafe { _mm256_storeu_ps(to.as_mut_ptr(), self.0) }
    }
    whole!(add, |a, b| _mm256_add_ps(a, b));
    whole!(sub, |a, b| _mm256_sub_ps(a, b));
    whole!(mul, |a, b| _mm256_mul_ps(a, b));
    whole!(div, |a, b| _mm256_div_ps(a, b));
    whole!(max, |a, b| _mm256_max_ps(b, a));
    whole!(min, |a, b| _mm256_min_ps(b, a));
    whole!(where_positive, |a, gate| _mm256_and_ps(a, _mm256_cmp_ps::<_CMP_GT_OQ>(gate, _mm256_setzero_ps())));
    #[inline(always)]
    fn power_of_two(self) -> Self {
        // SAFETY: the dispatch uses this type only where the processor has AVX2.
        Self(unsafe {
            _mm256_castsi256_ps(_mm256_slli_epi32::<23>(_mm256_add_epi32(
                _mm256_castps_si256(self.0),
                _mm256_set1_epi32(127),
            )))
        })
    }

    /// Twelve sums, two rows and a weight fill the sixteen registers, and eight loads serve 24 operations.
    #[inline(always)]
    fn tiles<const R: usize>(panel: &[[f32; R]], rows: [&[[f32; LANES]]; 2], acc: [[Self; R]; 2]) -> [[Self; R]; 2] {
        let [mut first, mut second] = acc;
        for ((weights, a), b) in panel.iter().zip(rows[0]).zip(rows[1]) {
            let (a, b) = (Self::load(a), Self::load(b));
            for r in 0..R {
                let weight = Self::splat(weights[r]);
                first[r] = first[r].add(weight.mul(a));
                second[r] = second[r].add(weight.mul(b));
            }
        }
        [first, second]
    }
}
