//! Reads a table from CSV text written by spreadsheets, instruments or people.
//!
//! The separator is the first of tab, semicolon, comma and blank that the first row contains. If it is not a comma,
//! 1,5 means 1.5. Rows that start with # are comments. The names of the columns come from the first row, if it has
//! words where the second has numbers, or else from the comment directly before the first row.

use super::cells::{Row, Rows, lossy, shortened};
use super::fault::Fault;
use super::names::clean;
use super::table::{MAX_BYTES, MAX_COLUMNS, MAX_NUMBERS, MAX_ROWS, Table, allowed};

/// A table, and the names of the columns that were left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Csv {
    /// The numbers.
    pub table: Table,
    /// Names of the columns whose first cell is not a number.
    pub left_out: Vec<String>,
}

/// Maximum number of faults that are reported together.
const TOLD: usize = 5;

/// Reads a table.
///
/// # Errors
/// Up to five faults, each with its line and column.
pub fn read(text: &[u8]) -> Result<Csv, Vec<Fault>> {
    let whole = |given: &str, allowed: &str| {
        vec![Fault { line: 0, column: None, given: given.into(), allowed: allowed.into() }]
    };
    if text.len() > MAX_BYTES {
        return Err(whole(&format!("{} bytes", text.len()), &format!("at most {MAX_BYTES}")));
    }
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") || text.iter().take(4096).any(|b| *b == 0) {
        return Err(whole("this is no plain text", "CSV text in UTF-8, such as a spreadsheet saves as CSV UTF-8"));
    }
    let mut rows = Rows::new(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
    let Some(first) = rows.next().map_err(|fault| vec![fault])? else {
        return Err(whole("there are no rows", "rows of at least two numbers"));
    };
    if first.cells.len() > MAX_COLUMNS {
        let given = format!("{} columns", first.cells.len());
        return Err(vec![Fault { line: first.line, column: None, given, allowed: format!("at most {MAX_COLUMNS}") }]);
    }
    let remark = rows.remark(first.cells.len());
    let second = rows.next().map_err(|fault| vec![fault])?;
    let numeric = |row: &Row<'_>, i: usize| row.cells.get(i).is_some_and(|cell| rows.number(cell).is_some());
    let is_head =
        (0..first.cells.len()).any(|i| !numeric(&first, i) && second.as_ref().is_none_or(|row| numeric(row, i)));
    let n = first.cells.len();
    let names = match (is_head, remark) {
        (true, _) => first.cells.iter().map(|cell| lossy(cell)).collect(),
        (false, Some(names)) => names,
        (false, None) if n == 2 => vec!["x".into(), "y".into()],
        (false, None) => vec![String::new(); n],
    };
    let head_line = first.line;
    let waiting: Vec<Row<'_>> =
        if is_head { second.into_iter().collect() } else { [Some(first), second].into_iter().flatten().collect() };
    Body::new(names, head_line).read(&mut rows, waiting)
}

/// The rows of numbers.
struct Body {
    names: Vec<String>,
    /// The line that determines the number of cells in a row.
    like: usize,
    /// The indices of the cells that hold numbers, determined by the first row.
    kept: Vec<usize>,
    columns: Vec<Vec<f64>>,
    /// For each column that is left out, the word in its first row.
    words: Vec<Fault>,
    faults: Vec<Fault>,
}

impl Body {
    fn new(names: Vec<String>, like: usize) -> Self {
        Self { names, like, kept: Vec::new(), columns: Vec::new(), words: Vec::new(), faults: Vec::new() }
    }

    fn read<'a>(mut self, rows: &mut Rows<'a>, waiting: Vec<Row<'a>>) -> Result<Csv, Vec<Fault>> {
        let mut line = self.like;
        for row in waiting {
            line = row.line;
            self.take(rows, &row);
        }
        let mut row = Row::default();
        while self.faults.len() < TOLD {
            match rows.fill(&mut row) {
                Ok(true) => self.take(rows, &row),
                Ok(false) => break,
                Err(fault) => self.faults.push(fault),
            }
            line = row.line;
        }
        if !self.faults.is_empty() {
            // The first two rows may have added one fault too many.
            self.faults.truncate(TOLD);
            return Err(self.faults);
        }
        let mut faults = self.words;
        let whole = |given: String| Fault { line, column: None, given, allowed: "at least 2 rows of 2 numbers".into() };
        let (mut names, mut left_out) = (Vec::new(), Vec::new());
        for (i, name) in clean(self.names).into_iter().enumerate() {
            if self.kept.contains(&i) { names.push(name) } else { left_out.push(name) }
        }
        let n_rows = self.columns.first().map_or(0, Vec::len);
        if names.len() < 2 || n_rows < 2 {
            if faults.is_empty() {
                faults.push(whole(format!("{n_rows} rows of {} numbers", names.len())));
            }
            faults.truncate(TOLD);
            return Err(faults);
        }
        Table::new(names, self.columns).map(|table| Csv { table, left_out }).map_err(|given| vec![whole(given)])
    }

    fn take(&mut self, rows: &Rows<'_>, row: &Row<'_>) {
        let fault = |column, given: String, allowed: String| Fault { line: row.line, column, given, allowed };
        if row.cells.len() != self.names.len() {
            let allowed = format!("{}, as in line {}", self.names.len(), self.like);
            self.faults.push(fault(None, format!("{} cells", row.cells.len()), allowed));
            return;
        }
        if self.columns.is_empty() {
            // A column of words is left out. An empty cell under a name is a fault.
            let words = |i: &usize| match row.cells[*i].as_ref() {
                b"" => self.names[*i].trim().is_empty(),
                cell => rows.number(cell).is_none(),
            };
            self.kept = (0..row.cells.len()).filter(|i| !words(i)).collect();
            let left_out = (0..row.cells.len()).filter(words);
            self.words = left_out.map(|i| fault(Some(i + 1), shortened(&row.cells[i]), "a number".into())).collect();
            self.columns = vec![Vec::new(); self.kept.len()];
        }
        let most = MAX_ROWS.min(MAX_NUMBERS / self.columns.len().max(1));
        if self.columns.first().is_some_and(|column| column.len() >= most) {
            self.faults.push(fault(None, format!("row {}", most + 1), format!("at most {most} rows")));
            return;
        }
        for (column, i) in self.columns.iter_mut().zip(&self.kept) {
            let cell = &row.cells[*i];
            match rows.number(cell).filter(|x| allowed(*x)) {
                Some(x) => column.push(x),
                None if self.faults.len() < TOLD => {
                    self.faults.push(fault(Some(i + 1), shortened(cell), "a number".into()));
                }
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
