//! The `activation` cell: the functions between layers.

mod figure;

pub use figure::activation_figure;
