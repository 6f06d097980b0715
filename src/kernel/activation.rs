//! The activations on lanes: φ, and φ′ from φ's own value, so that going back needs no exponential.

use super::lanes::Lanes;

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
        // φ′ = 1 above 0; below it is eᶻ = h + 1.
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
