//! Numbers, whole numbers and yes or no as values of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::typed::read_number;

/// Writes a number as the shortest text that reads back as the same number; huge and tiny ones have an exponent.
pub fn print_number(x: f64) -> String {
    let size = x.abs();
    if x != 0.0 && !(1e-4..1e7).contains(&size) { format!("{x:e}") } else { format!("{x}") }
}

pub fn range_text(bounds: Bounds) -> String {
    format!("{} to {}", print_number(bounds.min), print_number(bounds.max))
}

/// Reads a finite number with a decimal point and no other marks. The minus sign of typeset text is allowed.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-");
    // Rust reads "inf", "nan" and "infinity". They are not allowed in a spec.
    let plain = text.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    text.parse::<f64>().ok().filter(|x| plain && x.is_finite()).map(|x| if x == 0.0 { 0.0 } else { x })
}

/// Reads a number within `bounds` as people write it; `allowed` names what is allowed.
pub fn number_within(text: &str, bounds: Bounds, allowed: &dyn Fn() -> String) -> Result<f64, Refusal> {
    match read_number(text) {
        Ok(x) if (bounds.min..=bounds.max).contains(&x) => Ok(x),
        Err(hint) if !hint.is_empty() => Err(Refusal::new(hint)),
        _ => Err(Refusal::new(format!("allowed: {}", allowed()))),
    }
}

impl Value for f64 {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        number_within(text, bounds, &|| format!("a number from {}", range_text(bounds)))
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
        let allowed = || {
            let (min, max) = (bounds.min as u32, bounds.max as u32);
            if min == max { format!("{min}") } else { format!("a whole number from {min} to {max}") }
        };
        match number_within(text, bounds, &allowed)? {
            x if x.fract() == 0.0 => Ok(x as u32),
            _ => Err(Refusal::new(format!("allowed: {}", allowed()))),
        }
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
            "yes" | "true" | "on" => Ok(true),
            "no" | "false" | "off" => Ok(false),
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
