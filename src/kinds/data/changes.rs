//! Changes of several fields of a `data` spec at once: another table, or other columns.

use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::{Columns, Units};
use crate::spec::{Fields, Problem};

/// Another table: its rows as they are written in a spec, or none; its id; the name of its file; units of its columns.
pub type OtherTable = (Option<String>, String, String, Vec<String>);

/// Other columns: the inputs and the outputs.
pub type OtherColumns = [Vec<String>; 2];

impl DataSpec {
    pub(super) fn change_key(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        self.set(key, text)?;
        self.field_changed(key);
        Ok(())
    }

    pub(super) fn take_table(&mut self, (rows, id, name, units): OtherTable) -> Result<(), Problem> {
        match &rows {
            Some(rows) => self.change_key("rows", rows)?,
            None => self.change_key("table", &id)?,
        }
        self.units = Units::plain(&units);
        // The name of a file may have any length.
        self.change_key("name", &name.chars().take(100).collect::<String>())
    }

    pub(super) fn take_columns(&mut self, [inputs, outputs]: OtherColumns) -> Result<(), Problem> {
        for (key, names, columns) in [("inputs", inputs, &mut self.inputs), ("outputs", outputs, &mut self.outputs)] {
            if names.is_empty() {
                return Err(Problem::new(key, "none", "allowed: at least one input and one output"));
            }
            *columns = Columns(Some(names));
        }
        // The axis may no longer be an input.
        if self.chosen().is_err() {
            self.x = Columns(None);
        }
        // A claimed fingerprint belongs to other columns.
        self.field_changed("inputs");
        // The choice of `auto` is not written.
        let chosen = self.chosen()?;
        let auto = Self { inputs: Columns(None), outputs: Columns(None), ..self.clone() };
        if auto.chosen().is_ok_and(|other| other == chosen) {
            *self = auto;
        }
        Ok(())
    }
}
