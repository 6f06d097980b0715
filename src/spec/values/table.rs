//! A table as a value of a spec: its rows, or its id.

use crate::spec::value::{Bounds, Control, Refusal, Value};
use crate::spec::values::number::{parse_number, print_number};
use crate::tables::{Table, TableId, read};
use std::sync::Arc;

/// The rows of a small table, with a head of names; rows are separated by semicolons, as in `t,x; 0,1.5; 1,2.25`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows(pub Option<Arc<Table>>);

/// Maximum number of characters of the rows. A link with so many, percent-encoded, can still be read.
const MAX_ROWS_TEXT: usize = 16_000;

impl Rows {
    /// The rows as they are written in a spec. `None` if there are too many.
    pub fn written(table: &Table) -> Option<String> {
        // Each number takes at least two characters.
        if 2 * table.n_rows() * table.columns().len() > MAX_ROWS_TEXT {
            return None;
        }
        // Names that are all numbers would be read as a row. `#` marks them as names, and the quotes keep the line from
        // being a comment. Reading removes both.
        let number = |name: &String| parse_number(name).is_some();
        let mut text = match table.names().split_first() {
            Some((first, rest)) if table.names().iter().all(number) => format!("\"#{first}\",{}", rest.join(",")),
            _ => table.names().join(","),
        };
        for row in 0..table.n_rows() {
            let cells: Vec<String> = table.columns().iter().map(|column| print_number(column[row])).collect();
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
        let lines = text.replace(';', "\n");
        let csv = read(lines.as_bytes()).map_err(|faults| {
            // In a spec, the rows are written on one line.
            let told = faults.iter().map(|fault| fault.to_string().replace("line ", "row "));
            Refusal::new(told.collect::<Vec<_>>().join("; "))
        })?;
        match csv.left_out.as_slice() {
            [] if Self::written(&csv.table).is_none() => Err(Refusal::new(format!(
                "allowed: at most {MAX_ROWS_TEXT} characters, numbers such as 1e6 written out; choose a file for more"
            ))),
            [] => Ok(Self(Some(Arc::new(csv.table)))),
            names => Err(Refusal::new(format!("{}: allowed: only numbers", names.join(", ")))),
        }
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
