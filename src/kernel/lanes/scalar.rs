//! Eight lanes as a plain array. It runs on any processor and defines the results of the other implementations.

use super::{LANES, Lanes};

/// A plain array.
#[derive(Clone, Copy)]
pub struct Scalar([f32; LANES]);

#[inline(always)]
fn zip(a: Scalar, b: Scalar, f: impl Fn(f32, f32) -> f32) -> Scalar {
    Scalar(std::array::from_fn(|i| f(a.0[i], b.0[i])))
}

impl Lanes for Scalar {
    const ROWS: usize = 4;
    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; LANES])
    }
    #[inline(always)]
    fn load(from: &[f32; LANES]) -> Self {
        Self(*from)
    }
    #[inline(always)]
    fn store(self, to: &mut [f32; LANES]) {
        *to = self.0;
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        zip(self, other, |a, b| a + b)
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        zip(self, other, |a, b| a - b)
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        zip(self, other, |a, b| a * b)
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        zip(self, other, |a, b| a / b)
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        zip(self, other, |a, b| if a < b { b } else { a })
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        zip(self, other, |a, b| if b < a { b } else { a })
    }
    #[inline(always)]
    fn where_positive(self, gate: Self) -> Self {
        zip(self, gate, |a, g| if g > 0.0 { a } else { 0.0 })
    }
    #[inline(always)]
    fn power_of_two(self) -> Self {
        Self(self.0.map(crate::float::power_of_two))
    }
}
