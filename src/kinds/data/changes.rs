//! Changes of several fields of a `data` spec at once: another table, or other columns.

use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::{Columns, HeldOut, Units};
use crate::spec::{Fields, Problem, print_number};

/// Another table: its rows as they are written in a spec, or none; its id; the name of its file; units of its columns.
pub type OtherTable = (Option<String>, String, String, Vec<String>);

/// Other columns: the inputs and the outputs.
pub type OtherColumns = [Vec<String>; 2];

/// A table with fewer rows has none to spare: they are held out only if the reader asks for it.
pub(super) const SMALL: usize = 20;

impl DataSpec {
    pub(super) fn change_key(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        self.set(key, text)?;
        self.field_changed(key);
        Ok(())
    }

    pub(super) fn take_table(&mut self, (rows, id, name, units): OtherTable) -> Result<(), Problem> {
        let was_small = self.is_small();
        match &rows {
            Some(rows) => self.change_key("rows", rows)?,
            None => self.change_key("table", &id)?,
        }
        self.units = Units::plain(&units);
        self.hold_out(was_small)?;
        // The name of a file may have any length.
        self.change_key("name", &name.chars().take(100).collect::<String>())
    }

    /// Whether the table is known and small.
    pub(super) fn is_small(&self) -> Option<bool> {
        self.find().map(|table| table.n_rows() < SMALL)
    }

    /// Holds out no rows of a small table, unless the reader has chosen some, and again the default share of a larger
    /// one.
    fn hold_out(&mut self, was_small: Option<bool>) -> Result<(), Problem> {
        let usual = Self::default().holdout;
        match (was_small, self.is_small()) {
            (_, Some(true)) if self.holdout == usual && self.held == HeldOut::Random => self.change_key("holdout", "0"),
            (Some(true), Some(false)) if self.holdout == 0.0 => self.change_key("holdout", &print_number(usual)),
            _ => Ok(()),
        }
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
