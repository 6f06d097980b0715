//! The table and the columns that a `data` spec chooses.

use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::Columns;
use crate::spec::{Problem, Value};
use crate::tables::{Table, find};
use std::sync::Arc;

/// A table with the columns that a spec chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The table.
    pub table: Arc<Table>,
    /// Indices of the columns that models receive, at least one.
    pub inputs: Vec<usize>,
    /// Indices of the columns that models predict: at least one, and none of the inputs.
    pub outputs: Vec<usize>,
    /// The index, among the inputs, of the input on the axis.
    pub axis: usize,
    /// The number of rows in which no chosen column has a missing value; counted once, as figures ask for it.
    pub n_rows: usize,
}

impl Chosen {
    /// The names of the inputs.
    pub fn input_names(&self) -> Vec<&str> {
        self.inputs.iter().map(|i| self.table.names()[*i].as_str()).collect()
    }

    /// The rows in which no chosen column has a missing value, ascending.
    pub fn rows(&self) -> Vec<u32> {
        self.table.complete(&self.columns())
    }

    fn columns(&self) -> Vec<usize> {
        self.inputs.iter().chain(&self.outputs).copied().collect()
    }

    /// The names of the outputs.
    pub fn output_names(&self) -> Vec<&str> {
        self.outputs.iter().map(|i| self.table.names()[*i].as_str()).collect()
    }
}

impl DataSpec {
    /// The table, if it is written in the spec or is known to this process.
    pub fn find(&self) -> Option<Arc<Table>> {
        self.rows.0.clone().or_else(|| self.table.0.and_then(find))
    }

    /// The table and the columns that the spec chooses.
    ///
    /// # Errors
    /// When the table is not known here, or does not have these columns.
    pub fn chosen(&self) -> Result<Chosen, Problem> {
        let table = self.find().ok_or_else(|| self.absent())?;
        let names = table.names();
        let indices = |key: &str, columns: &Columns| {
            let Some(asked) = &columns.0 else { return Ok(None) };
            let index = |name: &String| {
                let found = names.iter().position(|known| known == name);
                let allowed = || format!("`{name}` is not a column; allowed: auto, or some of {}", names.join(", "));
                found.ok_or_else(|| Problem::new(key, columns.print(), allowed()))
            };
            asked.iter().map(index).collect::<Result<Vec<usize>, _>>().map(Some)
        };
        let (asked_inputs, asked_outputs) = (indices("inputs", &self.inputs)?, indices("outputs", &self.outputs)?);
        let outputs = match (asked_outputs, &asked_inputs) {
            (Some(outputs), _) => outputs,
            (None, None) => vec![names.len() - 1],
            (None, Some(inputs)) => (0..names.len()).rfind(|i| !inputs.contains(i)).into_iter().collect(),
        };
        let inputs = asked_inputs.unwrap_or_else(|| (0..names.len()).filter(|i| !outputs.contains(i)).collect());
        if inputs.is_empty() || outputs.is_empty() {
            let (key, value) = if inputs.is_empty() { ("outputs", &self.outputs) } else { ("inputs", &self.inputs) };
            return Err(Problem::new(
                key,
                value.print(),
                "leaves no other column; allowed: at least one input and one output",
            ));
        }
        if let Some(both) = inputs.iter().find(|i| outputs.contains(i)) {
            let allowed = format!("`{}` is an input too; allowed: each column once", names[*both]);
            return Err(Problem::new("outputs", self.outputs.print(), allowed));
        }
        let axis = match &self.x.0 {
            None => 0,
            Some(asked) => {
                let found = inputs.iter().position(|i| asked.as_slice() == std::slice::from_ref(&names[*i]));
                let known: Vec<&str> = inputs.iter().map(|i| names[*i].as_str()).collect();
                let allowed = || format!("allowed: auto, or one input: {}", known.join(", "));
                found.ok_or_else(|| Problem::new("x", self.x.print(), allowed()))?
            }
        };
        let mut chosen = Chosen { n_rows: table.n_rows(), table, inputs, outputs, axis };
        if chosen.table.has_gaps(&chosen.columns()) {
            chosen.n_rows = chosen.rows().len();
        }
        if chosen.n_rows < 2 {
            let named = chosen.input_names().into_iter().chain(chosen.output_names()).collect::<Vec<_>>().join(", ");
            let rows = if chosen.n_rows == 1 { "1 row has" } else { "no row has" };
            let allowed = format!("{rows} a number in all of {named}; allowed: at least 2");
            return Err(Problem::new("inputs", self.inputs.print(), allowed));
        }
        Ok(chosen)
    }

    /// The label of an axis of a column, given by its index: its name, `what` of it is shown, and its unit.
    pub fn label(&self, chosen: &Chosen, column: usize, what: &str) -> String {
        let name = &chosen.table.names()[column];
        match self.units.0.get(column) {
            Some(unit) if !unit.is_empty() => format!("{name}{what} ({unit})"),
            _ => format!("{name}{what}"),
        }
    }

    /// The problem of a spec without a table.
    fn absent(&self) -> Problem {
        let name = if self.name.0.is_empty() { "the file".into() } else { format!("the file {}", self.name.0) };
        match self.table.0 {
            Some(id) => Problem::new("table", id.to_string(), format!("is not here; choose {name} that it names")),
            None => Problem::new("rows", "none", "there are no data yet; choose a CSV file or paste columns"),
        }
    }
}
