//! The kind `diagram`: the layers of a network as nodes and lines.

use crate::spec::fields::fields;
use crate::spec::{Activation, Bounds, Control, Problem, Refusal, Value, Widths};

/// The kind of network that a diagram shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// Inputs, hidden layers, outputs.
    Network,
    /// An encoder, and a decoder that reproduces the input.
    Autoencoder,
    /// An encoder, latent variables beside a question, and a decoder.
    SciNet,
}

impl Architecture {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Network, "network"), (Self::Autoencoder, "autoencoder"), (Self::SciNet, "scinet")];
}

impl Value for Architecture {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let found = Self::ALL.into_iter().find(|(_, word)| *word == text);
        found.map(|(shape, _)| shape).ok_or_else(|| Refusal::new("allowed: network, autoencoder, scinet"))
    }
    fn print(&self) -> String {
        Self::ALL.into_iter().find(|(shape, _)| shape == self).map_or("", |(_, word)| word).into()
    }
    fn control(_: Bounds) -> Control {
        Control::Choice { options: Self::ALL.map(|(_, word)| word.into()).into() }
    }
}

fields! {
    /// The network of a `diagram` cell. The defaults are the network of a `scinet` cell.
    DiagramSpec = "diagram" {
        architecture: Architecture = "scinet" in 0 ..= 0,
            Display "Architecture" "network: inputs, encoder's layers, outputs; autoencoder or scinet: encoder, latent variables, decoder.";
        inputs: u32 = "2" in 1 ..= 4096,
            Display "Inputs" "Number of inputs.";
        encoder: Widths = "500, 100" in 1 ..= 4096,
            Display "Encoder" "Widths of the hidden layers before the latent variables; all hidden layers of a plain network.";
        latent: u32 = "5" in 1 ..= 64,
            Display "Latent variables" "Width of the bottleneck.";
        questions: u32 = "0" in 0 ..= 64,
            Display "Questions" "Number of question inputs beside the latent variables.";
        decoder: Widths = "100, 150" in 1 ..= 4096,
            Display "Decoder" "Widths of the hidden layers after the latent variables.";
        outputs: u32 = "2" in 1 ..= 4096,
            Display "Outputs" "Number of outputs.";
        activation: Activation = "elu" in 0 ..= 0,
            Display "Activation" "The function after each hidden layer.";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::<Problem>::new()
}
