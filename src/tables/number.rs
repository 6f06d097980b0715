//! Numbers as people and programs write them: what the marks in one spelling say, and its value in a notation.

/// The mark between whole and fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// 1.5
    Point,
    /// 1,5
    Comma,
}

/// What the marks in a number say about the decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Nothing: there are none, or only blanks or apostrophes between groups of three digits.
    Plain,
    /// The decimal mark can only be this one: 1,5 or 1.234.567 have a decimal comma.
    Certain(Mark),
    /// This mark may be the decimal mark, or it may separate groups of three digits: 1,234.
    Either(Mark),
}

/// The minus signs, the blanks and the apostrophes beyond ASCII that occur in numbers, and what they stand for.
const SIGNS: [(&str, u8); 7] = [
    ("−", b'-'),
    ("–", b'-'),
    ("\u{a0}", b' '),
    ("\u{2009}", b' '),
    ("\u{202f}", b' '),
    ("’", b'\''),
    ("\u{2007}", b' '),
];

/// Maximum number of bytes of a number.
const LONGEST: usize = 64;

/// A number in ASCII.
struct Ascii {
    bytes: [u8; LONGEST],
    n: usize,
}

impl Ascii {
    /// The cell with every character in ASCII. `None` if it is too long or has other characters.
    fn new(cell: &[u8]) -> Option<Self> {
        let mut made = Self { bytes: [0; LONGEST], n: 0 };
        let mut rest = cell;
        while let [first, tail @ ..] = rest {
            if first.is_ascii() {
                made.push(*first)?;
                rest = tail;
                continue;
            }
            let (sign, byte) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign.as_bytes()))?;
            made.push(*byte)?;
            rest = &rest[sign.len()..];
        }
        Some(made)
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.n)? = byte;
        self.n += 1;
        Some(())
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.n]
    }
}

/// The digits of a number before its exponent: the lengths of the runs of digits, and the marks between them.
struct Runs {
    lengths: [usize; Self::MOST],
    marks: [u8; Self::MOST],
    n: usize,
    starts_with_zero: bool,
    has_exponent: bool,
}

impl Runs {
    const MOST: usize = 16;

    /// `None` if the text is not digits with marks between them, a sign before and an exponent after them.
    fn new(text: &[u8]) -> Option<Self> {
        let text = text.strip_prefix(b"-").or(text.strip_prefix(b"+")).unwrap_or(text);
        let mut runs = Self {
            lengths: [0; Self::MOST],
            marks: [0; Self::MOST],
            n: 0,
            starts_with_zero: text.first() == Some(&b'0'),
            has_exponent: false,
        };
        for (i, byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => runs.lengths[runs.n] += 1,
                b'.' | b',' | b' ' | b'\'' | b'_' => {
                    *runs.marks.get_mut(runs.n)? = *byte;
                    runs.n += 1;
                    runs.lengths.get(runs.n)?;
                }
                b'e' | b'E' | b'd' | b'D' => {
                    let exponent = &text[i + 1..];
                    let digits = exponent.strip_prefix(b"-").or(exponent.strip_prefix(b"+")).unwrap_or(exponent);
                    if digits.is_empty() || digits.len() > 4 || !digits.iter().all(u8::is_ascii_digit) {
                        return None;
                    }
                    runs.has_exponent = true;
                    break;
                }
                _ => return None,
            }
        }
        (runs.lengths[..=runs.n].iter().sum::<usize>() > 0).then_some(runs)
    }

    fn count(&self, mark: u8) -> usize {
        self.marks[..self.n].iter().filter(|other| **other == mark).count()
    }

    /// Whether the first `n` marks are all this one and separate groups of three digits. India writes 12,34,567.
    fn are_groups(&self, n: usize, mark: u8) -> bool {
        let (head, groups) = (self.lengths[0], &self.lengths[1..=n]);
        let Some((last, others)) = groups.split_last() else { return true };
        let of = |length: usize| others.iter().all(|other| *other == length);
        self.marks[..n].iter().all(|other| *other == mark)
            && (1..=3).contains(&head)
            && *last == 3
            && (of(3) || (mark == b',' && head <= 2 && of(2)))
    }

    /// What the marks say. `None` if they do not make a number in any notation.
    fn spelling(&self) -> Option<Spelling> {
        let (points, commas) = (self.count(b'.'), self.count(b','));
        let others = self.n - points - commas;
        let last = self.marks[..self.n].last().copied();
        let certain = |byte| Some(Spelling::Certain(if byte == b',' { Mark::Comma } else { Mark::Point }));
        if others > 0 {
            // Groups separated by blanks, then perhaps a decimal mark.
            let is_whole = self.are_groups(others, self.marks[0]);
            return match (is_whole, points + commas, last) {
                (true, 0, _) => Some(Spelling::Plain),
                (true, 1, Some(mark @ (b'.' | b','))) if self.lengths[self.n] > 0 => certain(mark),
                _ => None,
            };
        }
        match (points, commas, last) {
            (0, 0, _) => Some(Spelling::Plain),
            (1, 0, Some(mark)) | (0, 1, Some(mark)) => {
                let (whole, fraction) = (self.lengths[0], self.lengths[1]);
                let is_group = self.are_groups(1, mark) && !self.starts_with_zero && !self.has_exponent;
                match (is_group, mark) {
                    (true, b',') => Some(Spelling::Either(Mark::Comma)),
                    (true, _) => Some(Spelling::Either(Mark::Point)),
                    // "1," is a number and what separates it from the next.
                    (false, b',') if fraction == 0 || whole == 0 => None,
                    (false, _) => certain(mark),
                }
            }
            (0, n, _) if self.are_groups(n, b',') => certain(b'.'),
            (n, 0, _) if self.are_groups(n, b'.') => certain(b','),
            (1, n, Some(b'.')) if self.are_groups(n, b',') => certain(b'.'),
            (n, 1, Some(b',')) if self.are_groups(n, b'.') && self.lengths[self.n] > 0 => certain(b','),
            _ => None,
        }
    }
}

/// What the marks of a number say. `None` if the cell is not a number in any notation.
pub fn spelling(cell: &[u8]) -> Option<Spelling> {
    if let Some((spelling, _)) = simple(cell) {
        return Some(spelling);
    }
    if cell.is_ascii() {
        return if cell.len() > LONGEST { None } else { Runs::new(cell)?.spelling() };
    }
    Runs::new(Ascii::new(cell)?.as_bytes())?.spelling()
}

/// The number in a cell, in the notation with this decimal mark. `None` if the cell is not a number in it.
pub fn number(cell: &[u8], decimal: Mark) -> Option<f64> {
    let mut ascii = Ascii::new(cell)?;
    let allowed = match Runs::new(ascii.as_bytes())?.spelling()? {
        Spelling::Certain(mark) => mark == decimal,
        Spelling::Plain | Spelling::Either(_) => true,
    };
    if !allowed {
        return None;
    }
    let mut kept = 0;
    for i in 0..ascii.n {
        let byte = match (ascii.bytes[i], decimal) {
            (b' ' | b'\'' | b'_', _) | (b',', Mark::Point) | (b'.', Mark::Comma) => continue,
            (b',', Mark::Comma) => b'.',
            (b'd' | b'D', _) => b'e',
            (byte, _) => byte,
        };
        ascii.bytes[kept] = byte;
        kept += 1;
    }
    std::str::from_utf8(&ascii.bytes[..kept]).ok()?.parse().ok()
}

/// Powers of ten that are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Largest number of digits of a whole number that is exact.
const EXACT: usize = 15;

/// The usual case in one pass: digits with at most a decimal point, a minus sign and an exponent. `None` for everything
/// else, also for numbers that need more than one rounding. All other functions of this file read these the same way.
pub fn simple(cell: &[u8]) -> Option<(Spelling, f64)> {
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let (mut mantissa, mut whole, mut fraction, mut has_point) = (0_u64, 0_usize, 0_usize, false);
    let mut exponent = 0_i32;
    for (i, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                if has_point { fraction += 1 } else { whole += 1 }
            }
            b'.' if !has_point => has_point = true,
            b'e' | b'E' if whole + fraction > 0 => {
                exponent = short_exponent(&digits[i + 1..])?;
                break;
            }
            _ => return None,
        }
    }
    let scale = exponent - fraction as i32;
    if whole + fraction == 0 || whole + fraction > EXACT || scale.unsigned_abs() as usize >= POWERS.len() {
        return None;
    }
    let power = POWERS[scale.unsigned_abs() as usize];
    let size = if scale < 0 { mantissa as f64 / power } else { mantissa as f64 * power };
    let has_exponent = digits.len() > whole + fraction + usize::from(has_point);
    let is_group = fraction == 3 && (1..=3).contains(&whole) && digits[0] != b'0' && !has_exponent;
    let spelling = match (has_point, is_group) {
        (false, _) => Spelling::Plain,
        (true, true) => Spelling::Either(Mark::Point),
        (true, false) => Spelling::Certain(Mark::Point),
    };
    // 1e5 has no mark.
    Some((spelling, if digits.len() < cell.len() { -size } else { size }))
}

/// An exponent of one or two digits.
fn short_exponent(text: &[u8]) -> Option<i32> {
    let (minus, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if !(1..=2).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = digits.iter().fold(0, |sum, byte| 10 * sum + i32::from(byte - b'0'));
    Some(if minus { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POINT: Option<Spelling> = Some(Spelling::Certain(Mark::Point));
    const COMMA: Option<Spelling> = Some(Spelling::Certain(Mark::Comma));

    #[test]
    fn marks_say_which_one_is_decimal() {
        for (text, expected) in [
            ("1234", Some(Spelling::Plain)),
            ("-7", Some(Spelling::Plain)),
            ("−1 234", Some(Spelling::Plain)),
            ("1'234'567", Some(Spelling::Plain)),
            ("1.5", POINT),
            ("1,234.5", POINT),
            ("1,234,567", POINT),
            ("12,34,567", POINT),
            ("0.125", POINT),
            ("1.234e3", POINT),
            (".5", POINT),
            ("5.", POINT),
            ("1’234.5", POINT),
            ("1,5", COMMA),
            ("0,125", COMMA),
            ("1.234,5", COMMA),
            ("-21.419,06", COMMA),
            ("1.234.567", COMMA),
            ("5,1000E+12", COMMA),
            ("1\u{202f}234,5", COMMA),
            ("1.234", Some(Spelling::Either(Mark::Point))),
            ("1,234", Some(Spelling::Either(Mark::Comma))),
            ("", None),
            ("-", None),
            ("1,", None),
            (",5", None),
            ("1e", None),
            ("12.03.2020", None),
            ("10.1.1.254", None),
            ("1 2", None),
            ("1,23,4", None),
            ("1.234.5", None),
            ("1,234,5", None),
            ("NaN", None),
            ("inf", None),
            ("0x10", None),
            ("1-2", None),
        ] {
            assert_eq!(spelling(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_read_in_its_notation_or_not_at_all() {
        let read = |text: &str| [Mark::Point, Mark::Comma].map(|mark| number(text.as_bytes(), mark));
        assert_eq!(read("1,234"), [Some(1234.0), Some(1.234)]);
        assert_eq!(read("1.234"), [Some(1.234), Some(1234.0)]);
        assert_eq!(read("1.5"), [Some(1.5), None]);
        assert_eq!(read("−1 234,5"), [None, Some(-1234.5)]);
        assert_eq!(read("1.5D+03"), [Some(1500.0), None]);
        assert_eq!(read("5,1000E+12"), [None, Some(5.1e12)]);
    }

    /// A whole number with groups of three digits.
    fn grouped(digits: &str, mark: &str) -> String {
        let head = (digits.len() - 1) % 3 + 1;
        let groups = digits.as_bytes()[head..].chunks(3).map(|group| std::str::from_utf8(group).unwrap());
        [&digits[..head]].into_iter().chain(groups).collect::<Vec<_>>().join(mark)
    }

    proptest! {
        /// 1234.5; 1,234.5; 1.234,5; 1 234,5: in every notation a spelling is its number, or it is not one.
        #[test]
        fn no_spelling_is_read_as_another_number(
            whole in 0..10_000_000_u64, fraction in prop::option::of("[0-9]{1,6}"), minus in any::<bool>()
        ) {
            let digits = whole.to_string();
            let sign = if minus { "-" } else { "" };
            let fraction = fraction.unwrap_or_default();
            let expected: f64 = format!("{sign}{digits}.{fraction}").parse().unwrap();
            for (group, mark) in [("", "."), (",", "."), (".", ","), (" ", ","), ("", ","), ("'", "."), ("\u{a0}", ",")] {
                let decimal = if mark == "." { Mark::Point } else { Mark::Comma };
                let tail = if fraction.is_empty() { String::new() } else { format!("{mark}{fraction}") };
                let text = format!("{sign}{}{tail}", grouped(&digits, group));
                prop_assert_eq!(number(text.as_bytes(), decimal), Some(expected), "{}", text);
                let other = if mark == "." { Mark::Comma } else { Mark::Point };
                match spelling(text.as_bytes()) {
                    Some(Spelling::Certain(mark)) => {
                        prop_assert_eq!(mark, decimal, "{}", text);
                        prop_assert_eq!(number(text.as_bytes(), other), None, "{}", text);
                    }
                    Some(Spelling::Plain) => {
                        prop_assert_eq!(number(text.as_bytes(), other), Some(expected), "{}", text);
                    }
                    Some(Spelling::Either(_)) => {}
                    None => prop_assert!(false, "{} is a number", text),
                }
            }
        }

        #[test]
        fn the_short_way_reads_the_same(text in "-?[0-9]{0,9}(\\.[0-9]{0,9})?([eE][-+]?[0-9]{1,2})?") {
            if let Some((spelling, x)) = simple(text.as_bytes()) {
                prop_assert_eq!(number(text.as_bytes(), Mark::Point).map(f64::to_bits), Some(x.to_bits()));
                prop_assert_eq!(Runs::new(text.as_bytes()).and_then(|runs| runs.spelling()), Some(spelling));
            }
        }
    }
}
