//! The kind `surface`: the oscillator's true phase and amplitude over ω and γ.

use crate::kinds::surface::outputs::Outputs;
use crate::kinds::worlds::Space;
use crate::spec::fields::fields;
use crate::spec::{Levels, Problem, Range, Value};

fields! {
    /// The figures of a `surface` cell.
    SurfaceSpec = "surface" {
        space: Space = "real" in 0 ..= 0,
            Data "Space" "real: φ and A over (ω, γ); log: φ and ln A over (ln ω, ln γ).";
        omega: Range = "0.4..1.6" in 1e-6 ..= 1e6,
            Display "ω" "The first axis, low..high, in units of the natural frequency.";
        gamma: Range = "0.001..1" in 1e-6 ..= 1e6,
            Display "γ" "The second axis, low..high, in units of the natural frequency.";
        outputs: Outputs = "phase, amplitude" in 0 ..= 0,
            Display "Outputs" "What is drawn: phase, amplitude or both.";
        cut: f64 = "10" in 1e-3 ..= 1e6,
            Display "Cut" "The largest amplitude that is drawn: at ω = 1, γ = 0 it has a pole.";
        slices: Levels = "auto" in 1e-6 ..= 1e6,
            Display "Slices" "Values of γ at which slices are cut: auto, or up to five numbers.";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check cross_check
}

/// Minimum width of an axis relative to its values: the ticks must differ.
const RESOLUTION: f64 = 1e-6;

fn cross_check(spec: &SurfaceSpec) -> Vec<Problem> {
    let narrow = |key: &str, range: Range| {
        let allowed = format!("allowed: a width of at least {RESOLUTION:e} of its size");
        (range.span() < RESOLUTION * range.high).then(|| Problem::new(key, range.print(), allowed))
    };
    [narrow("omega", spec.omega), narrow("gamma", spec.gamma)].into_iter().flatten().collect()
}
