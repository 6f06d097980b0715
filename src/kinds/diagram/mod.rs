//! The `diagram` cell: the layers of a network.

mod figure;
mod spec;
mod view;

pub use figure::architecture;
pub use spec::{Architecture, DiagramSpec};
