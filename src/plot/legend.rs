//! Title and legend, which are drawn above a figure that is exported or printed.

use super::drawing::clip::Point;
use super::drawing::marks;
use super::drawing::pen::{Failure, Lettering, Pen, text_width};
use super::drawing::theme::Theme;
use super::options::Options;
use crate::figure::lines::Ink;
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// The name and ink of an entry, and its upper left corner in pixels.
pub type Entry = (String, Ink, Point);

/// Length of the line sample of an entry, including the gap before the name.
const SAMPLE: f64 = 30.0;

/// Arranges legend entries in rows under the title. Returns them and the height that they need.
pub fn place<'a>(names: impl Iterator<Item = (&'a str, Ink)>, options: &Options, font: f64) -> (Vec<Entry>, f64) {
    let mut names = names.peekable();
    if !options.legend || names.peek().is_none() {
        return (Vec::new(), 0.0);
    }
    let (start, line) = (1.7 * font, 1.5 * font);
    let (mut x, mut y) = (start, 2.0 * line);
    let mut entries = Vec::new();
    for (name, ink) in names {
        let width = SAMPLE + text_width(name, font) + 16.0;
        if x > start && x + width > options.width {
            (x, y) = (start, y + line);
        }
        entries.push((name.to_string(), ink, (x, y)));
        x += width;
    }
    (entries, y - line + 0.4 * font)
}

/// Writes the title.
pub fn title<B: DrawingBackend>(pen: &Pen<'_, B>, theme: &Theme, text: &str, font: f64) -> Result<(), Failure<B>> {
    let how = Lettering { size: 1.2 * font, ..lettering(theme, font, HPos::Left, VPos::Top) };
    pen.text(text, (1.7 * font, 0.7 * font), how)
}

/// Draws the entries, each with a sample of its line.
pub fn lines<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    theme: &Theme,
    entries: &[Entry],
    font: f64,
) -> Result<(), Failure<B>> {
    for (name, ink, (x, y)) in entries {
        let middle = y + 0.5 * font;
        match ink.is_points() {
            true => marks::point(pen, theme, (x + (SAMPLE - 8.0) / 2.0, middle), *ink)?,
            false => pen.line(&[(*x, middle), (x + SAMPLE - 8.0, middle)], theme.stroke(*ink))?,
        }
        pen.text(name, (x + SAMPLE, middle), lettering(theme, font, HPos::Left, VPos::Center))?;
    }
    Ok(())
}

/// Draws the entries, each with a patch of its colour.
pub fn patches<B: DrawingBackend>(
    pen: &Pen<'_, B>,
    theme: &Theme,
    entries: &[Entry],
    font: f64,
    colour: impl Fn(Ink) -> RGBColor,
) -> Result<(), Failure<B>> {
    for (name, ink, (x, y)) in entries {
        let (right, bottom) = (x + SAMPLE - 8.0, y + font);
        pen.fill(&[(*x, *y), (right, *y), (right, bottom), (*x, bottom)], colour(*ink))?;
        pen.text(name, (x + SAMPLE, y + 0.5 * font), lettering(theme, font, HPos::Left, VPos::Center))?;
    }
    Ok(())
}

/// Plain text in the theme's colour.
pub fn lettering(theme: &Theme, font: f64, across: HPos, down: VPos) -> Lettering {
    Lettering { size: font, colour: theme.text, across, down, upwards: false }
}
