//! The truth along the first input at a few values of the second.

use crate::kinds::worlds::oscillator::Oscillator;

/// The truth along x at each level of y, for one output: (name of the level, points).
pub fn truth_slices(oscillator: &Oscillator, output: usize, x: &[f64], levels: &[f64]) -> Vec<Vec<(f64, f64)>> {
    let at = |level: &f64| x.iter().map(|&x| (x, oscillator.answer([x, *level])[output])).collect();
    levels.iter().map(at).collect()
}
