//! The parts of every spec: fields with values, problems, and the text of fences and links. No kind is named here.
//!
//! A spec consists of lines `key = value`. One table of [`fields!`] generates the struct of a kind, its defaults, its
//! parser, its printer and its help. Reading a spec reports all problems at once and guesses nothing.

pub mod fields;
pub mod link;
pub mod mangled;
pub mod pairs;
mod problem;
mod value;
mod values;
pub mod version;

pub use crate::range::Range;
pub use fields::{FieldDescription, Fields, Role};
pub use problem::{Problem, shortened, told};
pub use value::{Bounds, Control, Refusal, Value};
pub use values::activation::{Activation, Activations};
pub use values::degrees::Degrees;
pub use values::fingerprint::Fingerprint;
pub use values::levels::Levels;
pub use values::list;
pub use values::nets::{Net, Nets};
pub use values::number::{parse_number, print_number};
pub use values::optimiser::{Optimiser, WeightDecay};
pub use values::range::AutoRange;
pub use values::stages::{Stage, Staged, Stages};
pub use values::start::{Clip, Init};
pub use values::table::{Rows, TableRef};
pub use values::widths::Widths;

/// Maximum number of epochs of a run.
pub const MAX_EPOCHS: u32 = 1_000_000;
