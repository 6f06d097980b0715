//! The `diagram` cell: the layers of a network.

mod figure;

pub use figure::architecture;
