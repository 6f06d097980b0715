//! Units of measurement, as rows of units below names have them.

/// Units that occur in tables, without a prefix.
const UNITS: [&str; 62] = [
    "s", "m", "g", "A", "K", "mol", "cd", "N", "J", "W", "V", "C", "F", "H", "Hz", "Pa", "Ω", "T", "Wb", "S", "lm",
    "lx", "Bq", "Gy", "Sv", "eV", "L", "l", "bar", "u", "t", "ohm", "Ohm", "rad", "sr", "deg", "°", "°C", "°F", "%",
    "‰", "ppm", "dB", "min", "h", "d", "a", "yr", "sec", "Sec", "Volt", "Volts", "Amp", "Amps", "counts", "arb", "px",
    "cts", "1", "count", "atm", "B",
];

/// Prefixes of units.
const PREFIXES: [&str; 17] = ["f", "p", "n", "u", "µ", "μ", "m", "c", "d", "h", "k", "M", "G", "T", "P", "da", "Å"];

/// Brackets around a unit.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The unit in a cell, without brackets. `None` if the cell is not a unit.
pub fn unit(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    let inner = BRACKETS.into_iter().find_map(|(open, close)| cell.strip_prefix(open)?.strip_suffix(close));
    let inner = inner.unwrap_or(cell).trim();
    let length = inner.chars().count();
    let is_known = |part: &str| {
        let part = part.trim_end_matches(|c: char| c.is_ascii_digit() || "^+-−²³⁻¹".contains(c));
        part.is_empty()
            || UNITS.contains(&part)
            || PREFIXES.iter().any(|prefix| part.strip_prefix(prefix).is_some_and(|rest| UNITS.contains(&rest)))
    };
    let parts = |c: char| c == '/' || c == '*' || c == '·' || c == ' ' || c == '.' || c == '(' || c == ')';
    let is_sign = |c: char| c.is_alphabetic() || "°%‰".contains(c);
    ((1..=16).contains(&length) && inner.split(parts).all(is_known) && inner.chars().any(is_sign)).then_some(inner)
}

/// A number with a unit after it, such as `1.5 V`: both parts. `None` for other cells.
pub fn with_unit(cell: &[u8]) -> Option<(&[u8], &str)> {
    let end = cell.iter().rposition(|byte| byte.is_ascii_digit() || *byte == b'.')? + 1;
    let (number, rest) = (&cell[..end], std::str::from_utf8(&cell[end..]).ok()?);
    let unit = unit(rest)?;
    super::number::spelling(number)?;
    Some((number, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_names() {
        for text in
            ["s", "mV", "m/s", "m/s²", "m s^-1", "kg·m/s^2", "°C", "%", "µA", "kHz", "1/s", "Volts", "arb", "MPa"]
        {
            assert_eq!(unit(text), Some(text), "{text}");
        }
        assert_eq!((unit("(s)"), unit(" [ mV ] ")), (Some("s"), Some("mV")));
        assert_eq!(with_unit("−1,5 µA".as_bytes()), Some(("−1,5".as_bytes(), "µA")));
        assert_eq!((with_unit(b"5%"), with_unit(b"5"), with_unit(b"5 apples")), (Some((&b"5"[..], "%")), None, None));
        for text in ["-", "²", "*", ")", "", "Time", "x", "Position", "first run", "Uin", "Current", "2019", "y"] {
            assert_eq!(unit(text), None, "{text}");
        }
    }
}
