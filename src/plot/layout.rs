//! The position of the plot in its picture, and the conversion between pixels and data.

use super::drawing::clip::Rect;
use super::drawing::pen::text_width;
use super::legend::{self, Entry};
use super::options::Options;
use crate::figure::axis::{Axis, Tick};
use crate::figure::lines::Figure;

/// The positions of all parts of one picture. The page uses it to find the data under the mouse.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The rectangle between the axes.
    pub plot: Rect,
    /// Height of text.
    pub font: f64,
    /// Ticks of the x-axis.
    pub x_ticks: Vec<Tick>,
    /// Ticks of the y-axis.
    pub y_ticks: Vec<Tick>,
    /// Legend entries with the upper left corner of each; empty without a legend.
    pub legend: Vec<Entry>,
    x: Axis,
    y: Axis,
}

/// The number of ticks that fit along `length` pixels, with gaps as wide as a label.
pub fn x_ticks(axis: &Axis, length: f64, font: f64) -> Vec<Tick> {
    let room = |most: usize| {
        let ticks = axis.ticks(most);
        let wide = ticks.iter().map(|tick| text_width(&tick.label, font)).fold(0.0, f64::max);
        (wide * 1.6 * ticks.len() as f64 <= length).then_some(ticks)
    };
    (2..=11).rev().find_map(room).unwrap_or_default()
}

/// Height of text in pixels: a little smaller on a phone.
pub fn font_size(options: &Options) -> f64 {
    if options.width < 480.0 { 11.0 } else { 12.5 }
}

impl Layout {
    /// Lays out `figure`.
    pub fn new(figure: &Figure, options: &Options) -> Self {
        let font = font_size(options);
        let listed = figure.series.iter().filter(|series| series.listed);
        let listed = listed.map(|series| (series.name.as_str(), series.ink));
        let (legend, legend_height) = legend::place(listed, options, font);
        // The name of the training data takes one line above the plot.
        let label = if figure.training.is_some() { 1.2 * font } else { 0.0 };
        let top = label + if options.legend { 3.0 * font + legend_height } else { 0.7 * font };
        let bottom = options.height - 2.9 * font - 4.0;
        let y_ticks = figure.y.ticks((((bottom - top) / (3.2 * font)) as usize).clamp(2, 10));
        let widest = y_ticks.iter().map(|tick| text_width(&tick.label, font)).fold(0.0, f64::max);
        // Wide enough for most labels, so that the x-axes of figures above one another are aligned.
        let left = (2.0 * font + 1.1 * widest + 8.0).max(5.8 * font);
        // Half of the last label is beyond the plot.
        let last = figure.x.ticks(11).iter().map(|tick| text_width(&tick.label, font)).fold(0.0, f64::max);
        let right = options.width - (1.3 * font).max(0.5 * last + 4.0);
        let x_ticks = x_ticks(&figure.x, right - left, font);
        let plot = Rect { left, top, right: right.max(left + 10.0), bottom: bottom.max(top + 10.0) };
        Self { plot, font, x_ticks, y_ticks, legend, x: figure.x.clone(), y: figure.y.clone() }
    }

    /// The pixel column of a data x.
    pub fn column(&self, x: f64) -> f64 {
        self.plot.left + self.x.place(x) * (self.plot.right - self.plot.left)
    }

    /// The pixel row of a data y. On a logarithmic axis, 0 and negative values are below the plot.
    pub fn row(&self, y: f64) -> f64 {
        let place = if y <= 0.0 { self.y.place(y).max(-1e6) } else { self.y.place(y) };
        // max() moves −∞ and the NaN of the logarithm of a negative number far below; a NaN value stays NaN.
        let place = if y.is_nan() { f64::NAN } else { place };
        self.plot.bottom - place * (self.plot.bottom - self.plot.top)
    }

    /// The data x under a pixel column.
    pub fn x_at(&self, column: f64) -> f64 {
        self.x.value((column - self.plot.left) / (self.plot.right - self.plot.left))
    }

    /// The data y under a pixel row.
    pub fn y_at(&self, row: f64) -> f64 {
        self.y.value((self.plot.bottom - row) / (self.plot.bottom - self.plot.top))
    }
}
