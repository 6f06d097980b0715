//! The latent layer on lanes: z = μ + σ ε forwards, and the loss's derivative by μ and ln σ back.

use crate::kernel::dispatch::Task;
use crate::kernel::lanes::Lanes;
use crate::kernel::matmul::Block;

/// Writes z = μ + σ ε into the first of the decoder's inputs, and adds the divergence
/// ½ Σ (μ² + σ² − 1 − ln σ²) of the live lanes to `sum`, eight lanes.
pub struct SampleLatent<'a> {
    /// How many latent variables.
    pub latent: usize,
    /// 1 in the lanes that count; (blocks, 8).
    pub live: &'a [Block],
    /// μ, then ln σ; (blocks, 2 · latent, 8).
    pub code: &'a [Block],
    /// ε; (blocks, latent, 8).
    pub noise: &'a [Block],
    /// Where σ is kept for the way back; (blocks, latent, 8).
    pub sigma: &'a mut [Block],
    /// The decoder's inputs, z first; (blocks, latent and questions, 8).
    pub z: &'a mut [Block],
    /// The sum so far.
    pub sum: &'a mut Block,
}

impl Task for SampleLatent<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let (latent, n_z) = (self.latent, self.z.len() / self.live.len());
        let (mut sum, half, one) = (L::load(self.sum), L::splat(0.5), L::splat(1.0));
        for (b, live) in self.live.iter().enumerate() {
            let code = &self.code[b * 2 * latent..][..2 * latent];
            for j in 0..latent {
                let (mean, ln_sigma) = (L::load(&code[j]), L::load(&code[latent + j]));
                let sigma = ln_sigma.exp();
                sigma.store(&mut self.sigma[b * latent + j]);
                mean.add(sigma.mul(L::load(&self.noise[b * latent + j]))).store(&mut self.z[b * n_z + j]);
                let squares = mean.mul(mean).add(sigma.mul(sigma));
                let term = squares.sub(one).sub(ln_sigma.add(ln_sigma)).mul(half);
                sum = sum.add(term.where_positive(L::load(live)));
            }
        }
        sum.store(self.sum);
    }
}

/// From the decoder's input deltas to the encoder's output deltas, β times the divergence's part included.
pub struct LatentDeltas<'a> {
    /// How many latent variables.
    pub latent: usize,
    /// The divergence's weight in the loss.
    pub beta: f32,
    /// 1 in the lanes that count; (blocks, 8).
    pub live: &'a [Block],
    /// ε and σ; both (blocks, latent, 8).
    pub noise: &'a [Block],
    /// See `noise`.
    pub sigma: &'a [Block],
    /// The loss's derivative by the decoder's inputs; (blocks, latent and questions, 8).
    pub z_deltas: &'a [Block],
    /// μ and ln σ, and where the derivative by them goes; both (blocks, 2 · latent, 8).
    pub code: (&'a [Block], &'a mut [Block]),
}

impl Task for LatentDeltas<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let (latent, n_z) = (self.latent, self.z_deltas.len() / self.live.len());
        let (code, deltas) = self.code;
        let (beta, one) = (L::splat(self.beta), L::splat(1.0));
        for (b, live) in self.live.iter().enumerate() {
            let live = L::load(live);
            for j in 0..latent {
                let mean = L::load(&code[b * 2 * latent + j]);
                let sigma = L::load(&self.sigma[b * latent + j]);
                let noise = L::load(&self.noise[b * latent + j]);
                let by_z = L::load(&self.z_deltas[b * n_z + j]);
                let by_mean = by_z.add(beta.mul(mean)).where_positive(live);
                let by_sigma = beta.mul(sigma.mul(sigma).sub(one));
                let by_ln_sigma = by_z.mul(noise).mul(sigma).add(by_sigma).where_positive(live);
                by_mean.store(&mut deltas[b * 2 * latent + j]);
                by_ln_sigma.store(&mut deltas[b * 2 * latent + latent + j]);
            }
        }
    }
}

/// A step in time, z ← z + b; without b z stays.
pub struct MoveLatent<'a> {
    /// b; (latent), or nothing.
    pub step: &'a [f32],
    /// How many inputs the decoder has: latent variables and questions.
    pub n_z: usize,
    /// Those, z first; (blocks, n_z, 8).
    pub z: &'a mut [Block],
}

impl Task for MoveLatent<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        for z in self.z.chunks_exact_mut(self.n_z) {
            for (z, step) in z.iter_mut().zip(self.step) {
                L::load(z).add(L::splat(*step)).store(z);
            }
        }
    }
}

/// Adds the derivative by z of the answer after some steps to that of all answers, and to that by b.
pub struct MoveDeltas<'a> {
    /// How many steps z has moved, from 1 on; the first answer's derivative opens the sum.
    pub moves: usize,
    /// How many inputs the decoder has: latent variables and questions.
    pub n_z: usize,
    /// The loss of this answer by those; (blocks, n_z, 8).
    pub z_deltas: &'a [Block],
    /// That of all answers so far; as `z_deltas`.
    pub all_deltas: &'a mut [Block],
    /// The sum of the derivative by b; (latent, 8), or nothing.
    pub by_step: &'a mut [Block],
}

impl Task for MoveDeltas<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        if self.moves == 1 {
            self.all_deltas.copy_from_slice(self.z_deltas);
        } else {
            for (sum, delta) in self.all_deltas.iter_mut().zip(self.z_deltas) {
                L::load(sum).add(L::load(delta)).store(sum);
            }
        }
        // z after k steps is z + k b.
        let moves = L::splat(self.moves as f32);
        for deltas in self.z_deltas.chunks_exact(self.n_z) {
            for (sum, delta) in self.by_step.iter_mut().zip(deltas) {
                L::load(sum).add(moves.mul(L::load(delta))).store(sum);
            }
        }
    }
}
