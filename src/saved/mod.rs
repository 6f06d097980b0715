//! Networks and runs as files, and their fingerprints.

mod bundle;
mod checkpoint;
mod file;
mod fingerprint;
mod model;
mod rows;

pub use bundle::Bundle;
pub use fingerprint::fingerprint;
pub use model::Model;
