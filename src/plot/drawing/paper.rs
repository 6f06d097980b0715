//! Any plotters backend behind one type, so that the drawing code is compiled once for all backends.

use plotters::prelude::DrawingBackend;
use plotters::style::{FontDesc, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use std::io;

type Drawn = Result<(), DrawingErrorKind<io::Error>>;

/// The style of a line or an area.
#[derive(Clone, Copy)]
struct Style {
    colour: BackendColor,
    width: u32,
}

impl Style {
    fn of(style: &impl BackendStyle) -> Self {
        Self { colour: style.color(), width: style.stroke_width() }
    }
}

impl BackendStyle for Style {
    fn color(&self) -> BackendColor {
        self.colour
    }
    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// The operations of a backend, without type parameters.
trait Backend {
    fn size(&self) -> (u32, u32);
    fn prepare(&mut self) -> Drawn;
    fn show(&mut self) -> Drawn;
    fn pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn;
    fn line(&mut self, from: BackendCoord, to: BackendCoord, style: Style) -> Drawn;
    fn rect(&mut self, a: BackendCoord, b: BackendCoord, style: Style, fill: bool) -> Drawn;
    fn path(&mut self, points: &[BackendCoord], style: Style) -> Drawn;
    fn polygon(&mut self, points: &[BackendCoord], style: Style) -> Drawn;
    fn circle(&mut self, centre: BackendCoord, radius: u32, style: Style, fill: bool) -> Drawn;
    fn text(&mut self, text: &str, style: &TextStyle, at: BackendCoord) -> Drawn;
}

/// Converts the error type of a backend to the common one.
fn told<E: std::error::Error + Send + Sync>(result: Result<(), DrawingErrorKind<E>>) -> Drawn {
    result.map_err(|error| DrawingErrorKind::DrawingError(io::Error::other(error.to_string())))
}

impl<B: DrawingBackend> Backend for B {
    fn size(&self) -> (u32, u32) {
        self.get_size()
    }
    fn prepare(&mut self) -> Drawn {
        told(self.ensure_prepared())
    }
    fn show(&mut self) -> Drawn {
        told(self.present())
    }
    fn pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        told(self.draw_pixel(at, colour))
    }
    fn line(&mut self, from: BackendCoord, to: BackendCoord, style: Style) -> Drawn {
        told(self.draw_line(from, to, &style))
    }
    fn rect(&mut self, a: BackendCoord, b: BackendCoord, style: Style, fill: bool) -> Drawn {
        told(self.draw_rect(a, b, &style, fill))
    }
    fn path(&mut self, points: &[BackendCoord], style: Style) -> Drawn {
        told(self.draw_path(points.iter().copied(), &style))
    }
    fn polygon(&mut self, points: &[BackendCoord], style: Style) -> Drawn {
        told(self.fill_polygon(points.iter().copied(), &style))
    }
    fn circle(&mut self, centre: BackendCoord, radius: u32, style: Style, fill: bool) -> Drawn {
        told(self.draw_circle(centre, radius, &style, fill))
    }
    fn text(&mut self, text: &str, style: &TextStyle, at: BackendCoord) -> Drawn {
        told(self.draw_text(text, style, at))
    }
}

/// A backend to draw on; it forwards every operation.
pub struct Paper<'a>(Box<dyn Backend + 'a>);

impl<'a> Paper<'a> {
    /// Wraps a backend.
    pub fn new(backend: impl DrawingBackend + 'a) -> Self {
        Self(Box::new(backend))
    }
}

impl DrawingBackend for Paper<'_> {
    type ErrorType = io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }
    fn ensure_prepared(&mut self) -> Drawn {
        self.0.prepare()
    }
    fn present(&mut self) -> Drawn {
        self.0.show()
    }
    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        self.0.pixel(at, colour)
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.line(from, to, Style::of(style))
    }
    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        self.0.rect(a, b, Style::of(style), fill)
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.0.path(&path.into_iter().collect::<Vec<_>>(), Style::of(style))
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.0.polygon(&path.into_iter().collect::<Vec<_>>(), Style::of(style))
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.0.circle(centre, radius, Style::of(style), fill)
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let font = FontDesc::new(style.family(), style.size(), style.style()).transform(style.transform());
        let style = TextStyle { font, color: style.color(), pos: style.anchor() };
        self.0.text(text, &style, at)
    }
}
