//! The types of a spec's values: how each is read, written and offered as a control.

use crate::range::Range;
use serde::Serialize;

/// Smallest and largest number that a field takes; for text, the most characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Smallest allowed value.
    pub min: f64,
    /// Largest allowed value.
    pub max: f64,
}

/// Why a value was refused: what is allowed, and the character at fault where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is allowed, as a short sentence part.
    pub allowed: String,
    /// Character of the value at which the mistake is.
    pub at: Option<usize>,
}

impl Refusal {
    /// A refusal of the whole value.
    pub fn new(allowed: impl Into<String>) -> Self {
        Self { allowed: allowed.into(), at: None }
    }
}

/// How the page offers a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Control {
    /// A number box.
    Number {
        /// Smallest allowed value.
        min: f64,
        /// Largest allowed value.
        max: f64,
        /// Whether only whole numbers are allowed.
        integer: bool,
    },
    /// One of a few words.
    Choice {
        /// The words.
        options: Vec<String>,
    },
    /// Nothing: the field is written by the page itself.
    None,
    /// Free text with examples to choose from.
    Text {
        /// Values worth trying.
        examples: Vec<String>,
    },
}

/// A value of a spec: read from text, written as text, equal values as equal text.
pub trait Value: Sized + Clone + PartialEq {
    /// Reads a value; `text` is trimmed.
    ///
    /// # Errors
    /// What is allowed instead.
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal>;
    /// Writes the value so that [`Value::parse`] gives it back; spaces are for people only.
    fn print(&self) -> String;
    /// The control for a field of this type within `bounds`.
    fn control(bounds: Bounds) -> Control;
}

/// Writes a number as short as it can be read back, and huge or tiny ones with an exponent.
pub fn print_number(x: f64) -> String {
    let size = x.abs();
    if x != 0.0 && !(1e-4..1e7).contains(&size) { format!("{x:e}") } else { format!("{x}") }
}

fn range_text(bounds: Bounds) -> String {
    format!("{} to {}", print_number(bounds.min), print_number(bounds.max))
}

/// Reads a finite number, also with the minus sign of typeset text.
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-");
    // Rust reads "inf", "nan" and "infinity"; a spec does not.
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

/// `name` and the comma-separated arguments of `name(a, b)`, or `name` alone with none.
pub fn parse_call(text: &str) -> Option<(&str, Vec<f64>)> {
    let Some((name, rest)) = text.split_once('(') else {
        return Some((text.trim(), Vec::new()));
    };
    let inner = rest.strip_suffix(')')?;
    let arguments = inner.split(',').map(parse_number).collect::<Option<Vec<_>>>()?;
    Some((name.trim(), arguments))
}

impl Value for Range {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let ends = text.split_once("..").and_then(|(a, b)| Some((parse_number(a)?, parse_number(b)?)));
        let inside = |x: f64| (bounds.min..=bounds.max).contains(&x);
        match ends {
            // Ends so close that the numbers between them run out draw nothing.
            Some((low, high)) if low < high && inside(low) && inside(high) => {
                if high - low < 1e-6 * low.abs().max(high.abs()) {
                    return Err(Refusal::new("allowed: ends that differ by more than a millionth"));
                }
                Ok(Self { low, high })
            }
            _ => Err(Refusal::new(format!(
                "allowed: low..high with low < high, both from {}, such as -20..20",
                range_text(bounds)
            ))),
        }
    }
    fn print(&self) -> String {
        format!("{}..{}", print_number(self.low), print_number(self.high))
    }
    fn control(_: Bounds) -> Control {
        Control::Text { examples: ["-3..3", "-20..20", "-100..100"].map(String::from).into() }
    }
}

/// A range that follows the data unless it is given.
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

/// Splits a comma-separated list, but not inside brackets; `none` and nothing are the empty list.
pub fn split_list(text: &str) -> Vec<&str> {
    if text.is_empty() || text == "none" {
        return Vec::new();
    }
    let mut depth = 0_i32;
    text.split(|c| {
        depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
        c == ',' && depth == 0
    })
    .map(str::trim)
    .collect()
}

/// Writes a list; the empty list is `none`.
pub fn print_list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".into() } else { items.join(", ") }
}
