//! The line figure: curves over x, with the region of the training data behind them.

use super::drawing::clip::{Rect, polyline};
use super::drawing::marks;
use super::drawing::pen::{Failure, Lettering, Pen, text_width};
use super::drawing::theme::Theme;
use super::layout::Layout;
use super::legend;
use super::options::Options;
use crate::figure::axis::Scale;
use crate::figure::lines::{Figure, Ink, Series, Training};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::{HPos, VPos};

/// The height of the density's peak, as a fraction of the plot's height.
const HILL: f64 = 0.16;

/// Draws `figure` on `area`, which is [`FINE`](super::FINE) times as large as `options` says.
///
/// # Errors
/// When the backend fails.
pub fn draw<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    figure: &Figure,
    options: &Options,
) -> Result<Layout, Failure<B>> {
    draw_in(area, font_scale, figure, Layout::new(figure, options), options)
}

/// Draws `figure` with one scale for both axes: one of them is extended beyond the range of the figure.
///
/// # Errors
/// When the backend fails.
pub fn draw_plan<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    figure: &Figure,
    options: &Options,
) -> Result<(), Failure<B>> {
    let Rect { left, top, right, bottom } = Layout::new(figure, options).plot;
    let scale = (figure.x.range.span() / (right - left)).max(figure.y.range.span() / (bottom - top));
    let (x, y) = (figure.x.spanning(scale * (right - left)), figure.y.spanning(scale * (bottom - top)));
    let figure = Figure { x, y, ..figure.clone() };
    draw_in(area, font_scale, &figure, Layout::new(&figure, options), options).map(drop)
}

fn draw_in<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    figure: &Figure,
    layout: Layout,
    options: &Options,
) -> Result<Layout, Failure<B>> {
    let sheet = Drawing { pen: Pen::new(area, font_scale), theme: Theme::new(options.dark), layout: &layout, figure };
    sheet.pen.clear(sheet.theme.background)?;
    if let Some(training) = &figure.training {
        sheet.training(training)?;
    }
    sheet.grid()?;
    sheet.areas()?;
    sheet.curves()?;
    sheet.hinges()?;
    sheet.axes()?;
    if options.legend {
        legend::title(&sheet.pen, &sheet.theme, &figure.title, layout.font)?;
        legend::lines(&sheet.pen, &sheet.theme, &layout.legend, layout.font)?;
    }
    Ok(layout)
}

/// A picture while it is drawn.
struct Drawing<'a, B: DrawingBackend> {
    pen: Pen<'a, B>,
    theme: Theme,
    layout: &'a Layout,
    figure: &'a Figure,
}

impl<B: DrawingBackend> Drawing<'_, B> {
    fn lettering(&self, across: HPos, down: VPos) -> Lettering {
        legend::lettering(&self.theme, self.layout.font, across, down)
    }

    /// The region of the training data as a band, and their density as a curve on the x-axis.
    fn training(&self, training: &Training) -> Result<(), Failure<B>> {
        let Rect { left, top, right, bottom } = self.layout.plot;
        let column = |x: f64| self.layout.column(x).clamp(left, right);
        let (from, to) = (column(training.inside.low), column(training.inside.high));
        if to > from {
            self.pen.fill(&[(from, top), (to, top), (to, bottom), (from, bottom)], self.theme.inside)?;
        }
        let rise = HILL * (bottom - top);
        let mut hill: Vec<(f64, f64)> =
            training.density.iter().map(|&(x, d)| (self.layout.column(x), bottom - rise * d.clamp(0.0, 1.0))).collect();
        if let (Some(first), Some(last)) = (hill.first().copied(), hill.last().copied()) {
            hill.push((last.0, bottom));
            hill.push((first.0, bottom));
            self.pen.fill(&hill, self.theme.density)?;
        }
        self.training_label(training, from, to)
    }

    /// Writes the name of the band above the plot, or an arrow towards the band if it is out of view.
    fn training_label(&self, training: &Training, from: f64, to: f64) -> Result<(), Failure<B>> {
        let Rect { left, top, right, .. } = self.layout.plot;
        let at = |across, x| (self.lettering(across, VPos::Bottom), (x, top - 4.0));
        let half = text_width(&training.label, self.layout.font) / 2.0;
        let centre = ((from + to) / 2.0).clamp(left + half, (right - half).max(left + half));
        let (text, (how, place)) = if to > from {
            (training.label.clone(), at(HPos::Center, centre))
        } else if training.inside.high < self.layout.x_at(left) {
            (format!("← {}", training.label), at(HPos::Left, left))
        } else {
            (format!("{} →", training.label), at(HPos::Right, right))
        };
        self.pen.text(&text, place, how)
    }

    fn grid(&self) -> Result<(), Failure<B>> {
        let Rect { left, top, right, bottom } = self.layout.plot;
        for tick in &self.layout.x_ticks {
            let x = self.layout.column(tick.at);
            self.pen.hairline((x, top), (x, bottom), self.theme.grid)?;
        }
        for tick in &self.layout.y_ticks {
            let y = self.layout.row(tick.at);
            self.pen.hairline((left, y), (right, y), self.theme.grid)?;
        }
        Ok(())
    }

    /// The area between a filled curve and y = 0, or the lower edge of a band; it is transparent, so that areas may overlap.
    fn areas(&self) -> Result<(), Failure<B>> {
        let Rect { left, top, right, bottom } = self.layout.plot;
        let ground = self.layout.row(0.0).clamp(top, bottom);
        for (i, series) in self.figure.series.iter().enumerate().filter(|(_, series)| series.filled) {
            let colour = self.theme.stroke(series.ink).colour;
            let is_band = self.figure.y.scale == Scale::Log || matches!(series.ink, Ink::BaselineBand(_));
            for run in series.points.split(|point| point.0.is_nan() || point.1.is_nan()) {
                let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
                let column = |x: f64| self.layout.column(x).clamp(left, right);
                let place = |&(x, y): &(f64, f64)| (column(x), self.layout.row(y).clamp(top, bottom));
                let mut outline: Vec<(f64, f64)> = run.iter().map(place).collect();
                match self.figure.series.get(i + 1).filter(|_| is_band) {
                    Some(below) => outline.extend(below.points.iter().rev().map(place)),
                    None => outline.extend([(column(last.0), ground), (column(first.0), ground)]),
                }
                // A loss below 0 has no place on a logarithmic axis.
                outline.retain(|point| !point.1.is_nan());
                // Beyond the data, the band of a polynomial may cover all other curves.
                let opacity = if matches!(series.ink, Ink::BaselineBand(_)) { 0.16 } else { 0.3 };
                self.pen.tint(&outline, colour, opacity)?;
            }
        }
        Ok(())
    }

    fn curves(&self) -> Result<(), Failure<B>> {
        for series in &self.figure.series {
            if series.ink.is_points() {
                self.points(series)?;
                continue;
            }
            let stroke = self.theme.stroke(series.ink);
            let points = series.points.iter().map(|&(x, y)| (self.layout.column(x), self.layout.row(y)));
            self.pen.lines(&polyline(points, self.layout.plot), stroke)?;
        }
        Ok(())
    }

    fn points(&self, series: &Series) -> Result<(), Failure<B>> {
        let Rect { left, top, right, bottom } = self.layout.plot;
        for &(x, y) in &series.points {
            let (x, y) = (self.layout.column(x), self.layout.row(y));
            if (left..=right).contains(&x) && (top..=bottom).contains(&y) {
                marks::point(&self.pen, &self.theme, (x, y), series.ink)?;
            }
        }
        Ok(())
    }

    /// Small triangles on the x-axis at the kinks of neurons.
    fn hinges(&self) -> Result<(), Failure<B>> {
        let Rect { left, right, bottom, .. } = self.layout.plot;
        for x in self.figure.hinges.iter().map(|x| self.layout.column(*x)).filter(|x| (left..=right).contains(x)) {
            self.pen.fill(&[(x, bottom - 8.0), (x - 3.5, bottom), (x + 3.5, bottom)], self.theme.text)?;
        }
        Ok(())
    }

    fn axes(&self) -> Result<(), Failure<B>> {
        let Rect { left, top, right, bottom } = self.layout.plot;
        let (text, font) = (self.theme.text, self.layout.font);
        self.pen.hairline((left, top), (left, bottom), text)?;
        self.pen.hairline((left, bottom), (right, bottom), text)?;
        for tick in &self.layout.x_ticks {
            let x = self.layout.column(tick.at);
            self.pen.hairline((x, bottom), (x, bottom + 4.0), text)?;
            self.pen.text(&tick.label, (x, bottom + 7.0), self.lettering(HPos::Center, VPos::Top))?;
        }
        for tick in &self.layout.y_ticks {
            let y = self.layout.row(tick.at);
            self.pen.hairline((left - 4.0, y), (left, y), text)?;
            self.pen.text(&tick.label, (left - 7.0, y), self.lettering(HPos::Right, VPos::Center))?;
        }
        for x in self.figure.x.minor_ticks() {
            let x = self.layout.column(x);
            self.pen.hairline((x, bottom), (x, bottom + 2.5), text)?;
        }
        for y in self.figure.y.minor_ticks() {
            let y = self.layout.row(y);
            self.pen.hairline((left - 2.5, y), (left, y), text)?;
        }
        let below = (left + (right - left) / 2.0, bottom + 7.0 + 1.35 * font);
        self.pen.text(&self.figure.x.label, below, self.lettering(HPos::Center, VPos::Top))?;
        let beside = (0.3 * font, top + (bottom - top) / 2.0);
        let upwards = Lettering { upwards: true, ..self.lettering(HPos::Center, VPos::Top) };
        self.pen.text(&self.figure.y.label, beside, upwards)
    }
}
