//! Tables of numbers that a reader brings: named columns, known by their content.
//!
//! [`csv`] reads one from text. Specs name a large table by its [`TableId`]; [`provide`] makes it known to this
//! process, [`find`] gives it back.

mod cells;
mod csv;
mod fault;
mod names;
mod store;
mod table;

pub use csv::{Csv, read};
pub use fault::Fault;
pub use names::{clean, is_invisible, one_line, plain};
pub use store::{find, provide};
pub use table::{LARGEST, MAX_BYTES, MAX_COLUMNS, MAX_NUMBERS, MAX_ROWS, Table, TableId};
