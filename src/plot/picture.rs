//! Draws any picture by calling the function for its kind of figure.

use super::drawing::paper::Paper;
use super::drawing::pen::Failure;
use super::layout::Layout;
use super::options::Options;
use super::surface::View;
use super::{diagram, lines, map, surface};
use crate::figure::picture::Picture;
use plotters::coord::Shift;
use plotters::prelude::DrawingArea;

/// Draws any picture on `area`, which is [`FINE`](super::FINE) times as large as the size in `options`. `view` is the
/// direction from which surfaces are drawn.
///
/// A line figure returns its layout, which the page uses to find the data under the mouse.
///
/// # Errors
/// When the backend fails.
pub fn draw_picture<'a>(
    area: &DrawingArea<Paper<'a>, Shift>,
    font_scale: f64,
    picture: &Picture,
    view: View,
    options: &Options,
) -> Result<Option<Layout>, Failure<Paper<'a>>> {
    match picture {
        Picture::Lines(figure) => return lines::draw(area, font_scale, figure, options).map(Some),
        Picture::Plan(figure) => lines::draw_plan(area, font_scale, figure, options)?,
        Picture::Surface(surface) => surface::draw(area, font_scale, surface, view, options)?,
        Picture::Map(map) => map::draw(area, font_scale, map, options)?,
        Picture::Diagram(diagram) => diagram::draw(area, font_scale, diagram, options)?,
    }
    Ok(None)
}
