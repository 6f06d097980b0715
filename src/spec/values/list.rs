//! Lists and calls in the text of a value.

use crate::spec::value::Refusal;
use crate::spec::values::typed::read_number;

/// The `name` and the arguments of `name(a, b)` or `name(a; b)`. `name` alone has no arguments.
pub fn parse_call(text: &str) -> Option<(&str, Vec<f64>)> {
    let Some((name, rest)) = text.split_once('(') else {
        return Some((text.trim(), Vec::new()));
    };
    let inner = rest.strip_suffix(')')?;
    let number = |text| read_number(item(text).ok()?).ok();
    let arguments = inner.split(separator(inner)).map(number).collect::<Option<Vec<_>>>()?;
    Some((name.trim(), arguments))
}

/// A semicolon where there is one outside of brackets, so that a comma may be that of decimals; else a comma.
fn separator(text: &str) -> char {
    let mut depth = 0_i32;
    let semicolon = text.chars().any(|c| {
        depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
        c == ';' && depth == 0
    });
    if semicolon { ';' } else { ',' }
}

/// A number of a list, which has no spaces: `1 500` could be one number or two.
///
/// # Errors
/// If it has spaces.
pub fn item(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_digit = |c: char| c.is_ascii_digit();
    match parts.windows(2).any(|pair| pair[0].ends_with(is_digit) && pair[1].starts_with(is_digit)) {
        true => Err(Refusal::new(format!("`{text}`: separate numbers by commas, and write each without spaces"))),
        false => Ok(text),
    }
}

/// Splits a list at its commas, or at its semicolons if it has any, but not inside brackets. `none` and the empty text are the empty list.
pub fn split_list(text: &str) -> Vec<&str> {
    if text.is_empty() || text == "none" {
        return Vec::new();
    }
    let separator = separator(text);
    let mut depth = 0_i32;
    text.split(|c| {
        depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
        c == separator && depth == 0
    })
    .map(str::trim)
    .collect()
}

/// Writes a list. The empty list is written as `none`.
pub fn print_list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "none".into() } else { items.join(", ") }
}
