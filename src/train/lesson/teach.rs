//! What trains any network: its parameters in, the sums over one shard of a batch out.

/// Draws and differentiates the shards of one network's batches.
pub trait Teach: std::fmt::Debug + Send {
    /// Takes the parameters for the shards to come.
    fn load(&mut self, parameters: &[f32]);
    /// Writes a shard's sums over its samples: the gradient (n_parameters), then the parts of the loss.
    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]);
}
