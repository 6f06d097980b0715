//! A network's layers as plain data, for the drawing of nodes and lines.

use super::csv::Csv;

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Numbers that are given.
    Input,
    /// Neurons with an activation.
    Hidden,
    /// Mean and spread of each latent variable, and the sample that is drawn from them.
    Latent,
    /// What is asked, given beside the latent variables.
    Question,
    /// Numbers that come out.
    Output,
}

/// One layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What it is for.
    pub part: Part,
    /// How many neurons it has.
    pub width: u32,
    /// What is written below it, line by line, such as "500 ELU"; where there is little room, lines are broken at
    /// spaces, but not at no-break spaces.
    pub lines: Vec<String>,
    /// Names of its neurons, where they have any: (width) or empty.
    pub names: Vec<String>,
    /// A group of layers that are bracketed together under this name, such as "encoder"; or nothing.
    pub group: String,
}

/// A network, its layers from left to right. A [`Part::Question`] stands below the layer before it,
/// and both feed the layer after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// What it shows, for people who cannot see it and for file names.
    pub title: String,
    /// The layers.
    pub layers: Vec<Layer>,
}

impl Diagram {
    /// The layers as CSV.
    pub fn csv(&self) -> String {
        let mut csv = Csv::new(["layer", "neurons"]);
        for layer in &self.layers {
            csv.named_row(&layer.lines.join(" "), layer.width);
        }
        csv.text()
    }
}
