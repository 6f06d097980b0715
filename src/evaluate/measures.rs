//! How far a model is from the truth: inside the training data, and at the ends of the view.

use crate::spec::Range;
use serde::Serialize;

/// Errors (model − truth) of one model. NaN where model or truth is undefined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measures {
    /// Root mean square over an even grid on the inside of the training data.
    pub rms_inside: f64,
    /// Largest size on that grid.
    pub largest_inside: f64,
    /// Signed error at the low end of the view.
    pub at_low: f64,
    /// Signed error at the high end of the view.
    pub at_high: f64,
}

/// `n` evenly spaced numbers from the low to the high end, both included.
pub fn grid(range: Range, n: usize) -> Vec<f64> {
    let last = (n - 1) as f64;
    // Weighing both ends makes the last point exactly `high`.
    (0..n).map(|i| (range.low * (last - i as f64) + range.high * i as f64) / last).collect()
}

/// Points of the grid on which errors inside are measured.
pub const INSIDE_POINTS: usize = 2001;

/// Measures `model` against `truth`, functions that fill y for every x.
pub fn measure(
    inside: Range,
    view: Range,
    truth: impl Fn(&[f64], &mut [f64]),
    model: impl Fn(&[f64], &mut [f64]),
) -> Measures {
    let errors = |x: &[f64]| {
        let (mut expected, mut given) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        truth(x, &mut expected);
        model(x, &mut given);
        given.iter().zip(&expected).map(|(g, e)| g - e).collect::<Vec<f64>>()
    };
    let within = errors(&grid(inside, INSIDE_POINTS));
    let ends = errors(&[view.low, view.high]);
    let mean_square = within.iter().map(|e| e * e).sum::<f64>() / within.len() as f64;
    Measures {
        rms_inside: mean_square.sqrt(),
        largest_inside: within.iter().fold(0.0, |m: f64, e| if e.is_nan() { f64::NAN } else { m.max(e.abs()) }),
        at_low: ends[0],
        at_high: ends[1],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_beside_a_line_is_measured_exactly() {
        let fill =
            |f: fn(f64) -> f64| move |x: &[f64], y: &mut [f64]| y.iter_mut().zip(x).for_each(|(y, &x)| *y = f(x));
        let (inside, view) = (Range { low: -2.0, high: 2.0 }, Range { low: -20.0, high: 10.0 });
        let measures = measure(inside, view, fill(|x| x), fill(|x| 2.0 * x));
        assert!((measures.rms_inside - (4.0_f64 / 3.0).sqrt()).abs() < 1e-3);
        assert_eq!((measures.largest_inside, measures.at_low, measures.at_high), (2.0, -20.0, 10.0));
    }

    #[test]
    fn a_grid_holds_both_ends() {
        let points = grid(Range { low: -0.1, high: 0.7 }, 11);
        assert_eq!((points[0], points[10], points.len()), (-0.1, 0.7, 11));
    }
}
