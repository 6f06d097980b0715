//! The errors of a model: inside the training data, at the ends of the view, and at distances outside.

use super::statistics::rms;
use crate::range::Range;
use serde::{Deserialize, Serialize};

/// Errors (model − truth) of one model. NaN if model or truth is undefined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Measures {
    /// Root mean square over an even grid on the inside of the training data.
    pub rms_inside: f64,
    /// Largest |error| on that grid.
    pub largest_inside: f64,
    /// Signed error at the low end of the view.
    pub at_low: f64,
    /// Signed error at the high end of the view.
    pub at_high: f64,
}

/// The distances, in standard deviations from the training mean, at which errors are measured.
pub const DISTANCES: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0];
/// Root mean squares of model − truth, one for each output. NaN if either is undefined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// Distance from the training mean in standard deviations. `None` for draws of the training distribution.
    pub distance: Option<f64>,
    /// Number of inputs.
    pub n_samples: usize,
    /// (outputs).
    pub rms: Vec<f64>,
}

impl Errors {
    /// Errors at `distance`, from pairs of truth and answer; (n_samples, outputs).
    pub fn of(distance: Option<f64>, outputs: usize, pairs: impl Iterator<Item = (f64, f64)>) -> Self {
        let (mut sums, mut n) = (vec![0.0; outputs], 0_usize);
        for (i, (truth, answer)) in pairs.enumerate() {
            sums[i % outputs] += (answer - truth) * (answer - truth);
            n += 1;
        }
        let n_samples = n / outputs;
        Self { distance, n_samples, rms: sums.into_iter().map(|sum| (sum / n_samples as f64).sqrt()).collect() }
    }
}

/// Number of points of the grid on which errors inside are measured.
pub const INSIDE_POINTS: usize = 2001;

/// Measures `model` against `truth`. Both are functions that fill y for every x.
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
    let within = errors(&inside.grid(INSIDE_POINTS));
    let ends = errors(&[view.low, view.high]);
    Measures {
        rms_inside: rms(within.iter().copied()).unwrap_or(f64::NAN),
        largest_inside: within.iter().fold(0.0, |m: f64, e| if e.is_nan() { f64::NAN } else { m.max(e.abs()) }),
        at_low: ends[0],
        at_high: ends[1],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_two_lines_is_measured_exactly() {
        let fill =
            |f: fn(f64) -> f64| move |x: &[f64], y: &mut [f64]| y.iter_mut().zip(x).for_each(|(y, &x)| *y = f(x));
        let (inside, view) = (Range { low: -2.0, high: 2.0 }, Range { low: -20.0, high: 10.0 });
        let measures = measure(inside, view, fill(|x| x), fill(|x| 2.0 * x));
        assert!((measures.rms_inside - (4.0_f64 / 3.0).sqrt()).abs() < 1e-3);
        assert_eq!((measures.largest_inside, measures.at_low, measures.at_high), (2.0, -20.0, 10.0));
    }
}
