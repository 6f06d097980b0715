//! The cell of a world: one spec, one training, one board and one report for all worlds.

mod board;
#[cfg(feature = "trainer")]
mod compute;
mod kind;
mod lesson;
mod plan;
mod recipe;
mod report;
mod scene;
mod shown;
mod spec;
mod view;
mod words;

pub use board::WorldBoard;
pub use lesson::WorldLesson;
pub use recipe::Recipe;
pub use report::{OutsideErrors, WorldReport, degree};
pub use spec::{WorldSpec, own_recipe};
