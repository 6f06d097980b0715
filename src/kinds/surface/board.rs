//! The figures of a `surface` cell: the oscillator's phase and amplitude, in space and in slices.

use crate::figure::axis::{Axis, widen};
use crate::figure::field::{Sheet, Surface};
use crate::figure::heights::heights;
use crate::figure::lines::TRUTH;
use crate::figure::lines::{Figure, Ink, Series};
use crate::figure::picture::Picture;
use crate::float::ln;
use crate::kinds::surface::outputs::Outputs;
use crate::kinds::surface::spec::SurfaceSpec;
use crate::kinds::worlds::Space;
use crate::kinds::worlds::oscillator::slices::truth_slices;
use crate::kinds::worlds::oscillator::window::{COARSE_SIDE, SIDE, Window};
use crate::kinds::worlds::{Oscillator, OscillatorSpec};
use crate::spec::{Levels, Range};

/// Number of points along a slice.
const POINTS: usize = 401;

/// The window of a `surface` cell, and the oscillator that it shows.
pub struct TruthBoard {
    /// The cell's spec.
    pub spec: SurfaceSpec,
    oscillator: Oscillator,
    window: Window,
}

impl TruthBoard {
    /// The board of a spec.
    pub fn new(spec: SurfaceSpec) -> Self {
        let oscillator = Oscillator::new(
            &OscillatorSpec { space: spec.space, omega: 1.0, gamma: 1.0, ..OscillatorSpec::default() },
            1,
        );
        let ends = |range: Range| match spec.space {
            Space::Real => range,
            Space::Log => Range { low: ln(range.low), high: ln(range.high) },
        };
        let window = Window::new([ends(spec.omega), ends(spec.gamma)], SIDE);
        Self { oscillator, window, spec }
    }

    /// Makes the next surfaces from fewer points.
    pub(super) fn coarsen(&mut self, coarse: bool) {
        self.window = Window::new(self.window.ranges, if coarse { COARSE_SIDE } else { SIDE });
    }

    fn outputs(&self) -> Vec<usize> {
        match self.spec.outputs {
            Outputs::Phase => vec![0],
            Outputs::Amplitude => vec![1],
            Outputs::Both => vec![0, 1],
        }
    }

    /// The names of the figures of the cell, surfaces first.
    pub fn names(&self) -> Vec<String> {
        let named = |word: &str| self.outputs().into_iter().map(|i| format!("{word}:{i}")).collect::<Vec<_>>();
        [named("surface"), named("slices")].concat()
    }

    /// The figure of a name, without the curves named in `hidden`.
    pub fn named(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        let (word, number) = name.split_once(':')?;
        let output = number.parse().ok().filter(|output| self.outputs().contains(output))?;
        match word {
            "surface" => Some(Picture::Surface(self.surface(output, hidden))),
            "slices" => Some(Picture::Lines(self.slices(output, hidden))),
            _ => None,
        }
    }

    /// The largest amplitude that is drawn, in the coordinates of the space.
    fn cut(&self) -> f64 {
        if self.spec.space == Space::Log { ln(self.spec.cut) } else { self.spec.cut }
    }

    /// The range of the axis of an output, and a note on values beyond it.
    fn range(&self, output: usize, values: &[f64]) -> (Range, Option<String>) {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let (low, high) = finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), z| (l.min(z), h.max(z)));
        if output == 0 {
            // φ from 0 to π, unless the window shows only a part of that.
            return (widen(low, high), None);
        }
        if high <= self.cut() {
            return (heights("", values, &[]).0, None);
        }
        let low = if self.spec.space == Space::Log { widen(low.min(self.cut() - 1.0), self.cut()).low } else { 0.0 };
        let name = self.oscillator.output_names()[1];
        let cut = crate::figure::number::readable(self.cut(), 2);
        let top = crate::figure::number::readable(high, 2);
        (Range { low, high: self.cut() }, Some(format!("cut at {name} = {cut}; the truth reaches {top} here")))
    }

    fn surface(&self, output: usize, hidden: &[String]) -> Surface {
        let values: Vec<f64> = self.window.grid.points().map(|input| self.oscillator.answer(input)[output]).collect();
        let (range, cut) = self.range(output, &values);
        let [x, y] = self.window.axes(self.oscillator.input_labels());
        let mut sheets = vec![Sheet { name: TRUTH.into(), ink: Ink::Net(output), values }];
        sheets.retain(|sheet| !hidden.contains(&sheet.name));
        Surface {
            title: format!("{} of the driven oscillator", self.oscillator.output_names()[output]),
            x,
            y,
            z: Axis::linear(self.oscillator.output_labels()[output], range),
            grid: self.window.grid.clone(),
            sheets,
            training: None,
            cut,
        }
    }

    fn slices(&self, output: usize, hidden: &[String]) -> Figure {
        let asked = match (&self.spec.slices.0, self.spec.space) {
            (Some(levels), Space::Log) => Levels(Some(levels.iter().map(|level| ln(*level)).collect())),
            _ => self.spec.slices.clone(),
        };
        let levels = self.window.levels(&asked);
        let x = self.window.ranges[0].grid(POINTS);
        let truths = truth_slices(&self.oscillator, output, &x, &levels);
        let values: Vec<f64> = truths.iter().flatten().map(|point| point.1).collect();
        let (range, _) = self.range(output, &values);
        let [_, gamma] = self.oscillator.input_names();
        let named = levels.iter().zip(truths).enumerate();
        let mut series: Vec<Series> = named
            .map(|(i, (level, points))| {
                let name = self.window.level_name(gamma, *level);
                Series { name, ink: Ink::Net(i), points, listed: true, filled: false }
            })
            .collect();
        series.retain(|series| !hidden.contains(&series.name));
        Figure {
            title: format!("Slices of {} of the driven oscillator", self.oscillator.output_names()[output]),
            x: Axis::linear(self.oscillator.input_labels()[0], self.window.ranges[0]),
            y: Axis::linear(self.oscillator.output_labels()[output], range),
            training: None,
            hinges: Vec::new(),
            series,
        }
    }
}
