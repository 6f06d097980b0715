//! What is known of a `scinet` cell at one moment, its learning curve and its errors.

use super::board::NetState;
use super::figure::{Figure, Ink, Series};
use super::fresh::{Errors, scinet_errors};
use super::loss::{loss_curve, loss_figure};
use crate::spec::SciNetSpec;
use crate::system::Oscillator;

/// Fresh samples on which a cell measures its network.
pub const SAMPLES: usize = 2048;

/// All that figures and tables of a `scinet` cell are made from.
#[derive(Debug, Clone)]
pub struct SciNetBoard {
    /// The cell's spec.
    pub spec: SciNetSpec,
    /// Its ground truth.
    pub oscillator: Oscillator,
    /// Its network; the losses are (epoch, 2): reconstruction and divergence.
    pub net: NetState,
}

impl SciNetBoard {
    /// A board with nothing trained yet.
    pub fn new(spec: SciNetSpec) -> Self {
        Self { oscillator: Oscillator::from(&spec), net: NetState::default(), spec }
    }

    /// The learning curve's title.
    pub fn loss_title(&self) -> String {
        "Loss of SciNet on the oscillator".into()
    }

    /// The parts of the batch loss over epochs.
    pub fn loss_figure(&self, hidden: &[String]) -> Figure {
        loss_figure(self.loss_title(), "mean over the batch", self.spec.epochs, self.loss_curves(), hidden)
    }

    /// Reconstruction, the squared error; and divergence, what the latent variables cost.
    pub fn loss_curves(&self) -> Vec<Series> {
        ["squared error", "divergence"]
            .into_iter()
            .enumerate()
            .map(|(part, name)| {
                let losses: Vec<f32> = self.net.losses.iter().skip(part).step_by(2).copied().collect();
                loss_curve(name.into(), Ink::Net(part), &losses)
            })
            .collect()
    }

    /// Squared error and divergence of the last batch.
    pub fn last_loss(&self) -> Option<[f32; 2]> {
        self.net.losses.last_chunk().copied()
    }

    /// Errors inside the training data and outside, on samples that no training has seen.
    pub fn errors(&self) -> Option<Vec<Errors>> {
        scinet_errors(&self.spec, &self.net.parameters, SAMPLES, self.spec.seed)
    }
}
