//! The layers of a `diagram` cell, from the same sizes that a `scinet` cell trains.

use crate::figure::diagram::{Diagram, Layer, LayerPart};
use crate::figure::number::subscript;
use crate::kinds::diagram::{Architecture, DiagramSpec};

/// The network that a spec names.
pub fn architecture(spec: &DiagramSpec) -> Diagram {
    let hidden = |widths: &[u32], group: &'static str| {
        let layer = |width: &u32| Layer {
            part: LayerPart::Hidden,
            width: *width,
            lines: vec![width.to_string(), spec.activation.name().into()],
            names: Vec::new(),
            group: group.into(),
        };
        widths.iter().map(layer).collect::<Vec<Layer>>()
    };
    let ends = |part, width: u32, word: &str, letter: &str, group: &str| Layer {
        part,
        width,
        lines: vec![width.to_string(), if width == 1 { word.into() } else { format!("{word}s") }],
        names: numbered(letter, width),
        group: group.into(),
    };
    let coded = spec.architecture != Architecture::Network;
    let (first, second) = if coded { ("encoder", "decoder") } else { ("", "") };
    let mut layers = vec![ends(LayerPart::Input, spec.inputs, "input", "x", first)];
    layers.extend(hidden(&spec.encoder.0, first));
    if coded {
        layers.push(latent(spec));
        if spec.architecture == Architecture::SciNet && spec.questions > 0 {
            layers.push(ends(LayerPart::Question, spec.questions, "question", "q", ""));
        }
        layers.extend(hidden(&spec.decoder.0, second));
    }
    let outputs = if spec.architecture == Architecture::Autoencoder { spec.inputs } else { spec.outputs };
    layers.push(ends(LayerPart::Output, outputs, "output", "y", second));
    let title = match spec.architecture {
        Architecture::Network => "A feed-forward network",
        Architecture::Autoencoder => "An autoencoder",
        Architecture::SciNet => "SciNet",
    };
    Diagram { title: title.into(), layers }
}

/// The bottleneck of an autoencoder has plain numbers. That of SciNet has a mean and a standard deviation for each.
fn latent(spec: &DiagramSpec) -> Layer {
    let sampled = spec.architecture == Architecture::SciNet;
    let kind = if sampled { "latent: μ, σ" } else { "latent" };
    Layer {
        part: LayerPart::Latent,
        width: spec.latent,
        lines: vec![spec.latent.to_string(), kind.into()],
        names: numbered("z", spec.latent),
        group: String::new(),
    }
}

/// The names x₁, x₂, …, if there are few enough of them.
fn numbered(letter: &str, width: u32) -> Vec<String> {
    match width {
        1 => vec![letter.into()],
        2..=8 => (1..=width as usize).map(|i| format!("{letter}{}", subscript(i))).collect(),
        _ => Vec::new(),
    }
}
