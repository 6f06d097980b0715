//! The only transcendental functions of the crate: the same bits on every platform.
//!
//! The `f64` functions come from the `libm` crate, which is plain Rust that every target compiles to the same IEEE
//! operations. Ground truths, baselines and axes use them. The `f32` functions are branch-free polynomials that a
//! compiler can vectorise over eight samples. Random numbers and networks use them. Addition, subtraction,
//! multiplication, division and square root are correctly rounded in IEEE 754, so they come from `std`.

pub use libm::{acos, asin, atan, atan2, cos, cosh, exp, exp10, expm1, log as ln, log10, pow, sin, sinh, tan, tanh};

/// The cube root, also of negative numbers, within 2 units in the last place and exact for cubes of small whole numbers.
///
/// `libm` computes it with a fused multiply-add, which is slow where the processor has none.
pub fn cbrt(x: f64) -> f64 {
    let size = x.abs();
    if size == 0.0 || !size.is_finite() {
        return x;
    }
    let root = pow(size, 1.0 / 3.0);
    // One step of Newton's method corrects the rounding of the exponent.
    (root - (root - size / (root * root)) / 3.0).copysign(x)
}

/// The constants of eˣ in `f32`, shared by [`exp_f32`] for one value and by the lanes of `kernel` for eight.
///
/// x = n ln 2 + r with |r| ≤ ½ ln 2 (Cody and Waite, 1980), eʳ = 1 + r + r² P(r).
pub mod exp_constants {
    /// Below this x, eˣ would become subnormal.
    pub const LOW: f32 = -87.0;
    /// Above this x, eˣ would overflow.
    pub const HIGH: f32 = 88.0;
    /// 355/512: exact in 10 bits, so that n · LN_2_HIGH is exact.
    pub const LN_2_HIGH: f32 = 0.693_359_4;
    /// ln 2 − LN_2_HIGH.
    pub const LN_2_LOW: f32 = -2.121_944_4e-4;
    /// 1.5 · 2²³: adding and then subtracting it rounds to the nearest whole number.
    pub const ROUND: f32 = 12_582_912.0;
    /// P, highest power first: 1/6! … 1/2!.
    pub const COEFFICIENTS: [f32; 5] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5];
}

/// 2ⁿ from n + 1.5 · 2²³, for −126 ≤ n ≤ 127. The low bits of that sum are n; they become the exponent.
#[inline(always)]
pub fn power_of_two(shifted: f32) -> f32 {
    f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// eˣ in `f32`, within 2 units in the last place; clamped to x in [−87, 88] so that it neither
/// overflows nor becomes subnormal.
#[inline(always)]
pub fn exp_f32(x: f32) -> f32 {
    use exp_constants::{COEFFICIENTS, HIGH, LN_2_HIGH, LN_2_LOW, LOW, ROUND};
    let x = x.clamp(LOW, HIGH);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let p = COEFFICIENTS[1..].iter().fold(COEFFICIENTS[0], |p, coefficient| p * r + coefficient);
    ((p * r) * r + r + 1.0) * power_of_two(shifted)
}

/// eˣ in `f64`, within 2 units in the last place, branch-free; clamped to x in [−700, 700].
///
/// The method of [`exp_f32`], with a polynomial of degree 13. Figures need a million values per frame, and [`exp`]
/// with its special cases is too slow for that.
#[inline(always)]
pub fn exp_lane(x: f64) -> f64 {
    const LN_2_HIGH: f64 = 0.693_147_180_369_123_8; // Its last 20 bits are 0: n · LN_2_HIGH is exact.
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 · 2⁵²
    let x = x.clamp(-700.0, 700.0);
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let mut p = 1.0 / 6_227_020_800.0;
    for factorial in
        [479_001_600.0, 39_916_800.0, 3_628_800.0, 362_880.0, 40_320.0, 5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0]
    {
        p = p * r + 1.0 / factorial;
    }
    let p = (p * r) * r + r;
    // The low bits of `shifted` hold n; shifted up they become the exponent.
    (p + 1.0) * f64::from_bits((shifted.to_bits().wrapping_add(1023)) << 52)
}

/// ln x in `f32` for normal, positive x, within 2 units in the last place.
///
/// x = 2ᵉ m with m in [√½, √2); ln m = 2 artanh s with s = (m − 1)/(m + 1), an odd series in s.
#[inline(always)]
pub fn ln_f32(x: f32) -> f32 {
    const SQRT_HALF_BITS: u32 = 0x3f35_04f3;
    let shifted = x.to_bits().wrapping_sub(SQRT_HALF_BITS);
    let e = (shifted as i32) >> 23;
    let m = f32::from_bits((shifted & 0x007f_ffff) + SQRT_HALF_BITS);
    let f = m - 1.0;
    let s = f / (m + 1.0);
    let s2 = s * s;
    let p = 2.0 / 9.0;
    let p = p * s2 + 2.0 / 7.0;
    let p = p * s2 + 2.0 / 5.0;
    let p = p * s2 + 2.0 / 3.0;
    // 2s = f − s f keeps the digits that 2s alone would lose.
    let tail = s * (p * s2 - f);
    let e = e as f32;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    e * LN_2_HIGH + (f + (tail + e * LN_2_LOW))
}

/// (sin, cos) of 2πt for t in [0, 1), in `f32`, within 3e-7.
///
/// The quarter turn q = round(4t) leaves |t − q/4| ≤ ⅛, where two Taylor polynomials suffice.
#[inline(always)]
pub fn sin_cos_turn_f32(t: f32) -> (f32, f32) {
    const ROUND: f32 = 12_582_912.0;
    let shifted = 4.0 * t + ROUND;
    let quarter = shifted - ROUND;
    let a = (t - 0.25 * quarter) * std::f32::consts::TAU;
    let a2 = a * a;
    let s = -1.0 / 5040.0;
    let s = s * a2 + 1.0 / 120.0;
    let s = s * a2 - 1.0 / 6.0;
    let s = (s * a2) * a + a;
    let c = 1.0 / 40320.0;
    let c = c * a2 - 1.0 / 720.0;
    let c = c * a2 + 1.0 / 24.0;
    let c = c * a2 - 0.5;
    let c = c * a2 + 1.0;
    // The low bits of `shifted` hold the quarter.
    let q = shifted.to_bits();
    let (sin, cos) = if q & 1 == 0 { (s, c) } else { (c, s) };
    let sin = if q & 2 == 0 { sin } else { -sin };
    let cos = if (q + 1) & 2 == 0 { cos } else { -cos };
    (sin, cos)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest error of `approximate` over `points`, in half units in the last place of the exact value.
    fn worst_ulp(points: impl Iterator<Item = f32>, approximate: fn(f32) -> f32, exact: fn(f64) -> f64) -> f64 {
        points
            .map(|x| {
                let truth = exact(f64::from(x));
                let unit = f64::from(f32::EPSILON) * truth.abs().max(1e-30) / 2.0;
                (f64::from(approximate(x)) - truth).abs() / unit
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn exp_is_close_on_its_whole_range() {
        let points = (0..200_001).map(|i| -87.0 + 175.0 * i as f32 / 200_000.0);
        let worst = worst_ulp(points, exp_f32, exp);
        assert!(worst < 4.0, "{worst} half units");
    }

    #[test]
    fn exp_lane_is_close_on_its_whole_range() {
        for i in 0..200_001 {
            let x = -700.0 + 1400.0 * f64::from(i) / 200_000.0;
            let error = (exp_lane(x) - exp(x)).abs() / exp(x);
            assert!(error < 2.0 * f64::EPSILON, "{error:e} at {x}");
        }
    }

    #[test]
    fn cbrt_is_close_from_tiny_to_huge() {
        for i in 0..20_001 {
            let x = exp(-700.0 + 1400.0 * f64::from(i) / 20_000.0);
            let exact = libm::cbrt(x);
            assert!((cbrt(x) - exact).abs() < 2.0 * f64::EPSILON * exact, "{x:e}");
            assert_eq!(cbrt(-x), -cbrt(x));
        }
        for n in 0..1000 {
            assert_eq!(cbrt(f64::from(n * n * n)), f64::from(n));
        }
        assert!(cbrt(f64::MAX).is_finite() && cbrt(f64::NAN).is_nan());
        assert_eq!((cbrt(f64::INFINITY), cbrt(f64::NEG_INFINITY)), (f64::INFINITY, f64::NEG_INFINITY));
    }

    #[test]
    fn hyperbolic_functions_are_close_near_0_and_for_large_x() {
        for x in [0.0, 1e-300, 1e-9, 1e-3] {
            // The first two terms of each series suffice.
            assert!((sinh(x) - (x + x * x * x / 6.0)).abs() <= 1e-14 * x, "{x}");
            assert!((tanh(x) - (x - x * x * x / 3.0)).abs() <= 1e-12 * x, "{x}");
            assert!((cosh(x) - (1.0 + x * x / 2.0)).abs() <= 1e-12, "{x}");
            assert_eq!([sinh(-x), cosh(-x), tanh(-x)], [-sinh(x), cosh(x), -tanh(x)]);
        }
        for x in [1.0, 3.0, 30.0, 700.0] {
            let [up, down] = [exp(x), exp(-x)];
            assert!((sinh(x) - (up - down) / 2.0).abs() < 4.0 * f64::EPSILON * sinh(x), "{x}");
            assert!((cosh(x) - (up + down) / 2.0).abs() < 4.0 * f64::EPSILON * cosh(x), "{x}");
        }
        // Half of an e^x that overflows.
        assert!(sinh(710.2).is_finite() && cosh(710.2).is_finite() && exp(710.2).is_infinite());
        assert_eq!([sinh(1e3), cosh(1e3), tanh(1e3)], [f64::INFINITY, f64::INFINITY, 1.0]);
        assert_eq!((1..20).map(|n| log10(exp10(f64::from(n)))).sum::<f64>(), 190.0);
    }

    #[test]
    fn ln_is_close_from_tiny_to_huge() {
        let points = (0..200_001).map(|i| exp(-80.0 + 160.0 * f64::from(i) / 200_001.0) as f32);
        let worst = worst_ulp(points, ln_f32, ln);
        assert!(worst < 4.0, "{worst} half units");
    }

    #[test]
    fn sin_and_cos_close_a_full_turn() {
        for i in 0..100_000 {
            let t = i as f32 / 100_000.0;
            let (s, c) = sin_cos_turn_f32(t);
            let a = f64::from(t) * std::f64::consts::TAU;
            assert!((f64::from(s) - sin(a)).abs() < 4e-7, "sin at turn {t}");
            assert!((f64::from(c) - cos(a)).abs() < 4e-7, "cos at turn {t}");
        }
    }
}
