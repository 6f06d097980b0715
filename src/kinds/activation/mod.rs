//! The `activation` cell: the functions between layers.

mod figure;
mod spec;
mod view;

pub use figure::activation_figure;
pub use spec::ActivationSpec;
