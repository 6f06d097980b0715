//! Where each rival holds and where it fails, on the seven experiments of Bolshakov (2020).

use super::*;
use crate::kinds::Spec;

/// Name, space, ω, γ, σ of ω, σ of γ.
const EXPERIMENTS: [(&str, &str, f64, f64, f64, f64); 7] = [
    ("boring_patch", "real", 1.5, 0.5, 0.1, 0.1),
    ("center_very_broad", "real", 1.0, 0.5, 0.2, 0.2),
    ("peak_broad", "real", 1.0, 0.0, 0.1, 0.1),
    ("peak_narrow", "real", 1.0, 0.0, 0.01, 0.01),
    ("logspace_broad", "log", 1.0, 0.5, 2.0, 2.0),
    ("logspace_near_peak", "log", 1.0, 0.01, 1.0, 1.0),
    ("logspace_near_peak_narrow", "log", 1.0, 0.01, 0.1, 0.1),
];

fn spec(text: &str) -> SciNetSpec {
    Spec::parse("scinet", text).unwrap().get::<SciNetSpec>().unwrap().clone()
}

fn experiments() -> impl Iterator<Item = (&'static str, SciNetSpec)> {
    EXPERIMENTS.into_iter().map(|(name, space, omega, gamma, sigma_omega, sigma_gamma)| {
        let text = format!(
            "space = {space}\nomega = {omega}\ngamma = {gamma}\nsigma_omega = {sigma_omega}\nsigma_gamma = {sigma_gamma}"
        );
        (name, spec(&text))
    })
}

fn polynomial(coordinates: Coordinates, degree: u32) -> Rival {
    Rival::Polynomial { coordinates, degree }
}

/// Fitted to as many pairs as the page would use, or fewer if that is enough.
fn fitted(spec: &SciNetSpec, n_pairs: usize) -> Rivals {
    Rivals::fit(spec, &[1, 4, 8], n_pairs).unwrap()
}

#[test]
fn a_polynomial_holds_on_the_boring_patch_and_not_outside() {
    let spec = spec("");
    let rivals = fitted(&spec, 20_480);
    for coordinates in Coordinates::ALL {
        let errors = rival_errors(&spec, &rivals, polynomial(coordinates, 4), 2048, 1);
        // φ and A range over about 0.8 and 0.7 within 2σ.
        assert!(errors[0].rms.iter().all(|rms| *rms < 0.005), "{coordinates:?}: {errors:?}");
        assert!(errors[6].rms.iter().all(|rms| *rms > 0.3), "{coordinates:?}: {errors:?}");
    }
}

#[test]
fn the_response_function_is_found_and_holds_everywhere() {
    for (name, spec) in experiments() {
        let rivals = fitted(&spec, 2048);
        let found = rivals.response().unwrap();
        for (found, truth) in [(found.m, 1.0), (found.c, 2.0), (found.k, 1.0)] {
            assert!((found - truth).abs() < 1e-6, "{name}: {found} for {truth}");
        }
        for errors in rival_errors(&spec, &rivals, Rival::Response, 500, 1) {
            assert!(errors.rms.iter().all(|rms| *rms < 1e-6), "{name}: {errors:?}");
        }
    }
}

#[test]
fn polynomials_diverge_at_eight_deviations() {
    for (name, spec) in experiments() {
        let rivals = fitted(&spec, 4096);
        for coordinates in Coordinates::ALL {
            let errors = rival_errors(&spec, &rivals, polynomial(coordinates, 8), 500, 1);
            let [inside, outside] = [0, 6].map(|i| errors[i].rms[0]);
            assert!(outside > 0.2 && outside > 5.0 * inside, "{name}, {coordinates:?}: {inside} to {outside}");
        }
    }
}

#[test]
fn a_negative_amplitude_has_no_logarithm_and_a_logarithm_is_undone() {
    let text = "omega = 1\ngamma = 0.01\nsigma_omega = 1\nsigma_gamma = 1";
    let log = fitted(&spec(&format!("space = log\n{text}")), 2048);
    let mut out = Vec::new();
    // Far above the resonance a straight line through it is below zero.
    log.predict(polynomial(Coordinates::Real, 1), &[[5.0, -4.6]], &mut out);
    assert!(out[0][0].is_finite() && out[0][1].is_nan(), "{out:?}");
    let real = fitted(&spec(""), 2048);
    let mut out = Vec::new();
    real.predict(polynomial(Coordinates::Log, 8), &[[1.5, 0.5]], &mut out);
    assert!((out[0][1] - 1.0 / (1.25_f64 * 1.25 + 1.5 * 1.5).sqrt()).abs() < 1e-4, "{out:?}");
}

#[test]
fn rivals_read_back_exactly_or_are_refused() {
    let spec = spec("");
    let rivals = fitted(&spec, 500);
    let row = rivals.to_numbers();
    assert_eq!(Rivals::from_numbers(&spec, &row), Ok(rivals));
    let longer = [row.as_slice(), &[0.0]].concat();
    assert_eq!(Rivals::from_numbers(&spec, &longer), Err(FitError::Broken));
    for end in 0..row.len() {
        assert_eq!(Rivals::from_numbers(&spec, &row[..end]), Err(FitError::Broken));
    }
    for at in 0..row.len() {
        for wrong in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            let mut broken = row.clone();
            broken[at] = wrong;
            if let Ok(rivals) = Rivals::from_numbers(&spec, &broken) {
                let inputs = [[1.5, 0.5]];
                rivals.models().into_iter().for_each(|(_, rival)| rivals.predict(rival, &inputs, &mut Vec::new()));
            }
        }
    }
}

#[test]
fn every_rival_has_a_name_and_a_count() {
    let rivals = Rivals::fit(&spec(""), &[1, 3], 200).unwrap();
    let told: Vec<_> = rivals.models().into_iter().map(|(name, rival)| (name, Rivals::coefficients(rival))).collect();
    let told: Vec<_> = told.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    assert_eq!(told[1], ("polynomial of degree 3 in (ω, γ)", 20));
    assert_eq!(told[2], ("polynomial of degree 1 in (ln ω, ln γ)", 6));
    assert_eq!(told[5], ("polynomial of degree 3 in (1 − ω², γω)", 20));
    assert_eq!(told[6], ("response function m ẍ + cγẋ + k x = cos ωt", 3));
    assert_eq!(rivals.response().unwrap().to_string(), "1.000000 ẍ + 2.000000 γẋ + 1.000000 x = cos ωt");
}

#[test]
fn fits_that_are_not_determined_are_refused_or_omitted() {
    let spec = spec("");
    assert_eq!(Rivals::fit(&spec, &[1, 13], 100), Err(FitError::Degree { given: 13, highest: 12 }));
    assert_eq!(Rivals::fit(&spec, &[1], 0), Err(FitError::Lengths { x: 0, y: 0 }));
    // Ten pairs determine the ten monomials of degree 3, and none of degree 4.
    let names: Vec<_> = Rivals::fit(&spec, &[3, 4], 10).unwrap().models();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn rivals_are_found_for_every_spread_that_a_spec_allows() {
    let widest = "omega = 1\ngamma = 0.5\nsigma_omega = 10\nsigma_gamma = 10";
    let narrowest = "omega = 1000\ngamma = 0.001\nsigma_omega = 1e-4\nsigma_gamma = 1e-4";
    for space in ["real", "log"] {
        for text in [widest, narrowest] {
            let spec = spec(&format!("space = {space}\n{text}"));
            let rivals = Rivals::fit(&spec, &[1, 12], 2048).unwrap();
            assert!(rivals.models().len() >= 3, "{space}, {text}");
            Rivals::from_numbers(&spec, &rivals.to_numbers()).unwrap();
        }
    }
}
