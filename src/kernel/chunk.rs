//! Chunks: samples that go through a network together, in blocks of eight, few enough to stay in cache.

use super::lanes::LANES;
use super::matmul::Block;

/// Blocks of eight samples in a full chunk.
pub const BLOCKS: usize = 8;
/// Samples in a full chunk. The last chunk of a shard may have fewer samples and fewer blocks.
pub const CHUNK: usize = BLOCKS * LANES;

/// The number of blocks for this many samples.
pub fn blocks(n: usize) -> usize {
    n.div_ceil(LANES)
}

/// Memory for a full chunk of this many features; (BLOCKS, features, 8).
pub fn room(features: usize) -> Vec<Block> {
    vec![[0.0; LANES]; BLOCKS * features]
}

/// Resizes the memory of a chunk to this many blocks.
pub fn cut(room: &mut Vec<Block>, features: usize, blocks: usize) {
    room.resize(blocks * features, [0.0; LANES]);
}

/// 1 in the lanes of the first `n` samples, 0 in the other lanes, which must not count.
pub fn live(n: usize) -> [Block; BLOCKS] {
    let mut live = [[0.0; LANES]; BLOCKS];
    live.as_flattened_mut()[..n].fill(1.0);
    live
}

/// Copies samples (n_samples, columns) into blocks (blocks, features, 8), beginning at feature `first`. Lanes after
/// the last sample become 0.
pub fn fill(blocks: &mut [Block], features: usize, first: usize, samples: &[f32], columns: usize) {
    if columns == 0 {
        return;
    }
    let n_samples = samples.len() / columns;
    for (b, block) in blocks.chunks_exact_mut(features).enumerate() {
        for (column, lanes) in block[first..first + columns].iter_mut().enumerate() {
            for (lane, to) in lanes.iter_mut().enumerate() {
                let sample = b * LANES + lane;
                *to = if sample < n_samples { samples[sample * columns + column] } else { 0.0 };
            }
        }
    }
}

/// Copies samples (n_samples, features) out of blocks (blocks, features, 8).
pub fn read(blocks: &[Block], features: usize, samples: &mut [f32]) {
    for (sample, row) in samples.chunks_exact_mut(features).enumerate() {
        let block = &blocks[sample / LANES * features..][..features];
        for (to, lanes) in row.iter_mut().zip(block) {
            *to = lanes[sample % LANES];
        }
    }
}
