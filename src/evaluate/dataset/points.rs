//! Points of a figure, and the part of an axis that shows them.

use super::sample::evenly;
use crate::evaluate::axis::widen;
use crate::evaluate::figure::{Ink, Series};
use crate::spec::Range;

/// Most rows that a figure draws as points, of those trained on and of those held out.
const DRAWN: usize = 1000;

/// At most [`DRAWN`] points, evenly over all, from the lowest x to the highest.
pub fn cloud(name: &str, ink: Ink, points: Vec<(f64, f64)>) -> Series {
    let mut points = evenly(&points, DRAWN);
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    Series { name: name.into(), ink, points, listed: true, filled: false }
}

/// The least and the largest; 0 and 1 of nothing.
pub fn extremes(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let (low, high) = values
        .filter(|x| x.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    if low <= high { [low, high] } else { [0.0, 1.0] }
}

/// The middle of the values; 0 of nothing.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// A y-range that shows what was measured; models may stretch it to both sides by a third of that, no more: a
/// polynomial beyond the data must not flatten all else.
pub fn reach([low, high]: [f64; 2], series: &[Series]) -> Range {
    let room = 0.3 * (high - low);
    let models = series.iter().filter(|series| !matches!(series.ink, Ink::Rows | Ink::HeldRows));
    let [least, largest] =
        extremes(models.flat_map(|series| series.points.iter().map(|point| point.1)).chain([low, high]));
    widen(low.min(least.max(low - room)), high.max(largest.min(high + room)))
}

/// A y-range around 0 that shows nearly all errors: the largest hundredth of each model's may leave it.
pub fn around_nothing(series: &[Series]) -> Range {
    let most = |series: &Series| {
        let mut sizes: Vec<f64> = series.points.iter().map(|point| point.1.abs()).filter(|y| y.is_finite()).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.get((sizes.len() * 99 / 100).min(sizes.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let largest = series.iter().map(most).fold(0.0_f64, f64::max);
    if largest > 0.0 { widen(-largest, largest) } else { Range { low: -1.0, high: 1.0 } }
}
