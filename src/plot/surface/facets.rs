//! Cuts sheets over one ground into flat facets, and orders them so that near facets are painted over distant ones.
//!
//! The ground is a grid of cells, which are painted from the far corner to the near one. This order is exact,
//! because all lines of sight are parallel. Within a cell, seen from above, the higher sheet hides the lower. Where
//! two sheets cross, the cell is cut along the crossing.
//!
//! All coordinates are places on the axes, from 0 to 1; (s, t) are places within a cell.

use crate::order::order;
use crate::plot::drawing::clip::{Point, Rect, segment};

/// A point of a facet: places along x, y and z.
pub type Place = [f64; 3];

/// A flat piece of one sheet, cut at the ends of the z-axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// Index of its sheet.
    pub sheet: usize,
    /// Its corners, in order.
    pub outline: Vec<Place>,
    /// The slopes along x and along y.
    pub slope: (f64, f64),
    /// Lines of the mesh along its edges.
    pub mesh: Vec<[Place; 2]>,
    /// Lines on the ground that are drawn on it.
    pub marks: Vec<[Place; 2]>,
}

/// Sheets over a ground, ready to be cut.
pub struct Sheets<'a> {
    /// Places of the columns, (n_x), and of the rows, (n_y), in ascending order.
    pub ground: (&'a [f64], &'a [f64]),
    /// Heights of each sheet, (n_y, n_x); NaN leaves a hole.
    pub heights: &'a [Vec<f64>],
    /// Lines on the ground that are drawn on the first sheet.
    pub marks: &'a [Vec<Point>],
}

/// A sheet counts as flat in a cell if the corners are closer to a plane than this.
const FLAT: f64 = 0.01;
/// Approximate number of mesh lines along each axis.
const LINES: usize = 16;

/// The part of a cell that a facet covers: the whole cell, or the half at one corner.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Whole,
    Low,
    High,
}

/// Heights at a cell's corners (s, t) = (0, 0), (1, 0), (0, 1), (1, 1).
type Corners = [f64; 4];

impl Part {
    /// Its corners, counter-clockwise.
    fn outline(self) -> Vec<Point> {
        match self {
            Part::Whole => vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
            Part::Low => vec![(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)],
            Part::High => vec![(1.0, 1.0), (0.0, 1.0), (1.0, 0.0)],
        }
    }

    /// The corners of the cell that belong to this part.
    fn corners(self) -> &'static [usize] {
        match self {
            Part::Whole => &[0, 1, 2, 3],
            Part::Low => &[0, 1, 2],
            Part::High => &[1, 2, 3],
        }
    }

    /// A sheet's height at (s, t).
    fn height(self, [a, b, c, d]: Corners, (s, t): Point) -> f64 {
        match self {
            Part::Whole => (1.0 - t) * ((1.0 - s) * a + s * b) + t * ((1.0 - s) * c + s * d),
            Part::Low => a + (b - a) * s + (c - a) * t,
            Part::High => d + (c - d) * (1.0 - s) + (b - d) * (1.0 - t),
        }
    }

    /// The slopes of a sheet along s and along t.
    fn slope(self, [a, b, c, d]: Corners) -> (f64, f64) {
        match self {
            Part::Whole => ((b - a + d - c) / 2.0, (c - a + d - b) / 2.0),
            Part::Low => (b - a, c - a),
            Part::High => (d - c, d - b),
        }
    }
}

impl Sheets<'_> {
    /// All facets in the order of painting, for a reader above the ground in direction `towards`.
    pub fn facets(&self, towards: Point) -> Vec<Facet> {
        let (columns, rows) = (self.ground.0.len().max(1) - 1, self.ground.1.len().max(1) - 1);
        let far_first = |n: usize, towards: f64| -> Vec<usize> {
            if towards > 0.0 { (0..n).collect() } else { (0..n).rev().collect() }
        };
        let marks = self.marks_by_cell();
        let mut out = Vec::new();
        for row in far_first(rows, towards.1) {
            for column in far_first(columns, towards.0) {
                let cell = Cell::new(self, column, row, &marks, towards);
                cell.paint(&mut out);
            }
        }
        out
    }

    /// The marks in each cell, in the coordinates (s, t) of the cell.
    fn marks_by_cell(&self) -> Vec<Vec<(Point, Point)>> {
        let (x, y) = self.ground;
        let mut out = vec![Vec::new(); x.len() * y.len()];
        // The cells that an interval touches.
        let touched = |edges: &[f64], a: f64, b: f64| {
            let first = edges.partition_point(|edge| *edge <= a.min(b)).max(1) - 1;
            let end = edges.partition_point(|edge| *edge < a.max(b));
            first..end.min(edges.len().max(1) - 1)
        };
        let pairs = self.marks.iter().flat_map(|line| line.windows(2)).filter(|pair| {
            let sum = pair[0].0 + pair[0].1 + pair[1].0 + pair[1].1;
            sum.is_finite()
        });
        for pair in pairs {
            let (from, to) = (pair[0], pair[1]);
            for row in touched(y, from.1, to.1) {
                for column in touched(x, from.0, to.0) {
                    let cell = Rect { left: x[column], top: y[row], right: x[column + 1], bottom: y[row + 1] };
                    let local = |p: Point| {
                        ((p.0 - cell.left) / (cell.right - cell.left), (p.1 - cell.top) / (cell.bottom - cell.top))
                    };
                    if let Some((a, b)) = segment(from, to, cell) {
                        out[row * x.len() + column].push((local(a), local(b)));
                    }
                }
            }
        }
        out
    }
}

/// One cell of the ground.
struct Cell<'a> {
    /// The first corner and the size, in places.
    origin: Point,
    size: Point,
    /// Each sheet's heights at the corners.
    heights: Vec<Corners>,
    marks: &'a [(Point, Point)],
    /// The edges that have a mesh line: s = 0 or 1, t = 0 or 1.
    mesh: (Vec<f64>, Vec<f64>),
    /// Whether the corner (1, 1) is nearer to the reader than (0, 0).
    high_is_near: bool,
}

impl<'a> Cell<'a> {
    fn new(sheets: &Sheets, column: usize, row: usize, marks: &'a [Vec<(Point, Point)>], towards: Point) -> Self {
        let (x, y) = sheets.ground;
        let width = x.len();
        let corner = |heights: &Vec<f64>| {
            let at = |column: usize, row: usize| heights.get(row * width + column).copied().unwrap_or(f64::NAN);
            [at(column, row), at(column + 1, row), at(column, row + 1), at(column + 1, row + 1)]
        };
        let size = (x[column + 1] - x[column], y[row + 1] - y[row]);
        Self {
            origin: (x[column], y[row]),
            size,
            heights: sheets.heights.iter().map(corner).collect(),
            marks: &marks[row * width + column],
            mesh: (mesh_edges(column, width - 1, towards.0), mesh_edges(row, y.len() - 1, towards.1)),
            high_is_near: towards.0 * size.1 + towards.1 * size.0 > 0.0,
        }
    }

    fn paint(&self, out: &mut Vec<Facet>) {
        if self.is_simple() {
            return self.paint_piece(Part::Whole, &Part::Whole.outline(), out);
        }
        let parts = if self.high_is_near { [Part::Low, Part::High] } else { [Part::High, Part::Low] };
        for part in parts {
            for piece in self.pieces(part) {
                self.paint_piece(part, &piece, out);
            }
        }
    }

    /// Whether every sheet is complete and nearly flat in this cell, and none crosses another one or leaves the box.
    fn is_simple(&self) -> bool {
        let plain = |z: &Corners| z.iter().all(|z| (0.0..=1.0).contains(z)) && (z[0] + z[3] - z[1] - z[2]).abs() < FLAT;
        let apart = |a: &Corners, b: &Corners| (0..4).all(|i| a[i] <= b[i]) || (0..4).all(|i| a[i] >= b[i]);
        self.heights.iter().all(plain)
            && self.heights.iter().enumerate().all(|(i, a)| self.heights[..i].iter().all(|b| apart(a, b)))
    }

    /// Adds a part of the cell, cut wherever two sheets cross.
    fn pieces(&self, part: Part) -> Vec<Vec<Point>> {
        let mut pieces = vec![part.outline()];
        for (i, a) in self.heights.iter().enumerate() {
            for b in &self.heights[..i] {
                let above = |at: Point| part.height(*a, at) - part.height(*b, at);
                let here = part.corners().iter().map(|&i| a[i] - b[i]);
                let (most, least) = here.fold((f64::NEG_INFINITY, f64::INFINITY), |(m, l), d| (m.max(d), l.min(d)));
                if most > 0.0 && least < 0.0 {
                    let cut = |piece: &Vec<Point>| [keep(piece, above), keep(piece, |at| -above(at))];
                    pieces = pieces.iter().flat_map(cut).filter(|piece| piece.len() > 2).collect();
                }
            }
        }
        pieces
    }

    /// The facets of all sheets over a piece of the cell, from the lowest to the highest.
    fn paint_piece(&self, part: Part, piece: &[Point], out: &mut Vec<Facet>) {
        let n = piece.len() as f64;
        let middle = piece.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0 / n, sum.1 + at.1 / n));
        let known = |z: &Corners| part.corners().iter().all(|&i| z[i].is_finite());
        let sheets: Vec<usize> = (0..self.heights.len()).filter(|&i| known(&self.heights[i])).collect();
        let height = |i: &usize| part.height(self.heights[*i], middle);
        for sheet in order(sheets.iter().map(height)).into_iter().map(|i| sheets[i]) {
            let z = self.heights[sheet];
            let ground = keep(&keep(piece, |at| part.height(z, at)), |at| 1.0 - part.height(z, at));
            if ground.len() > 2 {
                out.push(self.facet(sheet, part, &ground));
            }
        }
    }

    fn facet(&self, sheet: usize, part: Part, ground: &[Point]) -> Facet {
        let z = self.heights[sheet];
        let lift = |(s, t): Point| {
            let height = part.height(z, (s, t)).clamp(0.0, 1.0);
            [self.origin.0 + s * self.size.0, self.origin.1 + t * self.size.1, height]
        };
        let edges = (0..ground.len()).map(|i| (ground[i], ground[(i + 1) % ground.len()]));
        let on_mesh = |(a, b): &(Point, Point)| {
            self.mesh.0.iter().any(|s| a.0 == *s && b.0 == *s) || self.mesh.1.iter().any(|t| a.1 == *t && b.1 == *t)
        };
        let marks = if sheet == 0 { self.marks } else { &[] };
        let slope = part.slope(z);
        Facet {
            sheet,
            outline: ground.iter().copied().map(lift).collect(),
            slope: (slope.0 / self.size.0, slope.1 / self.size.1),
            mesh: edges.filter(on_mesh).map(|(a, b)| [lift(a), lift(b)]).collect(),
            marks: marks.iter().filter_map(|&mark| within(mark, ground)).map(|(a, b)| [lift(a), lift(b)]).collect(),
        }
    }
}

/// Which ends of cell `i` of `n` have a mesh line: the far one, because both of its neighbours are then painted, and
/// for the last cell also the near one.
fn mesh_edges(i: usize, n: usize, towards: f64) -> Vec<f64> {
    let stride = n.div_ceil(LINES).max(1);
    let (far, near) = if towards > 0.0 { (0, 1) } else { (1, 0) };
    let wanted = |end: usize| (i + end).is_multiple_of(stride) || i + end == n;
    let outer = if towards > 0.0 { i + 1 == n } else { i == 0 };
    let mut ends = Vec::new();
    if wanted(far) {
        ends.push(far as f64);
    }
    if outer {
        ends.push(near as f64);
    }
    ends
}

/// The part of a convex outline where a linear function is not negative (Sutherland and Hodgman, 1974).
fn keep(outline: &[Point], inside: impl Fn(Point) -> f64) -> Vec<Point> {
    let mut out = Vec::with_capacity(outline.len() + 1);
    for (i, &to) in outline.iter().enumerate() {
        let from = outline[(i + outline.len() - 1) % outline.len()];
        let (before, after) = (inside(from), inside(to));
        if (before < 0.0) != (after < 0.0) {
            let part = before / (before - after);
            out.push((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
        }
        if after >= 0.0 {
            out.push(to);
        }
    }
    out
}

/// The part of a line inside a convex, counter-clockwise outline.
fn within((a, b): (Point, Point), outline: &[Point]) -> Option<(Point, Point)> {
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (i, &from) in outline.iter().enumerate() {
        let to = outline[(i + 1) % outline.len()];
        let left = |p: Point| (to.0 - from.0) * (p.1 - from.1) - (to.1 - from.1) * (p.0 - from.0);
        let (at_a, at_b) = (left(a), left(b));
        if at_a < 0.0 && at_b < 0.0 {
            return None;
        }
        if at_a < 0.0 {
            start = start.max(at_a / (at_a - at_b));
        } else if at_b < 0.0 {
            end = end.min(at_a / (at_a - at_b));
        }
    }
    let at = |part: f64| (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
    (start < end).then(|| (at(start), at(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDGES: [f64; 3] = [0.0, 0.5, 1.0];

    fn cut(heights: &[Vec<f64>], towards: Point) -> Vec<Facet> {
        Sheets { ground: (&EDGES, &EDGES), heights, marks: &[] }.facets(towards)
    }

    /// Area of a facet's shadow on the ground.
    fn shadow(facet: &Facet) -> f64 {
        let o = &facet.outline;
        (0..o.len()).map(|i| (o[i], o[(i + 1) % o.len()])).map(|(a, b)| (a[0] * b[1] - a[1] * b[0]) / 2.0).sum()
    }

    fn centre(facet: &Facet) -> (f64, f64) {
        let n = facet.outline.len() as f64;
        facet.outline.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p[0] / n, sum.1 + p[1] / n))
    }

    #[test]
    fn far_cells_are_painted_first() {
        let flat = vec![0.5; 9];
        for towards in [(1.0, 0.3), (-1.0, 0.3), (-0.2, -1.0), (0.4, -0.4)] {
            let facets = cut(std::slice::from_ref(&flat), towards);
            assert_eq!(facets.len(), 4);
            let near = |facet: &Facet| centre(facet).0 * towards.0 + centre(facet).1 * towards.1;
            assert!(near(&facets[0]) < near(&facets[3]), "{towards:?}");
        }
    }

    #[test]
    fn the_higher_sheet_is_painted_later_even_where_two_cross() {
        // One sheet rises along x from 0.2 to 0.9, the other is level. They cross within the second column.
        let rising = [0.2, 0.4, 0.9].repeat(3);
        let level = vec![0.5; 9];
        let facets = cut(&[rising, level], (-1.0, -1.0));
        for sheet in 0..2 {
            let area: f64 = facets.iter().filter(|facet| facet.sheet == sheet).map(shadow).sum();
            assert!((area - 1.0).abs() < 1e-12, "{area}");
        }
        let top = |facet: &Facet| facet.outline.iter().map(|p| p[2]).fold(0.0, f64::max);
        for pair in facets.chunks(2) {
            assert_ne!(pair[0].sheet, pair[1].sheet);
            assert!(top(&pair[0]) <= top(&pair[1]) + 1e-12);
        }
    }

    #[test]
    fn sheets_are_cut_at_the_ends_of_the_axis() {
        let steep = [-0.5, 0.5, 1.5].repeat(3);
        let facets = cut(&[steep], (1.0, 1.0));
        let area: f64 = facets.iter().map(shadow).sum();
        assert!((area - 0.5).abs() < 1e-12, "{area}");
        assert!(facets.iter().flat_map(|facet| &facet.outline).all(|p| (0.0..=1.0).contains(&p[2])));
    }

    #[test]
    fn a_value_that_is_missing_leaves_a_hole() {
        let mut heights = vec![0.5; 9];
        heights[0] = f64::NAN;
        let area: f64 = cut(&[heights.clone()], (1.0, 1.0)).iter().map(shadow).sum();
        assert!((area - 0.875).abs() < 1e-12, "half a cell is missing: {area}");
        heights.fill(f64::NAN);
        assert!(cut(&[heights], (1.0, 1.0)).is_empty());
    }

    #[test]
    fn marks_lie_on_the_first_sheet_alone() {
        let (low, high) = (vec![0.25; 9], vec![0.75; 9]);
        let marks = [vec![(0.1, 0.1), (0.9, 0.1)]];
        let facets = Sheets { ground: (&EDGES, &EDGES), heights: &[low, high], marks: &marks }.facets((1.0, 1.0));
        let drawn: Vec<_> =
            facets.iter().flat_map(|facet| facet.marks.iter().map(|mark| (facet.sheet, mark))).collect();
        let length: f64 = drawn.iter().map(|(_, [a, b])| b[0] - a[0]).sum();
        assert!((length - 0.8).abs() < 1e-12);
        assert!(drawn.iter().all(|(sheet, [a, _])| *sheet == 0 && a[2] == 0.25));
    }
}
