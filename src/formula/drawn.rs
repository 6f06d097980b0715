//! A function drawn by hand: `through(x:y, x:y, …)`.
//!
//! The function is linear between points. Outside of them it keeps its first and its last value.

use super::error::FormulaError;
use std::fmt::Write;

/// Points in order of x.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    points: Vec<(f64, f64)>,
}

/// The beginning of the text.
const OPEN: &str = "through(";

impl Drawn {
    /// Maximum number of points.
    pub const MAX_POINTS: usize = 100;
    /// Maximum number of characters: enough for [`Drawn::MAX_POINTS`] points with all digits.
    pub const MAX_CHARS: usize = 6000;
    /// Largest absolute value of a coordinate, so that differences and slopes stay finite.
    const LARGEST: f64 = 1e9;
    /// Smallest distance of two neighbouring x, so that slopes stay finite.
    const NEAREST: f64 = 1e-9;

    /// Whether a text is meant as a drawn function.
    pub fn is_meant(text: &str) -> bool {
        text.trim_start().starts_with(OPEN)
    }

    /// Parses the points.
    ///
    /// # Errors
    /// The first error and its position.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let fail = |at: usize, message: &str| Err(FormulaError { at, message: message.into() });
        if text.chars().nth(Self::MAX_CHARS).is_some() {
            return fail(Self::MAX_CHARS, &format!("allowed: at most {} characters", Self::MAX_CHARS));
        }
        let start = text.chars().count() - text.trim_start().chars().count() + OPEN.len();
        let body = text.trim().strip_prefix(OPEN).unwrap_or_default();
        let Some(body) = body.strip_suffix(')') else {
            return fail(start - 1, "this ( is never closed, or not the last");
        };
        let mut points: Vec<(f64, f64)> = Vec::new();
        let mut at = start;
        for pair in body.split(',') {
            let Some((x, y)) = pair.split_once(':').and_then(|(x, y)| Some((number(x)?, number(y)?))) else {
                return fail(at, "expected a point x:y of numbers from -1e9 to 1e9, such as 0.5:2");
            };
            if points.last().is_some_and(|(before, _)| x - before < Self::NEAREST) {
                return fail(at, "x must grow from point to point, by a billionth at least");
            }
            points.push((x, y));
            if points.len() > Self::MAX_POINTS {
                return fail(at, &format!("allowed: at most {} points", Self::MAX_POINTS));
            }
            at += pair.chars().count() + 1;
        }
        match points.len() {
            0 | 1 => fail(start, "allowed: 2 points or more, such as through(0:1, 2:3)"),
            _ => Ok(Self { points }),
        }
    }

    /// The canonical text.
    pub fn print(&self) -> String {
        let mut text = OPEN.to_string();
        for (i, (x, y)) in self.points.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{}{}:{}", if i == 0 { "" } else { ", " }, written(*x), written(*y));
        }
        text + ")"
    }

    /// y(x); NaN of NaN.
    pub fn at(&self, x: f64) -> f64 {
        let above = self.points.partition_point(|(known, _)| *known <= x);
        match (self.points.get(above.wrapping_sub(1)), self.points.get(above)) {
            _ if x.is_nan() => x,
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * ((x - x0) / (x1 - x0)),
            (Some((_, y)), None) | (None, Some((_, y))) => *y,
            (None, None) => f64::NAN,
        }
    }
}

/// Parses a number of at most [`Drawn::LARGEST`]. The typographic minus sign is accepted.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-");
    // Rust would also parse "inf" and "nan".
    let plain = text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    let found = text.parse::<f64>().ok().filter(|x| plain && x.abs() <= Drawn::LARGEST)?;
    // −0 becomes 0.
    Some(if found == 0.0 { 0.0 } else { found })
}

/// The shortest text that parses to the same number.
fn written(x: f64) -> String {
    if x != 0.0 && !(1e-4..1e7).contains(&x.abs()) { format!("{x:e}") } else { format!("{x}") }
}

#[cfg(test)]
mod tests {
    use crate::formula::Formula;
    use proptest::prelude::*;

    #[test]
    fn a_drawing_goes_straight_from_point_to_point_and_stays_outside() {
        let drawn = Formula::parse("through(0:1, 2:5, 3:−1)").unwrap();
        for (x, y) in [(-9.0, 1.0), (0.0, 1.0), (0.5, 2.0), (2.0, 5.0), (2.5, 2.0), (3.0, -1.0), (1e300, -1.0)] {
            assert_eq!(drawn.at(x), y, "{x}");
        }
        assert!(drawn.at(f64::NAN).is_nan());
        assert_eq!((drawn.source(), drawn.name()), ("through(0:1, 2:5, 3:-1)", "drawn function"));
    }

    #[test]
    fn bad_drawings_are_answered_at_the_place() {
        let told = |text: &str| {
            let error = Formula::parse(text).unwrap_err();
            format!("{} {}", error.at, error.message)
        };
        assert_eq!(told("through(0:1, 2:"), "7 this ( is never closed, or not the last");
        let point = "expected a point x:y of numbers from -1e9 to 1e9, such as 0.5:2";
        assert_eq!(told("through(0:1, 2)"), format!("12 {point}"));
        assert_eq!(told("through(0:nan, 1:2)"), format!("8 {point}"));
        assert_eq!(told(" through(0:1,1e10:2)"), format!("13 {point}"));
        assert_eq!(told("through(0:1, 0:2)"), "12 x must grow from point to point, by a billionth at least");
        assert_eq!(told("through(0:1)"), "8 allowed: 2 points or more, such as through(0:1, 2:3)");
        let many: Vec<String> = (0..101).map(|i| format!("{i}:0")).collect();
        assert!(told(&format!("through({})", many.join(","))).ends_with("allowed: at most 100 points"));
        assert!(told(&format!("through({}", "0".repeat(7000))).ends_with("allowed: at most 6000 characters"));
    }

    proptest! {
        #[test]
        fn a_drawing_reads_back(y in prop::collection::vec(-1e9..1e9_f64, 2..100), step in 1e-6..1e6_f64) {
            let points: Vec<String> = y.iter().enumerate().map(|(i, y)| format!("{}:{y:e}", i as f64 * step)).collect();
            let drawn = Formula::parse(&format!("through({})", points.join(","))).unwrap();
            prop_assert_eq!(Formula::parse(drawn.source()), Ok(drawn.clone()));
            prop_assert_eq!(drawn.at(step), y[1]);
        }
    }
}
