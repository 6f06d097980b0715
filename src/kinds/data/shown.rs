//! What only a `data` cell shows, as the page gets it.

use serde::Serialize;

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub(super) enum DataShown {
    /// The reader's table.
    Table(DataTableView),
    /// The table of errors, once something was fitted.
    Errors(Option<DataErrors>),
    /// The remarks of a worker. Lines with tabs are the coefficients of the polynomials.
    Remarks(String),
}

/// What a cell shows of its table.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct DataTableView {
    /// The id and the file of a table that is not known here.
    pub(super) missing: Option<[String; 2]>,
    /// Why the columns cannot be chosen.
    pub(super) problem: Option<String>,
    pub(super) names: Vec<String>,
    /// Units of the first columns; empty text for none.
    pub(super) units: Vec<String>,
    pub(super) n_rows: usize,
    /// The first rows, as text.
    pub(super) rows: Vec<Vec<String>>,
    pub(super) inputs: Vec<String>,
    pub(super) outputs: Vec<String>,
    pub(super) axis: String,
    pub(super) file: String,
}

/// The table of errors, for people, with the numbers of rows that they are measured on.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct DataErrors {
    pub(super) lines: Vec<DataErrorRow>,
    pub(super) n_train: usize,
    pub(super) n_held: usize,
    pub(super) n_between: Option<usize>,
    pub(super) n_beyond: Option<usize>,
    pub(super) notes: Vec<String>,
}

/// One line of the table of errors, for people.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct DataErrorRow {
    pub(super) name: String,
    pub(super) output: String,
    pub(super) numbers: [String; 5],
    pub(super) parameters: usize,
}
