//! Line figures of a `scinet` cell: slices along ω, histograms of latent means, errors over distance.

use crate::figure::axis::{Axis, decades, widen};
use crate::figure::heights::heights;
use crate::figure::lines::{Figure, Ink, Series, Training};
use crate::figure::lines::{NETWORK, TRUTH};
use crate::figure::number::readable;
use crate::figure::number::subscript;
use crate::float::exp;
use crate::kinds::scinet::board::SciNetBoard;
use crate::kinds::scinet::rivals::{Rival, Rivals};
use crate::kinds::worlds::oscillator::slices::truth_slices;
use crate::measure::asked::Asked;
use crate::measure::latents::histogram;
use crate::measure::statistics::rms;
use crate::order::sort;
use crate::range::Range;

/// Number of points along a slice.
const POINTS: usize = 201;
/// Number of bars of a histogram.
const BARS: usize = 60;
/// Number of directions in which errors at a distance are measured.
const DIRECTIONS: u32 = 72;
/// Number of steps of the distance axis, and its end in standard deviations.
const STEPS: usize = 32;
const FARTHEST: f64 = 8.0;

impl SciNetBoard {
    /// Truth and network along the first input at a few values of the second.
    pub(super) fn slices(&self, output: usize, hidden: &[String]) -> Figure {
        let shown = self.shown();
        let [range, _] = shown.window.ranges;
        let x = range.grid(POINTS);
        let levels = shown.window.levels(&self.spec.shown.slices);
        let truths = truth_slices(&self.oscillator, output, &x, &levels);
        let mut models = Vec::new();
        if let Some(mut asked) = Asked::new(&self.spec, &self.base.net.parameters) {
            for level in &levels {
                let inputs: Vec<[f64; 2]> = x.iter().map(|x| [*x, *level]).collect();
                models.push(x.iter().copied().zip(asked.ask(&inputs).output(output)).collect::<Vec<_>>());
            }
        }
        let [_, gamma] = self.oscillator.input_names();
        let values = |curves: &[Vec<(f64, f64)>]| curves.iter().flatten().map(|point| point.1).collect::<Vec<f64>>();
        let (y, _) = heights("", &values(&truths), &[&values(&models)]);
        let mut series: Vec<Series> = Vec::new();
        let level = |i: usize| shown.window.level_name(gamma, levels[i]);
        for (i, points) in truths.into_iter().enumerate() {
            let name = format!("{TRUTH}, {}", level(i));
            series.push(Series { name, ink: Ink::TruthOf(i), points, listed: true, filled: false });
        }
        for (i, points) in models.into_iter().enumerate() {
            let name = format!("{NETWORK}, {}", level(i));
            series.push(Series { name, ink: Ink::Net(i), points, listed: true, filled: false });
        }
        series.retain(|series| !hidden.contains(&series.name));
        Figure {
            title: format!("Slices of {} of {}", self.oscillator.output_names()[output], self.base.subject),
            x: Axis::linear(self.oscillator.input_labels()[0], range),
            y: Axis::linear(self.oscillator.output_labels()[output], y),
            training: Some(self.along_omega(range)),
            hinges: Vec::new(),
            series,
        }
    }

    /// The training draws of the first input.
    fn along_omega(&self, range: Range) -> Training {
        let (mean, deviation) = (self.oscillator.mean[0], self.oscillator.deviation[0]);
        let inside = Range { low: mean - 2.0 * deviation, high: mean + 2.0 * deviation };
        let density = |x: f64| {
            let t = (x - mean) / deviation;
            (x, exp(-0.5 * t * t))
        };
        Training {
            inside,
            label: "training data, μ ± 2σ".into(),
            density: range.grid(POINTS).into_iter().map(density).collect(),
        }
    }

    /// The distribution of the i-th latent mean on fresh draws, beside the prior.
    pub(super) fn histogram(&self, i: usize) -> Figure {
        let means = self.fresh().map_or(Vec::new(), |fresh| fresh.answers.mean(i));
        // A few distant draws must not squeeze all others into one bar.
        let mut sizes: Vec<f64> = means.iter().map(|mean| mean.abs()).collect();
        sort(&mut sizes);
        let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 200)).copied().unwrap_or(0.0);
        let prior = self.base.spec.recipe.prior;
        let farthest = (1.1 * most).clamp(3.5 * prior, 100.0 * prior.max(1.0));
        let range = widen(-farthest, farthest);
        let beyond = sizes.iter().filter(|size| **size > range.high).count();
        let (edges, heights) = histogram(&means, range.low, range.high, BARS);
        let normal = range
            .grid(POINTS)
            .into_iter()
            .map(|x| (x, 0.398_942_28 / prior * exp(-0.5 * x * x / (prior * prior))))
            .collect();
        let tallest = heights.iter().fold(0.4 / prior, |tallest, height| tallest.max(*height));
        let name = format!("μ{}", subscript(i + 1));
        let label = match beyond {
            0 => name.clone(),
            _ => format!("{name} ({} % beyond)", readable(100.0 * beyond as f64 / sizes.len() as f64, 1)),
        };
        Figure {
            title: match self.latent_words(i) {
                words if words.is_empty() => format!("{name} of {}", self.base.subject),
                words => words,
            },
            x: Axis::linear(label, range),
            y: Axis::linear("density", Range { low: 0.0, high: widen(0.0, tallest).high }),
            training: None,
            hinges: Vec::new(),
            series: vec![
                Series::steps(name, Ink::Net(i), &edges, &heights),
                Series {
                    name: if prior == 1.0 { "N(0, 1)".into() } else { format!("N(0, {prior}²)") },
                    ink: Ink::Truth,
                    points: normal,
                    listed: true,
                    filled: false,
                },
            ],
        }
    }

    /// RMS errors on ellipses around the training mean, against their distance.
    pub(super) fn outside(&self, output: usize, hidden: &[String]) -> Figure {
        let ellipses: Vec<(f64, Vec<[f64; 2]>)> = Range { low: 0.0, high: FARTHEST }
            .grid(STEPS + 1)
            .into_iter()
            .map(|k| (k, self.oscillator.ellipse(k, DIRECTIONS)))
            .filter(|(_, inputs)| !inputs.is_empty())
            .collect();
        let rms = |answer: &mut dyn FnMut(&[[f64; 2]]) -> Vec<f64>| -> Vec<(f64, f64)> {
            ellipses.iter().map(|(k, inputs)| (*k, self.rms(output, inputs, &answer(inputs)))).collect()
        };
        let mut series = Vec::new();
        if let Some(mut asked) = Asked::new(&self.spec, &self.base.net.parameters) {
            let points = rms(&mut |inputs| asked.ask(inputs).output(output));
            series.push(Series { name: NETWORK.into(), ink: Ink::Net(0), points, listed: true, filled: false });
        }
        for (i, (name, rival)) in
            self.rivals.iter().flat_map(Rivals::models).filter(telling(&self.spec.shown.polynomials.0)).enumerate()
        {
            let points = rms(&mut |inputs| self.rival_output(rival, inputs, output));
            series.push(Series { name, ink: Ink::Baseline(i), points, listed: true, filled: false });
        }
        series.retain(|series| !hidden.contains(&series.name));
        let name = self.oscillator.output_names()[output];
        let values = series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).filter(|y| y.is_finite() && *y > 0.0);
        let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(l, m), y| (l.min(y), m.max(y)));
        let y =
            if most > 0.0 { decades(least.max(1e-6), most.clamp(1e-5, 1e4)) } else { Range { low: 1e-4, high: 1.0 } };
        let density = Range { low: 0.0, high: FARTHEST }.grid(POINTS).into_iter().map(|k| (k, exp(-0.5 * k * k)));
        Figure {
            title: format!("Error in {name} at a distance, {}", self.base.subject),
            x: Axis::linear("distance from the training mean (σ)", Range { low: 0.0, high: FARTHEST }),
            y: Axis::log(format!("RMS error in {name}"), y).with_floor(),
            training: Some(Training {
                inside: Range { low: 0.0, high: 2.0 },
                label: "training data, to 2 σ".into(),
                density: density.collect(),
            }),
            hinges: Vec::new(),
            series,
        }
    }

    fn rms(&self, output: usize, inputs: &[[f64; 2]], answers: &[f64]) -> f64 {
        let error = |(input, answer): (&[f64; 2], &f64)| answer - self.oscillator.answer(*input)[output];
        rms(inputs.iter().zip(answers).map(error)).unwrap_or(f64::NAN)
    }

    fn rival_output(&self, rival: Rival, inputs: &[[f64; 2]], output: usize) -> Vec<f64> {
        let mut out = Vec::new();
        if let Some(rivals) = &self.rivals {
            rivals.predict(rival, inputs, &mut out);
        }
        out.into_iter().map(|answer| answer[output]).collect()
    }
}

/// The rivals that a figure has room for: the highest degree in each set of coordinates, and the response function.
fn telling(degrees: &[u32]) -> impl Fn(&(String, Rival)) -> bool {
    let highest = degrees.iter().copied().max();
    move |(_, rival)| match rival {
        Rival::Polynomial { degree, .. } => Some(*degree) == highest,
        Rival::Response => true,
    }
}
