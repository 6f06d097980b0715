//! The latent layer on lanes: z = μ + σ ε forward, and the derivative of the loss by μ and ln σ backward.

use crate::kernel::dispatch::Task;
use crate::kernel::lanes::Lanes;
use crate::kernel::matmul::Block;

/// Writes z = μ + σ ε into the first inputs of the decoder, and adds the divergence from N(0, s²),
/// ½ Σ ((μ² + σ²) ÷ s² − 1 − ln (σ² ÷ s²)), of the lanes that count to `sum`, (8).
pub struct SampleLatent<'a> {
    /// The number of latent variables.
    pub latent: usize,
    /// 1 ÷ s² and ln s².
    pub prior: (f32, f32),
    /// 1 in the lanes that count; (blocks, 8).
    pub live: &'a [Block],
    /// μ, then ln σ; (blocks, 2 · latent, 8).
    pub code: &'a [Block],
    /// ε; (blocks, latent, 8).
    pub noise: &'a [Block],
    /// σ, stored for the backward pass; (blocks, latent, 8).
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
        // With s = 1 both change no bit.
        let (precision, ln_variance) = (L::splat(self.prior.0), L::splat(self.prior.1));
        for (b, live) in self.live.iter().enumerate() {
            let code = &self.code[b * 2 * latent..][..2 * latent];
            for j in 0..latent {
                let (mean, ln_sigma) = (L::load(&code[j]), L::load(&code[latent + j]));
                let sigma = ln_sigma.exp();
                sigma.store(&mut self.sigma[b * latent + j]);
                mean.add(sigma.mul(L::load(&self.noise[b * latent + j]))).store(&mut self.z[b * n_z + j]);
                let squares = mean.mul(mean).add(sigma.mul(sigma));
                let ln_ratio = ln_sigma.add(ln_sigma).sub(ln_variance);
                let term = squares.mul(precision).sub(one).sub(ln_ratio).mul(half);
                sum = sum.add(term.where_positive(L::load(live)));
            }
        }
        sum.store(self.sum);
    }
}

/// Computes the encoder's output deltas from the decoder's input deltas and β times the divergence.
pub struct LatentDeltas<'a> {
    /// The number of latent variables.
    pub latent: usize,
    /// The weight of the divergence in the loss.
    pub beta: f32,
    /// 1 ÷ s² of the prior N(0, s²).
    pub precision: f32,
    /// 1 in the lanes that count; (blocks, 8).
    pub live: &'a [Block],
    /// ε and σ; both (blocks, latent, 8).
    pub noise: &'a [Block],
    /// See `noise`.
    pub sigma: &'a [Block],
    /// The derivative of the loss by the decoder's inputs; (blocks, latent and questions, 8).
    pub z_deltas: &'a [Block],
    /// μ and ln σ, and the output for the derivative by them; both (blocks, 2 · latent, 8).
    pub code: (&'a [Block], &'a mut [Block]),
}

impl Task for LatentDeltas<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let (latent, n_z) = (self.latent, self.z_deltas.len() / self.live.len());
        let (code, deltas) = self.code;
        let (beta, precision, one) = (L::splat(self.beta), L::splat(self.precision), L::splat(1.0));
        for (b, live) in self.live.iter().enumerate() {
            let live = L::load(live);
            for j in 0..latent {
                let mean = L::load(&code[b * 2 * latent + j]);
                let sigma = L::load(&self.sigma[b * latent + j]);
                let noise = L::load(&self.noise[b * latent + j]);
                let by_z = L::load(&self.z_deltas[b * n_z + j]);
                let by_mean = by_z.add(beta.mul(mean.mul(precision))).where_positive(live);
                let by_sigma = beta.mul(sigma.mul(sigma).mul(precision).sub(one));
                let by_ln_sigma = by_z.mul(noise).mul(sigma).add(by_sigma).where_positive(live);
                by_mean.store(&mut deltas[b * 2 * latent + j]);
                by_ln_sigma.store(&mut deltas[b * 2 * latent + latent + j]);
            }
        }
    }
}

/// A step in time, z ← z + b. Without b, z does not change.
pub struct MoveLatent<'a> {
    /// b; (latent), or empty.
    pub step: &'a [f32],
    /// The number of inputs of the decoder: latent variables and questions.
    pub n_z: usize,
    /// The inputs of the decoder, z first; (blocks, n_z, 8).
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

/// Adds the derivative of one answer's loss by z to the sum over all answers, and to the derivative by b.
pub struct MoveDeltas<'a> {
    /// The number of steps of z, from 1. The derivative of the first answer starts the sum.
    pub moves: usize,
    /// The number of inputs of the decoder: latent variables and questions.
    pub n_z: usize,
    /// The derivative of this answer's loss by the decoder's inputs; (blocks, n_z, 8).
    pub z_deltas: &'a [Block],
    /// The sum of these derivatives over the answers so far; (blocks, n_z, 8).
    pub all_deltas: &'a mut [Block],
    /// The sum of the derivative by b; (latent, 8), or empty.
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
