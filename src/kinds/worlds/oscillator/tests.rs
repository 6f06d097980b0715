//! The oscillator solves its equation, and its draws have the density that is shown.

use super::*;
use crate::spec::Fields;
use std::f64::consts::{FRAC_PI_2, PI};

fn oscillator(text: &str) -> Oscillator {
    let mut spec = OscillatorSpec::default();
    for line in text.lines() {
        let (key, value) = line.split_once(" = ").unwrap();
        spec.set(key, value).unwrap();
    }
    Oscillator::new(&spec, 1)
}

fn drawn(text: &str) -> (Oscillator, Vec<f32>, Vec<f32>) {
    let oscillator = oscillator(text);
    let (mut x, mut y) = (vec![0.0; 20_000], vec![0.0; 20_000]);
    oscillator.draw(Stream::Inputs, 0, 0, &mut x, &mut y);
    (oscillator, x, y)
}

#[test]
fn the_steady_state_solves_the_equation_of_motion() {
    for (omega, gamma) in [(0.3, 0.1), (1.0, 0.5), (2.5, 0.9), (1.5, 1e-3)] {
        let [phase, amplitude] = steady_state(omega, gamma);
        assert!((0.0..=PI).contains(&phase));
        for t in [0.0_f64, 0.7, 2.0] {
            let angle = omega * t - phase;
            let (x, v) = (amplitude * crate::float::cos(angle), -amplitude * omega * crate::float::sin(angle));
            let force = -omega * omega * x + 2.0 * gamma * v + x;
            assert!((force - crate::float::cos(omega * t)).abs() < 1e-9, "{force} at ω = {omega}, γ = {gamma}");
        }
    }
    assert_eq!(steady_state(1.0, 0.5), [FRAC_PI_2, 1.0]);
    assert_eq!(steady_state(-1.5, 0.5), steady_state(1.5, 0.5));
}

#[test]
fn reflection_leaves_the_inside_alone_and_folds_the_outside() {
    for (x, inside) in [(0.25, 0.25), (-0.25, 0.25), (1.25, 0.75), (2.5, 0.5), (-1.75, 0.25), (-40.0, 0.0)] {
        assert!((reflect(x, [0.0, 1.0]) - inside).abs() < 1e-12, "{x}");
    }
}

#[test]
fn draws_have_the_specs_mean_and_deviation_and_are_true() {
    let (oscillator, x, y) = drawn("");
    for (column, mean, deviation) in [(0, 1.5, 0.1), (1, 0.5, 0.1)] {
        let values: Vec<f64> = x.iter().skip(column).step_by(2).map(|x| f64::from(*x)).collect();
        let average = values.iter().sum::<f64>() / values.len() as f64;
        let variance = values.iter().map(|x| (x - average) * (x - average)).sum::<f64>() / values.len() as f64;
        assert!((average - mean).abs() < 5e-3 && (variance.sqrt() - deviation).abs() < 5e-3);
    }
    let [phase, amplitude] = oscillator.answer([f64::from(x[0]), f64::from(x[1])]);
    assert_eq!([phase as f32, amplitude as f32], y[..2]);
}

#[test]
fn the_density_is_that_of_the_draws() {
    for text in
        ["", "omega = 1\ngamma = 0\nsigma_gamma = 0.6", "space = log\nomega = 1\nsigma_omega = 2\nsigma_gamma = 2"]
    {
        let (oscillator, x, _) = drawn(text);
        let [_, gamma] = oscillator.window(3.0);
        let (low, high) = (gamma.low.max(oscillator.gamma[0]), gamma.high.min(oscillator.gamma[1]));
        // The share of draws below the middle: counted, and integrated from the density.
        let middle = low + (high - low) / 3.0;
        let values = || x.iter().skip(1).step_by(2).map(|gamma| f64::from(*gamma));
        let within = values().filter(|gamma| (low..=high).contains(gamma)).count() as f64;
        let counted = values().filter(|gamma| (low..middle).contains(gamma)).count() as f64 / within;
        let integral = |from: f64, to: f64| {
            let step = (to - from) / 2000.0;
            (0..2000)
                .map(|i| step * oscillator.density([oscillator.mean[0], from + (f64::from(i) + 0.5) * step]))
                .sum::<f64>()
        };
        let expected = integral(low, middle) / integral(low, high);
        assert!((counted - expected).abs() < 0.02, "{text}: {counted} of {expected}");
    }
    assert_eq!(oscillator("").density([1.5, 2.0]), 0.0);
}

#[test]
fn damping_stays_in_its_bounds_in_either_space() {
    let (_, x, y) = drawn("omega = 1\ngamma = 0\nsigma_gamma = 2");
    assert!(x.iter().skip(1).step_by(2).all(|gamma| (1e-3..=1.0).contains(gamma)));
    assert!(y.iter().all(|y| y.is_finite()));
    let (_, x, y) = drawn("space = log\nomega = 1\nsigma_omega = 2\nsigma_gamma = 2");
    assert!(x.iter().skip(1).step_by(2).all(|ln_gamma| (-6.9078..=0.0).contains(ln_gamma)));
    assert!(y.iter().all(|y| y.is_finite()));
}
