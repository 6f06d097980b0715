//! The figures that a `scinet` cell shows, as a value of its spec.

use crate::spec::list::{print_list, split_list};
use crate::spec::{Bounds, Control, Refusal, Value};

/// A group of figures of a `scinet` cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Squared error and divergence over epochs.
    Learning,
    /// Truth and network as surfaces over both inputs.
    Surfaces,
    /// The errors of the network, as maps.
    Errors,
    /// Truth and network along ω at a few values of γ.
    Slices,
    /// The distribution of each latent mean.
    Histograms,
    /// Each latent mean over the inputs.
    Latents,
    /// How well each latent mean is explained by physical quantities.
    Explained,
    /// Errors far from the training data.
    Outside,
    /// Polynomials and the response function on the same draws.
    Instead,
}

impl Panel {
    /// All panels, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Surfaces,
        Self::Errors,
        Self::Slices,
        Self::Histograms,
        Self::Latents,
        Self::Explained,
        Self::Outside,
        Self::Instead,
        Self::Learning,
    ];

    /// The word of a panel in a spec.
    pub fn word(self) -> &'static str {
        match self {
            Self::Learning => "learning",
            Self::Surfaces => "surfaces",
            Self::Errors => "errors",
            Self::Slices => "slices",
            Self::Histograms => "histograms",
            Self::Latents => "latents",
            Self::Explained => "explained",
            Self::Outside => "outside",
            Self::Instead => "instead",
        }
    }

    /// The heading of a panel on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Learning => "Learning curve",
            Self::Surfaces => "Truth and network",
            Self::Errors => "Error, network − truth",
            Self::Slices => "Slices",
            Self::Histograms => "Latent means",
            Self::Latents => "Latent means over the inputs",
            Self::Explained => "What the latent means follow",
            Self::Outside => "Outside the training data",
            Self::Instead => "What else fits these data",
        }
    }

    /// The panel that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|panel| panel.word() == word)
    }

    fn words() -> String {
        Self::ALL.map(Self::word).join(", ")
    }
}

/// The visible panels, in the order of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panels(pub Vec<Panel>);

impl Value for Panels {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "all" {
            return Ok(Self(Panel::ALL.into()));
        }
        let words = split_list(text);
        if let Some(unknown) = words.iter().find(|word| !Panel::ALL.iter().any(|panel| panel.word() == **word)) {
            return Err(Refusal::new(format!("`{unknown}` is unknown; allowed: all, or some of {}", Panel::words())));
        }
        let shown: Vec<Panel> = Panel::ALL.into_iter().filter(|panel| words.contains(&panel.word())).collect();
        match shown.is_empty() {
            true => Err(Refusal::new(format!("allowed: all, or some of {}", Panel::words()))),
            false => Ok(Self(shown)),
        }
    }
    fn print(&self) -> String {
        match self.0.len() == Panel::ALL.len() {
            true => "all".into(),
            false => print_list(self.0.iter().map(|panel| panel.word().into())),
        }
    }
    fn control(_: Bounds) -> Control {
        Control::Text {
            examples: ["all", "surfaces, slices", "histograms, explained", "outside"].map(String::from).into(),
        }
    }
}
