//! Tables of numbers that a reader provides: named columns, identified by a hash of their content.
//!
//! [`read`] reads a table from CSV text. A spec refers to a large table by its [`TableId`]: [`provide`] registers a
//! table in this process, and [`find`] returns it.

mod columns;
mod encoding;
mod fault;
mod heads;
mod layout;
mod lines;
mod names;
mod notes;
mod number;
mod read;
mod store;
mod table;
mod units;
mod when;

pub use fault::Fault;
pub use names::{clean, is_invisible, one_line, plain};
pub use number::Mark;
pub use read::{Choice, Doubt, Reading, read, read_as};
pub use store::{find, provide};
pub use table::{LARGEST, MAX_BYTES, MAX_COLUMNS, MAX_NUMBERS, MAX_ROWS, Table, TableId};
