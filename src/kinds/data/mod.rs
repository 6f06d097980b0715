//! The `data` cell: networks, a SciNet and polynomials on a reader's own table.

mod board;
mod changes;
mod chosen;
#[cfg(feature = "trainer")]
mod compute;
pub mod dataset;
mod figures;
mod kind;
mod lesson;
mod measures;
mod neighbours;
mod points;
mod rivals;
mod sample;
mod shown;
mod spec;
#[cfg(test)]
mod tests;
mod values;
mod view;

pub use board::DataBoard;
pub use chosen::Chosen;
pub use dataset::Dataset;
pub use measures::{DataRow, DataTable};
pub use rivals::DataRivals;
pub use sample::evenly;
pub use spec::DataSpec;
pub use values::{Columns, DenseNet, DenseNets, FileName, HeldOut, Latents};
