//! What menus and new notebooks say about a kind.

use serde::Serialize;

/// What menus and new notebooks say about a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct About {
    /// A short title.
    pub title: &'static str,
    /// One sentence of help.
    pub help: &'static str,
    /// The lines of a fence to start with, empty for the defaults.
    pub sample: &'static str,
}

/// A kind as menus offer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct KindView {
    /// The word that opens a fence and a link.
    pub word: &'static str,
    /// A short name for people.
    pub title: &'static str,
    /// One sentence of help.
    pub help: &'static str,
    /// The lines of a fence to start with, empty for the defaults.
    pub sample: &'static str,
}
