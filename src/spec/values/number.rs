//! Numbers, whole numbers and yes or no as values of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};

/// Writes a number as the shortest text that reads back as the same number; huge and tiny ones have an exponent.
pub fn print_number(x: f64) -> String {
    let size = x.abs();
    if x != 0.0 && !(1e-4..1e7).contains(&size) { format!("{x:e}") } else { format!("{x}") }
}

pub fn range_text(bounds: Bounds) -> String {
    format!("{} to {}", print_number(bounds.min), print_number(bounds.max))
}

/// Reads a finite number. The minus sign of typeset text is allowed.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-");
    // Rust reads "inf", "nan" and "infinity". They are not allowed in a spec.
    let plain = text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    text.parse::<f64>().ok().filter(|x| plain && x.is_finite()).map(|x| if x == 0.0 { 0.0 } else { x })
}

impl Value for f64 {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        parse_number(text)
            .filter(|x| (bounds.min..=bounds.max).contains(x))
            .ok_or_else(|| Refusal::new(format!("allowed: a number from {}", range_text(bounds))))
    }
    fn print(&self) -> String {
        print_number(*self)
    }
    fn control(bounds: Bounds) -> Control {
        Control::Number { min: bounds.min, max: bounds.max, integer: false }
    }
}

impl Value for u32 {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        // "50_000", "50,000" and "5e4" are how people write 50000.
        let digits: String = text.chars().filter(|c| !matches!(c, '_' | ',' | '\'' | ' ')).collect();
        parse_number(&digits)
            .filter(|x| (bounds.min..=bounds.max).contains(x) && x.fract() == 0.0)
            .map(|x| x as u32)
            .ok_or_else(|| {
                let (min, max) = (bounds.min as u32, bounds.max as u32);
                let range = if min == max { format!("{min}") } else { format!("a whole number from {min} to {max}") };
                Refusal::new(format!("allowed: {range}"))
            })
    }
    fn print(&self) -> String {
        self.to_string()
    }
    fn control(bounds: Bounds) -> Control {
        Control::Number { min: bounds.min, max: bounds.max, integer: true }
    }
}

impl Value for bool {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        match text {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Refusal::new("allowed: yes, no")),
        }
    }
    fn print(&self) -> String {
        if *self { "yes" } else { "no" }.into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: vec!["no".into(), "yes".into()] }
    }
}
