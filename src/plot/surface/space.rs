//! A box in space seen from some direction: the positions of its points, axes and labels in the picture.

use crate::figure::axis::{Axis, Tick};
use crate::float::{cos, sin};
use crate::plot::drawing::clip::{Point, Rect};
use crate::plot::drawing::pen::text_width;

/// The direction from which a surface is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Direction towards the reader over the ground, in degrees from the x-axis towards the y-axis.
    pub azimuth: f64,
    /// Elevation of the reader over the ground, in degrees; limited to 5 … 90.
    pub elevation: f64,
}

impl Default for View {
    /// x to the right, and y away from the reader.
    fn default() -> Self {
        Self { azimuth: 240.0, elevation: 30.0 }
    }
}

/// Height of the box, in units of the sides of its ground.
pub const TALL: f64 = 0.75;
/// Pixels from an axis to its tick labels.
const GAP: f64 = 7.0;

/// The projection of space to the picture. Its rays are parallel, so that equal lengths stay equal.
#[derive(Debug, Clone, Copy)]
pub struct Space {
    right: [f64; 3],
    up: [f64; 3],
    /// From the box to the reader.
    pub towards: [f64; 3],
    /// Length in pixels of a side of the ground that is parallel to the picture.
    pub scale: f64,
    /// The pixel of the middle of the box.
    pub middle: Point,
}

/// A text and the position of its middle.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its middle, in pixels.
    pub at: Point,
    /// Whether it reads upwards.
    pub upwards: bool,
    half: Point,
}

/// One axis of the box, as drawn.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The ends: two corners of the box, in places.
    pub ends: [[f64; 3]; 2],
    /// The ticks that have room.
    pub ticks: Vec<Tick>,
    /// The marks of the ticks.
    pub marks: Vec<[Point; 2]>,
    /// Pixels from the axis to the far side of its tick labels.
    reach: f64,
}

/// The three axes with their labels.
#[derive(Debug, Clone)]
pub struct Frame {
    /// x, y and z.
    pub edges: [Edge; 3],
    /// Labels of ticks and axes, without overlaps.
    pub labels: Vec<Label>,
}

impl Label {
    fn new(text: &str, font: f64, upwards: bool) -> Self {
        let (along, across) = (text_width(text, font) / 2.0, 0.55 * font);
        let half = if upwards { (across, along) } else { (along, across) };
        Self { text: text.into(), at: (0.0, 0.0), upwards, half }
    }

    /// Moves the text beyond a line through `from`, at a distance of `gap` in direction `out`.
    fn beyond(self, from: Point, out: Point, gap: f64) -> Self {
        let reach = gap + self.reach(out);
        Self { at: (from.0 + out.0 * reach, from.1 + out.1 * reach), ..self }
    }

    /// The distance from the middle of the text to its end in a direction.
    fn reach(&self, out: Point) -> f64 {
        out.0.abs() * self.half.0 + out.1.abs() * self.half.1
    }

    /// The rectangle of the text.
    pub fn rect(&self) -> Rect {
        let ((x, y), (w, h)) = (self.at, self.half);
        Rect { left: x - w, top: y - h, right: x + w, bottom: y + h }
    }

    fn meets(&self, other: &Label, gap: f64) -> bool {
        (self.at.0 - other.at.0).abs() < self.half.0 + other.half.0 + gap
            && (self.at.1 - other.at.1).abs() < self.half.1 + other.half.1
    }
}

impl Space {
    fn new(view: View, scale: f64, middle: Point) -> Self {
        let radians = |degrees: f64| degrees * std::f64::consts::PI / 180.0;
        let azimuth = if view.azimuth.is_finite() { radians(view.azimuth) } else { 0.0 };
        let elevation = if view.elevation.is_finite() { radians(view.elevation.clamp(5.0, 90.0)) } else { 0.5 };
        let ((sin_a, cos_a), (sin_e, cos_e)) = ((sin(azimuth), cos(azimuth)), (sin(elevation), cos(elevation)));
        Self {
            right: [-sin_a, cos_a, 0.0],
            up: [-sin_e * cos_a, -sin_e * sin_a, cos_e],
            towards: [cos_e * cos_a, cos_e * sin_a, sin_e],
            scale,
            middle,
        }
    }

    /// The largest box that leaves room for all labels in `room`. Its size does not depend on the direction.
    pub fn fit(view: View, axes: [&Axis; 3], font: f64, room: Rect) -> Self {
        let (width, height) = (room.right - room.left, room.bottom - room.top);
        let turned = || (0..12).map(|i| View { azimuth: 30.0 * f64::from(i), ..view }).chain([view]);
        let extent = |scale: f64| {
            turned().fold((Rect::NOTHING, Rect::NOTHING), |(all, plain), view| {
                let space = Self::new(view, scale, (0.0, 0.0));
                let corners = space.corners();
                let labels = space.frame(axes, font).labels;
                let plain =
                    corners.iter().fold(plain, |rect, &(x, y)| rect.and(Rect { left: x, top: y, right: x, bottom: y }));
                (labels.iter().fold(all.and(plain), |rect, label| rect.and(label.rect())), plain)
            })
        };
        let mut scale = 0.6 * width.min(height);
        for _ in 0..3 {
            let (all, plain) = extent(scale);
            let grow = |room: f64, all: f64, plain: f64| (room - (all - plain)) / plain.max(1.0);
            let across = grow(width, all.right - all.left, plain.right - plain.left);
            let down = grow(height, all.bottom - all.top, plain.bottom - plain.top);
            scale = (scale * across.min(down)).clamp(20.0, 2000.0);
        }
        let (mut all, _) = extent(scale);
        // The number of ticks depends on the scale, so the last step may have been slightly too large.
        while scale > 20.0 && (all.right - all.left > width || all.bottom - all.top > height) {
            scale *= 0.98;
            all = extent(scale).0;
        }
        let middle = (
            room.left + (width - (all.right - all.left)) / 2.0 - all.left,
            room.top + (height - (all.bottom - all.top)) / 2.0 - all.top,
        );
        Self::new(view, scale, middle)
    }

    /// The direction of the light source: the reader's upper left.
    pub fn light(&self) -> [f64; 3] {
        // The length is 1, because the three directions are at right angles: 0.5² + 0.5² + 0.5 = 1.
        std::array::from_fn(|i| {
            -0.5 * self.right[i] + 0.5 * self.up[i] + std::f64::consts::FRAC_1_SQRT_2 * self.towards[i]
        })
    }

    /// The pixel of a point with these places on the axes.
    pub fn pixel(&self, [x, y, z]: [f64; 3]) -> Point {
        let p = [x - 0.5, y - 0.5, (z - 0.5) * TALL];
        let along = |axis: [f64; 3]| p[0] * axis[0] + p[1] * axis[1] + p[2] * axis[2];
        (self.middle.0 + self.scale * along(self.right), self.middle.1 - self.scale * along(self.up))
    }

    fn corners(&self) -> [Point; 8] {
        let bit = |i: usize, n: usize| ((i >> n) & 1) as f64;
        std::array::from_fn(|i| self.pixel([bit(i, 0), bit(i, 1), bit(i, 2)]))
    }

    /// The places of the two walls in the background: of the one across x, and of the one across y.
    pub fn walls(&self) -> (f64, f64) {
        let behind = |towards: f64| if towards > 0.0 { 0.0 } else { 1.0 };
        (behind(self.towards[0]), behind(self.towards[1]))
    }

    /// Axes along the lower front edges and up the leftmost corner, which are never hidden.
    pub fn frame(&self, axes: [&Axis; 3], font: f64) -> Frame {
        let (wall_x, wall_y) = self.walls();
        let (front_x, front_y) = (1.0 - wall_x, 1.0 - wall_y);
        let leftmost = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
            .into_iter()
            .min_by(|a, b| self.pixel([a.0, a.1, 0.0]).0.total_cmp(&self.pixel([b.0, b.1, 0.0]).0))
            .unwrap_or_default();
        let ends = [
            [[0.0, front_y, 0.0], [1.0, front_y, 0.0]],
            [[front_x, 0.0, 0.0], [front_x, 1.0, 0.0]],
            [[leftmost.0, leftmost.1, 0.0], [leftmost.0, leftmost.1, 1.0]],
        ];
        let mut labels = Vec::new();
        let z = self.edge(axes[2], ends[2], true, font, &mut labels);
        let x = self.edge(axes[0], ends[0], false, font, &mut labels);
        let y = self.edge(axes[1], ends[1], false, font, &mut labels);
        for (axis, edge, upwards) in [(axes[2], &z, true), (axes[0], &x, false), (axes[1], &y, false)] {
            self.name(axis, edge, upwards, font, &mut labels);
        }
        Frame { edges: [x, y, z], labels }
    }

    /// The direction away from the box, at a right angle to one of its outer edges.
    fn outwards(&self, ends: [[f64; 3]; 2]) -> Point {
        let (a, b) = (self.pixel(ends[0]), self.pixel(ends[1]));
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        let half_way = ((a.0 + b.0) / 2.0 - self.middle.0, (a.1 + b.1) / 2.0 - self.middle.1);
        if length < 1e-6 {
            return (0.0, 1.0);
        }
        let out = (dy / length, -dx / length);
        if out.0 * half_way.0 + out.1 * half_way.1 < 0.0 { (-out.0, -out.1) } else { out }
    }

    /// An axis with as many ticks as fit. Their labels are added to `labels`.
    fn edge(&self, axis: &Axis, ends: [[f64; 3]; 2], upright: bool, font: f64, labels: &mut Vec<Label>) -> Edge {
        let out = self.outwards(ends);
        let at = |value: f64| {
            let place = axis.place(value);
            self.pixel(std::array::from_fn(|i| ends[0][i] + (ends[1][i] - ends[0][i]) * place))
        };
        let (a, b) = (self.pixel(ends[0]), self.pixel(ends[1]));
        let length = (b.0 - a.0).abs().max((b.1 - a.1).abs());
        let label = |tick: &Tick| Label::new(&tick.label, font, false).beyond(at(tick.at), out, GAP);
        let room = |most: usize| {
            let ticks = axis.ticks(most);
            let labels: Vec<Label> = ticks.iter().map(label).collect();
            let apart = labels.windows(2).all(|pair| !pair[0].meets(&pair[1], 0.6 * font));
            apart.then_some((ticks, labels))
        };
        let least = if upright { 2.0 } else { 1.0 } * font;
        let found = if length < least { None } else { (1..=7).rev().find_map(room) };
        let (ticks, placed) = found.unwrap_or_default();
        let marks = ticks.iter().map(|tick| at(tick.at)).map(|p| [p, (p.0 + 4.0 * out.0, p.1 + 4.0 * out.1)]).collect();
        let mut reach = GAP;
        for label in placed {
            if !labels.iter().any(|other| other.meets(&label, 0.8 * font)) {
                reach = reach.max(GAP + 2.0 * label.reach(out) + 2.0);
                labels.push(label);
            }
        }
        Edge { ends, ticks, marks, reach }
    }

    /// Places the name of an axis beyond its tick labels, far enough out that it does not overlap another label.
    fn name(&self, axis: &Axis, edge: &Edge, upright: bool, font: f64, labels: &mut Vec<Label>) {
        let (a, b) = (self.pixel(edge.ends[0]), self.pixel(edge.ends[1]));
        let length = ((b.0 - a.0) * (b.0 - a.0) + (b.1 - a.1) * (b.1 - a.1)).sqrt();
        if axis.label.is_empty() || (upright && length < 2.0 * font) {
            return;
        }
        let (out, half_way) = (self.outwards(edge.ends), ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0));
        // Beside a steep axis a horizontal name would take room from the box.
        let upright = upright || out.0.abs() > 0.8;
        let mut gap = edge.reach;
        let free = loop {
            let label = Label::new(&axis.label, font, upright).beyond(half_way, out, gap);
            if gap > 200.0 || !labels.iter().any(|other| other.meets(&label, 0.35 * font)) {
                break label;
            }
            gap += 2.0;
        };
        labels.push(free);
    }
}

impl Rect {
    /// The empty rectangle, which every rectangle contains.
    const NOTHING: Rect =
        Rect { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };

    /// The smallest rectangle around both.
    fn and(self, other: Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Range;

    const ROOM: Rect = Rect { left: 5.0, top: 40.0, right: 335.0, bottom: 295.0 };

    fn axes() -> [Axis; 3] {
        let axis = |label: &str, low, high| Axis::linear(label, Range { low, high });
        [axis("driving frequency ω", 0.5, 1.5), axis("damping γ", 0.0, 1.0), axis("amplitude A", 0.0, 10.0)]
    }

    fn every_view(mut check: impl FnMut(View, &Space, &Frame)) {
        let [x, y, z] = axes();
        for elevation in [5.0, 10.0, 30.0, 60.0, 80.0, 90.0] {
            for azimuth in (0..360).step_by(15).map(f64::from) {
                let view = View { azimuth, elevation };
                let space = Space::fit(view, [&x, &y, &z], 11.0, ROOM);
                check(view, &space, &space.frame([&x, &y, &z], 11.0));
            }
        }
    }

    #[test]
    fn nothing_leaves_the_picture_from_any_side() {
        every_view(|view, space, frame| {
            let seen = frame.labels.iter().map(Label::rect).fold(Rect::NOTHING, Rect::and);
            let inside = |x: f64, y: f64| {
                (ROOM.left - 1.0..=ROOM.right + 1.0).contains(&x) && (ROOM.top - 1.0..=ROOM.bottom + 1.0).contains(&y)
            };
            assert!(inside(seen.left, seen.top) && inside(seen.right, seen.bottom), "{view:?}: {seen:?}");
            assert!(space.corners().iter().all(|&(x, y)| inside(x, y)), "{view:?}");
            assert!(space.scale > 90.0, "{view:?}: {}", space.scale);
        });
    }

    #[test]
    fn no_label_covers_another_or_the_box() {
        every_view(|view, space, frame| {
            for (i, label) in frame.labels.iter().enumerate() {
                assert!(!frame.labels[..i].iter().any(|other| other.meets(label, 0.0)), "{view:?}: {}", label.text);
                let Rect { left, top, right, bottom } = label.rect();
                let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                // At least one outer edge of the box has the whole label beyond it.
                let beyond = frame.edges.iter().any(|edge| {
                    let (out, from) = (space.outwards(edge.ends), space.pixel(edge.ends[0]));
                    corners.iter().all(|p| (p.0 - from.0) * out.0 + (p.1 - from.1) * out.1 > 0.0)
                });
                assert!(beyond, "{view:?}: {}", label.text);
            }
        });
    }

    #[test]
    fn the_walls_are_behind_and_the_reader_is_above() {
        every_view(|_, space, _| {
            let (x, y) = space.walls();
            assert!((x - 0.5) * space.towards[0] <= 0.0 && (y - 0.5) * space.towards[1] <= 0.0);
            assert!(space.towards[2] > 0.0);
        });
    }
}
