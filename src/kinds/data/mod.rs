//! The `data` cell: networks, a SciNet and polynomials on a reader's own table.

mod board;
mod changes;
mod chosen;
#[cfg(feature = "trainer")]
mod compute;
pub mod dataset;
mod kind;
mod lesson;
mod remarks;
mod rivals;
mod shown;
mod spec;
mod values;
mod view;

pub use board::DataBoard;
pub use board::measures::{DataRow, DataTable};
pub use board::sample::evenly;
pub use chosen::Chosen;
pub use dataset::Dataset;
pub use rivals::DataRivals;
pub use spec::DataSpec;
pub use values::{Columns, DenseNet, DenseNets, FileName, HeldOut, Latents};
