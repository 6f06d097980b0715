//! Numbers of twice the precision: the sum of two `f64`, of which the second is the rounding error of the first.
//!
//! The sums and products of Dekker (1971) and Knuth. They use +, −, × and ÷ alone, so they give the same bits on every
//! platform. A number has about 32 digits.

use std::ops::{Add, Div, Mul, Sub};

/// A number as the sum of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Double {
    high: f64,
    low: f64,
}

/// a + b, and the rounding error of this sum.
fn sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let part = high - a;
    Double { high, low: (a - (high - part)) + (b - part) }
}

/// The same where |a| ≥ |b|.
fn ordered(a: f64, b: f64) -> Double {
    let high = a + b;
    Double { high, low: b - (high - a) }
}

/// The upper and the lower 26 bits of a number.
fn halves(a: f64) -> (f64, f64) {
    // 2²⁷ + 1.
    let shifted = 134_217_729.0 * a;
    let high = shifted - (shifted - a);
    (high, a - high)
}

/// a b, and the rounding error of this product.
fn product(a: f64, b: f64) -> Double {
    let high = a * b;
    let ((a1, a2), (b1, b2)) = (halves(a), halves(b));
    Double { high, low: ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2 }
}

impl Double {
    /// 0.
    pub const ZERO: Self = Self { high: 0.0, low: 0.0 };

    /// The nearest `f64`.
    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl Add for Double {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (high, low) = (sum(self.high, other.high), sum(self.low, other.low));
        let first = ordered(high.high, high.low + low.high);
        ordered(first.high, first.low + low.low)
    }
}

impl Sub for Double {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self { high: -other.high, low: -other.low }
    }
}

impl Mul for Double {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let Self { high, low } = product(self.high, other.high);
        ordered(high, low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Double {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        quotient(self, other)
    }
}

/// a ÷ b by long division: each digit of the quotient is an `f64`.
fn quotient(a: Double, b: Double) -> Double {
    let mut left = a;
    let mut digit = || {
        let digit = left.high / b.high;
        left = left - b * digit.into();
        digit
    };
    let (first, second, third) = (digit(), digit(), digit());
    ordered(first, second) + third.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_products_keep_what_one_number_loses() {
        let (one, tiny) = (Double::from(1.0), Double::from(1e-25));
        assert_eq!(((one + tiny) - one).value(), 1e-25);
        assert_eq!((one - tiny) + tiny, one);
        // (1 + 2⁻³⁰)² = 1 + 2⁻²⁹ + 2⁻⁶⁰.
        let x = Double::from(1.0 + 1.0 / f64::from(1 << 30));
        let rest = x * x - one - Double::from(2.0 / f64::from(1 << 30));
        assert_eq!(rest.value(), 1.0 / (f64::from(1 << 30) * f64::from(1 << 30)));
    }

    #[test]
    fn a_quotient_times_its_divisor_is_the_dividend_to_thirty_digits() {
        for (a, b) in [(1.0, 3.0), (-2.0, 7.0), (1e10, 0.1), (0.7, -1e-8)] {
            let (a, b) = (Double::from(a), Double::from(b));
            let away = (a / b * b - a) / a;
            assert!(away.value().abs() < 1e-30, "{a:?} {b:?} {away:?}");
        }
    }

    #[test]
    fn numbers_beyond_the_range_of_one_are_not_finite() {
        for x in [f64::INFINITY, f64::NAN, 1e300] {
            let x = Double::from(x);
            assert!(!(x * x).value().is_finite());
        }
    }
}
