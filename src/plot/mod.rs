//! Drawing figures on any plotters backend: a canvas on the page, SVG for export and for tests.
//!
//! Plotters places everything on whole pixels; here a pixel of the page is [`FINE`] pixels of
//! plotters, so curves are smooth and hairlines stay sharp on every screen.

mod clip;
mod layout;
mod lines;
mod pen;
mod svg;
pub mod theme;

pub use layout::Layout;
pub use lines::draw;
pub use svg::svg;

/// Plotters pixels in one pixel of the page.
pub const FINE: f64 = 10.0;

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Width in pixels of the page.
    pub width: f64,
    /// Height in pixels of the page.
    pub height: f64,
    /// Whether the page is dark.
    pub dark: bool,
    /// Whether title and legend are part of the picture; on the page they stand beside it.
    pub legend: bool,
}
