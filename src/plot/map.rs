//! The map: a function of two inputs, or a small matrix, as coloured rectangles with a colour bar.

use super::drawing::clip::{Point, Rect, polyline};
use super::drawing::colours::{Colours, LEVELS};
use super::drawing::pen::{Failure, Lettering, Pen, text_width};
use super::drawing::rgb::on;
use super::drawing::theme::{Stroke, Theme};
use super::layout::{font_size, x_ticks};
use super::legend::{lettering, title};
use super::options::Options;
use crate::figure::axis::{Axis, Tick};
use crate::figure::field::{Map, Outline};
use crate::order::order;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

/// Overlap of neighbouring rectangles in pixels, so that no gap is visible between them.
const OVERLAP: f64 = 0.7;
/// Distance in pixels of the hatching where there is no value.
const HATCH: f64 = 7.0;

/// Draws `map` on `area`.
///
/// # Errors
/// When the backend fails.
pub fn draw<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    map: &Map,
    options: &Options,
) -> Result<(), Failure<B>> {
    let (theme, plan) = (Theme::new(options.dark), Plan::new(map, options));
    let colours = Colours::of(&map.colour, options.dark);
    let sheet = Drawing { pen: Pen::new(area, font_scale), theme, colours, plan: &plan, map };
    sheet.pen.clear(theme.background)?;
    sheet.cells()?;
    sheet.texts()?;
    for outline in map.training.iter().flat_map(|training| &training.outlines) {
        sheet.outline(outline)?;
    }
    sheet.axes()?;
    sheet.bar()?;
    if options.legend {
        title(&sheet.pen, &theme, &map.title, plan.font)?;
    }
    Ok(())
}

/// The positions of all parts, in pixels.
struct Plan {
    plot: Rect,
    bar: Rect,
    font: f64,
    /// Edges of the columns from left to right, (n_x + 1), and of the rows in the order of the grid, (n_y + 1).
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// Labels with their pixel positions.
    x_labels: Vec<(String, f64)>,
    y_labels: Vec<(String, f64)>,
    /// Whether the names of the columns are turned, because they do not fit side by side.
    turned: bool,
    /// Height of the labels below the plot.
    below: f64,
    bar_ticks: Vec<Tick>,
}

impl Plan {
    fn new(map: &Map, options: &Options) -> Self {
        let font = font_size(options);
        let widest =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text_width(text, font)).fold(0.0, f64::max);
        let top = if options.legend { 3.0 * font } else { 0.9 * font };
        let most = |length: f64| ((length / (2.6 * font)) as usize).clamp(2, 9);
        let about = options.height - top - 4.0 * font;
        let bar_ticks = map.colour.ticks(most(about));
        let bar_labels = widest(&mut bar_ticks.iter().map(|tick| &tick.label));
        let bar_right = options.width - bar_labels - 2.5 * font - 10.0;
        let bar_left = bar_right - 1.1 * font;
        let y_ticks = map.y.ticks(most(about));
        let beside = if map.y_names.is_empty() {
            widest(&mut y_ticks.iter().map(|tick| &tick.label))
        } else {
            widest(&mut map.y_names.iter())
        };
        let left = (if map.y.label.is_empty() { 0.6 } else { 1.9 }) * font + beside + 8.0;
        let right = (bar_left - 1.1 * font).max(left + 10.0);
        // Fonts differ: turned names must not touch the label of the axis even if they are wider than estimated.
        let names = 1.15 * widest(&mut map.x_names.iter());
        let turned = names + 0.4 * font > (right - left) / map.x_names.len().max(1) as f64;
        let below = if turned { names } else { font };
        let title = if map.x.label.is_empty() { 0.0 } else { 1.35 * font };
        let bottom = (options.height - 7.0 - below - title - 0.7 * font).max(top + 10.0);
        let plot = Rect { left, top, right, bottom };
        let (across, down) = (|place: f64| left + place * (right - left), |place: f64| bottom - place * (bottom - top));
        let columns = edges(&map.x, &map.grid.x, &map.x_names, false).into_iter().map(across).collect::<Vec<_>>();
        let rows = edges(&map.y, &map.grid.y, &map.y_names, true).into_iter().map(down).collect::<Vec<_>>();
        let x_labels = if map.x_names.is_empty() {
            x_ticks(&map.x, right - left, font).into_iter().map(|t| (t.label, across(map.x.place(t.at)))).collect()
        } else {
            centred(&map.x_names, &columns)
        };
        let y_labels = if map.y_names.is_empty() {
            y_ticks.into_iter().map(|tick| (tick.label, down(map.y.place(tick.at)))).collect()
        } else {
            centred(&map.y_names, &rows)
        };
        let bar = Rect { left: bar_left, top, right: bar_right, bottom };
        Self { plot, bar, font, columns, rows, x_labels, y_labels, turned, below, bar_ticks }
    }
}

fn centred(names: &[String], edges: &[f64]) -> Vec<(String, f64)> {
    let middles = edges.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0);
    names.iter().cloned().zip(middles).collect()
}

/// Edges of the rectangles around the grid's values, (n + 1), as places on the axis. Named values have rectangles of
/// equal size. If `falling`, the order begins at the high end.
fn edges(axis: &Axis, values: &[f64], names: &[String], falling: bool) -> Vec<f64> {
    let n = values.len();
    if !names.is_empty() {
        let at = |i: usize| i as f64 / n.max(1) as f64;
        return (0..=n).map(|i| if falling { 1.0 - at(i) } else { at(i) }).collect();
    }
    let places: Vec<f64> = values.iter().map(|value| axis.place(*value)).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Vec::new() };
    let mut edges: Vec<f64> = places.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect();
    let (low, high) = match (edges.first(), edges.last()) {
        (Some(second), Some(before)) => (2.0 * first - second, 2.0 * last - before),
        // A single value takes the whole axis.
        _ => (0.0, 1.0),
    };
    edges.insert(0, low);
    edges.push(high);
    // The edges must be monotonic: rectangles that overlap many others would be hatched repeatedly.
    let rising = |before: &mut f64, edge: f64| {
        *before = edge.max(*before).min(1.0);
        Some(*before)
    };
    edges.into_iter().scan(0.0, rising).collect()
}

/// A map while it is drawn.
struct Drawing<'a, B: DrawingBackend> {
    pen: Pen<'a, B>,
    theme: Theme,
    colours: Colours,
    plan: &'a Plan,
    map: &'a Map,
}

impl<B: DrawingBackend> Drawing<'_, B> {
    fn lettering(&self, across: HPos, down: VPos) -> Lettering {
        lettering(&self.theme, self.plan.font, across, down)
    }

    fn level(&self, row: usize, column: usize) -> Option<usize> {
        let value = self.map.values.get(row * self.map.grid.x.len() + column)?;
        Colours::level(self.map.colour.place(*value)).filter(|_| !value.is_nan())
    }

    /// Upper and lower edge of a row.
    fn row(&self, row: usize) -> (f64, f64) {
        let (a, b) = (self.plan.rows[row], self.plan.rows[row + 1]);
        (a.min(b), a.max(b))
    }

    /// Rectangles from the upper left to the lower right. Neighbours of the same colour are joined.
    fn cells(&self) -> Result<(), Failure<B>> {
        let (width, height) = (self.map.grid.x.len(), self.map.grid.y.len());
        let rows = order((0..height).map(|row| self.row(row).0));
        for (i, &row) in rows.iter().enumerate() {
            let below = rows.get(i + 1);
            let levels: Vec<_> = (0..width).map(|column| self.level(row, column)).collect();
            let mut column = 0;
            for run in levels.chunk_by(|a, b| a == b) {
                let end = column + run.len();
                let (top, mut bottom) = self.row(row);
                let (left, mut right) = (self.plan.columns[column], self.plan.columns[end]);
                match run[0] {
                    None => self.hatch(Rect { left, top, right, bottom })?,
                    Some(level) => {
                        if levels.get(end).is_some_and(Option::is_some) {
                            right += OVERLAP;
                        }
                        if below.is_some_and(|&below| (column..end).all(|column| self.level(below, column).is_some())) {
                            bottom += OVERLAP;
                        }
                        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                        self.pen.fill(&corners, self.colours.colour(level))?;
                    }
                }
                column = end;
            }
        }
        Ok(())
    }

    /// Thin slanted lines, which continue into neighbouring rectangles.
    fn hatch(&self, cell: Rect) -> Result<(), Failure<B>> {
        let first = ((cell.left + cell.top) / HATCH).ceil() as i64;
        let last = ((cell.right + cell.bottom) / HATCH).floor() as i64;
        for sum in (first..=last).map(|i| i as f64 * HATCH) {
            let line = [(sum - cell.top, cell.top), (sum - cell.bottom, cell.bottom)];
            for piece in polyline(line, cell) {
                self.pen.line(&piece, self.thin(self.theme.grid))?;
            }
        }
        Ok(())
    }

    fn thin(&self, colour: RGBColor) -> Stroke {
        Stroke { colour, opacity: 1.0, width: 1.0, dash: None }
    }

    /// The texts on the rectangles; they are smaller if the rectangles are narrow.
    fn texts(&self) -> Result<(), Failure<B>> {
        let width = self.map.grid.x.len();
        let narrowest = self.plan.columns.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
        let widest = self.map.texts.iter().map(|text| text_width(text, 1.0)).fold(0.1, f64::max);
        let lowest = self.plan.rows.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(f64::INFINITY, f64::min);
        let size = (0.8 * narrowest / widest).min(0.85 * lowest).min(self.plan.font);
        // Text that would be too small to read is omitted.
        if size < 6.5 {
            return Ok(());
        }
        for (i, text) in self.map.texts.iter().enumerate().take(self.map.grid.len()) {
            let (row, column) = (i / width, i % width);
            let (top, bottom) = self.row(row);
            let at = ((self.plan.columns[column] + self.plan.columns[column + 1]) / 2.0, (top + bottom) / 2.0);
            let ground = self.level(row, column).map_or(self.theme.background, |level| self.colours.colour(level));
            self.pen.text(
                text,
                at,
                Lettering { size, colour: on(ground), ..self.lettering(HPos::Center, VPos::Center) },
            )?;
        }
        Ok(())
    }

    /// A white line with a dark rim, which is visible on every colour, and its label.
    fn outline(&self, outline: &Outline) -> Result<(), Failure<B>> {
        let plot = self.plan.plot;
        let place = |&(x, y): &Point| {
            let (x, y) = (self.map.x.place(x), self.map.y.place(y));
            (plot.left + x * (plot.right - plot.left), plot.bottom - y * (plot.bottom - plot.top))
        };
        let pieces = polyline(outline.points.iter().map(place), plot);
        let (white, black) = (RGBColor(255, 255, 255), RGBColor(0, 0, 0));
        for (colour, opacity, width) in [(black, 0.55, 3.4), (white, 1.0, 1.5)] {
            let stroke = Stroke { colour, opacity, width, dash: None };
            pieces.iter().try_for_each(|piece| self.pen.line(piece, stroke))?;
        }
        let half = text_width(&outline.label, self.plan.font) / 2.0;
        let fits = |p: &&Point| {
            p.0 - half > plot.left + 3.0 && p.0 + half < plot.right - 3.0 && p.1 - 1.4 * self.plan.font > plot.top
        };
        // Above the highest point of the line that leaves room for the label.
        let highest = pieces.iter().flatten().filter(fits).min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((x, y)) = highest else { return Ok(()) };
        let how = Lettering { colour: white, ..self.lettering(HPos::Center, VPos::Bottom) };
        self.pen.text_on(&outline.label, (*x, y - 2.0), how, RGBColor(30, 30, 30))
    }

    fn frame(&self, Rect { left, top, right, bottom }: Rect) -> Result<(), Failure<B>> {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.pen.line(&corners, self.thin(self.theme.text))
    }

    fn axes(&self) -> Result<(), Failure<B>> {
        let (plan, text) = (self.plan, self.theme.text);
        let Rect { left, right, bottom, .. } = plan.plot;
        self.frame(plan.plot)?;
        let mark = |named: bool, length: f64| if named { 0.0 } else { length };
        for (label, x) in &plan.x_labels {
            self.pen.hairline((*x, bottom), (*x, bottom + mark(!self.map.x_names.is_empty(), 4.0)), text)?;
            let how = if plan.turned {
                Lettering { upwards: true, ..self.lettering(HPos::Right, VPos::Center) }
            } else {
                self.lettering(HPos::Center, VPos::Top)
            };
            self.pen.text(label, (*x, bottom + 7.0), how)?;
        }
        for (label, y) in &plan.y_labels {
            self.pen.hairline((left - mark(!self.map.y_names.is_empty(), 4.0), *y), (left, *y), text)?;
            self.pen.text(label, (left - 7.0, *y), self.lettering(HPos::Right, VPos::Center))?;
        }
        // The bottom of the picture is reserved for the label, however much room the ticks need.
        let below = ((left + right) / 2.0, bottom + 7.0 + plan.below + 0.35 * plan.font);
        self.pen.text(&self.map.x.label, below, self.lettering(HPos::Center, VPos::Top))?;
        self.upwards(&self.map.y.label, 0.3 * plan.font)
    }

    /// The colour bar.
    fn bar(&self) -> Result<(), Failure<B>> {
        let (bar, font) = (self.plan.bar, self.plan.font);
        let Rect { left, top, right, bottom } = bar;
        let height = (bottom - top) / LEVELS as f64;
        for level in (0..LEVELS).rev() {
            let upper = bottom - height * (level + 1) as f64;
            let lower = (upper + height + OVERLAP).min(bottom);
            let corners = [(left, upper), (right, upper), (right, lower), (left, lower)];
            self.pen.fill(&corners, self.colours.colour(level))?;
        }
        self.frame(bar)?;
        for tick in &self.plan.bar_ticks {
            let y = bottom - self.map.colour.place(tick.at) * (bottom - top);
            self.pen.hairline((right, y), (right + 4.0, y), self.theme.text)?;
            self.pen.text(&tick.label, (right + 7.0, y), self.lettering(HPos::Left, VPos::Center))?;
        }
        let labels = self.plan.bar_ticks.iter().map(|tick| text_width(&tick.label, font)).fold(0.0, f64::max);
        let beside = right + 9.0 + labels + 0.7 * font;
        self.upwards(&self.map.colour.label, beside)
    }

    /// Writes a vertical text beside the middle of the plot; it is smaller if the picture is not high enough.
    fn upwards(&self, text: &str, x: f64) -> Result<(), Failure<B>> {
        let (middle, font) = ((self.plan.plot.top + self.plan.plot.bottom) / 2.0, self.plan.font);
        // There is more room below the plot than above, so the upper half limits the length.
        let size = font.min(font * 2.0 * 0.94 * middle / text_width(text, font).max(1.0));
        let how = Lettering { size, upwards: true, ..self.lettering(HPos::Center, VPos::Top) };
        self.pen.text(text, (x, middle), how)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Range;

    #[test]
    fn rectangles_meet_half_way_and_end_at_the_axis() {
        let axis = Axis::linear("x", Range { low: 0.0, high: 4.0 });
        assert_eq!(edges(&axis, &[0.0, 2.0, 4.0], &[], false), [0.0, 0.25, 0.75, 1.0]);
        assert_eq!(edges(&axis, &[1.0, 3.0], &[], false), [0.0, 0.5, 1.0]);
        assert_eq!(edges(&axis, &[3.0], &[], false), [0.0, 1.0]);
        assert!(edges(&axis, &[], &[], false).is_empty());
        let log = Axis::log("x", Range { low: 1.0, high: 100.0 });
        assert_eq!(edges(&log, &[1.0, 100.0], &[], false), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn rows_with_names_start_on_top() {
        let axis = Axis::linear("", Range { low: 0.0, high: 1.0 });
        let names = ["a".to_string(), "b".into()];
        assert_eq!(edges(&axis, &[0.0, 1.0], &names, true), [1.0, 0.5, 0.0]);
    }
}
