//! A figure as an SVG document.

use super::{FINE, Failure, Options, Paper, View, draw, draw_picture};
use crate::figure::lines::Figure;
use crate::figure::picture::Picture;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};

/// Plotters' SVG writes text 1.24 times smaller than asked.
const FONT_SCALE: f64 = 1.24;

/// Draws `figure` as SVG.
///
/// # Errors
/// What the backend says; writing to memory does not fail.
pub fn svg(figure: &Figure, options: &Options) -> Result<String, String> {
    document(options, |area| draw(area, FONT_SCALE, figure, options).map(|_| ()))
}

/// Draws any picture as SVG.
///
/// # Errors
/// What the backend says; writing to memory does not fail.
pub fn svg_picture(picture: &Picture, view: View, options: &Options) -> Result<String, String> {
    document(options, |area| draw_picture(area, FONT_SCALE, picture, view, options).map(|_| ()))
}

/// The document that `draw` fills.
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

/// The backend's root element speaks of fine pixels; the page's size belongs there.
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
