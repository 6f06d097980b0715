//! The activations on lanes: φ, and φ′ computed from the value of φ, so that the backward pass needs no exponential.

use crate::kernel::lanes::Lanes;
use crate::kernel::matmul::Block;
use crate::spec::Activation;

/// An activation function.
pub trait Phi {
    /// φ(z).
    fn value<L: Lanes>(z: L) -> L;
    /// delta · φ′(z), where h = φ(z).
    fn back<L: Lanes>(delta: L, h: L) -> L;
}

/// max(z, 0).
pub struct Relu;
/// z above 0, eᶻ − 1 below.
pub struct Elu;
/// 1 / (1 + e⁻ᶻ).
pub struct Sigmoid;
/// The hyperbolic tangent.
pub struct Tanh;

impl Phi for Relu {
    #[inline(always)]
    fn value<L: Lanes>(z: L) -> L {
        z.max(L::splat(0.0))
    }
    #[inline(always)]
    fn back<L: Lanes>(delta: L, h: L) -> L {
        delta.where_positive(h)
    }
}

impl Phi for Elu {
    #[inline(always)]
    fn value<L: Lanes>(z: L) -> L {
        let zero = L::splat(0.0);
        z.max(zero).add(z.min(zero).exp().sub(L::splat(1.0)))
    }
    #[inline(always)]
    fn back<L: Lanes>(delta: L, h: L) -> L {
        // φ′ is 1 above 0, and eᶻ = h + 1 below.
        delta.mul(h.min(L::splat(0.0)).add(L::splat(1.0)))
    }
}

impl Phi for Sigmoid {
    #[inline(always)]
    fn value<L: Lanes>(z: L) -> L {
        let one = L::splat(1.0);
        one.div(one.add(L::splat(0.0).sub(z).exp()))
    }
    #[inline(always)]
    fn back<L: Lanes>(delta: L, h: L) -> L {
        delta.mul(h.mul(L::splat(1.0).sub(h)))
    }
}

impl Phi for Tanh {
    #[inline(always)]
    fn value<L: Lanes>(z: L) -> L {
        let one = L::splat(1.0);
        one.sub(L::splat(2.0).div(z.add(z).exp().add(one)))
    }
    #[inline(always)]
    fn back<L: Lanes>(delta: L, h: L) -> L {
        delta.mul(L::splat(1.0).sub(h.mul(h)))
    }
}

/// Replaces each value by φ of it.
#[inline(always)]
pub fn apply<L: Lanes>(activation: Activation, values: &mut [Block]) {
    #[inline(always)]
    fn all<L: Lanes, P: Phi>(values: &mut [Block]) {
        for value in values {
            P::value(L::load(value)).store(value);
        }
    }
    match activation {
        Activation::Relu => all::<L, Relu>(values),
        Activation::Elu => all::<L, Elu>(values),
        Activation::Sigmoid => all::<L, Sigmoid>(values),
        Activation::Tanh => all::<L, Tanh>(values),
    }
}

/// Multiplies each delta by φ′(z), where `values` are φ(z).
#[inline(always)]
pub fn back<L: Lanes>(activation: Activation, deltas: &mut [Block], values: &[Block]) {
    #[inline(always)]
    fn all<L: Lanes, P: Phi>(deltas: &mut [Block], values: &[Block]) {
        for (delta, value) in deltas.iter_mut().zip(values) {
            P::back(L::load(delta), L::load(value)).store(delta);
        }
    }
    match activation {
        Activation::Relu => all::<L, Relu>(deltas, values),
        Activation::Elu => all::<L, Elu>(deltas, values),
        Activation::Sigmoid => all::<L, Sigmoid>(deltas, values),
        Activation::Tanh => all::<L, Tanh>(deltas, values),
    }
}
