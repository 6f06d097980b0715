//! The surface: functions of two inputs as shaded sheets in a box, with the density of the training data on its floor.

mod facets;
mod space;

use crate::figure::field::{Surface, TrainingArea};
use crate::plot::drawing::clip::{Point, Rect, polyline};
use crate::plot::drawing::pen::{Failure, Lettering, Pen, text_width};
use crate::plot::drawing::rgb::mix;
use crate::plot::drawing::theme::{Stroke, Theme};
use crate::plot::layout::font_size;
use crate::plot::legend::{self, lettering, title};
use crate::plot::options::Options;
use facets::{Facet, Place, Sheets};
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};
pub use space::View;
use space::{Space, TALL};

/// Overlap of neighbouring facets in pixels, so that no gap is visible between them.
const OVERLAP: f64 = 0.35;
/// Number of shades of the density on the floor.
const SHADES: f64 = 12.0;
/// The ground of the box, in places.
const GROUND: Rect = Rect { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

/// Draws `surface` on `area` as seen from `view`.
///
/// # Errors
/// When the backend fails.
pub fn draw<B: DrawingBackend>(
    area: &DrawingArea<B, Shift>,
    font_scale: f64,
    surface: &Surface,
    view: View,
    options: &Options,
) -> Result<(), Failure<B>> {
    let (theme, font) = (Theme::new(options.dark), font_size(options));
    let names = surface.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.ink));
    let (entries, legend_height) = legend::place(names, options, font);
    let scene = Scene::new(surface, view, options, legend_height);
    let sheet = Drawing { pen: Pen::new(area, font_scale), theme, font, surface, scene: &scene };
    sheet.pen.clear(theme.background)?;
    sheet.walls()?;
    if let Some(training) = &surface.training {
        sheet.density(training)?;
    }
    sheet.grid()?;
    sheet.outlines()?;
    sheet.facets()?;
    sheet.axes()?;
    sheet.outline_labels()?;
    if options.legend {
        title(&sheet.pen, &theme, &surface.title, font)?;
        legend::patches(&sheet.pen, &theme, &entries, font, |ink| theme.sheet(ink))?;
    }
    sheet.cut_note(options)
}

/// The surface in places on its axes, with its projection.
struct Scene {
    space: Space,
    /// Places of the grid's columns and rows.
    x: Vec<f64>,
    y: Vec<f64>,
    /// Places of each sheet's values, (n_y, n_x).
    heights: Vec<Vec<f64>>,
    /// The outlines of the training area on the ground, in pieces; each piece has the index of its outline.
    outlines: Vec<(usize, Vec<Point>)>,
    /// The upper edge of the note about sheets that are cut off, if there is one.
    note: Option<f64>,
}

impl Scene {
    fn new(surface: &Surface, view: View, options: &Options, legend_height: f64) -> Self {
        let font = font_size(options);
        // Large enough to keep the direction, small enough to compute with.
        let height = |value: &f64| surface.z.place(*value).clamp(-1e6, 1e6);
        let heights: Vec<Vec<f64>> =
            surface.sheets.iter().map(|sheet| sheet.values.iter().map(height).collect()).collect();
        let is_cut = heights.iter().flatten().any(|place| *place > 1.0 + 1e-9 || *place < -1e-9);
        let note = surface.cut.as_ref().filter(|_| is_cut).map(|text| note_place(text, surface, options));
        // Beside the title the note does not need its own line.
        let line = if note.is_some_and(|y| y > font) { 1.4 * font } else { 0.0 };
        let head = if options.legend { 2.6 * font + legend_height } else { 0.6 * font };
        let top = head + if options.legend { line } else { note.map_or(0.0, |_| 1.2 * font) };
        let room =
            Rect { left: 0.6 * font, top, right: options.width - 0.6 * font, bottom: options.height - 0.6 * font };
        let space = Space::fit(view, [&surface.x, &surface.y, &surface.z], font, room);
        let place = |&(x, y): &Point| (surface.x.place(x), surface.y.place(y));
        let outlines = surface.training.iter().flat_map(|training| training.outlines.iter().enumerate());
        let outlines = outlines.flat_map(|(i, outline)| {
            polyline(outline.points.iter().map(place), GROUND).into_iter().map(move |piece| (i, piece))
        });
        Self {
            space,
            x: surface.grid.x.iter().map(|x| surface.x.place(*x)).collect(),
            y: surface.grid.y.iter().map(|y| surface.y.place(*y)).collect(),
            outlines: outlines.collect(),
            heights,
            note,
        }
    }

    /// The height of a sheet near a point of the ground; NaN where the sheet is not drawn.
    fn height(&self, sheet: usize, (x, y): Point) -> f64 {
        let nearest = |places: &[f64], at: f64| {
            let after = places.partition_point(|place| *place < at).clamp(1, places.len().max(2) - 1);
            let near = |i: usize| places.get(i).map_or(f64::INFINITY, |place| (place - at).abs());
            if near(after - 1) < near(after) { after - 1 } else { after }
        };
        let index = nearest(&self.y, y) * self.x.len() + nearest(&self.x, x);
        let height = self.heights[sheet].get(index).copied().unwrap_or(f64::NAN);
        if (0.0..=1.0).contains(&height) { height } else { f64::NAN }
    }

    /// Whether a sheet hides a point from the reader.
    fn is_hidden(&self, [x, y, z]: Place) -> bool {
        let [dx, dy, dz] = self.space.towards;
        let above = |sheet: usize, step: f64| {
            let at = (x + step * dx, y + step * dy);
            let is_over = (0.0..=1.0).contains(&at.0) && (0.0..=1.0).contains(&at.1);
            let height = if is_over { self.height(sheet, at) } else { f64::NAN };
            (!height.is_nan()).then(|| z + 0.01 + step * dz / TALL >= height)
        };
        (0..self.heights.len()).any(|sheet| {
            let sides: Vec<bool> = (0..60).filter_map(|i| above(sheet, 0.025 * f64::from(i))).collect();
            sides.windows(2).any(|pair| pair[0] != pair[1])
        })
    }
}

/// A surface while it is drawn.
struct Drawing<'a, B: DrawingBackend> {
    pen: Pen<'a, B>,
    theme: Theme,
    font: f64,
    surface: &'a Surface,
    scene: &'a Scene,
}

impl<B: DrawingBackend> Drawing<'_, B> {
    fn pixel(&self, place: Place) -> Point {
        self.scene.space.pixel(place)
    }

    /// The two walls and the floor, in colours slightly different from the page.
    fn walls(&self) -> Result<(), Failure<B>> {
        let (x, y) = self.scene.space.walls();
        let colour = mix(self.theme.background, self.theme.grid, 0.3);
        for corners in [
            [[x, 0.0, 0.0], [x, 1.0, 0.0], [x, 1.0, 1.0], [x, 0.0, 1.0]],
            [[0.0, y, 0.0], [1.0, y, 0.0], [1.0, y, 1.0], [0.0, y, 1.0]],
            [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0]],
        ] {
            let outline = corners.map(|corner| self.pixel(corner));
            self.pen.fill(&outline, colour)?;
            let around: Vec<Point> = outline.iter().chain(&outline[..1]).copied().collect();
            self.pen.line(&around, self.stroke(self.theme.grid, 1.0))?;
        }
        Ok(())
    }

    fn stroke(&self, colour: RGBColor, width: f64) -> Stroke {
        Stroke { colour, opacity: 1.0, width, dash: None }
    }

    /// The density of the training data as shades of the floor.
    fn density(&self, training: &TrainingArea) -> Result<(), Failure<B>> {
        let (x, y) = (&self.scene.x, &self.scene.y);
        let floor = mix(self.theme.background, self.theme.grid, 0.3);
        let cells = |row: usize| (0..x.len().max(1) - 1).map(move |column| (row, column));
        let shade = |(row, column): (usize, usize)| {
            let at = |row: usize, column: usize| training.density.get(row * x.len() + column).copied().unwrap_or(0.0);
            let mean = (at(row, column) + at(row, column + 1) + at(row + 1, column) + at(row + 1, column + 1)) / 4.0;
            (mean * SHADES).round()
        };
        for row in 0..y.len().max(1) - 1 {
            let shades: Vec<f64> = cells(row).map(shade).collect();
            let mut column = 0;
            for run in shades.chunk_by(|a, b| a == b) {
                let (from, to) = (x[column], x[column + run.len()]);
                column += run.len();
                if run[0] > 0.0 {
                    let corners = [[from, y[row]], [to, y[row]], [to, y[row + 1]], [from, y[row + 1]]];
                    let outline = corners.map(|[x, y]| self.pixel([x, y, 0.0]));
                    self.pen.fill(&grown(&outline), mix(floor, self.theme.density, 1.3 * run[0] / SHADES))?;
                }
            }
        }
        Ok(())
    }

    fn grid(&self) -> Result<(), Failure<B>> {
        let (x, y) = self.scene.space.walls();
        let axes = [&self.surface.x, &self.surface.y, &self.surface.z];
        let frame = self.scene.space.frame(axes, self.font);
        for (i, (edge, axis)) in frame.edges.iter().zip(axes).enumerate() {
            for at in edge.ticks.iter().map(|tick| axis.place(tick.at)) {
                let line = match i {
                    // Across the floor, then up the wall.
                    0 => [[at, 1.0 - y, 0.0], [at, y, 0.0], [at, y, 1.0]],
                    1 => [[1.0 - x, at, 0.0], [x, at, 0.0], [x, at, 1.0]],
                    // Around the corner between the walls.
                    _ => [[x, 1.0 - y, at], [x, y, at], [1.0 - x, y, at]],
                };
                self.pen.line(&line.map(|place| self.pixel(place)), self.stroke(self.theme.grid, 1.0))?;
            }
        }
        Ok(())
    }

    /// The lines of the training area on the floor.
    fn outlines(&self) -> Result<(), Failure<B>> {
        for (_, piece) in &self.scene.outlines {
            let line: Vec<Point> = piece.iter().map(|&(x, y)| self.pixel([x, y, 0.0])).collect();
            self.pen.line(&line, self.stroke(self.theme.text, 1.2))?;
        }
        Ok(())
    }

    fn facets(&self) -> Result<(), Failure<B>> {
        let scene = self.scene;
        let marks: Vec<Vec<Point>> = scene.outlines.iter().map(|(_, piece)| piece.clone()).collect();
        let sheets = Sheets { ground: (&scene.x, &scene.y), heights: &scene.heights, marks: &marks };
        let colours: Vec<RGBColor> = self.surface.sheets.iter().map(|sheet| self.theme.sheet(sheet.ink)).collect();
        let [dx, dy, _] = scene.space.towards;
        for facet in sheets.facets((dx, dy)) {
            let colour = colours[facet.sheet];
            let outline: Vec<Point> = facet.outline.iter().map(|place| self.pixel(*place)).collect();
            let shaded = self.shaded(colour, &facet);
            self.pen.fill(&grown(&outline), shaded)?;
            for line in &facet.mesh {
                let [from, to] = line.map(|place| self.pixel(place));
                self.pen.line(&longer(from, to), self.stroke(mix(shaded, RGBColor(0, 0, 0), 0.3), 0.7))?;
            }
            for line in &facet.marks {
                let [from, to] = line.map(|place| self.pixel(place));
                self.pen.line(&longer(from, to), self.stroke(self.theme.text, 1.6))?;
            }
        }
        Ok(())
    }

    /// The colour of a facet in light from the upper left. Higher facets are slightly brighter.
    fn shaded(&self, colour: RGBColor, facet: &Facet) -> RGBColor {
        let normal = [-facet.slope.0 * TALL, -facet.slope.1 * TALL, 1.0];
        let dot = |a: [f64; 3], b: [f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        let length = dot(normal, normal).sqrt();
        let from_below = dot(normal, self.scene.space.towards) < 0.0;
        let lambert = dot(normal, self.scene.space.light()) / length;
        // The back of a sheet is lit by the light that passes through it.
        let lambert = if from_below { 0.5 * lambert.abs() } else { lambert.max(0.0) };
        let high = facet.outline.iter().map(|place| place[2]).sum::<f64>() / facet.outline.len() as f64;
        let light = 0.75 * lambert + 0.2 * high;
        self.theme.lit(colour, light)
    }

    fn axes(&self) -> Result<(), Failure<B>> {
        let axes = [&self.surface.x, &self.surface.y, &self.surface.z];
        let frame = self.scene.space.frame(axes, self.font);
        for edge in &frame.edges {
            let [from, to] = edge.ends.map(|place| self.pixel(place));
            self.pen.hairline(from, to, self.theme.text)?;
            edge.marks.iter().try_for_each(|[from, to]| self.pen.hairline(*from, *to, self.theme.text))?;
        }
        for label in &frame.labels {
            let how = lettering(&self.theme, self.font, HPos::Center, VPos::Center);
            self.pen.text(&label.text, label.at, Lettering { upwards: label.upwards, ..how })?;
        }
        Ok(())
    }

    /// Labels each outline at its point nearest to the reader: on the floor if that is visible, or on the first sheet.
    fn outline_labels(&self) -> Result<(), Failure<B>> {
        let outlines = self.surface.training.iter().flat_map(|training| &training.outlines);
        let mut taken: Vec<Rect> = Vec::new();
        for (i, outline) in outlines.enumerate() {
            let half = (text_width(&outline.label, self.font) / 2.0 + 2.0, 0.6 * self.font);
            let around =
                |(x, y): Point| Rect { left: x - half.0, top: y - half.1, right: x + half.0, bottom: y + half.1 };
            let pieces = self.scene.outlines.iter().filter(|(of, _)| *of == i);
            // Not at the edges, where the labels of the axes are.
            let inner = |p: &&Point| [p.0, p.1].iter().all(|place| (0.05..=0.95).contains(place));
            let ground: Vec<Point> = pieces.flat_map(|(_, piece)| piece).filter(inner).copied().collect();
            let lowest = |lift: &dyn Fn(Point) -> f64| {
                let places = ground.iter().map(|&(x, y)| [x, y, lift((x, y))]);
                let pixels = places.filter(|p| !p[2].is_nan() && !self.scene.is_hidden(*p)).map(|p| self.pixel(p));
                let free = pixels.filter(|p| !taken.iter().any(|other| meet(around(*p), *other)));
                free.max_by(|a, b| a.1.total_cmp(&b.1))
            };
            let on_sheet = |at: Point| if self.scene.heights.is_empty() { f64::NAN } else { self.scene.height(0, at) };
            if let Some(at) = lowest(&|_| 0.0).or_else(|| lowest(&on_sheet)) {
                taken.push(around(at));
                let how = lettering(&self.theme, self.font, HPos::Center, VPos::Center);
                self.pen.text_on(&outline.label, at, how, self.theme.background)?;
            }
        }
        Ok(())
    }

    /// Writes the note that explains why sheets end at the edge of the box.
    fn cut_note(&self, options: &Options) -> Result<(), Failure<B>> {
        let (Some(cut), Some(top)) = (&self.surface.cut, self.scene.note) else { return Ok(()) };
        let how = lettering(&self.theme, self.font, HPos::Right, VPos::Top);
        self.pen.text(cut, (options.width - 0.8 * self.font, top), how)
    }
}

/// The upper edge of a note in the upper right corner, beside the title or below title and legend.
fn note_place(note: &str, surface: &Surface, options: &Options) -> f64 {
    let font = font_size(options);
    if !options.legend {
        return 0.5 * font;
    }
    let beside = 1.7 * font + text_width(&surface.title, 1.3 * font) + text_width(note, 1.1 * font) + 2.0 * font;
    if beside < options.width {
        return 0.8 * font;
    }
    let names = surface.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.ink));
    2.4 * font + legend::place(names, options, font).1
}

fn meet(a: Rect, b: Rect) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// A line with its ends extended, so that neighbouring lines overlap.
fn longer(from: Point, to: Point) -> [Point; 2] {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let part = (2.0 * OVERLAP / (dx * dx + dy * dy).sqrt()).min(1e3);
    [(from.0 - part * dx, from.1 - part * dy), (to.0 + part * dx, to.1 + part * dy)]
}

/// A convex outline with its edges moved outwards by [`OVERLAP`].
fn grown(outline: &[Point]) -> Vec<Point> {
    let n = outline.len();
    let unit = |(x, y): Point| {
        let length = (x * x + y * y).sqrt();
        if length > 1e-9 { (x / length, y / length) } else { (0.0, 0.0) }
    };
    (0..n)
        .map(|i| {
            let (before, at, after) = (outline[(i + n - 1) % n], outline[i], outline[(i + 1) % n]);
            let (a, b) = (unit((at.0 - before.0, at.1 - before.1)), unit((at.0 - after.0, at.1 - after.1)));
            let out = (a.0 + b.0, a.1 + b.1);
            // From half the angle of the corner: the tip of a sharp corner moves further, up to a limit.
            let cosine = (out.0 * out.0 + out.1 * out.1).sqrt() / 2.0;
            let sine = (1.0 - cosine * cosine).max(0.0).sqrt();
            let (reach, out) = (OVERLAP / sine.max(0.5), unit(out));
            (at.0 + reach * out.0, at.1 + reach * out.1)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_grow_by_the_same_on_every_side() {
        let square = grown(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]);
        for (x, y) in square {
            assert!((x.min(10.0 - x) + OVERLAP).abs() < 1e-9 && (y.min(10.0 - y) + OVERLAP).abs() < 1e-9);
        }
        assert!(grown(&[(1.0, 1.0), (1.0, 1.0), (1.0, 1.0)]).iter().all(|p| p.0.is_finite()));
    }
}
