//! The part of the worker that reads tables.

use super::to_js;
use crate::spec::Rows;
use crate::tables::read;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A table without its numbers.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct FoundTable {
    id: String,
    names: Vec<String>,
    /// The rows as they are written in a spec, if there are few enough.
    rows: Option<String>,
    left_out: Vec<String>,
}

/// What reading a table gave: the table, or the problems as text.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
struct TableReading {
    table: Option<FoundTable>,
    problems: Vec<String>,
}

/// Reads a table from text; its numbers, column after column, are in `columns`.
#[wasm_bindgen(
    js_name = readTable,
    unchecked_return_type = "TableReading & { columns?: Float64Array<ArrayBuffer> }"
)]
pub fn read_table(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let csv = match read(bytes) {
        Ok(csv) => csv,
        Err(faults) => {
            let problems = faults.iter().map(ToString::to_string).collect();
            return to_js(&TableReading { table: None, problems });
        }
    };
    let table = &csv.table;
    let found = FoundTable {
        id: table.id().to_string(),
        names: table.names().to_vec(),
        rows: Rows::written(table),
        left_out: csv.left_out.clone(),
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
