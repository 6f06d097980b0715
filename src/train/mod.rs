//! Training: a spec with one network becomes a run, and a run moves on epoch by epoch.

mod fingerprint;
mod run;
mod shard;

pub use fingerprint::fingerprint;
pub use run::{Run, Status};
pub use shard::{SHARDS, ShardSum, Shards, add_up};
