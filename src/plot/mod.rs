//! Drawing figures on any plotters backend: a canvas on the page, SVG for export and for tests.
//!
//! Plotters places everything on whole pixels; here a pixel of the page is [`FINE`] pixels of
//! plotters, so curves are smooth and hairlines stay sharp on every screen.

mod clip;
mod colours;
mod diagram;
mod facets;
mod layout;
mod legend;
mod lines;
mod map;
mod marks;
mod paper;
mod pen;
mod space;
mod stroke;
mod surface;
mod svg;
pub mod theme;

pub use layout::Layout;
pub use lines::draw;
pub use paper::Paper;
pub use pen::Failure;
pub use space::View;
pub use svg::{svg, svg_picture};

use crate::figure::picture::Picture;
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

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

/// Draws any picture on `area`, which is [`FINE`] times as large as `options` says; `view` turns surfaces.
///
/// Lines answer with their layout, in which the page looks up what is under the mouse.
///
/// # Errors
/// What the backend fails with.
pub fn draw_picture<'a>(
    area: &DrawingArea<Paper<'a>, Shift>,
    font_scale: f64,
    picture: &Picture,
    view: View,
    options: &Options,
) -> Result<Option<Layout>, Failure<Paper<'a>>> {
    match picture {
        Picture::Lines(figure) => return draw(area, font_scale, figure, options).map(Some),
        Picture::Plan(figure) => lines::draw_plan(area, font_scale, figure, options)?,
        Picture::Surface(surface) => surface::draw(area, font_scale, surface, view, options)?,
        Picture::Map(map) => map::draw(area, font_scale, map, options)?,
        Picture::Diagram(diagram) => diagram::draw(area, font_scale, diagram, options)?,
    }
    Ok(None)
}
