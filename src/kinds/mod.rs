//! The kinds of cells: what each draws and measures of its networks.

pub mod activation;
pub mod data;
pub mod diagram;
pub mod fit;
mod learning;
mod net_state;
mod notes;
pub mod scinet;
pub mod surface;
pub mod sweep;
pub mod worlds;

pub use net_state::NetState;
pub use notes::Notes;
