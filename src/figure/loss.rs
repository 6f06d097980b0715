//! The learning curve: the batch loss over epochs, both axes logarithmic.

use super::axis::{Axis, decades};
use super::lines::{Figure, Ink, Series};
use crate::float::{exp, ln};
use crate::range::Range;

/// Maximum number of points of a loss curve. If there are more epochs, the extremes of each bucket are drawn.
const LOSS_BUCKETS: usize = 500;

/// A curve of the losses (epoch).
pub fn loss_curve(name: String, ink: Ink, losses: &[f32]) -> Series {
    Series { name, ink, points: thinned(losses), listed: true, filled: false }
}

/// Loss curves over a run of `epochs`, without those named in `hidden`.
pub fn loss_figure(title: String, label: &str, epochs: u32, curves: Vec<Series>, hidden: &[String]) -> Figure {
    let mut series = curves;
    series.retain(|series| !hidden.contains(&series.name));
    let losses = || series.iter().flat_map(|s| s.points.iter().map(|p| p.1));
    // Values that are not finite leave the figure at its upper edge.
    let (low, high) = losses()
        .filter(|loss| *loss > 0.0 && loss.is_finite())
        .fold((f64::INFINITY, 0.0_f64), |(l, h), y| (l.min(y), h.max(y)));
    let range = if low <= high { decades(low.max(1e-16), high.max(1e-15)) } else { Range { low: 1e-6, high: 1e2 } };
    let y = Axis::log(label, range);
    // On a logarithmic axis, a loss of exactly 0 can only be drawn at the floor.
    let y = if losses().any(|loss| loss == 0.0) { y.with_floor() } else { y };
    Figure {
        title,
        x: Axis::log("epoch", Range { low: 1.0, high: f64::from(epochs.max(10)) }),
        y,
        training: None,
        hinges: Vec::new(),
        series,
    }
}

/// A record of both parts of a loss (epoch, 2) at about a thousand epochs: epoch, reconstruction, divergence.
pub fn history(losses: &[f32]) -> Vec<[f32; 3]> {
    let (rows, _) = losses.as_chunks::<2>();
    let first: Vec<f32> = rows.iter().map(|row| row[0]).collect();
    thinned(&first)
        .into_iter()
        .filter_map(|(epoch, _)| rows.get(epoch as usize - 1).map(|row| [epoch as f32, row[0], row[1]]))
        .collect()
}

/// (epoch, loss) with the smallest and the largest loss of each bucket. Buckets are even in log epoch.
fn thinned(losses: &[f32]) -> Vec<(f64, f64)> {
    let point = |i: usize| ((i + 1) as f64, f64::from(losses[i]));
    if losses.len() <= 2 * LOSS_BUCKETS {
        return (0..losses.len()).map(point).collect();
    }
    let mut points = Vec::with_capacity(2 * LOSS_BUCKETS);
    let ratio = ln(losses.len() as f64) / LOSS_BUCKETS as f64;
    let mut start = 0;
    for bucket in 1..=LOSS_BUCKETS {
        let end = (exp(ratio * bucket as f64).round() as usize).min(losses.len());
        if end <= start {
            continue;
        }
        let (mut least, mut largest) = (start, start);
        for i in start..end {
            least = if losses[i] < losses[least] { i } else { least };
            largest = if losses[i] > losses[largest] { i } else { largest };
        }
        points.push(point(least.min(largest)));
        if least != largest {
            points.push(point(least.max(largest)));
        }
        start = end;
    }
    points
}
