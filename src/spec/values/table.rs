//! A table as a value of a spec: its rows, or its id.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::number::{parse_number, print_number};
use crate::tables::{Table, TableId};
use std::sync::Arc;

/// The rows of a small table, with a head of names; rows are separated by semicolons, as in `t,x; 0,1.5; 1,2.25`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows(pub Option<Arc<Table>>);

/// Maximum number of characters of the rows. A link with so many, percent-encoded, can still be read.
const MAX_ROWS_TEXT: usize = 16_000;

/// The word for a missing value.
const MISSING: &str = "nan";

/// Reads rows that are written on one line. Unlike a file, they have a fixed form: a point is the decimal mark, commas
/// separate cells, or blanks if there are no commas.
fn read(text: &str) -> Result<Table, Refusal> {
    let has_commas = text.contains(',');
    let cells = |row: &str| -> Vec<String> {
        let plain = |cell: &str| cell.trim().trim_matches('"').trim().to_string();
        if has_commas { row.split(',').map(plain).collect() } else { row.split_whitespace().map(plain).collect() }
    };
    // A comment is a row that begins with #. In quotes, # marks numbers as names.
    let is_comment = |row: &&str| row.trim_start().starts_with('#');
    let rows = text.split([';', '\n']).filter(|row| !is_comment(row) && row.chars().any(|c| !", \t".contains(c)));
    let mut rows = rows.map(cells).enumerate().peekable();
    let number = |cell: &String| match cell.to_ascii_lowercase().as_str() {
        "" | MISSING => Some(f64::NAN),
        _ => parse_number(cell),
    };
    let Some((_, first)) = rows.peek() else { return Err(Refusal::new("allowed: names and at least 2 rows")) };
    let (width, is_head) = (first.len(), first.iter().any(|cell| number(cell).is_none()));
    let names = match (is_head, width) {
        (true, _) => rows.next().map(|(_, names)| names).unwrap_or_default(),
        (false, 2) => vec!["x".into(), "y".into()],
        (false, _) => vec![String::new(); width],
    };
    let mut columns = vec![Vec::new(); width];
    for (i, row) in rows {
        if row.len() != width {
            return Err(Refusal::new(format!("row {}: {} cells; allowed: {width}, as in row 1", i + 1, row.len())));
        }
        for ((column, cell), name) in columns.iter_mut().zip(&row).zip(&names) {
            let refusal = || Refusal::new(format!("row {}, {name}: `{cell}`; allowed: a number, or {MISSING}", i + 1));
            column.push(number(cell).ok_or_else(refusal)?);
        }
    }
    Table::new(names, columns).map_err(Refusal::new)
}

impl Rows {
    /// The rows as they are written in a spec. `None` if there are too many.
    pub fn written(table: &Table) -> Option<String> {
        // Each number takes at least two characters.
        if 2 * table.n_rows() * table.columns().len() > MAX_ROWS_TEXT {
            return None;
        }
        // Names that are all numbers would be read as a row. `#` marks them as names, and the quotes keep the line from
        // being a comment. Reading removes both.
        let number = |name: &String| parse_number(name).is_some() || name.eq_ignore_ascii_case(MISSING);
        let mut text = match table.names().split_first() {
            Some((first, rest)) if table.names().iter().all(number) => format!("\"#{first}\",{}", rest.join(",")),
            _ => table.names().join(","),
        };
        for row in 0..table.n_rows() {
            let cell = |x: f64| if x.is_nan() { MISSING.into() } else { print_number(x) };
            let cells: Vec<String> = table.columns().iter().map(|column| cell(column[row])).collect();
            text.push_str("; ");
            text.push_str(&cells.join(","));
        }
        (text.len() <= MAX_ROWS_TEXT).then_some(text)
    }
}

impl Value for Rows {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text.is_empty() || text == "none" {
            return Ok(Self(None));
        }
        if text.len() > MAX_ROWS_TEXT {
            return Err(Refusal::new(format!("allowed: at most {MAX_ROWS_TEXT} characters; choose a file for more")));
        }
        let table = read(text)?;
        if Self::written(&table).is_none() {
            return Err(Refusal::new(format!(
                "allowed: at most {MAX_ROWS_TEXT} characters, numbers such as 1e6 written out; choose a file for more"
            )));
        }
        Ok(Self(Some(Arc::new(table))))
    }
    fn print(&self) -> String {
        self.0.as_ref().and_then(|table| Self::written(table)).unwrap_or_else(|| "none".into())
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}

/// The id of a table that is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableRef(pub Option<TableId>);

impl Value for TableRef {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "none" {
            return Ok(Self(None));
        }
        let digits = text.len() == TableId::DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
        let id = if digits { u64::from_str_radix(text, 16).ok() } else { None };
        let refusal =
            || Refusal::new(format!("allowed: none, or a table's id, {} hexadecimal digits", TableId::DIGITS));
        id.map(|id| Self(Some(TableId(id)))).ok_or_else(refusal)
    }
    fn print(&self) -> String {
        self.0.map_or("none".into(), |id| id.to_string())
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}
