//! A reader's own table on the page: chosen from, measured on.

use super::cell::{Cell, Content};
use super::page::reading;
use super::to_js;
use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::kinds::data::DataRow;
use crate::spec::{Columns, DataSpec, Fields, Problem, Spec, Value, print_number};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Rows that a page shows of a table.
const SHOWN: usize = 5;

/// The spec of `link` on another table: its rows as a spec writes them, or its id and the name of its file.
#[wasm_bindgen(js_name = withTable)]
pub fn with_table(link: &str, rows: Option<String>, id: &str, name: &str) -> Result<JsValue, JsValue> {
    reading(changed(link, |spec| {
        match &rows {
            Some(rows) => set(spec, "rows", rows)?,
            None => set(spec, "table", id)?,
        }
        // A file of any name may be chosen.
        set(spec, "name", &name.chars().take(100).collect::<String>())
    }))
}

/// The link of a data cell with the id of its table in place of the rows, and that id: what may be passed on without
/// the numbers. `None` for a link that carries no rows.
#[wasm_bindgen(js_name = withoutRows)]
pub fn without_rows(link: &str) -> Option<Vec<String>> {
    let Spec::Data(spec) = Spec::parse_link(link).ok()? else { return None };
    let id = spec.rows.0.as_ref()?.id().to_string();
    let name = spec.name.print();
    let bare = changed(link, |spec| {
        set(spec, "rows", "none")?;
        set(spec, "table", &id)?;
        set(spec, "name", &name)
    });
    Some(vec![bare.ok()?.link(), id])
}

/// The spec of `link` with other columns as inputs and outputs.
#[wasm_bindgen(js_name = withColumns)]
pub fn with_columns(link: &str, inputs: Vec<String>, outputs: Vec<String>) -> Result<JsValue, JsValue> {
    reading(changed(link, |spec| {
        for (key, names, columns) in [("inputs", inputs, &mut spec.inputs), ("outputs", outputs, &mut spec.outputs)] {
            if names.is_empty() {
                return Err(Problem::new(key, "none", "allowed: at least one input and one output"));
            }
            *columns = Columns(Some(names));
        }
        // The axis may be gone; a claimed fingerprint is of other columns.
        if spec.chosen().is_err() {
            spec.x = Columns(None);
        }
        spec.field_changed("inputs");
        // What the rule would choose is not written.
        let asked = spec.chosen()?;
        let ruled = DataSpec { inputs: Columns(None), outputs: Columns(None), ..spec.clone() };
        if ruled.chosen().is_ok_and(|chosen| chosen == asked) {
            *spec = ruled;
        }
        Ok(())
    }))
}

fn set(spec: &mut DataSpec, key: &str, text: &str) -> Result<(), Problem> {
    spec.set(key, text)?;
    spec.field_changed(key);
    Ok(())
}

fn changed(link: &str, change: impl FnOnce(&mut DataSpec) -> Result<(), Problem>) -> Result<Spec, Vec<Problem>> {
    let Spec::Data(mut spec) = Spec::parse_link(link)? else {
        return Err(vec![Problem::new("", link, "allowed: a data cell")]);
    };
    change(&mut spec).map_err(|problem| vec![problem])?;
    let problems = spec.cross_check();
    if problems.is_empty() { Ok(Spec::Data(spec)) } else { Err(problems) }
}

/// What a cell shows of its table.
#[derive(Serialize)]
struct Shown {
    /// The id and the file of a table that is not here.
    missing: Option<[String; 2]>,
    /// Why the columns cannot be chosen.
    problem: Option<String>,
    names: Vec<String>,
    n_rows: usize,
    /// The first rows, as text.
    rows: Vec<Vec<String>>,
    inputs: Vec<String>,
    outputs: Vec<String>,
    axis: String,
    file: String,
}

/// One line of the table of errors, as people read it.
#[derive(Serialize)]
struct Line {
    name: String,
    output: String,
    ink: Ink,
    numbers: [String; 5],
    parameters: usize,
}

#[derive(Serialize)]
struct Measured {
    lines: Vec<Line>,
    n_train: usize,
    n_held: usize,
    n_between: Option<usize>,
    n_beyond: Option<usize>,
    notes: Vec<String>,
}

#[wasm_bindgen]
impl Cell {
    /// The table of a `data` cell: its columns, its first rows, and what is chosen of it.
    #[wasm_bindgen(js_name = ownTable)]
    pub fn own_table(&self) -> Result<JsValue, JsValue> {
        let Content::Data(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let (spec, table) = (&board.spec, board.spec.find());
        let chosen = board.chosen.as_ref().ok();
        let own = |names: Vec<&str>| names.into_iter().map(String::from).collect::<Vec<_>>();
        let cell = |row: usize| move |column: &Vec<f64>| print_number(column[row]).replace('-', "−");
        to_js(&Shown {
            missing: if table.is_none() { spec.table.0.map(|id| [id.to_string(), spec.name.0.clone()]) } else { None },
            problem: if table.is_some() { board.chosen.as_ref().err().map(ToString::to_string) } else { None },
            names: table.as_ref().map_or(Vec::new(), |table| table.names().to_vec()),
            n_rows: table.as_ref().map_or(0, |table| table.n_rows()),
            rows: table.as_ref().map_or(Vec::new(), |table| {
                (0..table.n_rows().min(SHOWN)).map(|row| table.columns().iter().map(cell(row)).collect()).collect()
            }),
            inputs: chosen.map_or(Vec::new(), |chosen| own(chosen.input_names())),
            outputs: chosen.map_or(Vec::new(), |chosen| own(chosen.output_names())),
            axis: chosen.map_or(String::new(), |chosen| chosen.input_names()[chosen.axis].into()),
            file: spec.name.0.clone(),
        })
    }

    /// The errors of every model of a `data` cell.
    #[wasm_bindgen(js_name = ownErrors)]
    pub fn own_errors(&self) -> Result<JsValue, JsValue> {
        let Content::Data(board) = &self.content else {
            return Ok(JsValue::UNDEFINED);
        };
        let Some(table) = board.table() else {
            return Ok(JsValue::UNDEFINED);
        };
        let number = |x: Option<f64>| x.map_or("–".into(), |x| readable(x, 3));
        // A share of 1 is read by its decimals.
        let share = |x: Option<f64>| match x {
            Some(x) if x.abs() < 10.0 => format!("{x:.3}").replace('-', "−"),
            x => number(x),
        };
        let line = |row: DataRow| Line {
            numbers: [number(row.train), number(row.held), share(row.r2), number(row.between), number(row.beyond)],
            name: row.name,
            output: row.output,
            ink: row.ink,
            parameters: row.parameters,
        };
        to_js(&Measured {
            lines: table.rows.into_iter().map(line).collect(),
            n_train: table.n_train,
            n_held: table.n_held,
            n_between: table.n_between,
            n_beyond: table.n_beyond,
            notes: table.notes,
        })
    }
}
