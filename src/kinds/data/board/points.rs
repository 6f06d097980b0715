//! Points of a figure, and the visible part of an axis.

use crate::figure::axis::widen;
use crate::figure::lines::{Ink, Series};
use crate::kinds::data::board::sample::evenly;
use crate::order::{order, sort};
use crate::range::{Range, extremes};

/// Maximum number of rows that a figure draws as points, for training rows and for held-out rows.
const DRAWN: usize = 1000;

/// At most [`DRAWN`] points, evenly spaced among all, from the lowest x to the highest.
pub fn cloud(name: &str, ink: Ink, points: Vec<(f64, f64)>) -> Series {
    let some = evenly(&points, DRAWN);
    let points = order(some.iter().map(|point| point.0)).into_iter().map(|i| some[i]).collect();
    Series { name: name.into(), ink, points, listed: true, filled: false }
}

/// The smallest and the largest finite value; 0 and 1 if there are none.
pub fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    extremes(values.filter(|x| x.is_finite())).map_or([0.0, 1.0], |(low, high)| [low, high])
}

/// A y-range that shows the measured values. Models may extend it on both sides by 0.3 of its size: a polynomial beyond
/// the data must not make everything else look flat.
pub fn reach([low, high]: [f64; 2], series: &[Series]) -> Range {
    let room = 0.3 * (high - low);
    let models = series.iter().filter(|series| !matches!(series.ink, Ink::Rows | Ink::HeldRows));
    let [least, largest] = ends(models.flat_map(|series| series.points.iter().map(|point| point.1)).chain([low, high]));
    widen(low.min(least.max(low - room)), high.max(largest.min(high + room)))
}

/// A y-range around 0 that shows nearly all errors. The largest hundredth of the errors of each model may lie outside.
pub fn around_nothing(series: &[Series]) -> Range {
    let most = |series: &Series| {
        let mut sizes: Vec<f64> = series.points.iter().map(|point| point.1.abs()).filter(|y| y.is_finite()).collect();
        sort(&mut sizes);
        sizes.get((sizes.len() * 99 / 100).min(sizes.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let largest = series.iter().map(most).fold(0.0_f64, f64::max);
    if largest > 0.0 { widen(-largest, largest) } else { Range { low: -1.0, high: 1.0 } }
}
