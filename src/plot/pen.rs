//! A pen that draws in pixels of the page, over plotters' elements.

use super::FINE;
use super::clip::Point;
use super::theme::Stroke;
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::{DrawingArea, DrawingAreaErrorKind, DrawingBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle};

/// What a backend fails with.
pub type Failure<B> = DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

/// Fonts that are on every system, drawn with the digits of a table.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

/// Draws on a plotters area.
pub struct Pen<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    font_scale: f64,
}

/// Where and how a text stands.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// Height in pixels of the page.
    pub size: f64,
    /// Colour.
    pub colour: RGBColor,
    /// Which part of the text is at the given x.
    pub across: HPos,
    /// Which part of the text is at the given y.
    pub down: VPos,
    /// Whether it reads upwards.
    pub upwards: bool,
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

impl<'a, B: DrawingBackend> Pen<'a, B> {
    /// A pen on `area`; `font_scale` makes up for backends that draw text smaller than asked.
    pub fn new(area: &'a DrawingArea<B, Shift>, font_scale: f64) -> Self {
        Self { area, font_scale }
    }

    /// Fills the whole area.
    pub fn clear(&self, colour: RGBColor) -> Result<(), Failure<B>> {
        self.area.fill(&colour)
    }

    /// A straight or broken line.
    pub fn line(&self, points: &[Point], stroke: Stroke) -> Result<(), Failure<B>> {
        let style = ShapeStyle {
            color: stroke.colour.mix(stroke.opacity),
            filled: false,
            stroke_width: (stroke.width * FINE).round() as u32,
        };
        let draw = |points: &[Point]| {
            let points: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
            self.area.draw(&PathElement::new(points, style))
        };
        match stroke.dash {
            None => draw(points),
            Some(pattern) => dashes(points, pattern).iter().try_for_each(|dash| draw(dash)),
        }
    }

    /// A thin line of one colour.
    pub fn hairline(&self, from: Point, to: Point, colour: RGBColor) -> Result<(), Failure<B>> {
        self.line(&[from, to], Stroke { colour, opacity: 1.0, width: 1.0, dash: None })
    }

    /// A filled outline.
    pub fn fill(&self, outline: &[Point], colour: RGBColor) -> Result<(), Failure<B>> {
        let points: Vec<(i32, i32)> = outline.iter().copied().map(fine).collect();
        self.area.draw(&Polygon::new(points, colour.filled()))
    }

    /// A filled outline that lets through what is behind it; `opacity` from 0, invisible, to 1.
    pub fn tint(&self, outline: &[Point], colour: RGBColor, opacity: f64) -> Result<(), Failure<B>> {
        let points: Vec<(i32, i32)> = outline.iter().copied().map(fine).collect();
        self.area.draw(&Polygon::new(points, colour.mix(opacity).filled()))
    }

    /// A filled circle with a line around it.
    pub fn disc(&self, centre: Point, radius: f64, inside: RGBColor, rim: Stroke) -> Result<(), Failure<B>> {
        let radius = (radius * FINE).round() as i32;
        let width = (rim.width * FINE).round() as u32;
        self.area.draw(&Circle::new(fine(centre), radius, inside.filled()))?;
        self.area.draw(&Circle::new(fine(centre), radius, rim.colour.stroke_width(width)))
    }

    /// A line of text that stays readable on anything: `around` it is the colour of the page.
    pub fn text_on(&self, text: &str, at: Point, how: Lettering, around: RGBColor) -> Result<(), Failure<B>> {
        for (dx, dy) in
            [(-1.2, 0.0), (1.2, 0.0), (0.0, -1.2), (0.0, 1.2), (-0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (0.9, -0.9)]
        {
            self.text(text, (at.0 + dx, at.1 + dy), Lettering { colour: around, ..how })?;
        }
        self.text(text, at, how)
    }

    /// A line of text at a point.
    pub fn text(&self, text: &str, at: Point, how: Lettering) -> Result<(), Failure<B>> {
        let size = how.size * FINE * self.font_scale;
        let turn = if how.upwards { FontTransform::Rotate270 } else { FontTransform::None };
        let font = FontDesc::new(FontFamily::Name(FONT), size, FontStyle::Normal).transform(turn);
        let style = TextStyle::from(font).color(&how.colour).pos(Pos::new(how.across, how.down));
        self.area.draw_text(text, &style, fine(at))
    }
}

/// About how wide a text of this height is: labels need room before anything is drawn.
pub fn text_width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        '.' | ',' | ':' | 'i' | 'l' | '|' | '(' | ')' => 0.3,
        ' ' | '\u{a0}' => 0.28,
        '⁰'..='⁹' | '⁻' | '¹' | '²' | '³' => 0.4,
        'm' | 'w' | 'M' | 'W' => 0.85,
        'A'..='Z' | '−' | '×' | '±' | '+' | '=' => 0.64,
        _ => 0.56,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// Cuts a polyline into dashes of the given lengths.
fn dashes(points: &[Point], (on, off): (f64, f64)) -> Vec<Vec<Point>> {
    let mut out = Vec::new();
    let mut dash: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        loop {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            if length <= left {
                left -= length;
                if drawing {
                    dash.push(to);
                }
                break;
            }
            let t = left / length;
            from = (from.0 + t * dx, from.1 + t * dy);
            if drawing {
                dash.push(from);
                out.push(std::mem::take(&mut dash));
            } else {
                dash = vec![from];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
    }
    if drawing && dash.len() > 1 {
        out.push(dash);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners() {
        let cut = dashes(&[(0.0, 0.0), (3.0, 0.0), (3.0, 7.0)], (4.0, 2.0));
        assert_eq!(cut, [vec![(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)], vec![(3.0, 3.0), (3.0, 7.0)]]);
    }
}
