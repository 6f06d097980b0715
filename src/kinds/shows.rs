//! What the page asks of a kind. The module of the workers is built without it.

use crate::kinds::board::Board;

/// Shows the cells of a kind.
#[cfg(feature = "page")]
pub trait Shows {
    /// What the cell shows, before anything is trained.
    fn board(&self) -> Box<dyn Board>;
}

/// Nothing, in a module that shows no cells.
#[cfg(not(feature = "page"))]
pub trait Shows {}
#[cfg(not(feature = "page"))]
impl<T> Shows for T {}
