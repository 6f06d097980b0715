//! Clips curves at the edge of the plot without changing their direction.

/// A point in pixels.
pub type Point = (f64, f64);

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// The pieces of the polyline through `points` that lie in `rect`. A NaN interrupts the line.
pub fn polyline(points: impl IntoIterator<Item = Point>, rect: Rect) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    let mut previous: Option<Point> = None;
    for point in points {
        if point.0.is_nan() || point.1.is_nan() {
            previous = None;
            continue;
        }
        // Large enough to keep the direction, small enough to compute with.
        let point = (point.0.clamp(-1e7, 1e7), point.1.clamp(-1e7, 1e7));
        if let Some((a, b)) = previous.and_then(|previous| segment(previous, point, rect)) {
            match pieces.last_mut().filter(|piece| piece.last() == Some(&a)) {
                Some(piece) => piece.push(b),
                None => pieces.push(vec![a, b]),
            }
        }
        previous = Some(point);
    }
    pieces
}

/// The part of a segment inside `rect` (Liang and Barsky, 1984).
pub fn segment(a: Point, b: Point, rect: Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (step, room) in [(-dx, a.0 - rect.left), (dx, rect.right - a.0), (-dy, a.1 - rect.top), (dy, rect.bottom - a.1)]
    {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            start = start.max(room / step);
        } else {
            end = end.min(room / step);
        }
    }
    // Ends inside of the rectangle keep their bits, so that pieces join.
    let at = |t: f64| (a.0 + t * dx, a.1 + t * dy);
    let from = if start == 0.0 { a } else { at(start) };
    let to = if end == 1.0 { b } else { at(end) };
    (start < end).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Rect = Rect { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    #[test]
    fn a_line_through_is_cut_at_both_edges() {
        assert_eq!(polyline([(-1.0, 0.5), (2.0, 0.5)], UNIT), [[(0.0, 0.5), (1.0, 0.5)]]);
        assert!(polyline([(-1.0, 2.0), (2.0, 2.0)], UNIT).is_empty());
    }

    #[test]
    fn a_curve_that_leaves_and_returns_is_two_pieces() {
        let pieces = polyline([(0.1, 0.5), (0.2, 0.5), (0.4, 3.0), (0.6, 3.0), (0.8, 0.5), (0.9, 0.5)], UNIT);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0].len(), 3);
    }

    #[test]
    fn a_gap_parts_the_line() {
        let pieces = polyline([(0.1, 0.1), (0.2, 0.1), (0.3, f64::NAN), (0.4, 0.1), (0.5, 0.1)], UNIT);
        assert_eq!(pieces, [[(0.1, 0.1), (0.2, 0.1)], [(0.4, 0.1), (0.5, 0.1)]]);
    }

    #[test]
    fn infinity_keeps_its_direction() {
        let pieces = polyline([(0.5, 0.5), (0.5, f64::INFINITY)], UNIT);
        assert_eq!(pieces, [[(0.5, 0.5), (0.5, 1.0)]]);
    }
}
