//! Intervals of numbers as values of a spec.

use crate::range::Range;
use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::number::{number_within, print_number, range_text};
use crate::spec::values::typed::split_ends;
use serde::Serialize;

impl Value for Range {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let allowed = || format!("low..high with low < high, both from {}, such as -20..20", range_text(bounds));
        // One text alone is refused as two that are empty.
        let (low, high) = split_ends(text)?.unwrap_or_default();
        let (low, high) = (number_within(low, bounds, &allowed)?, number_within(high, bounds, &allowed)?);
        if low >= high {
            return Err(Refusal::new(format!("allowed: {}", allowed())));
        }
        // Between ends that are too close there are no numbers to draw.
        if high - low < 1e-6 * low.abs().max(high.abs()) {
            return Err(Refusal::new("allowed: ends that differ by more than a millionth"));
        }
        Ok(Self { low, high })
    }
    fn print(&self) -> String {
        format!("{}..{}", print_number(self.low), print_number(self.high))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["-3..3", "-20..20", "-100..100"].map(String::from).into() }
    }
}

/// A range, or `None` for one that follows the data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AutoRange(pub Option<Range>);

impl Value for AutoRange {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        if text == "auto" {
            return Ok(Self(None));
        }
        Range::parse(text, bounds).map(|range| Self(Some(range))).map_err(|mut refusal| {
            refusal.allowed = refusal.allowed.replacen("allowed: ", "allowed: auto, or ", 1);
            refusal
        })
    }
    fn print(&self) -> String {
        self.0.map_or("auto".into(), |range| range.print())
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["auto", "-5..25"].map(String::from).into() }
    }
}
