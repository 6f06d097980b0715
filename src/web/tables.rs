//! The table of a reader, made known to this instance of the module.

use super::failed;
use crate::tables::{Table, provide};
use wasm_bindgen::prelude::*;

/// Makes a table known here, from its names and its numbers, column by column. Returns its id.
///
/// # Errors
/// When the names and numbers do not form a table.
#[wasm_bindgen(js_name = provideTable)]
pub fn provide_table(names: Vec<String>, columns: &[f64]) -> Result<String, JsError> {
    let n_rows = columns.len() / names.len().max(1);
    if n_rows == 0 || columns.len() != n_rows * names.len() {
        return Err(failed(format!("{} numbers cannot fill {} columns", columns.len(), names.len())));
    }
    let columns = columns.chunks_exact(n_rows).map(<[f64]>::to_vec).collect();
    let table = Table::new(names, columns).map_err(failed)?;
    Ok(provide(table).id().to_string())
}
