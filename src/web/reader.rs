//! The part of the worker that reads tables.

use super::to_js;
use crate::spec::Rows;
use crate::tables::{Choice, Mark, read_as};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// A table without its numbers, and how it was read.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct FoundTable {
    id: String,
    names: Vec<String>,
    /// The units of the columns; empty text for none.
    units: Vec<String>,
    /// The rows as they are written in a spec, if there are few enough.
    rows: Option<String>,
    /// Whole sentences: what was skipped, renamed or left out, and why.
    notes: Vec<String>,
    doubts: Vec<TableDoubt>,
}

/// What could be read in another way: how it is read, what the button for the other reading says, and the choice.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct TableDoubt {
    read: String,
    instead: String,
    choice: TableChoice,
}

/// What a reader has chosen for a text that can be read in more than one way.
#[derive(Serialize, Deserialize, Default)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct TableChoice {
    /// Whether the decimal mark is a comma.
    comma: Option<bool>,
    /// Whether the first row is names.
    head: Option<bool>,
    /// Whether a line such as 0,5 is one number.
    single: Option<bool>,
}

/// What reading a table gave: the table, or the problems as text.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct TableReading {
    table: Option<FoundTable>,
    problems: Vec<String>,
}

/// Reads a table from text; its numbers, column after column, are in `columns`. `choice` is a `TableChoice` in JSON.
#[wasm_bindgen(
    js_name = readTable,
    unchecked_return_type = "TableReading & { columns?: Float64Array<ArrayBuffer> }"
)]
pub fn read_table(bytes: &[u8], choice: &str) -> Result<JsValue, JsValue> {
    let TableChoice { comma, head, single } = serde_json::from_str(choice).unwrap_or_default();
    let decimal = comma.map(|comma| if comma { Mark::Comma } else { Mark::Point });
    let reading = match read_as(bytes, Choice { decimal, head, single }) {
        Ok(reading) => reading,
        Err(faults) => {
            let problems = faults.iter().map(ToString::to_string).collect();
            return to_js(&TableReading { table: None, problems });
        }
    };
    let table = &reading.table;
    let doubt = |doubt: &crate::tables::Doubt| TableDoubt {
        read: doubt.read.clone(),
        instead: doubt.instead.clone(),
        choice: TableChoice {
            comma: doubt.choice.decimal.map(|mark| mark == Mark::Comma),
            head: doubt.choice.head,
            single: doubt.choice.single,
        },
    };
    let found = FoundTable {
        id: table.id().to_string(),
        names: table.names().to_vec(),
        units: reading.units.clone(),
        rows: Rows::written(table),
        notes: reading.notes.clone(),
        doubts: reading.doubts.iter().map(doubt).collect(),
    };
    let answer = to_js(&TableReading { table: Some(found), problems: Vec::new() })?;
    let columns = js_sys::Float64Array::new_with_length((table.n_rows() * table.columns().len()) as u32);
    for (i, column) in table.columns().iter().enumerate() {
        let start = (i * table.n_rows()) as u32;
        columns.subarray(start, start + table.n_rows() as u32).copy_from(column);
    }
    js_sys::Reflect::set(&answer, &"columns".into(), &columns)?;
    Ok(answer)
}
