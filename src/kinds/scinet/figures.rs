//! The figures of a `scinet` cell by name, and their panels.

use crate::figure::lines::Ink;
use crate::figure::picture::Picture;
use crate::kinds::scinet::board::SciNetBoard;
use crate::kinds::scinet::panels::Panel;

/// Number of outputs.
const OUTPUTS: usize = 2;

/// The figures of a `scinet` cell; output 0 is φ, output 1 is A or ln A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SciNetFigure {
    /// Both parts of the loss over epochs.
    Learning,
    /// Truth and network over both inputs.
    Surface(usize),
    /// Network − truth over both inputs.
    Error(usize),
    /// Truth and network along ω.
    Slices(usize),
    /// The distribution of the i-th latent mean.
    Histogram(usize),
    /// The i-th latent mean over both inputs.
    Latent(usize),
    /// R² of every used latent mean against physical quantities.
    Explained,
    /// RMS errors against the distance from the training mean.
    Outside(usize),
}

impl SciNetBoard {
    /// The figures of a panel, by name.
    pub fn panel_figures(&self, panel: Panel) -> Vec<String> {
        let numbered = |word: &str, n: u32| (0..n).map(|i| format!("{word}:{i}")).collect::<Vec<_>>();
        match panel {
            Panel::Learning => vec!["loss".into()],
            Panel::Surfaces => numbered("surface", 2),
            Panel::Errors => numbered("error", 2),
            Panel::Slices => numbered("slices", 2),
            Panel::Histograms => numbered("histogram", self.spec.recipe.latent),
            Panel::Latents => numbered("latent", self.spec.recipe.latent),
            Panel::Explained => vec!["explained".into()],
            Panel::Outside => numbered("outside", 2),
            Panel::Instead => Vec::new(),
        }
    }

    /// The figure of a name.
    pub fn named(&self, name: &str) -> Option<SciNetFigure> {
        let (word, number) = name.split_once(':').unwrap_or((name, "0"));
        let i: usize = number.parse().ok()?;
        let output = |figure: fn(usize) -> SciNetFigure| (i < OUTPUTS).then(|| figure(i));
        let latent = |figure: fn(usize) -> SciNetFigure| (i < self.spec.recipe.latent as usize).then(|| figure(i));
        match word {
            "loss" => Some(SciNetFigure::Learning),
            "explained" => Some(SciNetFigure::Explained),
            "surface" => output(SciNetFigure::Surface),
            "error" => output(SciNetFigure::Error),
            "slices" => output(SciNetFigure::Slices),
            "outside" => output(SciNetFigure::Outside),
            "histogram" => latent(SciNetFigure::Histogram),
            "latent" => latent(SciNetFigure::Latent),
            _ => None,
        }
    }

    /// A figure in its present state, without the curves and sheets named in `hidden`.
    pub fn figure(&self, figure: SciNetFigure, hidden: &[String]) -> Picture {
        match figure {
            SciNetFigure::Learning => Picture::Lines(self.base.loss(hidden)),
            SciNetFigure::Surface(output) => Picture::Surface(self.surface(output, hidden)),
            SciNetFigure::Error(output) => Picture::Map(self.error_map(output)),
            SciNetFigure::Slices(output) => Picture::Lines(self.slices(output, hidden)),
            SciNetFigure::Histogram(i) => Picture::Lines(self.histogram(i)),
            SciNetFigure::Latent(i) => Picture::Map(self.latent_map(i)),
            SciNetFigure::Explained => Picture::Map(self.explained_map()),
            SciNetFigure::Outside(output) => Picture::Lines(self.outside(output, hidden)),
        }
    }

    /// The names and inks of a panel's curves and sheets that can be hidden.
    pub fn panel_legend(&self, panel: Panel) -> Vec<(String, Ink)> {
        let figures = self.panel_figures(panel);
        let first = figures.first().and_then(|name| self.named(name)).map(|figure| self.figure(figure, &[]));
        match first {
            Some(Picture::Lines(figure)) if panel != Panel::Histograms => figure
                .series
                .into_iter()
                .filter(|series| series.listed)
                .map(|series| (series.name, series.ink))
                .collect(),
            Some(Picture::Surface(surface)) => {
                surface.sheets.into_iter().map(|sheet| (sheet.name, sheet.ink)).collect()
            }
            _ => Vec::new(),
        }
    }
}
