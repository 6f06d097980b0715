//! Which part of the y-axis a figure shows: enough to judge every model, never so much that one flattens the rest.

use super::axis::{decades, widen};
use super::board::Board;
use super::figure::{Ink, Series};
use crate::spec::Range;

impl Board {
    /// A y-range that shows the truth wherever it is in view and every model inside the training
    /// data. Outside, models may stretch it to twice that: a degree-25 polynomial must not
    /// flatten all else.
    pub(super) fn y_range(&self, series: &[Series]) -> Range {
        let inside = self.curve.inside();
        let extremes = |keep: &dyn Fn(&Series, f64) -> bool| {
            let points = series.iter().flat_map(|s| s.points.iter().filter(|p| keep(s, p.0)));
            let values = points.map(|p| p.1).filter(|y| y.is_finite());
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(y), h.max(y)))
        };
        let within = |x: f64| (inside.low..=inside.high).contains(&x);
        let truth = extremes(&|s, _| s.ink == Ink::Truth);
        let near = extremes(&|s, x| s.ink == Ink::Truth || within(x));
        let all = extremes(&|_, _| true);
        if near.0 > near.1 {
            return if all.0 <= all.1 {
                widen(all.0.max(-1e12), all.1.min(1e12))
            } else {
                Range { low: -1.0, high: 1.0 }
            };
        }
        // A truth with a pole in view would flatten everything; then what is inside decides.
        let inner = extremes(&|_, x| within(x));
        let pole = inner.0 <= inner.1 && truth.1 - truth.0 > 1e4 * (inner.1 - inner.0).max(1e-9);
        let (low, high) = if pole { inner } else { near };
        let room = 0.5 * (high - low).max(1e-12 * high.abs().max(low.abs()));
        widen(low.min(all.0.max(low - room)), high.max(all.1.min(high + room)))
    }

    /// Decades from the small errors to the largest of the networks, or of anything inside. The last
    /// thousandth of points (zero crossings) may fall below, and so may errors that are no more
    /// than the rounding of y itself.
    pub(super) fn log_error_range(&self, series: &[Series], truth: &[(f64, f64)]) -> Range {
        let inside = self.curve.inside();
        let mut sizes = Vec::new();
        let mut top = 0.0_f64;
        for one in series {
            for &(x, error) in one.points.iter().filter(|point| point.1.is_finite()) {
                sizes.push(error);
                let counts = matches!(one.ink, Ink::Net(_)) || (inside.low..=inside.high).contains(&x);
                top = if counts { top.max(error) } else { top };
            }
        }
        sizes.sort_by(f64::total_cmp);
        let (Some(&small), Some(&largest)) = (sizes.get(sizes.len() / 200), sizes.last()) else {
            return Range { low: 1e-6, high: 1.0 };
        };
        let size = truth.iter().map(|point| point.1.abs()).filter(|y| y.is_finite()).fold(1e-300, f64::max);
        let rounding = (1e-15 * size).max(1e-16);
        // A polynomial's explosion outside is shown for two more decades and then leaves the figure.
        let top = if top > 0.0 { largest.min(100.0 * top) } else { largest };
        let range = decades(small.max(10.0 * rounding), top.max(100.0 * rounding));
        Range { low: range.low.max(1e-20 * range.high), ..range }
    }

    pub(super) fn linear_error_range(&self, series: &[Series]) -> Range {
        let inside = self.curve.inside();
        let within = |x: f64| (inside.low..=inside.high).contains(&x);
        let largest = |keep: &dyn Fn(f64) -> bool| {
            let points = series.iter().flat_map(|s| s.points.iter().filter(|p| keep(p.0)));
            points.map(|p| p.1.abs()).filter(|e| e.is_finite()).fold(0.0, f64::max)
        };
        let (near, all) = (largest(&within), largest(&|_| true));
        let size = if near > 0.0 { all.min(3.0 * near) } else { all };
        widen(-size, size)
    }
}
