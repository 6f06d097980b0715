//! What only a `fit` cell shows, as the page gets it.

use crate::measure::errors::Measures;
use serde::Serialize;

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub(super) enum FitShown {
    /// The table of errors.
    Table(Vec<FitRowView>),
    /// The name of the inside, and the low and the high end of the view.
    Head([String; 3]),
    /// The weights of one network; none without that network.
    Weights(Option<Weights>),
    /// The value of the key `nets` with one weight set by hand.
    ByHand(Option<String>),
}

/// A model of the table, with its errors for people.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct FitRowView {
    pub(super) name: String,
    /// The index of the network. `None` for a polynomial.
    pub(super) net: Option<usize>,
    pub(super) measures: Measures,
    pub(super) parameters: usize,
    pub(super) rms_inside: String,
    pub(super) largest_inside: String,
    pub(super) at_low: String,
    pub(super) at_high: String,
}

/// The weights and biases of a network.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct Weights {
    pub(super) neurons: Vec<Neuron>,
    /// b₂.
    pub(super) bias: f32,
}

/// The numbers of one neuron.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct Neuron {
    pub(super) w1: f32,
    pub(super) b1: f32,
    pub(super) w2: f32,
    pub(super) hinge: String,
}
