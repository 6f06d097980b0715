//! Converts a stroke of the pointer over a figure to the text of a drawn function.

use super::layout::Layout;
use crate::figure::number::at_step;
use crate::float::{exp10, log10};

/// Maximum number of points of the function. A long stroke is approximated less closely.
const MOST: usize = 60;
/// Minimum width of a stroke in pixels. A shorter one is taken as accidental.
const LEAST: usize = 12;
/// Maximum distance in pixels of the function from the stroke, if [`MOST`] points are enough for it.
const TOLERANCE: f64 = 0.7;

impl Layout {
    /// The stroke over `columns` and `rows` of page pixels, both (n), as `through(x:y, …)`. `None` if it is too short.
    ///
    /// A function has one y at each x: where a stroke goes back, its last part counts.
    pub fn through(&self, columns: &[f64], rows: &[f64]) -> Option<String> {
        let line = self.one_row_each(columns, rows);
        if line.len() < LEAST {
            return None;
        }
        let mut tolerance = TOLERANCE;
        let mut kept = simplified(&line, tolerance);
        while kept.len() > MOST {
            tolerance *= 1.25;
            kept = simplified(&line, tolerance);
        }
        // The digits correspond to the size of a pixel.
        let step = |pixel: f64| exp10(log10(pixel.abs()).floor());
        let (dx, dy) = (self.x_at(1.0) - self.x_at(0.0), self.y_at(1.0) - self.y_at(0.0));
        let point = |&(column, row): &(f64, f64)| {
            let (x, y) = (at_step(self.x_at(column), step(dx)), at_step(self.y_at(row), step(dy)));
            format!("{x}:{y}")
        };
        Some(format!("through({})", kept.iter().map(point).collect::<Vec<_>>().join(", ")))
    }

    /// The pixel columns that the stroke has crossed, from left to right, each with its row.
    fn one_row_each(&self, columns: &[f64], rows: &[f64]) -> Vec<(f64, f64)> {
        let plot = &self.plot;
        let finite = columns.iter().zip(rows).filter(|(column, row)| column.is_finite() && row.is_finite());
        let inside = finite.map(|(column, row)| {
            (column.clamp(plot.left, plot.right).round() as i32, row.clamp(plot.top, plot.bottom))
        });
        let first = plot.left.round() as i32;
        let mut line = vec![f64::NAN; (plot.right.round() as i32 - first).max(0) as usize + 1];
        let mut before: Option<(i32, f64)> = None;
        for (column, row) in inside {
            let (from, start) = before.unwrap_or((column, row));
            for between in from.min(column)..=from.max(column) {
                let part = f64::from(between - from) / f64::from(column - from);
                line[(between - first) as usize] = if between == column { row } else { start + part * (row - start) };
            }
            before = Some((column, row));
        }
        let crossed = line.into_iter().enumerate().filter(|(_, row)| !row.is_nan());
        crossed.map(|(i, row)| (f64::from(first + i as i32), row)).collect()
    }
}

/// A line through fewer points, nowhere further than `tolerance` above or below the original ones (Ramer 1972;
/// Douglas and Peucker 1973).
fn simplified(line: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    let mut keep = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((first, last)) = open.pop() {
        let (Some(a), Some(b)) = (line.get(first), line.get(last)) else { continue };
        keep[first] = true;
        keep[last] = true;
        let off = |i: usize| {
            let (x, y) = line[i];
            (y - a.1 - (b.1 - a.1) * (x - a.0) / (b.0 - a.0)).abs()
        };
        let furthest = (first + 1..last).map(|i| (i, off(i))).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((i, _)) = furthest.filter(|(_, distance)| *distance > tolerance) {
            open.extend([(first, i), (i, last)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::axis::Axis;
    use crate::figure::lines::Figure;
    use crate::plot::Options;
    use crate::spec::Range;

    fn layout() -> Layout {
        let axis = |name| Axis::linear(name, Range { low: -2.0, high: 2.0 });
        let figure = Figure {
            title: String::new(),
            x: axis("x"),
            y: axis("y"),
            training: None,
            hinges: Vec::new(),
            series: Vec::new(),
        };
        Layout::new(&figure, &Options { width: 700.0, height: 380.0, dark: false, legend: false })
    }

    /// The value at x of the function for a stroke through some data points.
    fn drawn(points: &[(f64, f64)], x: f64) -> f64 {
        let layout = layout();
        let columns: Vec<f64> = points.iter().map(|p| layout.column(p.0)).collect();
        let rows: Vec<f64> = points.iter().map(|p| layout.row(p.1)).collect();
        let text = layout.through(&columns, &rows).unwrap();
        crate::formula::Formula::parse(&text).unwrap().at(x)
    }

    #[test]
    fn a_stroke_becomes_the_function_under_it() {
        let parabola: Vec<(f64, f64)> = (-100..=100).map(|i| f64::from(i) / 60.0).map(|x| (x, x * x - 1.0)).collect();
        for x in [-1.5, -0.3, 0.0, 0.8, 1.6] {
            assert!((drawn(&parabola, x) - (x * x - 1.0)).abs() < 0.03, "{x}");
        }
        assert!((drawn(&[(-1.0, 0.0), (1.0, 1.0)], 0.5) - 0.75).abs() < 0.03);
    }

    #[test]
    fn what_was_drawn_last_counts_where_a_stroke_goes_back() {
        let stroke = [(-1.0, 0.0), (1.0, 0.0), (0.9, 1.0), (-0.5, 1.0)];
        assert!((drawn(&stroke, 0.0) - 1.0).abs() < 0.03 && drawn(&stroke, -0.9).abs() < 0.03);
    }

    #[test]
    fn a_wild_stroke_has_a_bounded_number_of_points_and_a_slip_is_none() {
        let layout = layout();
        let columns: Vec<f64> = (60..680).map(f64::from).collect();
        let rows: Vec<f64> = (60..680).map(|i| if i % 2 == 0 { -1e9 } else { 1e9 }).collect();
        let text = layout.through(&columns, &rows).unwrap();
        assert!(text.matches(':').count() <= MOST, "{text}");
        assert!(crate::formula::Formula::parse(&text).is_ok());
        for slip in [&[][..], &[100.0], &[100.0, 108.0], &[f64::NAN, f64::INFINITY]] {
            assert_eq!(layout.through(slip, &vec![50.0; slip.len()]), None);
        }
    }
}
