//! The window of a cell over two inputs: its grid, and the position of the training data.

use crate::figure::axis::{Axis, round_step};
use crate::figure::field::{Grid, Outline, TrainingArea};
use crate::figure::number::to_step;
use crate::float::{cos, sin};
use crate::kinds::worlds::Oscillator;
use crate::spec::{Levels, Range};

/// Number of points of a grid along each input: the middles and the ends of the rectangles of its maps.
pub const SIDE: usize = 41;
/// The same for pictures that move.
pub const COARSE_SIDE: usize = 17;
/// Number of corners of an outline.
const CORNERS: u32 = 180;

/// A rectangle of inputs with its grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// The visible interval of each input.
    pub ranges: [Range; 2],
    /// The points, `side` along each input, the edges of the window included.
    pub grid: Grid,
}

impl Window {
    /// The window between these ends, with `side` points along each input.
    pub fn new(ranges: [Range; 2], side: usize) -> Self {
        let [x, y] = ranges.map(|range| range.grid(side));
        Self { ranges, grid: Grid { x, y } }
    }

    /// The axes, with these labels.
    pub fn axes(&self, labels: [&str; 2]) -> [Axis; 2] {
        [0, 1].map(|i| Axis::linear(labels[i], self.ranges[i]))
    }

    /// Every input of the grid, row by row.
    pub fn inputs(&self) -> Vec<[f64; 2]> {
        self.grid.points().collect()
    }

    fn contains(&self, input: [f64; 2]) -> bool {
        [0, 1].iter().all(|&i| (self.ranges[i].low..=self.ranges[i].high).contains(&input[i]))
    }

    /// The density of the training draws, and lines at whole distances from their mean.
    pub fn training(&self, oscillator: &Oscillator, reach: f64) -> TrainingArea {
        let density: Vec<f64> = self.grid.points().map(|input| oscillator.density(input)).collect();
        let peak = density.iter().fold(0.0_f64, |peak, d| peak.max(*d));
        let density = density.into_iter().map(|d| if peak > 0.0 { d / peak } else { 0.0 }).collect();
        // Two or three lines show the scale. Eight would hide the map.
        let distances: &[f64] = if reach <= 1.0 {
            &[0.5, 1.0]
        } else if reach <= 3.0 {
            &[1.0, 2.0]
        } else {
            &[2.0, 4.0, 6.0]
        };
        let outlines = distances.iter().filter(|k| **k <= 1.01 * reach).map(|k| self.outline(oscillator, *k)).collect();
        TrainingArea { density, outlines }
    }

    /// The ellipse at k standard deviations, as far as training could draw an input there.
    fn outline(&self, oscillator: &Oscillator, k: f64) -> Outline {
        let point = |i: u32| {
            let angle = std::f64::consts::TAU * f64::from(i) / f64::from(CORNERS);
            let input = oscillator.at_distance(k, [cos(angle), sin(angle)]);
            match self.contains(input) && oscillator.allows(input) {
                true => (input[0], input[1]),
                false => (f64::NAN, f64::NAN),
            }
        };
        Outline { label: format!("{k} σ"), points: (0..=CORNERS).map(point).collect() }
    }

    /// The values of the second input at which slices are cut: the requested ones, or three round ones.
    pub fn levels(&self, asked: &Levels) -> Vec<f64> {
        if let Some(levels) = &asked.0 {
            return levels.clone();
        }
        let Range { low, high } = self.ranges[1];
        let step = round_step(high - low, 12);
        let mut levels: Vec<f64> =
            [1.0, 3.0, 5.0].map(|sixths| ((low + (high - low) * sixths / 6.0) / step).round() * step).into();
        levels.dedup();
        levels
    }

    /// The name of a level in a legend.
    pub fn level_name(&self, name: &str, level: f64) -> String {
        let step = round_step(self.ranges[1].span(), 12).min(if level == 0.0 { 1.0 } else { level.abs() });
        // Requested levels may be finer than the steps of the window.
        let exact = to_step(level, step);
        let read = exact.replace('−', "-").parse::<f64>().unwrap_or(f64::NAN);
        let close = (read - level).abs() <= 1e-9 * level.abs().max(1e-9);
        format!("{name} = {}", if close { exact } else { crate::spec::print_number(level).replace('-', "−") })
    }
}
