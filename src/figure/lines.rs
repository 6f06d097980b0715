//! A line figure as plain data: plots draw it, tables export it, tests compare it.

use super::axis::Axis;
use super::csv::Csv;
use crate::range::Range;

/// The name of the truth in every legend.
pub const TRUTH: &str = "truth";
/// The name of the network in every legend.
pub const NETWORK: &str = "SciNet";

/// The colour, and the stroke or mark, of a series, independent of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The ground truth: neutral and thick.
    Truth,
    /// The truth beside the i-th network, if there are several truths: thick and pale, in the colour of the network.
    TruthOf(usize),
    /// The i-th network: a solid colour.
    Net(usize),
    /// The i-th polynomial: a dashed colour.
    Baseline(usize),
    /// One of many neurons: thin.
    Neuron(usize),
    /// A body in a scene: a large dot.
    Body(usize),
    /// The edges of the band around the curve of the i-th network: faint.
    Band(usize),
    /// The edges of the band around the curve of the i-th polynomial: faint.
    BaselineBand(usize),
    /// The spread of single numbers around the mean that is drawn: thin and neutral.
    Spread,
    /// Training rows of a table: small dots.
    Rows,
    /// Held-out rows of a table: rings.
    HeldRows,
    /// Predictions of the i-th network for rows: dots of its colour.
    NetPoints(usize),
    /// Predictions of the i-th polynomial for rows: dots of its colour.
    BaselinePoints(usize),
}

impl Ink {
    /// Whether its series are points that are not joined by a line.
    pub fn is_points(self) -> bool {
        matches!(self, Self::Rows | Self::HeldRows | Self::NetPoints(_) | Self::BaselinePoints(_) | Self::Body(_))
    }
}

/// One curve, or points without a line, depending on the ink. x is ascending; a NaN separates parts of the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name in the legend.
    pub name: String,
    /// Colour and stroke.
    pub ink: Ink,
    /// (x, y) in data units.
    pub points: Vec<(f64, f64)>,
    /// Whether the legend lists it.
    pub listed: bool,
    /// Whether the area down to y = 0 is filled, as in a histogram. That of a polynomial's band, and of any series on a
    /// logarithmic axis, which has no 0, is filled down to the next series, the lower edge of a band.
    pub filled: bool,
}

impl Series {
    /// The outline of a histogram: bars of `heights` (n) between ascending `edges` (n + 1), in data units.
    pub fn steps(name: impl Into<String>, ink: Ink, edges: &[f64], heights: &[f64]) -> Self {
        let bars = edges.windows(2).zip(heights);
        let tops = bars.flat_map(|(edge, height)| [(edge[0], *height), (edge[1], *height)]);
        let mut points: Vec<(f64, f64)> = tops.collect();
        // It starts and ends at y = 0.
        if let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) {
            points.insert(0, (first.0, 0.0));
            points.push((last.0, 0.0));
        }
        Self { name: name.into(), ink, points, listed: true, filled: true }
    }
}

/// The part of the x-axis where training data lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// The part that counts as inside.
    pub inside: Range,
    /// The text beside it, such as "training data, μ ± 2σ".
    pub label: String,
    /// (x, density relative to its peak) over the visible axis.
    pub density: Vec<(f64, f64)>,
}

/// A line figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The title, also for people who cannot see the figure, and for file names.
    pub title: String,
    /// The x-axis.
    pub x: Axis,
    /// The y-axis.
    pub y: Axis,
    /// The position of the training data, on figures over x.
    pub training: Option<Training>,
    /// Places on the x-axis where a network bends, with the ink of its curve.
    pub hinges: Vec<f64>,
    /// The curves, the first drawn first.
    pub series: Vec<Series>,
}

/// The value of one series near some x.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesValue {
    /// The series' name.
    pub name: String,
    /// The series' ink.
    pub ink: Ink,
    /// The x of the sample.
    pub x: f64,
    /// The y of the sample.
    pub y: f64,
}

impl Figure {
    /// The names and inks of the curves, for a legend.
    pub fn inks(self) -> Vec<(String, Ink)> {
        self.series.into_iter().map(|series| (series.name, series.ink)).collect()
    }

    /// The sample of every listed series that is nearest to `x` along the axis.
    pub fn read(&self, x: f64) -> Vec<SeriesValue> {
        let place = self.x.place(x);
        let nearest = |series: &Series| {
            let after = series.points.partition_point(|point| self.x.place(point.0) < place);
            [after.checked_sub(1), Some(after)]
                .into_iter()
                .flatten()
                .filter_map(|i| series.points.get(i).copied())
                .filter(|point| point.1.is_finite())
                .min_by(|a, b| {
                    let away = |point: &(f64, f64)| (self.x.place(point.0) - place).abs();
                    away(a).total_cmp(&away(b))
                })
        };
        let reading = |series: &Series| {
            let (x, y) = nearest(series)?;
            Some(SeriesValue { name: series.name.clone(), ink: series.ink, x, y })
        };
        self.series.iter().filter(|series| series.listed).filter_map(reading).collect()
    }

    /// The numbers of the figure as CSV: a column of x for each distinct set of x, a column for each series.
    pub fn csv(&self) -> String {
        let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
        let mut last_x: Option<Vec<f64>> = None;
        // Series without a name are marks. Their numbers are in another column, or in no table.
        for series in self.series.iter().filter(|series| !series.name.is_empty()) {
            let (x, y): (Vec<f64>, Vec<f64>) = series.points.iter().copied().unzip();
            if last_x.as_ref() != Some(&x) {
                columns.push((self.x.label.clone(), x.clone()));
                last_x = Some(x);
            }
            columns.push((series.name.clone(), y));
        }
        if columns.is_empty() {
            columns.push((self.x.label.clone(), Vec::new()));
        }
        let mut csv = Csv::new(columns.iter().map(|(name, _)| name));
        let rows = columns.iter().map(|(_, column)| column.len()).max().unwrap_or(0);
        for row in 0..rows {
            csv.row(columns.iter().map(|(_, column)| column.get(row).copied().unwrap_or(f64::NAN)));
        }
        csv.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Figure {
        let series = |name: &str, points: &[(f64, f64)]| Series {
            name: name.into(),
            ink: Ink::Truth,
            points: points.to_vec(),
            listed: true,
            filled: false,
        };
        Figure {
            title: "t".into(),
            x: Axis::linear("x", Range { low: 0.0, high: 2.0 }),
            y: Axis::linear("y", Range { low: 0.0, high: 1.0 }),
            training: None,
            hinges: Vec::new(),
            series: vec![
                series("a \"quoted\"", &[(0.0, 1.0), (1.0, f64::NAN), (2.0, 3.0)]),
                series("b", &[(0.0, -1.0), (1.0, 0.5), (2.0, 1.0)]),
            ],
        }
    }

    #[test]
    fn reading_takes_the_nearest_defined_sample() {
        let read = |x: f64| figure().read(x).into_iter().map(|r| (r.x, r.y)).collect::<Vec<_>>();
        assert_eq!(read(0.2), [(0.0, 1.0), (0.0, -1.0)]);
        assert_eq!(read(5.0), [(2.0, 3.0), (2.0, 1.0)]);
        assert_eq!(read(1.2), [(2.0, 3.0), (1.0, 0.5)]);
    }

    #[test]
    fn a_histogram_starts_and_ends_at_zero() {
        let steps = Series::steps("n", Ink::Net(0), &[0.0, 1.0, 3.0], &[2.0, 5.0]);
        assert_eq!(steps.points, [(0.0, 0.0), (0.0, 2.0), (1.0, 2.0), (1.0, 5.0), (3.0, 5.0), (3.0, 0.0)]);
        assert!(Series::steps("n", Ink::Net(0), &[], &[]).points.is_empty());
    }

    #[test]
    fn csv_shares_x_and_leaves_gaps_empty() {
        assert_eq!(figure().csv(), "\"x\",\"a \"\"quoted\"\"\",\"b\"\n0,1,-1\n1,,0.5\n2,3,1\n");
    }
}
