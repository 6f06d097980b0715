//! The learning curve: the running median of the batch losses over epochs, in a band, both axes logarithmic.

use super::axis::{Axis, decades};
use super::lines::{Figure, Ink, Series};
use crate::float::{exp, exp10, ln};
use crate::order::sort;
use crate::range::Range;

/// Maximum number of rows of a record, in pairs. If there are more epochs, it has the extremes of each bucket.
const LOSS_BUCKETS: usize = 500;
/// Points of a curve in each power of ten of epochs.
const IN_A_DECADE: f64 = 24.0;
/// Each point stands for the epochs up to this factor before and after it.
const REACH: f64 = 1.125;
/// The largest number of losses that a point is computed from. If there are more, they are evenly spaced among all.
const MOST: usize = 500;
/// The part of the losses below the band, and above it.
const BEYOND: f64 = 0.1;

/// The curve of the i-th network or part: the band of its losses, as its upper and its lower edge, then their median.
///
/// `losses` (epoch, n) has n numbers for each epoch; those of the given column are drawn.
pub fn loss_curve(name: String, i: usize, losses: &[f32], column: usize, n: usize) -> Vec<Series> {
    let points = medians(losses, column, n);
    let series = |name, ink, which: usize| {
        let points = points.iter().map(|point| (point[0], point[which])).collect();
        Series { name, ink, points, listed: which == 2, filled: which == 3 }
    };
    let edge = |part: f64, which| series(format!("{name}, {:.0} %", 100.0 * part), Ink::Band(i), which);
    vec![edge(1.0 - BEYOND, 3), edge(BEYOND, 1), series(name.clone(), Ink::Net(i), 2)]
}

/// (epoch, low edge, median, high edge) at points that are evenly spaced in log epoch, and at the last epoch.
fn medians(losses: &[f32], column: usize, n: usize) -> Vec<[f64; 4]> {
    let known = losses.len() / n;
    let mut points: Vec<[f64; 4]> = Vec::new();
    let mut add = |at: usize, last: usize| {
        let first = (at as f64 / REACH).ceil() as usize;
        let step = (last - first) / MOST + 1;
        let epochs = (first..=last).step_by(step);
        let mut sorted: Vec<f64> = epochs.map(|epoch| f64::from(losses[(epoch - 1) * n + column])).collect();
        sort(&mut sorted);
        let rank = |part: f64| sorted[(part * (sorted.len() - 1) as f64).round() as usize];
        points.push([at as f64, rank(BEYOND), rank(0.5), rank(1.0 - BEYOND)]);
    };
    let mut before = 0;
    for i in 0_u32.. {
        let at = exp10(f64::from(i) / IN_A_DECADE).round() as usize;
        let last = (REACH * at as f64) as usize;
        // Later epochs do not change a point that is complete, so that a growing curve does not flicker.
        if last > known {
            break;
        }
        if at > before {
            add(at, last);
            before = at;
        }
    }
    if before < known {
        add(known, known);
    }
    points
}

/// Loss curves over a run of `epochs`, without those named in `hidden`.
pub fn loss_figure(title: String, label: &str, epochs: u32, curves: Vec<Vec<Series>>, hidden: &[String]) -> Figure {
    // A curve and its band are hidden together.
    let is_hidden = |curve: &Vec<Series>| curve.last().is_some_and(|median| hidden.contains(&median.name));
    let series: Vec<Series> = curves.into_iter().filter(|curve| !is_hidden(curve)).flatten().collect();
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
        title: if series.iter().any(|series| series.filled) { title + ": median, and 10 % to 90 %" } else { title },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::axis::Scale;

    #[test]
    fn each_point_is_the_median_of_the_epochs_around_it() {
        // The loss of epoch e is e: medians are the middles of windows, and the band is eight tenths of them.
        let losses: Vec<f32> = (1..=2000).map(|epoch| epoch as f32).collect();
        let points = medians(&losses, 0, 1);
        assert_eq!(points[..3], [[1.0; 4], [2.0; 4], [3.0; 4]]);
        let at = |epoch: f64| *points.iter().find(|point| point[0] == epoch).unwrap();
        // 89 to 112, then 889 to 1125.
        assert_eq!(at(100.0), [100.0, 91.0, 101.0, 110.0]);
        assert_eq!(at(1000.0), [1000.0, 913.0, 1007.0, 1101.0]);
        // The last one has no epochs after it.
        assert_eq!(points.last(), Some(&[2000.0, 1800.0, 1889.0, 1978.0]));
        assert!(points.is_sorted_by(|a, b| a[0] < b[0]));
        assert!(medians(&[], 0, 1).is_empty());
    }

    #[test]
    fn a_few_wild_batches_move_neither_the_median_nor_the_band() {
        let losses: Vec<f32> = (0..3000).map(|epoch| if epoch % 50 == 25 { 1e6 } else { 1.0 }).collect();
        let late = medians(&losses, 0, 1).into_iter().filter(|point| point[0] > 200.0);
        assert!(late.clone().count() > 20);
        assert!(late.into_iter().all(|[_, low, median, high]| [low, median, high] == [1.0; 3]));
    }

    #[test]
    fn a_million_epochs_have_few_points_which_stay_while_the_curve_grows() {
        let losses: Vec<f32> = (0..2_000_000).map(|i| if i % 2 == 0 { 1.0 } else { i as f32 }).collect();
        let (some, all) = (medians(&losses[..200_000], 1, 2), medians(&losses, 1, 2));
        assert!(all.len() < 150, "{}", all.len());
        assert_eq!(all[..some.len() - 1], some[..some.len() - 1]);
        assert!(medians(&losses, 0, 2).iter().all(|point| point[1..] == [1.0; 3]));
    }

    #[test]
    fn a_curve_is_a_band_and_a_median_which_are_hidden_together() {
        let curve = |name: &str, i| loss_curve(name.into(), i, &[3.0, 2.0, 1.0], 0, 1);
        let figure = |hidden: &[String]| loss_figure("t".into(), "loss", 5, vec![curve("a", 0), curve("b", 1)], hidden);
        let names = |figure: Figure| figure.series.into_iter().map(|series| series.name).collect::<Vec<_>>();
        assert_eq!(names(figure(&[])), ["a, 90 %", "a, 10 %", "a", "b, 90 %", "b, 10 %", "b"]);
        assert_eq!(names(figure(&["a".into()])), ["b, 90 %", "b, 10 %", "b"]);
        let both = figure(&[]);
        assert_eq!((both.x.scale, both.y.scale), (Scale::Log, Scale::Log));
        assert_eq!(both.x.range, Range { low: 1.0, high: 10.0 });
    }
}
