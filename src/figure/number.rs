//! Numbers as readable text: a true minus sign, powers of ten, no insignificant digits.

use crate::float::{exp10, log10};

/// `x`, rounded to a multiple of `step`, a power of ten.
pub fn at_step(x: f64, step: f64) -> f64 {
    // Division by the whole number 1/step returns 0.3, where multiplication by 0.1 returns 0.30000000000000004.
    if step < 1.0 { (x / step).round() / (1.0 / step).round() } else { (x / step).round() * step }
}

/// `x` with `digits` significant digits. Very large and very small numbers are written as 1.2 × 10⁻⁴.
pub fn readable(x: f64, digits: usize) -> String {
    if x.is_nan() {
        return "undefined".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "∞" } else { "−∞" }.into();
    }
    if x == 0.0 {
        return "0".into();
    }
    // The exponent is that of the rounded number: 9.996 with three digits is 10.0.
    let scientific = format!("{:.*e}", digits - 1, x.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if x < 0.0 { "−" } else { "" };
    if (-3..6).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        format!("{sign}{:.decimals$}", x.abs())
    } else {
        format!("{sign}{mantissa} × {}", power_of_ten(exponent))
    }
}

/// A part of one as a percentage with two significant digits.
pub fn percent(x: f64) -> String {
    format!("{} %", readable(100.0 * x, 2))
}

/// A value with its standard error: the error with two digits, the value down to the same place. Without a finite error,
/// the value alone.
pub fn measured(value: f64, error: f64) -> String {
    if !error.is_finite() {
        return readable(value, 6);
    }
    // An error below the last digits of the value would only add noughts to them.
    if error <= 1e-14 * value.abs() {
        return format!("{value} ± {}", readable(error, 2)).replace('-', "−");
    }
    let exponent = |x: f64| log10(x).floor() as i32;
    let (largest, place) = (exponent(value.abs().max(error)), exponent(error) - 1);
    let power = if (-4..6).contains(&largest) { 0 } else { largest };
    let decimals = (power - place).max(0) as usize;
    let part = |x: f64| {
        let x = if place > 0 { at_step(x, exp10(f64::from(place))) } else { x };
        format!("{:.decimals$}", x / exp10(f64::from(power))).replace('-', "−")
    };
    let text = format!("{} ± {}", part(value), part(error));
    if power == 0 { text } else { format!("({text}) × {}", power_of_ten(power)) }
}

/// 10ⁿ with a superscript exponent.
pub fn power_of_ten(n: i32) -> String {
    format!("10{}", superscript(n))
}

/// The digits of an exponent as superscripts: x².
pub fn superscript(n: i32) -> String {
    let raise = |c: char| match c {
        '-' => '⁻',
        digit => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize - '0' as usize).unwrap_or(digit),
    };
    n.to_string().chars().map(raise).collect()
}

/// `x`, written as a multiple of `step`: 0.30 beside 0.25, 20 beside 30.
pub fn to_step(x: f64, step: f64) -> String {
    let exponent = log10(step).floor() as i32;
    let largest = if x == 0.0 { 0 } else { log10(x.abs() + step / 2.0).floor() as i32 };
    let sign = if x < -step / 2.0 { "−" } else { "" };
    if largest >= 6 || exponent < -4 {
        if x.abs() < step / 2.0 {
            return "0".into();
        }
        let decimals = (largest - exponent).clamp(0, 12) as usize;
        let mantissa = format!("{:.decimals$}", x.abs() / exp10(f64::from(largest)));
        let mantissa =
            if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { &mantissa };
        return match mantissa {
            "1" => format!("{sign}{}", power_of_ten(largest)),
            _ => format!("{sign}{mantissa} × {}", power_of_ten(largest)),
        };
    }
    let decimals = (-exponent).max(0) as usize;
    format!("{sign}{:.decimals$}", x.abs())
}

/// The digits of an index as subscripts: μ₁.
pub fn subscript(n: usize) -> String {
    n.to_string().chars().map(|digit| char::from_u32('₀' as u32 + digit as u32 - '0' as u32).unwrap_or(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        for (x, text) in [
            (0.0, "0"),
            (9.996, "10.0"),
            (-0.012345, "−0.0123"),
            (123456.0, "123456"),
            (1234567.0, "1.23 × 10⁶"),
            (0.000_123_4, "1.23 × 10⁻⁴"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(readable(x, 3), text);
        }
    }

    #[test]
    fn a_value_has_the_last_place_of_its_error() {
        for (value, error, text) in [
            (-0.262323, 0.232818, "−0.26 ± 0.23"),
            (1.00211682, 0.000429797, "1.00212 ± 0.00043"),
            (1829.15, 455.478, "1830 ± 460"),
            (-3_482_258.63, 890_420.4, "(−3.48 ± 0.89) × 10⁶"),
            (7.320_591_6e-7, 1.578_17e-10, "(7.3206 ± 0.0016) × 10⁻⁷"),
            (-3.16e-15, 4.87e-17, "(−3.160 ± 0.049) × 10⁻¹⁵"),
            (0.0001, 20.0, "0 ± 20"),
            (0.5, f64::INFINITY, "0.500000"),
            (1.0, 0.0, "1 ± 0"),
            (-0.1, 3e-18, "−0.1 ± 3.0 × 10⁻¹⁸"),
            (0.0, 0.0, "0 ± 0"),
        ] {
            assert_eq!(measured(value, error), text);
        }
    }

    #[test]
    fn tick_labels_share_their_decimals() {
        for (x, step, text) in [
            (0.3, 0.1, "0.3"),
            (-20.0, 5.0, "−20"),
            (0.25, 0.05, "0.25"),
            (-1e-17, 0.5, "0.0"),
            (2e7, 1e7, "2 × 10⁷"),
            (1e6, 5e5, "10⁶"),
            (2e-5, 1e-5, "2 × 10⁻⁵"),
        ] {
            assert_eq!(to_step(x, step), text, "{x} in steps of {step}");
        }
    }
}
