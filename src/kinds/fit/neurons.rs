//! The inside of a network: the contribution of each neuron, and the place where it bends.

use crate::figure::axis::{Axis, widen};
use crate::figure::lines::{Figure, Ink, Series};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::board::Model;
use crate::kinds::fit::figures::FigureKind;
use crate::range::Range;

/// Number of points of the curve of one neuron. A wide network has fewer, because all of its neurons are drawn.
const NEURON_POINTS: std::ops::RangeInclusive<usize> = 61..=241;

impl FitBoard {
    pub(super) fn neuron_figure(&self, i: usize, hidden: &[String]) -> Figure {
        let mut figure = Figure {
            title: self.title(FigureKind::Neurons(i)),
            x: Axis::linear("x", self.spec.view),
            y: Axis::linear("y", Range { low: -1.0, high: 1.0 }),
            training: self.training(),
            hinges: Vec::new(),
            series: Vec::new(),
        };
        let Some(view) = self.net(i) else { return figure };
        let points = (8000 / view.width()).clamp(*NEURON_POINTS.start(), *NEURON_POINTS.end());
        let x = self.spec.view.grid(points);
        let points = |y: Vec<f64>| x.iter().copied().zip(y).collect();
        for neuron in 0..view.width() {
            let mut y = vec![0.0; x.len()];
            view.contribution(neuron, &x, &mut y);
            figure.series.push(Series {
                name: format!("neuron {}", neuron + 1),
                ink: Ink::Neuron(neuron),
                points: points(y),
                // A legend and a hover box with a hundred names would be useless.
                listed: view.width() <= 8,
                filled: false,
            });
            figure.hinges.extend(hinge(view.neuron(neuron)));
        }
        figure.series.extend([self.truth(), self.curve_of(Model::Net(i))]);
        figure.series.retain(|series| !hidden.contains(&series.name));
        figure.hinges.retain(|x| (self.spec.view.low..=self.spec.view.high).contains(x));
        let values = figure.series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).filter(|y| y.is_finite());
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(l, h), y| (l.min(y), h.max(y)));
        figure.y = Axis::linear("y", widen(low, high));
        figure
    }
}

/// The place where b₁ + w₁ x crosses zero: there the neuron bends.
pub fn hinge([w1, b1, _]: [f32; 3]) -> Option<f64> {
    let x = -f64::from(b1) / f64::from(w1);
    x.is_finite().then_some(x)
}
