//! The layers of a network as plain data, for a drawing of nodes and lines.

use super::csv::Csv;

/// The purpose of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerPart {
    /// The inputs.
    Input,
    /// Neurons with an activation.
    Hidden,
    /// Mean and spread of each latent variable, and the sample that is drawn from them.
    Latent,
    /// The question, beside the latent variables.
    Question,
    /// The outputs.
    Output,
}

/// One layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Its purpose.
    pub part: LayerPart,
    /// Number of neurons.
    pub width: u32,
    /// The text below it, line by line, such as "500 ELU". If there is little room, lines are broken at spaces, but not
    /// at no-break spaces.
    pub lines: Vec<String>,
    /// The names of its neurons: (width), or empty.
    pub names: Vec<String>,
    /// The name of a group of layers under one bracket, such as "encoder"; or empty.
    pub group: String,
}

/// A network, with its layers from left to right. A [`LayerPart::Question`] is below the layer before it, and both feed the
/// layer after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// The title, also for people who cannot see the figure, and for file names.
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
