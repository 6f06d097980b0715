//! Intervals of numbers: their ends, evenly spaced numbers between them, and the interval that values cover.

use serde::Serialize;

/// An interval `low..high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range {
    /// Left end.
    pub low: f64,
    /// Right end, above `low`.
    pub high: f64,
}

impl Range {
    /// The length of the interval.
    pub fn span(&self) -> f64 {
        self.high - self.low
    }

    /// `n` evenly spaced numbers from the low to the high end, both included; (n).
    pub fn grid(self, n: usize) -> Vec<f64> {
        let last = (n - 1) as f64;
        // A weighted sum of both ends makes the last point exactly `high`.
        (0..n).map(|i| (self.low * (last - i as f64) + self.high * i as f64) / last).collect()
    }
}

/// The smallest and the largest value, without NaN. `None` if there are no values.
pub fn extremes(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    let ends = values.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(y), h.max(y)));
    (ends.0 <= ends.1).then_some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_holds_both_ends() {
        let points = Range { low: -0.1, high: 0.7 }.grid(11);
        assert_eq!((points[0], points[10], points.len()), (-0.1, 0.7, 11));
    }

    #[test]
    fn extremes_leave_out_what_is_not_a_number() {
        assert_eq!(extremes([2.0, f64::NAN, -1.0]), Some((-1.0, 2.0)));
        assert_eq!([extremes([f64::NAN]), extremes([])], [None, None]);
    }
}
