//! The kind `fit`: one-hidden-layer networks and polynomials on one function of x.

use crate::formula::Formula;
use crate::kinds::fit::values::{Distribution, ErrorAxis};
use crate::spec::fields::{fields, forget_fingerprint};
use crate::spec::{
    AutoRange, Degrees, Fingerprint, MAX_EPOCHS, Nets, Optimiser, Problem, Range, Stages, Value, WeightDecay,
};

fields! {
    /// The training and the figures of a `fit` cell. The defaults are those of Bolshakov (2020).
    FitSpec = "fit" {
        target: Formula = "x + 10" in 1 ..= 200,
            Data "Target y(x)" "The true function: any expression in x, such as 2x^2 - sin(x) or x<0 ? 0 : x, or points to go through, such as through(0:1, 1:3, 2:0).";
        input: Distribution = "normal(0, 1)" in -1e6 ..= 1e6,
            Data "Training inputs" "Where training inputs x come from: normal(mean, deviation) or uniform(low, high).";
        noise: f64 = "0" in 0 ..= 1e6,
            Data "Noise" "Standard deviation of the normal noise added to each training y.";
        nets: Nets = "relu:8, elu:8" in 1 ..= 1024,
            Training "Networks" "Each one as activation:width, such as relu:8; weights set by hand follow in brackets.";
        polynomials: Degrees = "1" in 0 ..= 40,
            Baseline "Polynomials" "Degrees of the polynomials fitted by least squares.";
        pairs: u32 = "204800" in 2 ..= 1_000_000,
            Baseline "Pairs" "Number of (x, y) pairs that the polynomials are fitted to.";
        batch: u32 = "2048" in 1 ..= 65_536,
            Training "Batch" "Fresh pairs drawn for every epoch.";
        epochs: u32 = "50000" in 0 ..= MAX_EPOCHS,
            Length "Epochs" "Optimiser steps, each on a fresh batch.";
        lr: Stages<f64> = "1e-4" in 0 ..= 100,
            Training "Learning rate" "Step size of the optimiser: one number, or stages as epochs@rate; a..b or a~b for a ramp along a line or half a cosine.";
        optimiser: Optimiser = "adam" in 0 ..= 1,
            Training "Optimiser" "adam, muon or muon(momentum) with rates near 0.02, sgd, sgd(momentum), nesterov(momentum) or rmsprop.";
        weight_decay: WeightDecay = "none" in 0 ..= 10,
            Training "Weight decay" "none, l2(strength) or decoupled(strength).";
        seed: u32 = "1" in 0 ..= 4_294_967_295_u32,
            Data "Seed" "Determines every random draw: initial weights, inputs, noise.";
        view: Range = "-20..20" in -1e9 ..= 1e9,
            Display "View" "The x-axis, low..high.";
        y: AutoRange = "auto" in -1e12 ..= 1e12,
            Display "y-axis" "auto, or low..high.";
        errors: ErrorAxis = "log" in 0 ..= 0,
            Display "Error axis" "log draws the error's size, linear its signed value.";
        fingerprint: Fingerprint = "none" in 0 ..= 0,
            Display "Fingerprint" "The expected bits of the finished networks, as found by the author of the link.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check cross_check,
    forget forget_fingerprint
}

/// Maximum batch × width: the activations of one epoch stay below about 200 MB.
const MAX_ACTIVATIONS: u64 = 1 << 22;
/// Maximum pairs × (degree + 1): the basis of the polynomials stays below about 200 MB.
const MAX_BASIS: u64 = 25_000_000;

/// Minimum width of the inputs relative to their size: it holds at least about a thousand 32-bit numbers.
const RESOLUTION: f64 = 1e-4;

fn cross_check(spec: &FitSpec) -> Vec<Problem> {
    let mut problems = Vec::new();
    let widest = spec.nets.0.iter().map(|net| u64::from(net.width)).max().unwrap_or(0);
    if widest * u64::from(spec.batch) > MAX_ACTIVATIONS {
        let allowed = format!("allowed: at most {} with a network {widest} wide", MAX_ACTIVATIONS / widest);
        problems.push(Problem::new("batch", spec.batch.to_string(), allowed));
    }
    let terms = u64::from(spec.polynomials.largest().unwrap_or(0)) + 1;
    if terms * u64::from(spec.pairs) > MAX_BASIS {
        let allowed = format!("allowed: at most {} pairs at degree {}", MAX_BASIS / terms, terms - 1);
        problems.push(Problem::new("pairs", spec.pairs.to_string(), allowed));
    }
    if let Some(largest) = spec.polynomials.largest().filter(|&k| spec.pairs <= k) {
        let allowed = format!("allowed: at least {} pairs for degree {largest}", largest + 1);
        problems.push(Problem::new("pairs", spec.pairs.to_string(), allowed));
    }
    let domain = spec.input.inside();
    let least = RESOLUTION * domain.low.abs().max(domain.high.abs());
    if domain.span() < least {
        let allowed =
            format!("inputs are 32-bit numbers and cannot be told apart; allowed: a width of at least {least:.1e}");
        problems.push(Problem::new("input", spec.input.print(), allowed));
    }
    if let Some(x) = undefined_at(spec) {
        let allowed = format!(
            "has no finite value at x = {x}, which input = {} reaches; allowed: a target that is finite on all inputs",
            spec.input.print()
        );
        problems.push(Problem::new("target", spec.target.source(), allowed));
    }
    problems
}

/// An x that training could draw and at which the target is not finite, found on a grid.
fn undefined_at(spec: &FitSpec) -> Option<f64> {
    let domain = spec.input.reach();
    let steps = 240;
    (0..=steps)
        .map(|i| domain.low + domain.span() * f64::from(i) / f64::from(steps))
        // Rounded for the message, and checked again so that the message is true.
        .find(|&x| !(spec.target.at(x) as f32).is_finite())
        .map(|x| (x * 1e4).round() / 1e4)
}
