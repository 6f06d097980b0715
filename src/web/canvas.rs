//! Plotters on an HTML canvas, with a precision of a tenth of a pixel on any screen.

use crate::plot::FINE;
use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// A canvas whose context scales [`FINE`] plotters pixels to one pixel of the page.
///
/// plotters-canvas takes its size from the canvas, which ignores the scale. This backend returns the scaled size and
/// passes everything else on.
pub struct FineCanvas {
    inner: CanvasBackend,
    size: (u32, u32),
}

impl FineCanvas {
    /// Sizes the canvas for `width` × `height` pixels of the page at `ratio` device pixels each.
    pub fn new(canvas: HtmlCanvasElement, width: f64, height: f64, ratio: f64) -> Result<Self, JsValue> {
        let device = |length: f64| (length * ratio).round() as u32;
        // Setting the size clears the canvas and its transformation.
        canvas.set_width(device(width));
        canvas.set_height(device(height));
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or("no 2d canvas")?.dyn_into().map_err(|_| "no 2d canvas")?;
        context.scale(ratio / FINE, ratio / FINE)?;
        context.set_line_join("round");
        let inner = CanvasBackend::with_canvas_object(canvas).ok_or("no 2d canvas")?;
        Ok(Self { inner, size: ((width * FINE) as u32, (height * FINE) as u32) })
    }
}

type Drawn<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

impl DrawingBackend for FineCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn<Self> {
        self.inner.ensure_prepared()
    }
    fn present(&mut self) -> Drawn<Self> {
        self.inner.present()
    }
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<Self> {
        self.inner.draw_pixel(point, color)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn<Self> {
        self.inner.draw_line(from, to, style)
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn<Self> {
        self.inner.draw_rect(a, b, style, fill)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn<Self> {
        self.inner.draw_path(path, style)
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<Self> {
        self.inner.fill_polygon(path, style)
    }
    fn draw_circle<S: BackendStyle>(&mut self, c: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn<Self> {
        self.inner.draw_circle(c, radius, style, fill)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn<Self> {
        self.inner.draw_text(text, style, pos)
    }
}
