//! The figures and the table of a `fit` cell, made from its board.

use crate::figure::axis::Axis;
use crate::figure::lines::{Figure, Ink, Series, Training};
use crate::kinds::fit::ErrorAxis;
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::board::Model;
use crate::measure::errors::{Measures, measure};
use crate::spec::Range;
use serde::Serialize;

/// Number of points of a curve over the view: at least one per pixel on most screens.
const POINTS: usize = 1201;

/// The figures of a `fit` cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// Truth, networks and polynomials over x.
    Fit,
    /// The error of each model.
    Error,
    /// Batch loss over epochs.
    Loss,
    /// The contribution of each neuron of the i-th network.
    Neurons(usize),
}

/// The line of one model in the table.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize))]
pub struct FitRow {
    /// The model's name.
    pub name: String,
    /// The index of the network. `None` for a polynomial.
    pub net: Option<usize>,
    /// The errors of the model.
    pub measures: Measures,
    /// Number of weights and biases, or of coefficients.
    pub parameters: usize,
}

fn ink(model: Model) -> Ink {
    match model {
        Model::Net(i) => Ink::Net(i),
        Model::Polynomial(i) => Ink::Baseline(i),
    }
}

impl FitBoard {
    /// The legend of a figure over x: all possible curves.
    pub fn legend(&self) -> Vec<(String, Ink)> {
        let models = self.models().into_iter().map(|model| (self.name(model), ink(model)));
        std::iter::once((self.truth_name(), Ink::Truth)).chain(models).collect()
    }

    /// The title of a figure.
    pub fn title(&self, kind: FigureKind) -> String {
        let target = self.spec.target.name();
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
        format!("truth, {}", self.spec.target.name())
    }

    /// One of the figures of the cell, without the series named in `hidden`.
    pub fn figure(&self, kind: FigureKind, hidden: &[String]) -> Figure {
        match kind {
            FigureKind::Fit => self.fit_figure(hidden),
            FigureKind::Error => self.error_figure(hidden),
            FigureKind::Loss => self.loss_figure(hidden),
            FigureKind::Neurons(i) => self.neuron_figure(i, hidden),
        }
    }

    /// The table: every known model with its errors.
    pub fn table(&self) -> Vec<FitRow> {
        let row = |model: Model| FitRow {
            name: self.name(model),
            net: match model {
                Model::Net(i) => Some(i),
                Model::Polynomial(_) => None,
            },
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

    pub(super) fn training(&self) -> Option<Training> {
        let peak = self.curve.density(self.curve.inside().low / 2.0 + self.curve.inside().high / 2.0);
        // The density has detail only where the training data are, even in a wide view.
        let inside = self.curve.inside();
        let half = inside.span();
        let low = (inside.low - half).max(self.spec.view.low);
        let high = (inside.high + half).min(self.spec.view.high);
        if low >= high {
            return Some(Training { inside, label: self.curve.inside_label().into(), density: Vec::new() });
        }
        let x = Range { low, high }.grid(201);
        let density = x.into_iter().map(|x| (x, self.curve.density(x) / peak)).collect();
        Some(Training { inside, label: self.curve.inside_label().into(), density })
    }

    pub(super) fn truth(&self) -> Series {
        Series {
            name: self.truth_name(),
            ink: Ink::Truth,
            points: self.truth_points(POINTS),
            listed: true,
            filled: false,
        }
    }

    pub(super) fn curve_of(&self, model: Model) -> Series {
        Series {
            name: self.name(model),
            ink: ink(model),
            points: self.model_points(model, POINTS),
            listed: true,
            filled: false,
        }
    }

    /// The truth and every model, without those named in `hidden`.
    fn curves(&self, hidden: &[String]) -> Vec<Series> {
        let truth = (!hidden.contains(&self.truth_name())).then(|| self.truth());
        let models = self.models().into_iter().filter(|model| !hidden.contains(&self.name(*model)));
        truth.into_iter().chain(models.map(|model| self.curve_of(model))).collect()
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
}
