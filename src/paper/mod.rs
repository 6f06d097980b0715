//! The papers: their claims beside measurements, and the networks and sweeps that are shipped for them.

pub mod claims;
pub mod experiments;
pub mod networks;
pub mod shipped;
pub mod sweeps;
