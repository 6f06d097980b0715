//! A batch's eighths, and which of them each of several replicas computes.

use std::ops::Range;

/// A batch is this many shards, each drawn at an address of its own.
pub const SHARDS: u32 = 8;

/// One replica's share of every batch: `SHARDS / replicas` neighbouring shards.
///
/// Replicas hold the same run. After its own shards each one exchanges sums with one partner after
/// another, [`Part::partners`], until all have the sum over the whole batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    rank: u32,
    replicas: u32,
}

impl Part {
    /// All shards: a run that trains alone.
    pub const WHOLE: Self = Self { rank: 0, replicas: 1 };

    /// The part of replica `rank` of 1, 2, 4 or 8; `None` for other numbers.
    pub fn new(rank: u32, replicas: u32) -> Option<Self> {
        (matches!(replicas, 1 | 2 | 4 | 8) && rank < replicas).then_some(Self { rank, replicas })
    }

    /// The shards of this part.
    pub fn shards(self) -> Range<u32> {
        let each = SHARDS / self.replicas;
        self.rank * each..(self.rank + 1) * each
    }

    /// The replicas to exchange sums with, in order: neighbours first, as the tree of sums is built.
    pub fn partners(self) -> impl Iterator<Item = u32> {
        (0..self.replicas.trailing_zeros()).map(move |level| self.rank ^ (1 << level))
    }

    /// The largest number of replicas, 1, 2, 4 or 8, that is not above `wanted`.
    pub fn replicas(wanted: usize) -> u32 {
        match wanted {
            0..2 => 1,
            2..4 => 2,
            4..8 => 4,
            _ => 8,
        }
    }
}

/// How many samples a shard has: the batch cut into eight parts that differ by one at most.
pub fn n_samples(batch: usize, shard: u32) -> usize {
    let (shard, shards) = (shard as usize, SHARDS as usize);
    (shard + 1) * batch / shards - shard * batch / shards
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

    #[test]
    fn parts_cover_the_shards_and_partners_meet_everyone() {
        for replicas in [1, 2, 4, 8] {
            let parts: Vec<Part> = (0..replicas).filter_map(|rank| Part::new(rank, replicas)).collect();
            let shards: Vec<u32> = parts.iter().flat_map(|part| part.shards()).collect();
            assert_eq!(shards, (0..SHARDS).collect::<Vec<u32>>());
            assert!(parts.iter().all(|part| part.partners().count() as u32 == replicas.ilog2()));
        }
        assert_eq!(Part::new(5, 8).map(|part| part.partners().collect::<Vec<u32>>()), Some(vec![4, 7, 1]));
        assert_eq!((Part::new(2, 2), Part::new(0, 3)), (None, None));
    }
}
