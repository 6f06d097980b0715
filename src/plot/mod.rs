//! Drawing figures on any plotters backend: a canvas on the page, SVG for export and for tests.
//!
//! Plotters places everything on whole pixels. Here one pixel of the page is [`FINE`] pixels of plotters, so curves
//! are smooth and thin lines are sharp on every screen.

mod diagram;
mod drawing;
mod layout;
mod legend;
mod lines;
mod map;
mod options;
mod picture;
mod stroke;
mod surface;
mod svg;

pub use drawing::paper::Paper;
pub use drawing::pen::Failure;
pub use layout::Layout;
pub use lines::draw;
pub use options::{FINE, Options};
pub use picture::draw_picture;
pub use surface::View;
pub use svg::{svg, svg_picture};

/// The colours of a figure.
pub mod theme {
    pub use super::drawing::rgb::css;
    pub use super::drawing::theme::Theme;
}
