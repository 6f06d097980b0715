//! Training: a spec with one network becomes a run, and a run advances epoch by epoch.
//!
//! A batch is eight shards ([`part`]). The [`lesson`] draws and differentiates each shard, and [`tree`] adds
//! their sums in a fixed order. So a [`Run`] gives the same bits alone, in replicas that share every batch
//! (`team`, or the page's workers), and after it resumes from a [`Checkpoint`].

mod bundle;
mod checkpoint;
mod file;
mod fingerprint;
mod lesson;
mod model;
mod part;
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod team;
mod tree;
mod unreadable;

pub use bundle::Bundle;
pub use checkpoint::Checkpoint;
pub use fingerprint::fingerprint;
pub use lesson::{DataTask, Lesson};
pub use model::Model;
pub use part::{Part, SHARDS};
pub use run::{Run, Status};
#[cfg(not(target_arch = "wasm32"))]
pub use team::train_together;
pub use unreadable::Unreadable;
