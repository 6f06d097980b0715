//! A figure as an SVG document.

use super::drawing::paper::Paper;
use super::drawing::pen::Failure;
use super::lines::draw;
use super::options::{FINE, Options};
use super::picture::draw_picture;
use super::surface::View;
use crate::figure::lines::Figure;
use crate::figure::picture::Picture;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};

/// Plotters' SVG backend writes text 1.24 times too small.
const FONT_SCALE: f64 = 1.24;

/// Draws `figure` as SVG.
///
/// # Errors
/// When the backend fails, which does not happen when it writes to memory.
pub fn svg(figure: &Figure, options: &Options) -> Result<String, String> {
    document(options, |area| draw(area, FONT_SCALE, figure, options).map(|_| ()))
}

/// Draws any picture as SVG.
///
/// # Errors
/// When the backend fails, which does not happen when it writes to memory.
pub fn svg_picture(picture: &Picture, view: View, options: &Options) -> Result<String, String> {
    document(options, |area| draw_picture(area, FONT_SCALE, picture, view, options).map(|_| ()))
}

/// The SVG document of everything that `draw` draws.
fn document<'a>(
    options: &Options,
    draw: impl FnOnce(&DrawingArea<Paper<'_>, Shift>) -> Result<(), Failure<Paper<'a>>>,
) -> Result<String, String> {
    let mut document = String::new();
    let fine = |length: f64| (length * FINE).round() as u32;
    {
        let backend = SVGBackend::with_string(&mut document, (fine(options.width), fine(options.height)));
        let area = Paper::new(backend).into_drawing_area();
        draw(&area).map_err(|error| error.to_string())?;
        area.present().map_err(|error| error.to_string())?;
    }
    Ok(resized(&document, options))
}

/// Replaces the root element: the backend writes the size in plotters pixels, and it must be in pixels of the page.
fn resized(document: &str, options: &Options) -> String {
    let body = document.split_once('>').map_or("", |(_, body)| body);
    format!(
        "<svg width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\" \
         xmlns=\"http://www.w3.org/2000/svg\">{body}",
        options.width * FINE,
        options.height * FINE,
        w = options.width,
        h = options.height,
    )
}
