//! Lists and calls in the text of a value.

use crate::spec::values::number::parse_number;

/// The `name` and the comma-separated arguments of `name(a, b)`. `name` alone has no arguments.
pub fn parse_call(text: &str) -> Option<(&str, Vec<f64>)> {
    let Some((name, rest)) = text.split_once('(') else {
        return Some((text.trim(), Vec::new()));
    };
    let inner = rest.strip_suffix(')')?;
    let arguments = inner.split(',').map(parse_number).collect::<Option<Vec<_>>>()?;
    Some((name.trim(), arguments))
}

/// Splits a list at its commas, but not inside brackets. `none` and the empty text are the empty list.
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

/// Writes a list. The empty list is written as `none`.
pub fn print_list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".into() } else { items.join(", ") }
}
