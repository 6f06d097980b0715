//! The eight shards of a batch, and the part of them that each replica computes.

use std::ops::Range;

/// The number of shards in a batch. Each shard is drawn at its own address.
pub const SHARDS: u32 = 8;

/// One replica's share of every batch: `SHARDS / replicas` neighbouring shards.
///
/// All replicas hold the same run. After its own shards, each replica exchanges sums with its
/// [`Part::partners`] in turn, until all replicas have the sum over the whole batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    rank: u32,
    replicas: u32,
}

impl Part {
    /// All shards: the part of a run that trains alone.
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

    /// The number of this replica, from 0.
    pub fn rank(self) -> u32 {
        self.rank
    }

    /// The number of all replicas.
    pub fn replicas_in_all(self) -> u32 {
        self.replicas
    }

    /// The replicas to exchange sums with, in the order in which the tree of sums grows: neighbours first.
    pub fn partners(self) -> impl Iterator<Item = u32> {
        (0..self.replicas.trailing_zeros()).map(move |level| self.rank ^ (1 << level))
    }

    /// The largest allowed number of replicas (1, 2, 4 or 8) that is not above `wanted`.
    pub fn replicas(wanted: usize) -> u32 {
        match wanted {
            0..2 => 1,
            2..4 => 2,
            4..8 => 4,
            _ => 8,
        }
    }
}

/// The number of samples in a shard. The sizes of the eight shards differ by at most one.
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
