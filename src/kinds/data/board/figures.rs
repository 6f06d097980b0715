//! The figures of a `data` cell: curves through the rows, predictions against measurements, errors inside and outside.

use crate::figure::axis::{Axis, decades, widen};
use crate::figure::lines::{Figure, Ink, Series, Training};
use crate::figure::loss::{loss_curve, loss_figure};
use crate::kinds::data::board::measures::errors;
use crate::kinds::data::board::points::{around_nothing, cloud, ends, reach};
use crate::kinds::data::board::sample::SampleRows;
use crate::kinds::data::board::{DataBoard, Model, Rows};
use crate::kinds::data::dataset::n_held;
use crate::measure::statistics::median;
use crate::range::Range;

/// Number of points of a curve.
const POINTS: usize = 401;
/// Maximum number of bars of the histogram of the training rows, and the number of rows for each bar.
const BARS: usize = 60;
const ROWS_A_BAR: usize = 5;

/// Number of rows up to which they are drawn above the curves.
const FEW: usize = 200;

/// A figure, and its output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Rows and every model's curve over the input on the axis, all other inputs at their medians.
    Curve(usize),
    /// Predictions against measurements.
    Measured(usize),
    /// The absolute error against the distance from the training rows.
    Distance(usize),
    /// The error against the input on the axis.
    Residuals(usize),
    /// Batch loss over epochs.
    Loss,
}

impl DataBoard {
    /// The names of the figures other than the learning curve.
    pub fn figures(&self) -> Vec<String> {
        let Ok(chosen) = &self.chosen else { return Vec::new() };
        let several = chosen.inputs.len() > 1;
        let words: &[&str] =
            if several { &["measured", "distance", "curve", "residuals"] } else { &["curve", "residuals"] };
        // If no rows are held out, training has seen all rows.
        let words: Vec<&str> = words.iter().copied().filter(|word| *word != "distance" || self.holds_out()).collect();
        (0..chosen.outputs.len()).flat_map(|output| words.iter().map(move |word| format!("{word}:{output}"))).collect()
    }

    /// The figure of a name, without the series in `hidden`.
    pub fn named(&self, name: &str, hidden: &[String]) -> Option<Figure> {
        let kind = self.kind(name)?;
        let mut figure = match kind {
            Kind::Curve(output) => self.curve(output)?,
            Kind::Measured(output) => self.measured(output)?,
            Kind::Distance(output) => self.distance(output)?,
            Kind::Residuals(output) => self.residuals(output)?,
            Kind::Loss => self.loss(),
        };
        figure.series.retain(|series| !hidden.contains(&series.name));
        // The band of a hidden curve is hidden too.
        if let Kind::Curve(output) = kind {
            self.add_bands(&mut figure, output);
            // Many rows would hide the curves. The curves would hide a few.
            let (rows, models): (Vec<Series>, Vec<Series>) =
                figure.series.into_iter().partition(|one| matches!(one.ink, Ink::Rows | Ink::HeldRows));
            let n: usize = rows.iter().map(|one| one.points.len()).sum();
            figure.series = if n <= FEW { [models, rows].concat() } else { [rows, models].concat() };
        }
        Some(figure)
    }

    /// The title of a figure.
    pub fn title(&self, name: &str) -> Option<String> {
        let kind = self.kind(name)?;
        let Ok(chosen) = &self.chosen else { return Some("Learning curve".into()) };
        let (x, outputs) = (chosen.input_names()[chosen.axis].to_string(), chosen.output_names());
        Some(match kind {
            Kind::Curve(i) if chosen.inputs.len() > 1 => {
                format!("{} over {x}, other inputs at their medians", outputs[i])
            }
            Kind::Curve(i) => format!("{} over {x}", outputs[i]),
            Kind::Measured(i) => format!("{}, predicted and measured, {} rows", outputs[i], self.shown_word()),
            Kind::Distance(i) => format!("Errors of {} where the data are and beyond, held-out rows", outputs[i]),
            Kind::Residuals(i) => format!("Errors of {} over {x}, {} rows", outputs[i], self.shown_word()),
            Kind::Loss => "Learning curve".into(),
        })
    }

    /// The shared legend of the figures.
    pub fn legend(&self) -> Vec<(String, Ink)> {
        let Ok(chosen) = &self.chosen else { return Vec::new() };
        let mut rows = Vec::new();
        // With several inputs, no figure shows the rows themselves.
        if chosen.inputs.len() == 1 {
            rows.push((TRAINED.to_string(), Ink::Rows));
            if self.holds_out() {
                rows.push((HELD.to_string(), Ink::HeldRows));
            }
        }
        rows.into_iter().chain(self.models().into_iter().map(|model| (self.name(model), self.ink(model)))).collect()
    }

    /// The visible part of the input on the axis.
    pub fn view(&self) -> Option<Range> {
        if let Some(view) = self.spec.view.0 {
            return Some(view);
        }
        let chosen = self.chosen.as_ref().ok()?;
        let [low, high] = ends(chosen.table.columns()[chosen.inputs[chosen.axis]].iter().copied());
        let room = 0.4 * (high - low);
        Some(widen(low - room, high + room))
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        if name == "loss" {
            return Some(Kind::Loss);
        }
        let (word, output) = name.split_once(':')?;
        let output = output.parse().ok()?;
        let known = self.chosen.as_ref().is_ok_and(|chosen| output < chosen.outputs.len());
        match word {
            _ if !known => None,
            "curve" => Some(Kind::Curve(output)),
            "measured" => Some(Kind::Measured(output)),
            "distance" => Some(Kind::Distance(output)),
            "residuals" => Some(Kind::Residuals(output)),
            _ => None,
        }
    }

    /// Whether some rows are held out: a small share of few rows is none.
    fn holds_out(&self) -> bool {
        self.chosen.as_ref().is_ok_and(|chosen| n_held(self.spec.holdout, chosen.n_rows) > 0)
    }

    fn axis(&self) -> usize {
        self.chosen.as_ref().map_or(0, |chosen| chosen.axis)
    }

    /// Held-out rows, or training rows if none are held out.
    fn shown<'a>(&self, rows: &'a Rows) -> &'a SampleRows {
        if rows.sample.held.n > 0 { &rows.sample.held } else { &rows.sample.train }
    }

    fn shown_word(&self) -> &'static str {
        if self.holds_out() { "held-out" } else { "training" }
    }

    fn curve(&self, output: usize) -> Option<Figure> {
        let rows = self.rows()?;
        let (view, axis, inputs, outputs) =
            (self.view()?, self.axis(), rows.data.inputs.len(), rows.data.outputs.len());
        let x = view.grid(POINTS);
        let middle: Vec<f64> = (0..inputs)
            .map(|i| median(rows.sample.train.x.iter().skip(i).step_by(inputs).copied()).unwrap_or(0.0))
            .collect();
        let at = |x: &f64| {
            let mut row = middle.clone();
            row[axis] = *x;
            row
        };
        let slice: Vec<f64> = x.iter().flat_map(at).collect();
        let mut series = Vec::new();
        // With several inputs, the rows lie around the slice. The curve would only seem to miss them.
        if inputs == 1 {
            for (name, ink, part) in
                [(TRAINED, Ink::Rows, &rows.sample.train), (HELD, Ink::HeldRows, &rows.sample.held)]
            {
                if part.n > 0 {
                    let points = part.x.iter().copied().zip(part.y.iter().skip(output).step_by(outputs).copied());
                    series.push(cloud(name, ink, points.collect()));
                }
            }
        }
        for model in self.models() {
            let y = self.predict(model, &slice);
            let points = x.iter().copied().zip(y.iter().skip(output).step_by(outputs).copied()).collect();
            series.push(Series { name: self.name(model), ink: self.ink(model), points, listed: true, filled: false });
        }
        let y = rows.sample.train.y.iter().chain(&rows.sample.held.y).skip(output).step_by(outputs);
        let chosen = &rows.data.chosen;
        Some(Figure {
            title: self.title(&format!("curve:{output}"))?,
            x: Axis::linear(self.spec.label(chosen, chosen.inputs[axis], ""), view),
            y: Axis::linear(self.spec.label(chosen, chosen.outputs[output], ""), reach(ends(y.copied()), &series)),
            training: Some(self.training(rows, view)),
            hinges: Vec::new(),
            series,
        })
    }

    /// The position of the training rows along the axis: from the lowest to the highest, with a histogram.
    fn training(&self, rows: &Rows, view: Range) -> Training {
        let (axis, inputs) = (self.axis(), rows.data.inputs.len());
        let x = || rows.sample.train.x.iter().skip(axis).step_by(inputs).copied();
        let [low, high] = ends(x());
        let bars = (rows.sample.train.n / ROWS_A_BAR).clamp(3, BARS);
        let mut counts = vec![0.0; bars];
        for x in x() {
            let place = (x - low) / (high - low).max(f64::MIN_POSITIVE) * bars as f64;
            counts[(place as usize).min(bars - 1)] += 1.0;
        }
        // Neighbouring bars share their rows, so that a few rows do not look like a comb.
        let smooth = |i: usize| {
            let near = i.saturating_sub(1)..(i + 2).min(bars);
            near.clone().map(|j| counts[j]).sum::<f64>() / near.len() as f64
        };
        let heights: Vec<f64> = (0..bars).map(smooth).collect();
        let peak = heights.iter().fold(1.0_f64, |peak, height| peak.max(*height));
        let bar = |(i, height): (usize, &f64)| (low + (high - low) * (i as f64 + 0.5) / bars as f64, height / peak);
        let middles = heights.iter().enumerate().map(bar);
        let density = [(low, 0.0)].into_iter().chain(middles).chain([(high, 0.0)]);
        let density = density.filter(|(x, _)| (view.low..=view.high).contains(x)).collect();
        Training { inside: Range { low, high }, label: "training rows".into(), density }
    }

    fn measured(&self, output: usize) -> Option<Figure> {
        let rows = self.rows()?;
        let part = self.shown(rows);
        let outputs = rows.data.outputs.len();
        let y: Vec<f64> = part.y.iter().skip(output).step_by(outputs).copied().collect();
        let [low, high] = ends(y.iter().copied());
        let range = widen(low, high);
        let diagonal = vec![(range.low, range.low), (range.high, range.high)];
        let name = "predicted = measured".to_string();
        let mut series = vec![Series { name, ink: Ink::Truth, points: diagonal, listed: true, filled: false }];
        for model in self.models() {
            let found = self.on(model, part);
            let points = y.iter().copied().zip(found.iter().skip(output).step_by(outputs).copied()).collect();
            series.push(cloud(&self.name(model), self.points_ink(model), points));
        }
        let chosen = &rows.data.chosen;
        let label = |what| self.spec.label(chosen, chosen.outputs[output], what);
        Some(Figure {
            title: self.title(&format!("measured:{output}"))?,
            x: Axis::linear(label(", measured"), range),
            y: Axis::linear(label(", predicted"), reach([low, high], &series)),
            training: None,
            hinges: Vec::new(),
            series,
        })
    }

    fn residuals(&self, output: usize) -> Option<Figure> {
        let rows = self.rows()?;
        let (part, axis) = (self.shown(rows), self.axis());
        let (inputs, outputs) = (rows.data.inputs.len(), rows.data.outputs.len());
        let x: Vec<f64> = part.x.iter().skip(axis).step_by(inputs).copied().collect();
        let mut series = Vec::new();
        for model in self.models() {
            let found = errors(&self.on(model, part), part, output, outputs);
            series.push(cloud(&self.name(model), self.points_ink(model), x.iter().copied().zip(found).collect()));
        }
        let (chosen, view) = (&rows.data.chosen, self.view()?);
        let label = self.spec.label(chosen, chosen.outputs[output], ", predicted − measured");
        Some(Figure {
            title: self.title(&format!("residuals:{output}"))?,
            x: Axis::linear(self.spec.label(chosen, chosen.inputs[axis], ""), view),
            y: Axis::linear(label, around_nothing(&series)),
            training: Some(self.training(rows, view)),
            hinges: Vec::new(),
            series,
        })
    }

    fn distance(&self, output: usize) -> Option<Figure> {
        let rows = self.rows()?;
        let held = &rows.sample.held;
        let distances = self.rivals.as_ref().map_or(&[][..], |rivals| &rivals.distances);
        let mut series = Vec::new();
        for model in self.models() {
            let found = errors(&self.on(model, held), held, output, rows.data.outputs.len());
            let points = distances.iter().copied().zip(found.into_iter().map(f64::abs)).collect();
            series.push(cloud(&self.name(model), self.points_ink(model), points));
        }
        let [_, farthest] = ends(distances.iter().copied());
        let sizes =
            || series.iter().flat_map(|series| series.points.iter().map(|point| point.1)).filter(|y| y.is_finite());
        let largest = sizes().fold(0.0_f64, f64::max);
        let largest = if largest > 0.0 { largest } else { 1.0 };
        // An error that is small by chance would stretch the axis: four decades are enough.
        let smallest = sizes().filter(|y| *y > 0.0).fold(largest, f64::min).max(1e-4 * largest);
        let chosen = &rows.data.chosen;
        Some(Figure {
            title: self.title(&format!("distance:{output}"))?,
            x: Axis::linear(
                "distance from the training rows",
                Range { low: 0.0, high: widen(0.0, farthest.max(1.2)).high },
            ),
            y: Axis::log(
                format!("|error| of {}", self.spec.label(chosen, chosen.outputs[output], "")),
                decades(smallest, largest),
            ),
            training: Some(Training {
                inside: Range { low: 0.0, high: 1.0 },
                label: "between the data".into(),
                density: Vec::new(),
            }),
            hinges: Vec::new(),
            series,
        })
    }

    fn loss(&self) -> Figure {
        let names = self.spec.net_names();
        let curve = |(i, name): (usize, &String)| {
            let losses = &self.nets[i].losses;
            // The first of the two parts of a SciNet's loss is comparable with the losses of the other networks.
            let parts = if i < self.spec.nets.0.len() { 1 } else { 2 };
            (!losses.is_empty()).then(|| loss_curve(name.clone(), i, losses, 0, parts))
        };
        let curves = names.iter().enumerate().filter_map(curve).collect();
        let units = if self.spec.standardise { ", standardised" } else { "" };
        loss_figure("Learning curve".into(), &format!("batch loss{units}"), self.spec.epochs, curves, &[])
    }

    fn points_ink(&self, model: Model) -> Ink {
        match model {
            Model::Net(i) => Ink::NetPoints(i),
            Model::Polynomial(i) => Ink::BaselinePoints(i),
        }
    }
}

const TRAINED: &str = "training rows";
const HELD: &str = "held-out rows";
