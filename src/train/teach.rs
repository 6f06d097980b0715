//! The trait of everything that can be trained: it computes loss and gradient of one shard of a batch.

/// Draws and differentiates the shards of one network's batches.
pub trait Teach: std::fmt::Debug + Send {
    /// Sets the parameters, (n_parameters), for the next shards.
    fn load(&mut self, parameters: &[f32]);
    /// Writes the sums over a shard's samples into `sum`, (n_parameters + LOSSES): the gradient, then the parts of the
    /// loss.
    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]);
}
