//! The z-range of a surface: all values of the truth, except near a pole, and the values of the network near them.

use super::axis::{round_step, widen};
use super::number::{readable, to_step};
use crate::order::sort;
use crate::range::Range;

/// The share of the values that may be cut off at a pole.
const POLE_SHARE: f64 = 0.02;
/// The ratio of the values at a pole to the rest.
const POLE_HEIGHT: f64 = 2.0;

/// The range of a z-axis, and a note for the reader if values are cut off.
pub fn heights(label: &str, truth: &[f64], models: &[&[f64]]) -> (Range, Option<String>) {
    let mut sorted: Vec<f64> = truth.iter().copied().filter(|z| z.is_finite()).collect();
    sort(&mut sorted);
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return (Range { low: -1.0, high: 1.0 }, None);
    };
    let nearly = sorted[((sorted.len() - 1) as f64 * (1.0 - POLE_SHARE)) as usize];
    // Only values that rise from a low floor can be a pole: φ, ln A and a small patch of A are shown completely.
    let pole = low >= 0.0 && high > POLE_HEIGHT * nearly && nearly > 0.0;
    let high = if pole { nearly } else { high };
    let room = 0.5 * (high - low).max(1e-9 * high.abs());
    let models = models.iter().flat_map(|values| values.iter().copied()).filter(|z| z.is_finite());
    let (least, most) = models.fold((low, high), |(l, h), z| (l.min(z), h.max(z)));
    let shown = widen(least.max(low - room), most.min(high + room));
    let shown = if low >= 0.0 && least >= 0.0 { Range { low: shown.low.max(0.0), ..shown } } else { shown };
    let above = sorted.last().is_some_and(|z| *z > shown.high) || most > shown.high;
    let below = least < shown.low;
    let step = round_step(shown.span(), 10);
    let end = |z: f64| to_step(z, step);
    let note = match (below, above) {
        (false, false) => None,
        (false, true) if pole => {
            let top = readable(sorted.last().copied().unwrap_or(f64::NAN), 2);
            Some(format!("cut at {label} = {}; the truth reaches {top}", end(shown.high)))
        }
        (false, true) => Some(format!("cut above {label} = {}", end(shown.high))),
        (true, false) => Some(format!("cut below {label} = {}", end(shown.low))),
        (true, true) => Some(format!("cut below {} and above {}", end(shown.low), end(shown.high))),
    };
    (shown, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pole_is_cut_and_the_cut_is_noted() {
        let mut values = vec![1.0; 980];
        values.extend([3.0; 40]);
        values.push(500.0);
        let (range, note) = heights("A", &values, &[]);
        assert!(range.high < 10.0, "{range:?}");
        assert_eq!(note.as_deref(), Some("cut at A = 3.2; the truth reaches 500"), "{range:?}");
    }

    #[test]
    fn a_smooth_truth_is_shown_completely_and_a_wild_model_is_not() {
        let truth: Vec<f64> = (0..100).map(|i| f64::from(i) / 100.0).collect();
        assert_eq!(heights("φ", &truth, &[]).1, None);
        let (range, note) = heights("φ", &truth, &[&[-50.0, 0.5]]);
        assert!(range.low < 0.0 && range.low > -1.0, "{range:?}");
        assert!(note.is_some());
    }
}
