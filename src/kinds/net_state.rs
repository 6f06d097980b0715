//! The known state of one network at one moment: its epoch, weights and losses.

/// The last known state of one network.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NetState {
    /// Epochs trained.
    pub epoch: u32,
    /// w₁ (width), b₁ (width), w₂ (width), b₂ (1) for a fit; empty before the network is known.
    pub parameters: Vec<f32>,
    /// The batch loss of every epoch; (epoch), or (epoch, parts) if it has several parts.
    pub losses: Vec<f32>,
    /// A sparse record of losses, if the losses of some epochs are not known: epoch, reconstruction, divergence.
    pub history: Vec<[f32; 3]>,
}

impl NetState {
    /// A number that identifies this state of the network.
    pub fn state(&self) -> u64 {
        let mix = |sum: u64, w: &f32| sum.rotate_left(5).wrapping_add(u64::from(w.to_bits()));
        self.parameters.iter().fold(u64::from(self.epoch) + 1, mix)
    }

    /// Updates the state from a run: its epoch, its parameters, and its losses since epoch `from`, each of `parts`
    /// parts.
    pub fn take(&mut self, epoch: u32, parameters: &[f32], from: usize, losses: &[f32], parts: usize) {
        // With losses missing in between, the curve would be drawn at the wrong epochs.
        if from * parts > self.losses.len() {
            return;
        }
        self.history.clear();
        self.losses.truncate(from * parts);
        self.losses.extend_from_slice(losses);
        self.epoch = epoch;
        self.parameters = parameters.into();
    }
}
