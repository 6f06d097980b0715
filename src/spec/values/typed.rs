//! Numbers and intervals as people type them, in any of the usual notations. What has two readings is refused.

use crate::formula::{plain, superscript};
use crate::spec::value::Refusal;

/// Reads a finite number: `1234.5`, `1,234.5`, `1.234,5`, `1 234,5`, `1e-3`, `1·10⁻³`.
///
/// # Errors
/// A hint if the number has two readings; an empty text if it is no number.
pub fn read_number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let typed = in_ascii(text);
    if typed.ends_with('%') {
        return Err(format!("`{text}`: write a part of 1, such as 0.05 for 5 %"));
    }
    let (sign, body) = match typed.strip_prefix('-') {
        Some(body) => ("-", body),
        None => ("", typed.strip_prefix('+').unwrap_or(&typed)),
    };
    let power = body.split_once("10^").map(|(head, exponent)| (times(head), exponent));
    let (head, exponent) = match power.or_else(|| body.split_once(['e', 'E'])) {
        Some((head, exponent)) => (head, Some(exponent.parse::<i32>().map_err(|_| String::new())?)),
        None => (body, None),
    };
    let digits = decimal(head, exponent.is_some()).map_err(|fault| match fault {
        Fault::Number => String::new(),
        Fault::Zero => format!("`{text}`: a number begins with one 0 at most, such as 5 or 0.05"),
        Fault::Groups => format!("`{text}`: digits stand in groups of three, such as 1 234 567"),
        Fault::Doubt(short, long) => format!("`{text}` could be {sign}{short} or {sign}{long}; write one of them"),
    })?;
    match format!("{sign}{digits}e{}", exponent.unwrap_or(0)).parse::<f64>() {
        // −0 becomes 0.
        Ok(x) if x.is_finite() => Ok(if x == 0.0 { 0.0 } else { x }),
        _ => Err(String::new()),
    }
}

/// What is wrong with the digits of a number.
enum Fault {
    /// They are none.
    Number,
    /// They begin with 0 and another digit.
    Zero,
    /// A mark separates groups that are not of three digits.
    Groups,
    /// A mark could be that of decimals or of thousands: both numbers.
    Doubt(String, String),
}

/// A text with plain signs, one kind of space, and raised digits after a ^.
fn in_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut raised = false;
    for c in text.chars() {
        let digit = superscript(c);
        if digit.is_some() && !raised {
            out.push('^');
        }
        raised = digit.is_some();
        let c = digit.unwrap_or_else(|| plain(c));
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
    out
}

/// What stands before a power of 10: nothing, or a number and a sign of multiplication.
fn times(head: &str) -> &str {
    match head.trim_end() {
        "" => "1",
        // Without a sign, this is no number.
        head => head.strip_suffix(['*', 'x', 'X']).map_or("", str::trim_end),
    }
}

/// The digits of a number with a decimal point and without groups.
fn decimal(text: &str, has_exponent: bool) -> Result<String, Fault> {
    let is_mark = |c: char| matches!(c, '.' | ',' | ' ' | '\'' | '_');
    if !text.chars().all(|c| c.is_ascii_digit() || is_mark(c)) || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(Fault::Number);
    }
    let marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
    let (first, last) = (marks.first().copied().unwrap_or('.'), marks.last().copied().unwrap_or('.'));
    // A point or a comma is that of decimals if it stands alone, or once behind other marks.
    let is_decimal = matches!(last, '.' | ',') && marks.iter().filter(|mark| **mark == last).count() <= 1;
    let (whole, part) = if is_decimal { text.split_once(last).unwrap_or((text, "")) } else { (text, "") };
    let groups: Vec<&str> = whole.split(first).collect();
    let is_none = |group: &&str| group.is_empty() || group.contains(is_mark);
    if groups.len() > 1 && groups.iter().any(is_none) {
        return Err(Fault::Number);
    }
    let head = groups.first().copied().unwrap_or_default();
    if head.len() > 1 && head.starts_with('0') {
        return Err(Fault::Zero);
    }
    if groups.len() > 1 {
        if !(1..=3).contains(&head.len()) || head == "0" || groups[1..].iter().any(|group| group.len() != 3) {
            return Err(Fault::Groups);
        }
        return Ok(format!("{}.{part}", groups.concat()));
    }
    if last == ',' && (head.is_empty() || part.is_empty()) {
        return Err(Fault::Number);
    }
    // Numbers with a point are those that a spec writes, which never end with a 0.
    let as_written = last == '.' && (has_exponent || !part.ends_with('0'));
    if marks.len() == 1 && part.len() == 3 && (1..=3).contains(&head.len()) && head != "0" && !as_written {
        let short = part.trim_end_matches('0');
        let short = if short.is_empty() { head.into() } else { format!("{head}.{short}") };
        return Err(Fault::Doubt(short, format!("{head}{part}")));
    }
    Ok(format!("{head}.{part}"))
}

/// The texts of both ends of an interval: `a..b`, `a...b`, `a…b`, `a to b`, `a – b`, `a; b`, `[a, b]`. `None` if there is
/// one text only.
///
/// # Errors
/// A hint if the dots have two readings.
pub fn split_ends(text: &str) -> Result<Option<(&str, &str)>, Refusal> {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let body = inner.unwrap_or(text);
    let lower = body.to_ascii_lowercase();
    let dots = [body.find(".."), body.find('…')].into_iter().flatten().min();
    let (start, end) = if let Some(start) = dots {
        let tail = body[start..].trim_start_matches(['.', '…']);
        let end = body.len() - tail.len();
        let typed = &body[start..end];
        let n_dots: usize = typed.chars().map(|c| if c == '.' { 1 } else { 3 }).sum();
        // A third dot could be the point of .02.
        let is_point = tail.starts_with('0') && tail[1..].starts_with(|c: char| c.is_ascii_digit());
        let low = body[..start].trim();
        // Who writes -.5 may write .5 at the other end too.
        let is_bare = low.trim_start_matches(['-', '−']).starts_with('.');
        if n_dots > 3 || n_dots == 3 && (is_point || is_bare) {
            return Err(Refusal::new(format!(
                "`{text}`: write two dots between numbers, such as {low}..0.5 or {low}..5"
            )));
        }
        (start, end)
    } else if let Some(start) = lower.find(" to ") {
        (start, start + 4)
    } else if let Some(start) = body.find(" – ") {
        (start, start + " – ".len())
    } else if let Some(start) = body.find(';') {
        (start, start + 1)
    } else {
        match body.find(',').filter(|_| inner.is_some() && body.matches(',').count() == 1) {
            Some(start) => (start, start + 1),
            None => return Ok(None),
        }
    };
    Ok(Some((body[..start].trim(), body[end..].trim())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::values::number::{parse_number, print_number};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_in_all_notations() {
        for (text, number) in [
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 234,5", 1234.5),
            ("1\u{202f}234\u{202f}567.5", 1_234_567.5),
            ("1’234’567", 1_234_567.0),
            ("50_000", 50_000.0),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1.234", 1.234),
            ("0.100", 0.1),
            ("1.50", 1.5),
            ("1.500e3", 1500.0),
            ("0,001", 0.001),
            ("1,5", 1.5),
            ("−0,5", -0.5),
            ("1234,567", 1234.567),
            ("1,5e3", 1500.0),
            ("1e−3", 0.001),
            ("1·10^-3", 0.001),
            ("1 × 10⁻³", 0.001),
            ("-2,5*10^3", -2500.0),
            ("10^-3", 0.001),
            ("10⁴", 10_000.0),
            ("１２", 12.0),
            (".5", 0.5),
            ("1.", 1.0),
            ("+5", 5.0),
        ] {
            assert_eq!(read_number(text), Ok(number), "{text}");
        }
        assert_eq!(read_number("-0").map(f64::to_bits), Ok(0));
    }

    #[test]
    fn what_is_no_number_or_two_is_refused() {
        for text in [
            "", "-", ".", "1,2 3", "5,", ",5", "1e", "e5", "1e5e5", "2^10", "x10^3", "1 10^3", "nan", "inf", "1-2",
            "--1",
        ] {
            assert_eq!(read_number(text), Err(String::new()), "{text}");
        }
        for (text, hint) in [
            ("10.000", "`10.000` could be 10 or 10000; write one of them"),
            ("1.250", "`1.250` could be 1.25 or 1250; write one of them"),
            ("-1,234", "`-1,234` could be -1.234 or -1234; write one of them"),
            ("1,234e5", "`1,234e5` could be 1.234 or 1234; write one of them"),
            ("5 %", "`5 %`: write a part of 1, such as 0.05 for 5 %"),
            ("007", "`007`: a number begins with one 0 at most, such as 5 or 0.05"),
            ("1.2.3,4", "`1.2.3,4`: digits stand in groups of three, such as 1 234 567"),
            ("1_0", "`1_0`: digits stand in groups of three, such as 1 234 567"),
            ("1234 567", "`1234 567`: digits stand in groups of three, such as 1 234 567"),
        ] {
            assert_eq!(read_number(text), Err(hint.into()), "{text}");
        }
    }

    #[test]
    fn intervals_are_read_in_all_notations() {
        for text in
            ["-5..5", "-5...5", "-5…5", "-5 .. 5", "-5 to 5", "[-5, 5]", "[-5;5]", "-5 – 5", "-5; 5", " -5 TO 5 "]
        {
            assert_eq!(split_ends(text), Ok(Some(("-5", "5"))), "{text}");
        }
        assert_eq!(split_ends("0,1..0,5"), Ok(Some(("0,1", "0,5"))));
        assert_eq!(split_ends("0.. .02"), Ok(Some(("0", ".02"))));
        assert_eq!(split_ends("0...0.5"), Ok(Some(("0", "0.5"))));
        assert!(split_ends("-.5...5").is_err());
        for text in ["-5", "-5, 5", "[0,1,2]", "5 - 10"] {
            assert_eq!(split_ends(text), Ok(None), "{text}");
        }
        for text in ["0...02", "0…02", "0....5"] {
            let hint = format!("`{text}`: write two dots between numbers, such as 0..0.5 or 0..5");
            assert_eq!(split_ends(text).unwrap_err().allowed, hint);
        }
    }

    /// A number with its spelling in one of four notations.
    fn spelt() -> impl Strategy<Value = (f64, String)> {
        let whole = prop_oneof![0..1000_u64, 0..100_000_000_u64];
        let part = prop_oneof![Just(String::new()), "[0-9]{1,5}"];
        (whole, part, 0..4_usize, any::<bool>()).prop_map(|(whole, part, notation, negative)| {
            let (group, point) = [("", "."), (",", "."), (".", ","), ("\u{202f}", ",")][notation];
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (i, digit) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    grouped += group;
                }
                grouped.push(digit);
            }
            let sign = if negative { "−" } else { "" };
            let number = format!("{}{whole}.{part}", if negative { "-" } else { "" });
            let tail = if part.is_empty() { String::new() } else { format!("{point}{part}") };
            (number.parse::<f64>().unwrap() + 0.0, format!("{sign}{grouped}{tail}"))
        })
    }

    proptest! {
        #[test]
        fn what_a_spec_writes_is_read_as_before(x in any::<f64>()) {
            if x.is_finite() {
                let text = print_number(x);
                prop_assert_eq!(read_number(&text).map(f64::to_bits), Ok(parse_number(&text).unwrap().to_bits()));
            }
        }

        #[test]
        fn short_numbers_are_read_as_before(n in -99_999_999..99_999_999_i64, places in 0..9_u32) {
            let text = print_number(n as f64 / 10_u64.pow(places) as f64);
            prop_assert_eq!(read_number(&text), Ok(parse_number(&text).unwrap()));
        }

        /// A point and three digits are those that a spec writes, so that `1.234` is never a whole number.
        #[test]
        fn no_spelling_is_read_as_another_number((number, text) in spelt()) {
            match read_number(&text) {
                Ok(read) if read == number => {}
                Ok(_) => prop_assert!(text.len() - text.find('.').unwrap() == 4 && !text.contains(','), "{text}"),
                Err(hint) => prop_assert!(hint.contains("could be"), "{text}: {hint}"),
            }
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "(?s).{0,20}", marks in "[-0-9.,;… e^x×⁻³\\[\\]%]{0,12}") {
            for text in [text, marks] {
                let _ = (read_number(&text), split_ends(&text));
            }
        }
    }
}
