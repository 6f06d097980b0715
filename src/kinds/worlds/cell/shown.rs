//! What only the cells of worlds show, as the page gets it.

use serde::Serialize;

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub(super) enum WorldShown {
    /// What is observed, asked and answered; and what the latent means are taken of.
    Words(WorldWords),
    /// The sliders: those of the scene, then that of the question.
    Dials(Vec<DialView>),
    /// The value of the key `scene` with one dial moved to a value.
    SceneWith(Option<String>),
    /// The answer to the chosen question.
    Answers(Vec<AnswerView>),
    /// The state of the network, if no report on it is known.
    Unreported(Option<String>),
    Report(WorldReportView),
}

/// Sentences about a world.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct WorldWords {
    /// What is observed, asked and answered.
    pub(super) asked: &'static str,
    /// What stands above the latent means.
    pub(super) means: String,
}

/// A slider.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct DialView {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
    pub(super) value: f64,
    /// Whether training draws such a value.
    pub(super) inside: bool,
    /// The value for people.
    pub(super) text: String,
}

/// One number of the answer.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct AnswerView {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) truth: String,
    pub(super) network: String,
}

/// What is measured of the network.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub(super) struct WorldReportView {
    pub(super) sentences: Vec<String>,
    /// Place, RMS error, RMS size of the truth.
    pub(super) rows: Vec<[String; 3]>,
}
