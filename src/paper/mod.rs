//! The papers: their claims beside measurements, and the networks that are shipped for them.

pub mod claims;
pub mod shipped;
