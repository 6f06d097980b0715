//! Random numbers addressed by (seed, stream, epoch, shard), so that any worker can draw any shard.
//!
//! A [`Draws`] is eight interleaved xoshiro128++ generators (Blackman and Vigna, 2021), each seeded from the address
//! by SplitMix64. A long request starts with the same numbers as a short one.

use crate::float::{ln_f32, sin_cos_turn_f32};
use rand::RngCore;
use wide::u32x8;

const LANES: usize = 8;

/// The purpose of a stream of random numbers. No two streams share numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Initial weights; `epoch` counts layers.
    Weights = 1,
    /// Training inputs.
    Inputs = 2,
    /// Noise on training outputs.
    Noise = 3,
    /// Inputs of the pairs to which baselines are fitted.
    BaselineInputs = 4,
    /// Noise on those pairs.
    BaselineNoise = 5,
    /// Noise on latent variables.
    Latent = 6,
    /// Fresh samples on which a trained network is measured.
    Evaluation = 7,
    /// The choice of the held-out rows of a table.
    HeldOut = 8,
    /// Questions about an observation.
    Question = 9,
    /// Instruments: what an observation is measured with.
    Instruments = 10,
}

/// The random numbers at one address.
#[derive(Debug, Clone)]
pub struct Draws {
    state: [u32x8; 4],
    block: [u32; LANES],
    used: usize,
}

/// One step of SplitMix64 (Steele, Lea and Flood, 2014).
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Draws {
    /// The numbers of `stream` for `seed`, `epoch` and `shard`.
    pub fn new(seed: u32, stream: Stream, epoch: u32, shard: u32) -> Self {
        // Each part is mixed in turn, so addresses that differ in one bit give unrelated numbers.
        let mut key = u64::from(seed);
        for part in [stream as u32, epoch, shard] {
            key = split_mix(&mut key) ^ u64::from(part);
        }
        let mut state = [[0; LANES]; 4];
        for lane in 0..LANES {
            for word in &mut state {
                // The high half has SplitMix64's better bits. Four zero words have a probability of 2⁻¹²⁸.
                word[lane] = (split_mix(&mut key) >> 32) as u32;
            }
        }
        Self { state: state.map(u32x8::from), block: [0; LANES], used: LANES }
    }

    /// The next number of each lane.
    #[inline(always)]
    fn next_block(&mut self) -> [u32; LANES] {
        let [s0, s1, s2, s3] = self.state;
        let rotate = |x: u32x8, by: u32| (x << by) | (x >> (32 - by));
        let out = rotate(s0 + s3, 7) + s0;
        let s2 = s2 ^ s0;
        let s3 = s3 ^ s1;
        self.state = [s0 ^ s3, s1 ^ s2, s2 ^ (s1 << 9_u32), rotate(s3, 11)];
        out.to_array()
    }

    /// Fills `out` (n) with uniform draws from [low, high).
    pub fn fill_uniform(&mut self, out: &mut [f32], low: f32, high: f32) {
        for chunk in out.chunks_mut(LANES) {
            let block = self.next_block().map(|bits| low + (high - low) * unit(bits));
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }

    /// Fills `out` (n) with normal draws by the transform of Box and Muller (1958).
    pub fn fill_normal(&mut self, out: &mut [f32], mean: f32, deviation: f32) {
        let (whole, rest) = out.as_chunks_mut();
        for block in whole {
            *block = self.normal_block(mean, deviation);
        }
        if !rest.is_empty() {
            let block = self.normal_block(mean, deviation);
            rest.copy_from_slice(&block[..rest.len()]);
        }
    }

    #[inline(always)]
    fn normal_block(&mut self, mean: f32, deviation: f32) -> [f32; 2 * LANES] {
        let (radii, turns) = (self.next_block(), self.next_block());
        let mut block = [0.0; 2 * LANES];
        for i in 0..LANES {
            // (bits + ½) / 2³² resolves small values: the tails reach 6.7 σ.
            let u = (radii[i] as f32 + 0.5) * (1.0 / 4_294_967_296.0);
            // ln u ≤ 0, but rounding may make it positive near u = 1.
            let square = -2.0 * ln_f32(u);
            let radius = if square > 0.0 { square } else { 0.0 }.sqrt();
            let (sin, cos) = sin_cos_turn_f32(unit(turns[i]));
            block[i] = mean + deviation * (radius * cos);
            block[LANES + i] = mean + deviation * (radius * sin);
        }
        block
    }
}

/// The upper 24 bits as a number in [0, 1).
#[inline(always)]
fn unit(bits: u32) -> f32 {
    (bits >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// Lets the distributions of the `rand` crate use these numbers.
impl RngCore for Draws {
    fn next_u32(&mut self) -> u32 {
        if self.used == LANES {
            self.block = self.next_block();
            self.used = 0;
        }
        self.used += 1;
        self.block[self.used - 1]
    }
    fn next_u64(&mut self) -> u64 {
        u64::from(self.next_u32()) | (u64::from(self.next_u32()) << 32)
    }
    fn fill_bytes(&mut self, dest: &mut [u8]) {
        for chunk in dest.chunks_mut(4) {
            chunk.copy_from_slice(&self.next_u32().to_le_bytes()[..chunk.len()]);
        }
    }
    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normals(n: usize) -> Vec<f32> {
        let mut x = vec![0.0; n];
        Draws::new(1, Stream::Inputs, 0, 0).fill_normal(&mut x, 0.0, 1.0);
        x
    }

    #[test]
    fn equal_addresses_give_equal_draws_and_others_do_not() {
        let first = |seed, stream, epoch, shard| Draws::new(seed, stream, epoch, shard).next_u64();
        let base = first(1, Stream::Inputs, 2, 3);
        assert_eq!(base, first(1, Stream::Inputs, 2, 3));
        let others = [
            first(2, Stream::Inputs, 2, 3),
            first(1, Stream::Noise, 2, 3),
            first(1, Stream::Inputs, 3, 3),
            first(1, Stream::Inputs, 2, 4),
            first(1, Stream::Inputs, 3, 2),
        ];
        assert!(others.iter().all(|other| *other != base));
    }

    #[test]
    fn normals_have_the_moments_of_a_normal() {
        let x = normals(1 << 20);
        let n = x.len() as f64;
        let moment = |k: i32| x.iter().map(|&x| (0..k).map(|_| f64::from(x)).product::<f64>()).sum::<f64>() / n;
        // Five standard errors: √(var of xᵏ / n).
        for (k, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)] {
            let error = (moment(k) - expected).abs();
            assert!(error < 5.0 * (variance / n).sqrt(), "moment {k} is off by {error}");
        }
    }

    #[test]
    fn normals_reach_far_and_stay_finite() {
        let x = normals(1 << 20);
        let largest = x.iter().fold(0.0_f32, |m, x| m.max(x.abs()));
        assert!((4.5..6.8).contains(&largest), "{largest}");
    }

    #[test]
    fn uniform_draws_fill_their_range() {
        let mut x = vec![0.0; 100_003];
        Draws::new(9, Stream::Inputs, 0, 0).fill_uniform(&mut x, -1.0, 3.0);
        assert!(x.iter().all(|x| (-1.0..=3.0).contains(x)));
        let mean = x.iter().map(|&x| f64::from(x)).sum::<f64>() / x.len() as f64;
        assert!((mean - 1.0).abs() < 0.02, "{mean}");
    }

    #[test]
    fn a_longer_request_starts_like_a_shorter_one() {
        let (short, long) = (normals(32), normals(77));
        assert_eq!(short, long[..32]);
    }
}
