//! The figure of an `activation` cell (Bolshakov 2020, Fig. 2).

use crate::figure::axis::{Axis, widen};
use crate::figure::lines::{Figure, Ink, Series};
use crate::float::{exp, expm1, tanh};
use crate::kinds::activation::ActivationSpec;
use crate::spec::Activation;

/// Points of a curve.
const POINTS: usize = 1001;

/// φ(x) and φ′(x) in f64. At a hinge the slope is undefined, so that the curve of the slope is broken there.
fn value_and_slope(activation: Activation, x: f64) -> (f64, f64) {
    match activation {
        Activation::Relu if x == 0.0 => (0.0, f64::NAN),
        Activation::Relu => (x.max(0.0), if x > 0.0 { 1.0 } else { 0.0 }),
        Activation::Elu if x > 0.0 => (x, 1.0),
        Activation::Elu => (expm1(x), exp(x)),
        Activation::Sigmoid => {
            let s = 1.0 / (1.0 + exp(-x));
            (s, s * (1.0 - s))
        }
        Activation::Tanh => (tanh(x), 1.0 - tanh(x) * tanh(x)),
    }
}

/// The functions that `spec` names, without those in `hidden`.
pub fn activation_figure(spec: &ActivationSpec, hidden: &[String]) -> Figure {
    let x = spec.view.grid(POINTS);
    let mut series = Vec::new();
    for (i, &activation) in spec.functions.0.iter().enumerate() {
        let points: Vec<(f64, (f64, f64))> = x.iter().map(|&x| (x, value_and_slope(activation, x))).collect();
        let curve = |name: String, ink, part: fn((f64, f64)) -> f64| Series {
            name,
            ink,
            points: points.iter().map(|&(x, both)| (x, part(both))).collect(),
            listed: true,
            filled: false,
        };
        series.push(curve(activation.name().into(), Ink::Net(i), |both| both.0));
        if spec.derivatives {
            series.push(curve(format!("{} slope", activation.name()), Ink::Baseline(i), |both| both.1));
        }
    }
    series.retain(|series| !hidden.contains(&series.name));
    let values = series.iter().flat_map(|series| series.points.iter().map(|point| point.1));
    let (low, high) = values.filter(|y| y.is_finite()).fold((0.0_f64, 1.0_f64), |(l, h), y| (l.min(y), h.max(y)));
    Figure {
        title: "Activation functions".into(),
        x: Axis::linear("x", spec.view),
        y: Axis::linear("φ(x)", widen(low, high)),
        training: None,
        hinges: Vec::new(),
        series,
    }
}
