//! Splits text into rows of cells, and parses the numbers in the cells.

use super::fault::Fault;
use std::borrow::Cow;

/// Maximum number of characters of a cell that a message quotes.
const REPEATED: usize = 40;

/// The cells of one row.
#[derive(Debug, Default)]
pub struct Row<'a> {
    /// The line in which the row starts, counted from 1.
    pub line: usize,
    /// The cells, without surrounding blanks and quotes.
    pub cells: Vec<Cow<'a, [u8]>>,
}

/// Splits text into rows.
pub struct Rows<'a> {
    rest: &'a [u8],
    line: usize,
    /// The separator of cells; `None` means any number of blanks.
    separator: Option<u8>,
    /// The comment directly before the current row.
    comment: Option<&'a [u8]>,
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn is_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

impl<'a> Rows<'a> {
    /// The rows of a text without byte order mark. The first row determines the separator.
    pub fn new(text: &'a [u8]) -> Self {
        let mut rows = Self { rest: text, line: 1, separator: None, comment: None };
        rows.skip_comments();
        // The first row, without its quoted parts.
        let mut quoted = false;
        let mut outside = Vec::new();
        for byte in rows.rest {
            quoted ^= *byte == b'"';
            match quoted {
                false if is_end(*byte) => break,
                false => outside.push(*byte),
                true => {}
            }
        }
        rows.separator = [b'\t', b';', b','].into_iter().find(|separator| outside.contains(separator));
        rows
    }

    /// The next row, in newly allocated memory.
    pub fn next(&mut self) -> Result<Option<Row<'a>>, Fault> {
        let mut row = Row::default();
        Ok(self.fill(&mut row)?.then_some(row))
    }

    /// Skips comments and empty lines.
    fn skip_comments(&mut self) {
        loop {
            let start = self.rest.iter().position(|b| !is_blank(*b)).unwrap_or(self.rest.len());
            match self.rest.get(start) {
                Some(b'#') => {
                    let end = self.rest.iter().position(|b| is_end(*b)).unwrap_or(self.rest.len());
                    self.comment = Some(&self.rest[start + 1..end]);
                    self.rest = &self.rest[end..];
                    self.end_line();
                }
                Some(byte) if is_end(*byte) => {
                    self.rest = &self.rest[start..];
                    self.end_line();
                }
                Some(_) => return,
                None => {
                    self.rest = &[];
                    return;
                }
            }
        }
    }

    /// Skips one line break of any operating system.
    fn end_line(&mut self) {
        let n = match self.rest {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => return,
        };
        self.rest = &self.rest[n..];
        self.line += 1;
    }

    /// The words of the comment before the first row, if there are as many as cells.
    pub fn remark(&self, n: usize) -> Option<Vec<String>> {
        let words = Rows { rest: self.comment?, line: 0, ..*self }.next().ok()??;
        let are_names = words.cells.len() == n && words.cells.iter().all(|cell| self.number(cell).is_none());
        are_names.then(|| words.cells.iter().map(|cell| lossy(cell)).collect())
    }

    /// Reads the next row into `row`; false at the end of the text.
    pub fn fill(&mut self, row: &mut Row<'a>) -> Result<bool, Fault> {
        loop {
            self.skip_comments();
            row.cells.clear();
            row.line = self.line;
            if self.rest.is_empty() {
                return Ok(false);
            }
            self.cells(row)?;
            // Spreadsheets write an empty row as separators without content.
            if row.cells.len() < 2 || row.cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(true);
            }
        }
    }

    fn cells(&mut self, row: &mut Row<'a>) -> Result<(), Fault> {
        loop {
            self.skip_blanks();
            let cell = match self.rest.first() {
                Some(b'"') => self.quoted(row.line, row.cells.len() + 1)?,
                _ => self.plain(),
            };
            row.cells.push(cell);
            self.skip_blanks();
            match self.rest.first() {
                None => return Ok(()),
                Some(byte) if is_end(*byte) => {
                    self.end_line();
                    return Ok(());
                }
                Some(byte) if Some(*byte) == self.separator => self.rest = &self.rest[1..],
                Some(_) if self.separator.is_none() => {}
                Some(_) => {
                    let (line, column, given) = (row.line, Some(row.cells.len()), "…\"…".into());
                    // The next row must start at the beginning of a line.
                    self.plain_line();
                    return Err(Fault {
                        line,
                        column,
                        given,
                        allowed: "nothing between a closing quote and what parts cells".into(),
                    });
                }
            }
        }
    }

    fn skip_blanks(&mut self) {
        let tab = self.separator == Some(b'\t');
        let n = self.rest.iter().position(|b| !is_blank(*b) || (tab && *b == b'\t')).unwrap_or(self.rest.len());
        self.rest = &self.rest[n..];
    }

    fn plain_line(&mut self) {
        let end = self.rest.iter().position(|b| is_end(*b)).unwrap_or(self.rest.len());
        self.rest = &self.rest[end..];
        self.end_line();
    }

    /// An unquoted cell, up to the separator, without surrounding blanks.
    fn plain(&mut self) -> Cow<'a, [u8]> {
        let ends = |byte: u8| match self.separator {
            Some(separator) => byte == separator || is_end(byte),
            None => is_blank(byte) || is_end(byte),
        };
        let end = self.rest.iter().position(|b| ends(*b)).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        let kept = cell.iter().rposition(|b| !is_blank(*b)).map_or(0, |last| last + 1);
        Cow::Borrowed(&cell[..kept])
    }

    /// A quoted cell. Two quotes inside it stand for one.
    fn quoted(&mut self, line: usize, column: usize) -> Result<Cow<'a, [u8]>, Fault> {
        let mut cell = Vec::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some(end) = rest.iter().position(|b| *b == b'"') else {
                let given = format!("\"{}", shortened(rest));
                self.rest = &[];
                return Err(Fault { line, column: Some(column), given, allowed: "text with a closing quote".into() });
            };
            self.line += rest[..end].iter().filter(|b| **b == b'\n').count();
            cell.extend_from_slice(&rest[..end]);
            rest = &rest[end + 1..];
            match rest.first() {
                Some(b'"') => {
                    cell.push(b'"');
                    rest = &rest[1..];
                }
                _ => break,
            }
        }
        self.rest = rest;
        Ok(Cow::Owned(cell))
    }

    /// The number in a cell; `None` for words, empty cells and numbers that are not finite.
    pub fn number(&self, cell: &[u8]) -> Option<f64> {
        let plain = |text: &[u8]| {
            let digits = text.iter().all(|b| b.is_ascii_digit() || b"+-.eE".contains(b));
            let text = if digits { std::str::from_utf8(text).ok()? } else { return None };
            text.parse::<f64>().ok().filter(|x| x.is_finite())
        };
        if let Some(x) = plain(cell) {
            return Some(x);
        }
        let text = std::str::from_utf8(cell).ok()?.trim().replace('−', "-");
        let decimal_comma = self.separator != Some(b',') && !text.contains('.');
        let text = if decimal_comma { text.replacen(',', ".", 1) } else { text };
        plain(text.as_bytes())
    }
}

/// A cell as text.
pub fn lossy(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

/// The beginning of a cell, as a message quotes it.
pub fn shortened(cell: &[u8]) -> String {
    lossy(&cell[..cell.len().min(4 * REPEATED)]).chars().take(REPEATED).collect()
}
