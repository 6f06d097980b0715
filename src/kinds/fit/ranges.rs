//! The visible part of the y-axis: every model can be judged, and none makes the others look flat.

use crate::figure::axis::{decades, widen};
use crate::figure::lines::{Ink, Series};
use crate::kinds::fit::board::FitBoard;
use crate::order::sort;
use crate::range::{Range, extremes};

impl FitBoard {
    /// A y-range that shows the truth everywhere in the view, and every model inside the training data. Outside, models
    /// may extend it to at most twice its size: a polynomial of degree 25 must not make everything else look flat.
    pub(super) fn y_range(&self, series: &[Series]) -> Range {
        let inside = self.curve.inside();
        let within = |x: f64| (inside.low..=inside.high).contains(&x);
        let values = |keep: &dyn Fn(&Series, f64) -> bool| {
            let points = series.iter().flat_map(|s| s.points.iter().filter(|p| keep(s, p.0)));
            points.map(|p| p.1).filter(|y| y.is_finite()).collect::<Vec<f64>>()
        };
        let is_truth = |s: &Series| s.ink == Ink::Truth;
        let Some(all) = extremes(values(&|_, _| true)) else { return Range { low: -1.0, high: 1.0 } };
        let inner = extremes(values(&|_, x| within(x)));
        let truth = without_poles(values(&|s, _| is_truth(s)), extremes(values(&|s, x| is_truth(s) && within(x))));
        let shown = [inner, truth].into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (low, high) = shown.unwrap_or((all.0.max(-1e12), all.1.min(1e12)));
        let room = 0.5 * (high - low).max(1e-12 * high.abs().max(low.abs()));
        widen(low.min(all.0.max(low - room)), high.max(all.1.min(high + room)))
    }

    /// The decades from the small errors to the largest error of the networks, or of any model inside. The smallest
    /// half percent of the points (zero crossings) may lie below, and so may errors as small as the rounding of y.
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
        sort(&mut sizes);
        let (Some(&small), Some(&largest)) = (sizes.get(sizes.len() / 200), sizes.last()) else {
            return Range { low: 1e-6, high: 1.0 };
        };
        let size = truth.iter().map(|point| point.1.abs()).filter(|y| y.is_finite()).fold(1e-300, f64::max);
        let rounding = (1e-15 * size).max(1e-16);
        // The exploding error of a polynomial outside is shown for two more decades.
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

/// The extremes of a truth. Near a pole, where a few values outside the training data are much larger than the rest and
/// than all values inside, only the middle nine tenths count.
fn without_poles(mut values: Vec<f64>, inside: Option<(f64, f64)>) -> Option<(f64, f64)> {
    sort(&mut values);
    let (low, high) = extremes(values.iter().copied())?;
    let tail = values.len() / 20;
    let middle = (values[tail], values[values.len() - 1 - tail]);
    let span = |(low, high): (f64, f64)| high - low;
    let pole = high - low > 20.0 * span(middle) && high - low > 50.0 * inside.map_or(0.0, span);
    Some(if pole { middle } else { (low, high) })
}

#[cfg(test)]
mod tests {
    use crate::kinds::Spec;
    use crate::kinds::fit::FigureKind;
    use crate::kinds::fit::FitBoard;
    use crate::spec::Range;

    /// The y-range of a figure of the truth alone.
    fn range(text: &str) -> Range {
        let spec = Spec::parse("fit", &format!("nets = none\n{text}"))
            .unwrap()
            .get::<crate::kinds::fit::FitSpec>()
            .unwrap()
            .clone();
        FitBoard::new(spec).figure(FigureKind::Fit, &[]).y.range
    }

    #[test]
    fn a_line_is_shown_completely_in_any_view() {
        assert_eq!(range("view = -20..20"), Range { low: -15.0, high: 35.0 });
        let wide = range("view = -1e9..1e9");
        assert!(wide.low <= -1e9 && wide.high >= 1e9, "{wide:?}");
    }

    #[test]
    fn a_pole_leaves_the_figure_and_a_peak_does_not() {
        let pole = range("target = 1/(x - 7)");
        assert!(pole.low > -3.0 && pole.high < 3.0, "{pole:?}");
        let peak = range("target = exp(-100*x^2)");
        assert!(peak.high >= 1.0 && peak.high < 2.0, "{peak:?}");
    }

    #[test]
    fn a_constant_has_room_above_and_below() {
        let constant = range("target = 5");
        assert!(constant.low < 5.0 && constant.high > 5.0, "{constant:?}");
    }
}
