//! An axis: its label, its range, and the positions of its ticks.

use super::number::{power_of_ten, to_step};
use crate::float::{exp10, log10};
use crate::range::Range;

/// The scale of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences have equal lengths.
    Linear,
    /// Equal ratios have equal lengths.
    Log,
}

/// One axis of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The quantity, with its unit.
    pub label: String,
    /// Linear or logarithmic.
    pub scale: Scale,
    /// The visible interval; above 0 on a logarithmic scale.
    pub range: Range,
    /// Whether the low end stands for itself and everything below it: exact zeros on a logarithmic axis.
    pub floor: bool,
}

/// A mark on an axis. Minor marks have no label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Its position.
    pub at: f64,
    /// The text beside it.
    pub label: String,
}

/// Largest absolute value of an end of an axis: the distance between two ends stays finite.
const LARGEST: f64 = 1e300;
/// Minimum distance between the ends of an axis: a part of it is still above 0.
const SMALLEST: f64 = 1e-280;

/// Whether numbers between these ends differ.
fn are_apart(low: f64, high: f64, part: f64) -> bool {
    high - low > (part * low.abs().max(high.abs())).max(SMALLEST)
}

/// Ends around a single number.
fn around(value: f64) -> (f64, f64) {
    let room = (1e-9 * value.abs()).max(1.0);
    (value - room, value + room)
}

/// The range itself, or the nearest one that can be drawn: with finite, distinct ends in ascending order.
fn linear_range(Range { low, high }: Range) -> Range {
    if low.is_nan() || high.is_nan() {
        return Range { low: -1.0, high: 1.0 };
    }
    let (low, high) = (low.clamp(-LARGEST, LARGEST), high.clamp(-LARGEST, LARGEST));
    let (low, high) = (low.min(high), low.max(high));
    let (low, high) = if are_apart(low, high, 1e-13) { (low, high) } else { around(low) };
    Range { low, high }
}

/// A number, or the nearest one on a logarithmic axis. NaN becomes the smallest.
fn above_nothing(x: f64) -> f64 {
    if x > 1.0 / LARGEST { x.min(LARGEST) } else { 1.0 / LARGEST }
}

/// The range, or the nearest one that can be drawn, with ends above 0.
fn log_range(range: Range) -> Range {
    let (low, high) = (above_nothing(range.low), above_nothing(range.high));
    let (low, high) = (low.min(high), low.max(high));
    let (low, high) = if high > (1.0 + 1e-9) * low { (low, high) } else { (low / 2.0, high * 2.0) };
    Range { low, high }
}

impl Axis {
    /// A linear axis. A range that cannot be drawn, such as an infinite one, is replaced.
    pub fn linear(label: impl Into<String>, range: Range) -> Self {
        Self { label: label.into(), scale: Scale::Linear, range: linear_range(range), floor: false }
    }

    /// A logarithmic axis. The range should lie above 0.
    pub fn log(label: impl Into<String>, range: Range) -> Self {
        Self { label: label.into(), scale: Scale::Log, range: log_range(range), floor: false }
    }

    /// The same axis with a low end that stands for everything below it.
    pub fn with_floor(self) -> Self {
        Self { floor: true, ..self }
    }

    /// The linear axis with the same middle and the length `span`.
    pub fn spanning(&self, span: f64) -> Self {
        let middle = 0.5 * (self.range.low + self.range.high);
        Self::linear(self.label.clone(), Range { low: middle - 0.5 * span, high: middle + 0.5 * span })
    }

    /// The position of `value` along the axis: 0 at the low end, 1 at the high end. NaN if it has no position.
    pub fn place(&self, value: f64) -> f64 {
        let Range { low, high } = self.range;
        match self.scale {
            _ if self.floor && value <= low => 0.0,
            Scale::Linear => (value - low) / (high - low),
            Scale::Log if value > 0.0 => (log10(value) - log10(low)) / (log10(high) - log10(low)),
            Scale::Log => f64::NAN,
        }
    }

    /// The value at a position; the inverse of [`Axis::place`].
    pub fn value(&self, place: f64) -> f64 {
        let Range { low, high } = self.range;
        match self.scale {
            Scale::Linear => low + (high - low) * place,
            Scale::Log => exp10(log10(low) + (log10(high) - log10(low)) * place),
        }
    }

    /// About `most` ticks at round numbers, and never more.
    pub fn ticks(&self, most: usize) -> Vec<Tick> {
        match self.scale {
            Scale::Linear => self.linear_ticks(most),
            Scale::Log => self.log_ticks(most),
        }
    }

    fn linear_ticks(&self, most: usize) -> Vec<Tick> {
        let Range { low, high } = self.range;
        let step = round_step(high - low, most);
        let first = (low / step - 1e-9).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        let tick = |i: i64| Tick { at: i as f64 * step, label: to_step(i as f64 * step, step) };
        // Never more than that, for any range.
        (first..=last).take(2 * most + 2).map(tick).collect()
    }

    fn log_ticks(&self, most: usize) -> Vec<Tick> {
        let (low, high) = (log10(self.range.low), log10(self.range.high));
        let first = (low - 1e-9).ceil() as i32;
        let last = (high + 1e-9).floor() as i32;
        if last - first < 1 {
            // Less than two powers of ten are visible: round numbers are more useful.
            let linear = self.linear_ticks(most);
            return linear.into_iter().filter(|tick| tick.at > 0.0).collect();
        }
        if last - first == 1 && !self.floor && (-3..=2).contains(&first) {
            // One or two powers of ten are visible: 2 and 5 are needed to read a value.
            let near = (first - 1..=last).flat_map(|n| [1.0, 2.0, 5.0].map(|digit| (digit * exp10(f64::from(n)), n)));
            let seen = near.filter(|(at, _)| (self.range.low..=self.range.high).contains(at));
            let ticks: Vec<Tick> = seen.map(|(at, n)| Tick { at, label: to_step(at, exp10(f64::from(n))) }).collect();
            if ticks.len() <= most {
                return ticks;
            }
        }
        let stride = ((last - first) as usize / most.max(1) + 1) as i32;
        // An axis with a floor counts from the floor, other axes from 10⁰.
        let origin = if self.floor { first } else { 0 };
        let label =
            |n: i32| if self.floor && n == first { format!("≤ {}", power_of_ten(n)) } else { power_of_ten(n) };
        (first..=last)
            .filter(|n| (n - origin).rem_euclid(stride) == 0)
            .map(|n| Tick { at: exp10(f64::from(n)), label: label(n) })
            .collect()
    }

    /// The ticks 2 … 9 between powers of ten, if there is room for them.
    pub fn minor_ticks(&self) -> Vec<f64> {
        let (low, high) = (log10(self.range.low).floor(), log10(self.range.high).ceil());
        if self.scale == Scale::Linear || high - low > 8.0 {
            return Vec::new();
        }
        (low as i32..high as i32)
            .flat_map(|n| (2..10).map(move |digit| f64::from(digit) * exp10(f64::from(n))))
            .filter(|at| (self.range.low..=self.range.high).contains(at))
            .collect()
    }
}

/// The smallest of 1, 2, 5 · 10ⁿ that divides `span` into at most `most` parts.
pub fn round_step(span: f64, most: usize) -> f64 {
    let span = if span > 0.0 { span.min(2.0 * LARGEST) } else { 1.0 };
    let rough = (span / most.max(1) as f64).max(SMALLEST);
    let power = exp10(log10(rough).floor());
    [1.0, 2.0, 5.0, 10.0]
        .map(|m| m * power)
        .into_iter()
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// `low..high`, extended to round numbers, so that a growing figure does not flicker.
pub fn widen(low: f64, high: f64) -> Range {
    let Range { low, high } = linear_range(Range { low, high });
    let (low, high) = if are_apart(low, high, 1e-12) { (low, high) } else { (around(low).0, around(high).1) };
    let pad = 0.04 * (high - low);
    let step = round_step(high - low, 10);
    Range { low: ((low - pad) / step).floor() * step, high: ((high + pad) / step).ceil() * step }
}

/// `low..high`, extended to whole powers of ten.
pub fn decades(low: f64, high: f64) -> Range {
    let first = (log10(above_nothing(low)) + 1e-9).floor();
    let last = (log10(above_nothing(high)) - 1e-9).ceil().max(first + 1.0);
    Range { low: exp10(first), high: exp10(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis, most: usize) -> Vec<String> {
        axis.ticks(most).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_and_few() {
        let axis = Axis::linear("x", Range { low: -20.0, high: 20.0 });
        assert_eq!(labels(&axis, 8), ["−20", "−15", "−10", "−5", "0", "5", "10", "15", "20"][..9].to_vec());
        let axis = Axis::linear("x", Range { low: 0.0, high: 0.7 });
        assert_eq!(labels(&axis, 4), ["0.0", "0.2", "0.4", "0.6"]);
        let axis = Axis::log("loss", Range { low: 1e-6, high: 1e2 });
        assert_eq!(labels(&axis, 5), ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰", "10²"]);
        let axis = Axis::log("error", Range { low: 1e-13, high: 1e2 }).with_floor();
        assert_eq!(labels(&axis, 4), ["≤ 10⁻¹³", "10⁻⁹", "10⁻⁵", "10⁻¹"]);
        let axis = Axis::log("loss", Range { low: 1.1, high: 1.9 });
        assert_eq!(labels(&axis, 4), ["1.2", "1.4", "1.6", "1.8"]);
        let axis = Axis::log("error", Range { low: 0.1, high: 1.3 });
        assert_eq!(labels(&axis, 5), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(labels(&axis, 3), ["10⁻¹", "10⁰"]);
    }

    #[test]
    fn value_is_the_inverse_of_place() {
        for axis in [Axis::linear("x", Range { low: -3.0, high: 8.0 }), Axis::log("y", Range { low: 1e-9, high: 20.0 })]
        {
            for place in [0.0, 0.3, 1.0] {
                assert!((axis.place(axis.value(place)) - place).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn every_range_gives_an_axis_that_can_be_drawn() {
        let hostile = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e38, -1e-45, 5e-324, 0.0, 1.0];
        for low in hostile {
            for high in hostile {
                let range = Range { low, high };
                let (wide, powers) = (widen(low, high), decades(low, high));
                let axes =
                    [Axis::linear("", range), Axis::linear("", wide), Axis::log("", range), Axis::log("", powers)];
                for axis in axes.iter().flat_map(|axis| [axis.clone(), axis.clone().with_floor()]) {
                    let Range { low: a, high: b } = axis.range;
                    assert!(a.is_finite() && b.is_finite() && a < b, "{range:?} gives {axis:?}");
                    for most in [0, 2, 11] {
                        let ticks = axis.ticks(most);
                        assert!(ticks.len() <= most.max(1) + 2, "{} ticks on {axis:?}", ticks.len());
                        assert!(ticks.iter().all(|tick| tick.at.is_finite() && tick.label.chars().count() < 28));
                    }
                    assert!(axis.minor_ticks().len() <= 72);
                    assert!((axis.place(a) - 0.0).abs() < 1e-9 && (axis.place(b) - 1.0).abs() < 1e-9, "{axis:?}");
                }
            }
        }
    }

    #[test]
    fn widened_ranges_contain_the_original_range() {
        for (low, high) in [(0.0, 1.0), (-3.7, 29.9), (5.0, 5.0), (1e-9, 2e-9)] {
            let range = widen(low, high);
            assert!(range.low <= low && range.high >= high && range.low < range.high);
        }
        assert_eq!(decades(0.02, 30.0), Range { low: exp10(-2.0), high: exp10(2.0) });
    }
}
