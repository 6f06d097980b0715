//! Bars for a few values side by side, with the spread over the seeds.

use super::axis::{Axis, Scale, decades, widen};
use super::csv::Csv;
use super::lines::{Figure, Ink, Series};
use crate::range::{Range, extremes};

/// The part of the distance to the next value that the bars of a value take together.
const BROAD: f64 = 0.8;
/// Half of the width of the ends of a whisker, as a part of its bar.
const CAP: f64 = 0.2;

/// Bars over whole numbers. Each row of a table has its own colour.
pub struct Bars {
    /// The title.
    pub title: String,
    /// The values along x, ascending.
    pub places: Vec<f64>,
    /// Name of the x-axis.
    pub x: String,
    /// Name of the y-axis.
    pub y: String,
    /// Whether the y-axis is logarithmic.
    pub scale: Scale,
    /// The name of each row, and the numbers of its seeds at each value; (rows, values, seeds).
    pub rows: Vec<(String, Vec<Vec<f64>>)>,
}

impl Bars {
    /// Whether bars can be drawn at these values: whole numbers, ascending, close together.
    pub fn places(values: &[String]) -> Option<Vec<f64>> {
        const MOST: f64 = 24.0;
        let places: Vec<f64> = values.iter().map(|value| value.parse().ok()).collect::<Option<_>>()?;
        let whole = places.iter().all(|place: &f64| place.fract() == 0.0);
        let rising = places.windows(2).all(|pair| pair[0] < pair[1]);
        let near = places.last()? - places.first()? <= MOST;
        (whole && rising && near).then_some(places)
    }

    /// The numbers as CSV: for each value the mean, the smallest and the largest number of each row.
    pub fn csv(&self) -> String {
        let heads =
            self.rows.iter().flat_map(|row| ["mean", "least", "largest"].map(|what| format!("{}, {what}", row.0)));
        let heads = std::iter::once(self.x.clone()).chain(heads);
        let mut csv = Csv::new(heads);
        for (i, place) in self.places.iter().enumerate() {
            let mut row = vec![*place];
            for (_, cells) in &self.rows {
                let values = cells.get(i).map_or(&[][..], Vec::as_slice);
                let (least, largest) = extremes(values.iter().copied()).unwrap_or((f64::NAN, f64::NAN));
                row.extend([values.iter().sum::<f64>() / values.len() as f64, least, largest]);
            }
            csv.row(row);
        }
        csv.text()
    }

    /// The figure, without the rows named in `hidden`. The height of a bar is the mean over the seeds; a whisker
    /// reaches from the smallest to the largest number.
    pub fn figure(self, hidden: &[String]) -> Figure {
        let finite = |values: &Vec<f64>| -> Vec<f64> {
            values.iter().copied().filter(|value| self.scale == Scale::Linear || *value > 0.0).collect()
        };
        let all: Vec<f64> = self.rows.iter().flat_map(|row| row.1.iter().flat_map(finite)).collect();
        let (least, most) = extremes(all).unwrap_or((0.1, 1.0));
        let y = match self.scale {
            Scale::Linear => Axis::linear(self.y, Range { low: 0.0, high: widen(0.0, most.max(1e-12)).high }),
            // Rounded at the low end, where bars begin. Above there is room for the end of the highest whisker.
            Scale::Log => {
                let Range { low, .. } = decades(least, most);
                Axis::log(self.y, Range { low, high: (1.3 * most).max(2.0 * low) })
            }
        };
        let width = BROAD / self.rows.len().max(1) as f64;
        let series = self.rows.iter().enumerate().filter(|(_, row)| !hidden.contains(&row.0)).flat_map(|(i, row)| {
            let (mut tops, mut whiskers) = (Vec::new(), Vec::new());
            for (place, values) in self.places.iter().zip(&row.1) {
                let values = finite(values);
                let Some((low, high)) = extremes(values.iter().copied()) else { continue };
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                let left = place - 0.5 * BROAD + i as f64 * width;
                let (middle, right) = (left + 0.5 * width, left + width);
                tops.extend([(left, mean), (middle, mean), (right, mean), (right, f64::NAN)]);
                let cap = CAP * width;
                let end = |value: f64| [(middle - cap, value), (middle + cap, value), (middle, value)];
                whiskers.extend(end(low).into_iter().chain([(middle, high)]).chain(end(high)));
                whiskers.push((middle, f64::NAN));
            }
            let named =
                |name: &str, ink, points, bar| Series { name: name.into(), ink, points, listed: bar, filled: bar };
            [named(&row.0, Ink::Net(i), tops, true), named("", Ink::Spread, whiskers, false)]
        });
        let (first, last) = (self.places.first().copied().unwrap_or(0.0), self.places.last().copied().unwrap_or(1.0));
        Figure {
            title: self.title,
            x: Axis::linear(self.x, Range { low: first - 0.6, high: last + 0.6 }),
            y,
            training: None,
            hinges: Vec::new(),
            series: series.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(scale: Scale) -> Figure {
        let rows = vec![("a".into(), vec![vec![0.1, 0.3], vec![]]), ("b".into(), vec![vec![0.0, 0.01], vec![0.5]])];
        let (title, x, y) = ("t".into(), "x".into(), "y".into());
        Bars { title, places: vec![1.0, 2.0], x, y, scale, rows }.figure(&[])
    }

    #[test]
    fn bars_stand_at_whole_numbers_that_rise() {
        let places = |values: &[&str]| Bars::places(&values.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(places(&["0", "1", "5"]), Some(vec![0.0, 1.0, 5.0]));
        for wrong in [&["1", "0"][..], &["0.5", "1"], &["1", "1000"], &["yes", "no"], &[]] {
            assert_eq!(places(wrong), None);
        }
    }

    #[test]
    fn a_bar_is_the_mean_and_its_whisker_reaches_over_the_seeds() {
        let figure = bars(Scale::Linear);
        let [first, whisker, second, _] = figure.series.as_slice() else { panic!() };
        assert_eq!(first.points[..3], [(0.6, 0.2), (0.8, 0.2), (1.0, 0.2)]);
        let ends = extremes(whisker.points.iter().map(|p| p.1));
        assert_eq!(ends, Some((0.1, 0.3)));
        assert_eq!(second.points[0], (1.0, 0.005));
        assert_eq!(figure.read(0.75)[0].y, 0.2);
        assert_eq!(figure.y.range.low, 0.0);
    }

    #[test]
    fn the_table_has_a_row_for_each_place() {
        let rows = vec![("a".into(), vec![vec![1.0, 3.0], vec![]]), ("b".into(), vec![vec![0.0], vec![0.5]])];
        let (title, x, y) = ("t".into(), "x".into(), "y".into());
        let table = Bars { title, places: vec![1.0, 2.0], x, y, scale: Scale::Linear, rows }.csv();
        let head = r#""x","a, mean","a, least","a, largest","b, mean","b, least","b, largest""#;
        assert_eq!(table, format!("{head}\n1,2,1,3,0,0,0\n2,,,,0.5,0.5,0.5\n"));
    }

    #[test]
    fn a_logarithmic_axis_leaves_zeros_out() {
        let figure = bars(Scale::Log);
        assert_eq!((figure.y.range.low, figure.series[2].points[0].1), (0.01, 0.01));
    }
}
