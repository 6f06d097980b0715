//! A function of two inputs on a grid, as plain data: drawn as surfaces in space or as a map.

use super::axis::Axis;
use super::csv::Csv;
use super::lines::Ink;

/// The points at which a function of two inputs is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Ascending values of the first input, in data units; (n_x).
    pub x: Vec<f64>,
    /// Ascending values of the second input, in data units; (n_y).
    pub y: Vec<f64>,
}

impl Grid {
    /// The inputs, row by row: all x with the first y, then with the second; (n_y · n_x).
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.y.iter().flat_map(|y| self.x.iter().map(|x| [*x, *y]))
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.x.len() * self.y.len()
    }

    /// Whether there are no points.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A line on the ground, such as the ellipse at 2 σ around the training mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The text beside it, such as "2 σ".
    pub label: String,
    /// (x, y) in data units, the visible part. A NaN separates parts of the line.
    pub points: Vec<(f64, f64)>,
}

/// The position of the training data on the ground.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingArea {
    /// Their density relative to its peak, at each point of the grid; (n_y, n_x).
    pub density: Vec<f64>,
    /// Lines at whole distances from the mean.
    pub outlines: Vec<Outline>,
}

/// One function over the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name in the legend.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// (n_y, n_x); NaN if there is no value.
    pub values: Vec<f64>,
}

/// Surfaces over the same ground, seen in space.
#[derive(Debug, Clone, PartialEq)]
pub struct Surface {
    /// The title, also for people who cannot see the figure, and for file names.
    pub title: String,
    /// The first input.
    pub x: Axis,
    /// The second input.
    pub y: Axis,
    /// The values. Values beyond the range of the axis are cut off.
    pub z: Axis,
    /// The points at which the functions are known.
    pub grid: Grid,
    /// The functions, each as a surface.
    pub sheets: Vec<Sheet>,
    /// The position of the training data, drawn on the floor.
    pub training: Option<TrainingArea>,
    /// The reason why values are cut off, such as "cut at A = 10". It is written beside the plot.
    pub cut: Option<String>,
}

/// A function over the ground, with values as colours.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The title, also for people who cannot see the figure, and for file names.
    pub title: String,
    /// The first input.
    pub x: Axis,
    /// The second input.
    pub y: Axis,
    /// One name for each column, instead of numbers on the x-axis: (n_x) or empty.
    pub x_names: Vec<String>,
    /// One name for each row, the first row at the top as in a table: (n_y) or empty.
    pub y_names: Vec<String>,
    /// The values, with the range of the colours. Values beyond it have the last colour.
    pub colour: Axis,
    /// The points at which the function is known. Each is the middle of a rectangle of one colour. If columns or rows
    /// have names, only their number counts.
    pub grid: Grid,
    /// (n_y, n_x); NaN if there is no value. Such a rectangle has no colour.
    pub values: Vec<f64>,
    /// The text on each rectangle: (n_y, n_x) or empty.
    pub texts: Vec<String>,
    /// The position of the training data, drawn as lines.
    pub training: Option<TrainingArea>,
}

/// The numbers on a grid as CSV: both inputs, then a column for each function.
fn grid_csv<'a>(labels: [&str; 2], grid: &Grid, columns: impl Iterator<Item = (&'a str, &'a [f64])> + Clone) -> String {
    let mut csv = Csv::new(labels.into_iter().chain(columns.clone().map(|(name, _)| name)));
    for (i, [x, y]) in grid.points().enumerate() {
        let values = columns.clone().map(|(_, values)| values.get(i).copied().unwrap_or(f64::NAN));
        csv.row([x, y].into_iter().chain(values));
    }
    csv.text()
}

impl Surface {
    /// The numbers as CSV.
    pub fn csv(&self) -> String {
        let columns = self.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.values.as_slice()));
        grid_csv([&self.x.label, &self.y.label], &self.grid, columns)
    }
}

impl Map {
    /// The numbers as CSV.
    pub fn csv(&self) -> String {
        let column = (self.colour.label.as_str(), self.values.as_slice());
        grid_csv([&self.x.label, &self.y.label], &self.grid, std::iter::once(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::Range;

    #[test]
    fn csv_has_a_line_for_each_point_and_leaves_gaps_empty() {
        let axis = |label: &str| Axis::linear(label, Range { low: 0.0, high: 1.0 });
        let map = Map {
            title: "t".into(),
            x: axis("ω"),
            y: axis("γ"),
            x_names: Vec::new(),
            y_names: Vec::new(),
            colour: axis("error"),
            grid: Grid { x: vec![1.0, 2.0], y: vec![0.5] },
            values: vec![0.25, f64::NAN],
            texts: Vec::new(),
            training: None,
        };
        assert_eq!(map.csv(), "\"ω\",\"γ\",\"error\"\n1,0.5,0.25\n2,0.5,\n");
    }
}
