//! The figures and the table of a `fit` cell, made from its board.

use super::axis::{Axis, decades, widen};
use super::board::{Board, Model};
use super::figure::{Figure, Ink, Series, Training};
use super::measures::{Measures, measure};
use crate::spec::{ErrorAxis, Range};
use serde::Serialize;

/// Points of a curve over the view: at least one a pixel on most screens.
const POINTS: usize = 1201;
/// Points of one neuron's curve; there may be a thousand neurons.
const NEURON_POINTS: usize = 241;
/// Most points of a loss curve; more epochs are drawn as each bucket's extremes.
const LOSS_BUCKETS: usize = 500;

/// The figures that a `fit` cell has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Truth, networks and polynomials over x.
    Fit,
    /// How far each is from the truth.
    Error,
    /// Batch loss over epochs.
    Loss,
    /// What each neuron of the i-th network adds.
    Neurons(usize),
}

/// One model's line of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The model's name.
    pub name: String,
    /// Its colour and stroke.
    pub ink: Ink,
    /// Its errors.
    pub measures: Measures,
    /// Weights and biases, or coefficients.
    pub parameters: usize,
}

fn ink(model: Model) -> Ink {
    match model {
        Model::Net(i) => Ink::Net(i),
        Model::Polynomial(i) => Ink::Baseline(i),
    }
}

impl Board {
    /// The legend of a figure over x: every curve there can be.
    pub fn legend(&self) -> Vec<(String, Ink)> {
        let models = self.models().into_iter().map(|model| (self.name(model), ink(model)));
        std::iter::once((self.truth_name(), Ink::Truth)).chain(models).collect()
    }

    /// A figure's title.
    pub fn title(&self, kind: FigureKind) -> String {
        let target = self.spec.target.source();
        match kind {
            FigureKind::Fit => format!("Fits to {target}"),
            FigureKind::Error => format!("Errors of fits to {target}"),
            FigureKind::Loss => format!("Loss on {target}"),
            FigureKind::Neurons(i) => match self.spec.nets.0.get(i) {
                Some(net) => format!("Inside {} on {target}", net.name()),
                None => format!("Inside a network on {target}"),
            },
        }
    }

    fn truth_name(&self) -> String {
        format!("truth, {}", self.spec.target.source())
    }

    /// One of the cell's figures, without the series named in `hidden`.
    pub fn figure(&self, kind: FigureKind, hidden: &[String]) -> Figure {
        match kind {
            FigureKind::Fit => self.fit_figure(hidden),
            FigureKind::Error => self.error_figure(hidden),
            FigureKind::Loss => self.loss_figure(hidden),
            FigureKind::Neurons(i) => self.neuron_figure(i, hidden),
        }
    }

    /// The table: every known model with its errors.
    pub fn table(&self) -> Vec<Row> {
        let row = |model: Model| Row {
            name: self.name(model),
            ink: ink(model),
            measures: measure(
                self.curve.inside(),
                self.spec.view,
                |x, y| self.curve.truth(x, y),
                |x, y| self.fill(model, x, y),
            ),
            parameters: match model {
                Model::Net(i) => self.nets[i].parameters.len(),
                Model::Polynomial(i) => self.spec.polynomials.0[i] as usize + 1,
            },
        };
        self.models().into_iter().map(row).collect()
    }

    fn training(&self) -> Option<Training> {
        let peak = self.curve.density(self.curve.inside().low / 2.0 + self.curve.inside().high / 2.0);
        // The density has detail only where the data are, however wide the view.
        let inside = self.curve.inside();
        let half = inside.span();
        let low = (inside.low - half).max(self.spec.view.low);
        let high = (inside.high + half).min(self.spec.view.high);
        if low >= high {
            return Some(Training { inside, label: self.curve.inside_label().into(), density: Vec::new() });
        }
        let x = super::measures::grid(Range { low, high }, 201);
        let density = x.into_iter().map(|x| (x, self.curve.density(x) / peak)).collect();
        Some(Training { inside, label: self.curve.inside_label().into(), density })
    }

    fn curves(&self, hidden: &[String]) -> Vec<Series> {
        let mut series =
            vec![Series { name: self.truth_name(), ink: Ink::Truth, points: self.truth_points(POINTS), listed: true }];
        series.extend(self.models().into_iter().map(|model| Series {
            name: self.name(model),
            ink: ink(model),
            points: self.model_points(model, POINTS),
            listed: true,
        }));
        series.retain(|series| !hidden.contains(&series.name));
        series
    }

    fn fit_figure(&self, hidden: &[String]) -> Figure {
        let series = self.curves(hidden);
        let range = self.spec.y.0.unwrap_or_else(|| self.y_range(&series));
        Figure {
            title: self.title(FigureKind::Fit),
            x: Axis::linear("x", self.spec.view),
            y: Axis::linear("y", range),
            training: self.training(),
            hinges: Vec::new(),
            series,
        }
    }

    /// A y-range that shows the truth wherever it is in view and every model inside the training
    /// data. Outside, models may stretch it to twice that: a degree-25 polynomial must not
    /// flatten all else.
    fn y_range(&self, series: &[Series]) -> Range {
        let inside = self.curve.inside();
        let extremes = |keep: &dyn Fn(&Series, f64) -> bool| {
            let points = series.iter().flat_map(|s| s.points.iter().filter(|p| keep(s, p.0)));
            let values = points.map(|p| p.1).filter(|y| y.is_finite());
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(y), h.max(y)))
        };
        let within = |x: f64| (inside.low..=inside.high).contains(&x);
        let truth = extremes(&|s, _| s.ink == Ink::Truth);
        let near = extremes(&|s, x| s.ink == Ink::Truth || within(x));
        let all = extremes(&|_, _| true);
        if near.0 > near.1 {
            return if all.0 <= all.1 {
                widen(all.0.max(-1e12), all.1.min(1e12))
            } else {
                Range { low: -1.0, high: 1.0 }
            };
        }
        // A truth with a pole in view would flatten everything; then what is inside decides.
        let inner = extremes(&|_, x| within(x));
        let pole = inner.0 <= inner.1 && truth.1 - truth.0 > 1e4 * (inner.1 - inner.0).max(1e-9);
        let (low, high) = if pole { inner } else { near };
        let room = 0.5 * (high - low).max(1e-12 * high.abs().max(low.abs()));
        widen(low.min(all.0.max(low - room)), high.max(all.1.min(high + room)))
    }

    fn error_figure(&self, hidden: &[String]) -> Figure {
        let truth = self.truth_points(POINTS);
        let logarithmic = self.spec.errors == ErrorAxis::Log;
        let mut series = self.curves(hidden);
        series.retain(|series| series.ink != Ink::Truth);
        for (point, truth) in series.iter_mut().flat_map(|s| s.points.iter_mut().zip(&truth)) {
            let error = point.1 - truth.1;
            point.1 = if logarithmic { error.abs() } else { error };
        }
        let y = if logarithmic {
            Axis::log("|model − truth|", self.log_error_range(&series, &truth)).with_floor()
        } else {
            Axis::linear("model − truth", self.linear_error_range(&series))
        };
        Figure {
            title: self.title(FigureKind::Error),
            x: Axis::linear("x", self.spec.view),
            y,
            training: self.training(),
            hinges: Vec::new(),
            series,
        }
    }

    /// Decades from the small errors to the largest of the networks, or of anything inside. The last
    /// thousandth of points (zero crossings) may fall below, and so may errors that are no more
    /// than the rounding of y itself.
    fn log_error_range(&self, series: &[Series], truth: &[(f64, f64)]) -> Range {
        let inside = self.curve.inside();
        let mut sizes = Vec::new();
        let mut top = 0.0_f64;
        for one in series {
            for &(x, error) in one.points.iter().filter(|point| point.1.is_finite()) {
                sizes.push(error);
                let counts = matches!(one.ink, Ink::Net(_)) || (inside.low..=inside.high).contains(&x);
                top = if counts { top.max(error) } else { top };
            }
        }
        sizes.sort_by(f64::total_cmp);
        let (Some(&small), Some(&largest)) = (sizes.get(sizes.len() / 200), sizes.last()) else {
            return Range { low: 1e-6, high: 1.0 };
        };
        let size = truth.iter().map(|point| point.1.abs()).filter(|y| y.is_finite()).fold(1e-300, f64::max);
        let rounding = (1e-15 * size).max(1e-16);
        // A polynomial's explosion outside is shown for two more decades and then leaves the figure.
        let top = if top > 0.0 { largest.min(100.0 * top) } else { largest };
        let range = decades(small.max(10.0 * rounding), top.max(100.0 * rounding));
        Range { low: range.low.max(1e-20 * range.high), ..range }
    }

    fn linear_error_range(&self, series: &[Series]) -> Range {
        let inside = self.curve.inside();
        let within = |x: f64| (inside.low..=inside.high).contains(&x);
        let largest = |keep: &dyn Fn(f64) -> bool| {
            let points = series.iter().flat_map(|s| s.points.iter().filter(|p| keep(p.0)));
            points.map(|p| p.1.abs()).filter(|e| e.is_finite()).fold(0.0, f64::max)
        };
        let (near, all) = (largest(&within), largest(&|_| true));
        let size = if near > 0.0 { all.min(3.0 * near) } else { all };
        widen(-size, size)
    }

    fn loss_figure(&self, hidden: &[String]) -> Figure {
        let mut series: Vec<Series> = (0..self.nets.len())
            .filter(|&i| !self.nets[i].losses.is_empty())
            .map(|i| Series {
                name: self.name(Model::Net(i)),
                ink: Ink::Net(i),
                points: thinned(&self.nets[i].losses),
                listed: true,
            })
            .collect();
        series.retain(|series| !hidden.contains(&series.name));
        let losses = || series.iter().flat_map(|s| s.points.iter().map(|p| p.1));
        let (low, high) =
            losses().filter(|l| *l > 0.0).fold((f64::INFINITY, 0.0_f64), |(l, h), y| (l.min(y), h.max(y)));
        let range = if low <= high { decades(low.max(1e-16), high.max(1e-15)) } else { Range { low: 1e-6, high: 1e2 } };
        let y = Axis::log("mean squared error of the batch", range);
        // A loss of exactly 0 has no place on a logarithmic axis but its floor.
        let y = if losses().any(|loss| loss == 0.0) { y.with_floor() } else { y };
        Figure {
            title: self.title(FigureKind::Loss),
            x: Axis::log("epoch", Range { low: 1.0, high: f64::from(self.spec.epochs.max(10)) }),
            y,
            training: None,
            hinges: Vec::new(),
            series,
        }
    }

    fn neuron_figure(&self, i: usize, hidden: &[String]) -> Figure {
        let x = super::measures::grid(self.spec.view, NEURON_POINTS);
        let mut figure = Figure { series: Vec::new(), ..self.fit_figure(&[]) };
        let Some(view) = self.net(i) else {
            return figure;
        };
        figure.title = self.title(FigureKind::Neurons(i));
        let points = |y: Vec<f64>| x.iter().copied().zip(y).collect();
        for neuron in 0..view.width() {
            let mut y = vec![0.0; x.len()];
            view.contribution(neuron, &x, &mut y);
            figure.series.push(Series {
                name: format!("neuron {}", neuron + 1),
                ink: Ink::Neuron(neuron),
                points: points(y),
                // A legend and a hover box of a hundred names help nobody.
                listed: view.width() <= 8,
            });
            figure.hinges.extend(hinge(view.neuron(neuron)));
        }
        let curves = self.curves(hidden);
        figure.series.extend(curves.into_iter().filter(|s| s.ink == Ink::Net(i) || s.ink == Ink::Truth));
        figure.series.retain(|series| !hidden.contains(&series.name));
        figure.hinges.retain(|x| (self.spec.view.low..=self.spec.view.high).contains(x));
        let values = figure.series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).filter(|y| y.is_finite());
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(l, h), y| (l.min(y), h.max(y)));
        figure.y = Axis::linear("y", widen(low, high));
        figure
    }
}

/// Where b₁ + w₁ x crosses zero: the place at which a neuron bends.
pub fn hinge([w1, b1, _]: [f32; 3]) -> Option<f64> {
    let x = -f64::from(b1) / f64::from(w1);
    x.is_finite().then_some(x)
}

/// (epoch, loss) with the least and the largest loss of each bucket, buckets even in log epoch.
fn thinned(losses: &[f32]) -> Vec<(f64, f64)> {
    let point = |i: usize| ((i + 1) as f64, f64::from(losses[i]));
    if losses.len() <= 2 * LOSS_BUCKETS {
        return (0..losses.len()).map(point).collect();
    }
    let mut points = Vec::with_capacity(2 * LOSS_BUCKETS);
    let ratio = crate::float::ln(losses.len() as f64) / LOSS_BUCKETS as f64;
    let mut start = 0;
    for bucket in 1..=LOSS_BUCKETS {
        let end = (crate::float::exp(ratio * bucket as f64).round() as usize).min(losses.len());
        if end <= start {
            continue;
        }
        let by_loss = |a: &usize, b: &usize| losses[*a].total_cmp(&losses[*b]);
        let least = (start..end).min_by(by_loss).unwrap_or(start);
        let largest = (start..end).max_by(by_loss).unwrap_or(start);
        points.push(point(least.min(largest)));
        if least != largest {
            points.push(point(least.max(largest)));
        }
        start = end;
    }
    points
}
