//! Training: a lesson becomes a run, and a run advances epoch by epoch. No kind is named here.
//!
//! A batch is eight shards ([`part`]). The teacher of a [`Lesson`] draws and differentiates each shard, and [`tree`] adds
//! their sums in a fixed order. So a [`Run`] gives the same bits alone, in replicas that share every batch
//! (`team`, or the page's workers), and after it resumes from a [`Checkpoint`]. Replicas also `share` the matrix work of
//! Muon.

mod checkpoint;
mod lesson;
mod part;
#[cfg(feature = "trainer")]
mod run;
#[cfg(feature = "trainer")]
mod share;
mod teach;
#[cfg(all(feature = "trainer", not(target_arch = "wasm32")))]
mod team;
mod tree;
mod unreadable;

pub use checkpoint::Checkpoint;
pub use lesson::Lesson;
pub use part::n_samples;
pub use part::{Part, SHARDS};
#[cfg(feature = "trainer")]
pub use run::{Run, Status};
pub use teach::Teach;
#[cfg(all(feature = "trainer", not(target_arch = "wasm32")))]
pub use team::train_together;
pub use tree::LOSSES;
pub use unreadable::{Unreadable, all_finite};
