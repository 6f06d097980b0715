//! A batch's eighths: the parts that workers share, and the one order in which their sums are added.

use crate::kernel::{Engine, MlpWorkspace};
use crate::spec::{Activation, FitSpec, Net};
use crate::system::Curve;

/// A batch is this many shards, each drawn at an address of its own.
pub const SHARDS: usize = 8;

/// What one shard adds to an epoch: sums over its samples, not yet divided by the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct ShardSum {
    /// By every parameter.
    pub gradient: Vec<f32>,
    /// Squared errors.
    pub loss: f32,
}

/// Draws and differentiates the shards of one network's batches.
#[derive(Debug)]
pub struct Shards {
    curve: Curve,
    activation: Activation,
    batch: usize,
    engine: Engine,
    workspace: MlpWorkspace,
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Shards {
    /// The shards of `net` on the pairs of `spec`.
    pub fn new(spec: &FitSpec, net: &Net) -> Self {
        Self {
            curve: Curve::from(spec),
            activation: net.activation,
            batch: spec.batch as usize,
            engine: Engine::best(),
            workspace: MlpWorkspace::new(net.width as usize),
            x: Vec::new(),
            y: Vec::new(),
        }
    }

    /// The sums of one shard of an epoch, for a network with these parameters.
    pub fn gradient(&mut self, parameters: &[f32], epoch: u32, shard: u32) -> ShardSum {
        let n_samples = n_samples(self.batch, shard as usize);
        self.x.resize(n_samples, 0.0);
        self.y.resize(n_samples, 0.0);
        self.curve.draw(epoch, shard, &mut self.x, &mut self.y);
        let mut gradient = vec![0.0; parameters.len()];
        let pairs = (self.x.as_slice(), self.y.as_slice());
        let loss = self.workspace.gradient(self.engine, self.activation, parameters, pairs, &mut gradient);
        ShardSum { gradient, loss }
    }
}

/// Samples in a shard: the batch cut into eight parts that differ by one at most.
fn n_samples(batch: usize, shard: usize) -> usize {
    (shard + 1) * batch / SHARDS - shard * batch / SHARDS
}

/// Adds eight shards up as one fixed tree, ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)), whoever computed them.
pub fn add_up(shards: [ShardSum; SHARDS]) -> ShardSum {
    let add = |mut a: ShardSum, b: ShardSum| {
        a.gradient.iter_mut().zip(&b.gradient).for_each(|(a, b)| *a += b);
        a.loss += b.loss;
        a
    };
    let [s0, s1, s2, s3, s4, s5, s6, s7] = shards;
    add(add(add(s0, s1), add(s2, s3)), add(add(s4, s5), add(s6, s7)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_share_a_batch_evenly_and_wholly() {
        for batch in [1, 7, 8, 9, 100, 2048, 65_536] {
            let parts: Vec<usize> = (0..SHARDS).map(|shard| n_samples(batch, shard)).collect();
            assert_eq!(parts.iter().sum::<usize>(), batch);
            assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() <= 1);
        }
    }
}
