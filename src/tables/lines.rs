//! A text as lines, and a line as cells.

use std::borrow::Cow;

/// What separates the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// One character: a tab, a semicolon, a comma, a bar, or what the text itself names.
    Byte(u8),
    /// Any number of blanks.
    Blanks,
    /// Nothing: a line is one cell.
    Nothing,
}

/// The lines of a text. A line break within quotes does not end a line.
pub struct Lines<'a> {
    rest: &'a [u8],
    has_quotes: bool,
    /// The number of the next line, counted from 1.
    number: usize,
}

/// Maximum number of line breaks within quotes. A quote that is not closed after so many is an ordinary character.
const MOST_BREAKS: usize = 50;

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub fn new(text: &'a [u8]) -> Self {
        Self { rest: text, has_quotes: text.contains(&b'"'), number: 1 }
    }

    /// The end of the first physical line of a text, and the start of the next.
    fn end(text: &[u8]) -> (usize, usize) {
        let end = text.iter().position(|byte| *byte == b'\n' || *byte == b'\r').unwrap_or(text.len());
        let skip = match text[end..] {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        (end, end + skip)
    }
}

impl<'a> Iterator for Lines<'a> {
    /// The number of the line in the text, and the line.
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let (mut end, mut next) = Self::end(self.rest);
        let number = self.number;
        self.number += 1;
        let mut quotes = Quotes { open: false, begins: true };
        if self.has_quotes && quotes.pass(&self.rest[..end]) {
            let mut after = next;
            for more in 1..=MOST_BREAKS {
                if after >= self.rest.len() {
                    break;
                }
                let (further, start) = Self::end(&self.rest[after..]);
                let is_open = quotes.pass(&self.rest[after..after + further]);
                if !is_open {
                    (end, next) = (after + further, after + start);
                    self.number += more;
                    break;
                }
                after += start;
            }
        }
        let (line, rest) = (&self.rest[..end], &self.rest[next..]);
        self.rest = rest;
        Some((number, line))
    }
}

/// Whether a quote is open after some text.
struct Quotes {
    open: bool,
    /// Whether a quote here would begin a cell, or be the second of two within quotes.
    begins: bool,
}

impl Quotes {
    /// Passes over text; returns whether a quote that begins a cell is open after it.
    fn pass(&mut self, text: &[u8]) -> bool {
        for byte in text {
            match byte {
                b'"' if self.open => self.open = false,
                b'"' if self.begins => self.open = true,
                _ => {}
            }
            self.begins = matches!(byte, b'\t' | b';' | b',' | b'|' | b' ' | b'"');
        }
        self.open
    }
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// A text without blanks at both ends.
pub fn trimmed(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [first, rest @ ..] if is_blank(*first) => rest,
            [rest @ .., last] if is_blank(*last) => rest,
            // A no-break space.
            [0xc2, 0xa0, rest @ ..] | [rest @ .., 0xc2, 0xa0] => rest,
            _ => return text,
        }
    }
}

/// The end of a cell that begins at the start of `text`: the index of the separator, or the length.
fn cell_end(text: &[u8], separator: Separator) -> usize {
    let position = |is_end: &dyn Fn(u8) -> bool| text.iter().position(|byte| is_end(*byte)).unwrap_or(text.len());
    match separator {
        Separator::Byte(mark) => text.iter().position(|byte| *byte == mark).unwrap_or(text.len()),
        Separator::Blanks => position(&is_blank),
        Separator::Nothing => text.len(),
    }
}

/// Splits a line into cells without surrounding blanks and quotes.
pub fn split<'a>(line: &'a [u8], separator: Separator, cells: &mut Vec<Cow<'a, [u8]>>) {
    cells.clear();
    let mut rest = match separator {
        Separator::Blanks | Separator::Nothing => trimmed(line),
        // Tables in Markdown have bars at both ends.
        Separator::Byte(b'|') => {
            let line = trimmed(line);
            let line = line.strip_prefix(b"|").unwrap_or(line);
            line.strip_suffix(b"|").unwrap_or(line)
        }
        Separator::Byte(_) => line,
    };
    loop {
        // With tabs as separators, a tab is not a blank.
        let blanks = rest.iter().take_while(|byte| is_blank(**byte) && separator != Separator::Byte(**byte)).count();
        let found = match rest.get(blanks) {
            Some(b'"') => quoted(&rest[blanks..], separator).map(|(cell, used)| (cell, blanks + used)),
            _ => None,
        };
        let (cell, end) = found.unwrap_or_else(|| {
            let end = cell_end(rest, separator);
            (Cow::Borrowed(trimmed(&rest[..end])), end)
        });
        cells.push(cell);
        if end >= rest.len() {
            return;
        }
        rest = &rest[end + 1..];
        if separator == Separator::Blanks {
            rest = trimmed(rest);
        }
    }
}

/// A quoted cell at the start of `text`, and the index of what ends it. Two quotes within it stand for one. `None` if
/// the quote is not closed or more than blanks follows it.
fn quoted(text: &[u8], separator: Separator) -> Option<(Cow<'_, [u8]>, usize)> {
    let mut cell = Vec::new();
    let mut at = 1;
    loop {
        let length = text[at..].iter().position(|byte| *byte == b'"')?;
        cell.extend_from_slice(&text[at..at + length]);
        at += length + 1;
        if text.get(at) != Some(&b'"') {
            break;
        }
        cell.push(b'"');
        at += 1;
    }
    let end = at + cell_end(&text[at..], separator);
    trimmed(&text[at..end]).is_empty().then(|| (Cow::Owned(trimmed(&cell).to_vec()), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str, separator: Separator) -> String {
        let mut cells = Vec::new();
        split(line.as_bytes(), separator, &mut cells);
        cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn a_line_is_split_into_trimmed_cells() {
        let comma = Separator::Byte(b',');
        assert_eq!(cells(" a , b,,c ", comma), "a/b//c");
        assert_eq!(cells("", comma), "");
        assert_eq!(cells("a,", comma), "a/");
        assert_eq!(cells("\"a,b\" ,\"say \"\"x\"\"\"", comma), "a,b/say \"x\"");
        assert_eq!(cells("5\" pipe,\"6\" wide\",\"open", comma), "5\" pipe/\"6\" wide\"/\"open");
        assert_eq!(cells("\t1\t\t2 ", Separator::Byte(b'\t')), "/1//2");
        assert_eq!(cells("  1   2\t3 ", Separator::Blanks), "1/2/3");
        assert_eq!(cells("| a | b |", Separator::Byte(b'|')), "a/b");
        assert_eq!(cells("a|b", Separator::Byte(b'|')), "a/b");
        assert_eq!(cells(" a b ", Separator::Nothing), "a b");
    }

    #[test]
    fn lines_end_as_in_every_system_but_not_within_quotes() {
        let lines = |text: &'static str| -> Vec<(usize, String)> {
            Lines::new(text.as_bytes()).map(|(n, line)| (n, String::from_utf8_lossy(line).into())).collect()
        };
        let plain = |parts: &[(usize, &str)]| parts.iter().map(|(n, text)| (*n, text.to_string())).collect::<Vec<_>>();
        assert_eq!(lines("a\nb\r\nc\rd"), plain(&[(1, "a"), (2, "b"), (3, "c"), (4, "d")]));
        assert_eq!(lines("\"a\nb\",c\nd"), plain(&[(1, "\"a\nb\",c"), (3, "d")]));
        assert_eq!(lines("\"open,1\n2,3"), plain(&[(1, "\"open,1"), (2, "2,3")]));
        assert_eq!(lines("5\",x\n1,2"), plain(&[(1, "5\",x"), (2, "1,2")]));
        assert_eq!(lines(""), Vec::new());
    }
}
