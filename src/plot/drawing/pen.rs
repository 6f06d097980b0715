//! A pen that draws in pixels of the page, by means of plotters' elements.

use super::clip::{Point, Rect, polyline};
use super::theme::Stroke;
use crate::plot::options::FINE;
use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::{DrawingArea, DrawingAreaErrorKind, DrawingBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle};
use std::borrow::Cow;

/// The error of a backend.
pub type Failure<B> = DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

/// Fonts that every system has, with digits of equal width.
pub const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

/// Draws on a plotters area.
///
/// Some backends need time in proportion to the length of a line. So the pen cuts off everything that is further
/// from the picture than the size of the picture, whatever numbers it receives.
pub struct Pen<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    font_scale: f64,
    /// The picture, with a margin of its own size on each side.
    limits: Rect,
}

/// Maximum number of dashes of a line. Longer lines have longer dashes.
const MOST_DASHES: f64 = 1000.0;

/// The style of a text, and its position relative to a point.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// Height in pixels of the page.
    pub size: f64,
    /// Colour.
    pub colour: RGBColor,
    /// The part of the text that is at the given x.
    pub across: HPos,
    /// The part of the text that is at the given y.
    pub down: VPos,
    /// Whether it reads upwards.
    pub upwards: bool,
}

fn fine((x, y): Point) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

impl<'a, B: DrawingBackend> Pen<'a, B> {
    /// A pen on `area`. `font_scale` compensates for backends that draw text too small.
    pub fn new(area: &'a DrawingArea<B, Shift>, font_scale: f64) -> Self {
        let (width, height) = area.dim_in_pixel();
        let (width, height) = (f64::from(width) / FINE, f64::from(height) / FINE);
        let limits = Rect { left: -width, top: -height, right: 2.0 * width, bottom: 2.0 * height };
        Self { area, font_scale, limits }
    }

    /// Whether a point is near the picture; false for NaN.
    fn is_near(&self, (x, y): &Point) -> bool {
        let Rect { left, top, right, bottom } = self.limits;
        (left..=right).contains(x) && (top..=bottom).contains(y)
    }

    /// The corners of an outline. Distant corners are moved to the limits. `None` if a corner is not a number.
    fn outline(&self, outline: &[Point]) -> Option<Vec<(i32, i32)>> {
        let Rect { left, top, right, bottom } = self.limits;
        let has_place = outline.iter().all(|(x, y)| !x.is_nan() && !y.is_nan());
        let near = |&(x, y): &Point| fine((x.clamp(left, right), y.clamp(top, bottom)));
        has_place.then(|| outline.iter().map(near).collect())
    }

    /// Fills the whole area.
    pub fn clear(&self, colour: RGBColor) -> Result<(), Failure<B>> {
        self.area.fill(&colour)
    }

    /// A straight or broken line.
    pub fn line(&self, points: &[Point], stroke: Stroke) -> Result<(), Failure<B>> {
        self.lines(&[points], stroke)
    }

    /// Draws the pieces of one line.
    pub fn lines(&self, pieces: &[impl AsRef<[Point]>], stroke: Stroke) -> Result<(), Failure<B>> {
        let style = ShapeStyle {
            color: stroke.colour.mix(stroke.opacity),
            filled: false,
            stroke_width: (stroke.width * FINE).round() as u32,
        };
        let draw = |points: &[Point]| {
            let points: Vec<(i32, i32)> = points.iter().copied().map(fine).collect();
            self.area.draw(&PathElement::new(points, style))
        };
        let near: Vec<Cow<'_, [Point]>> = pieces.iter().flat_map(|piece| self.near(piece.as_ref())).collect();
        let Some((on, off)) = stroke.dash else { return near.iter().try_for_each(|piece| draw(piece)) };
        let longer = (near.iter().map(|piece| length(piece)).sum::<f64>() / (on + off) / MOST_DASHES).max(1.0);
        let dashes = near.iter().flat_map(|piece| dashes(piece, (longer * on, longer * off)));
        dashes.into_iter().try_for_each(|dash| draw(&dash))
    }

    /// The parts of a line that are near the picture.
    fn near<'p>(&self, points: &'p [Point]) -> Vec<Cow<'p, [Point]>> {
        match points.iter().all(|point| self.is_near(point)) {
            true => vec![Cow::Borrowed(points)],
            false => polyline(points.iter().copied(), self.limits).into_iter().map(Cow::Owned).collect(),
        }
    }

    /// A thin line of one colour.
    pub fn hairline(&self, from: Point, to: Point, colour: RGBColor) -> Result<(), Failure<B>> {
        self.line(&[from, to], Stroke { colour, opacity: 1.0, width: 1.0, dash: None })
    }

    /// A filled outline.
    pub fn fill(&self, outline: &[Point], colour: RGBColor) -> Result<(), Failure<B>> {
        let Some(points) = self.outline(outline) else { return Ok(()) };
        self.area.draw(&Polygon::new(points, colour.filled()))
    }

    /// A filled outline that is partly transparent; `opacity` is from 0, invisible, to 1.
    pub fn tint(&self, outline: &[Point], colour: RGBColor, opacity: f64) -> Result<(), Failure<B>> {
        let Some(points) = self.outline(outline) else { return Ok(()) };
        self.area.draw(&Polygon::new(points, colour.mix(opacity).filled()))
    }

    /// A filled circle with a line around it.
    pub fn disc(&self, centre: Point, radius: f64, inside: RGBColor, rim: Stroke) -> Result<(), Failure<B>> {
        if !self.is_near(&centre) {
            return Ok(());
        }
        let radius = (radius * FINE).round() as i32;
        let width = (rim.width * FINE).round() as u32;
        self.area.draw(&Circle::new(fine(centre), radius, inside.filled()))?;
        self.area.draw(&Circle::new(fine(centre), radius, rim.colour.stroke_width(width)))
    }

    /// A line of text with a margin in the colour `around`, so that it is readable on any background.
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
        if !self.is_near(&at) {
            return Ok(());
        }
        let size = how.size * FINE * self.font_scale;
        let turn = if how.upwards { FontTransform::Rotate270 } else { FontTransform::None };
        let font = FontDesc::new(FontFamily::Name(FONT), size, FontStyle::Normal).transform(turn);
        let style = TextStyle::from(font).color(&how.colour).pos(Pos::new(how.across, how.down));
        self.area.draw_text(text, &style, fine(at))
    }
}

/// An estimate of the width of a text, to reserve room for labels before anything is drawn.
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

/// The length of a polyline.
fn length(points: &[Point]) -> f64 {
    let step = |pair: &[Point]| {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        (dx * dx + dy * dy).sqrt()
    };
    points.windows(2).map(step).sum()
}

/// Splits a polyline into dashes of the given lengths.
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

    #[test]
    fn a_curve_that_crosses_the_plot_again_and_again_has_few_dashes_and_none_far_away() {
        use plotters::prelude::{IntoDrawingArea, SVGBackend};
        let dashed = Stroke { colour: RGBColor(0, 0, 0), opacity: 1.0, width: 1.0, dash: Some((6.0, 3.5)) };
        let draw = |lines: &[Vec<Point>]| {
            let mut document = String::new();
            let area = SVGBackend::with_string(&mut document, (4000, 3000)).into_drawing_area();
            Pen::new(&area, 1.0).lines(lines, dashed).unwrap();
            drop(area);
            document.matches("<polyline").count()
        };
        let across = |i: i32| vec![(-1e9, f64::from(i)), (1e9, f64::from(i))];
        assert_eq!(draw(&[vec![(0.0, 10.0), (95.0, 10.0)]]), 10);
        let many = draw(&(0..1000).map(across).collect::<Vec<_>>());
        // Each piece may end with one additional dash.
        assert!(many as f64 <= 2.0 * MOST_DASHES, "{many}");
        assert_eq!(draw(&[vec![(1e7, 0.0), (2e7, 1e300)], vec![(f64::NAN, 0.0), (1.0, 1.0)]]), 0);
    }
}
