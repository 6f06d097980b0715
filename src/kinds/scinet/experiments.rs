//! The seven experiments of Bolshakov (2020) by name, each in full and as a quick variant.

use crate::kinds::scinet::spec::SciNetSpec;
use crate::kinds::worlds::{OscillatorSpec, Space};
use crate::kinds::{Experiment, Variant};
use crate::spec::Fields;

/// Name, space, centre of ω, centre of γ, spread of ω, spread of γ (Bolshakov 2020, table of section 4).
const TABLE: [(&str, Space, f64, f64, f64, f64); 7] = [
    ("boring_patch", Space::Real, 1.5, 0.5, 0.1, 0.1),
    ("center_very_broad", Space::Real, 1.0, 0.5, 0.2, 0.2),
    ("peak_broad", Space::Real, 1.0, 0.0, 0.1, 0.1),
    ("peak_narrow", Space::Real, 1.0, 0.0, 0.01, 0.01),
    ("logspace_broad", Space::Log, 1.0, 0.5, 2.0, 2.0),
    ("logspace_near_peak", Space::Log, 1.0, 0.01, 1.0, 1.0),
    ("logspace_near_peak_narrow", Space::Log, 1.0, 0.01, 0.1, 0.1),
];

/// The suffix of the name of a quick variant.
const QUICK: &str = "_quick";

/// The names of the experiments, in the order of the paper.
pub fn experiment_names() -> [&'static str; 7] {
    TABLE.map(|row| row.0)
}

/// The batch of the quick variants. Larger ones take longer and give no smaller errors: the number of steps decides.
const BATCH: &str = "256";

/// The optimiser, the learning rate and the number of epochs of the quick variants: Muon, with a warm-up and half a
/// cosine down to zero. Near the peak, few draws decide a gradient, and a shorter memory than the usual one of 0.95
/// forgets them sooner.
const MUON: [&str; 3] = ["muon(0.9)", "100@0..0.02, 1900@0.02~0", "2000"];

/// The same for one experiment, found by trials with five to ten seeds each.
fn quick_training(name: &str) -> [&'static str; 3] {
    let [optimiser, rate, epochs] = MUON;
    match name {
        "boring_patch" => [optimiser, "100@0..0.02, 900@0.02~0", "1000"],
        "center_very_broad" => ["muon", rate, epochs],
        "peak_narrow" => ["muon(0.87)", "100@0..0.02, 2100@0.02~0", "2200"],
        "logspace_near_peak_narrow" => ["muon", "100@0..0.03, 1900@0.03~0", epochs],
        _ => MUON,
    }
}

/// The spec of an experiment, such as `boring_patch`, or of its quick variant, `boring_patch_quick`. The quick variant
/// trains the same network on less than a hundredth of the samples, with another optimiser.
pub fn experiment(name: &str) -> Option<SciNetSpec> {
    let (base, quick) = name.strip_suffix(QUICK).map_or((name, false), |base| (base, true));
    let &(_, space, omega, gamma, sigma_omega, sigma_gamma) = TABLE.iter().find(|row| row.0 == base)?;
    let oscillator = OscillatorSpec { space, omega, gamma, sigma_omega, sigma_gamma };
    let mut spec = SciNetSpec { oscillator, ..SciNetSpec::default() };
    if quick {
        let [optimiser, rate, epochs] = quick_training(base);
        for (key, text) in [("batch", BATCH), ("optimiser", optimiser), ("lr", rate), ("epochs", epochs)] {
            // A test reads all of them.
            let _ = spec.set(key, text);
        }
    }
    Some(spec)
}

/// All experiments, to choose from.
pub fn experiments() -> Vec<Experiment> {
    let variant = |name: &str| Variant::of(&experiment(name).unwrap_or_default().into());
    let one = |name: &'static str| Experiment { name, full: variant(name), quick: variant(&format!("{name}_quick")) };
    experiment_names().map(one).into()
}

/// The experiment whose data a spec trains on, for any network.
pub fn experiment_of(spec: &SciNetSpec) -> Option<&'static str> {
    let data = &spec.oscillator;
    let data = (data.space, data.omega, data.gamma, data.sigma_omega, data.sigma_gamma);
    TABLE.iter().find(|row| (row.1, row.2, row.3, row.4, row.5) == data).map(|row| row.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Spec;

    #[test]
    fn every_experiment_is_a_valid_spec_with_its_own_link() {
        let links: std::collections::BTreeSet<String> = experiment_names()
            .iter()
            .flat_map(|name| [name.to_string(), format!("{name}{QUICK}")])
            .map(|name| {
                let spec = experiment(&name).unwrap();
                assert!(spec.cross_check().is_empty(), "{name}");
                let is_quick = spec.recipe.samples() < 0.6e6;
                assert_eq!(is_quick, name.ends_with(QUICK), "{name}");
                assert_eq!(experiment_of(&spec), Some(name.trim_end_matches(QUICK)));
                let link = Spec::from(spec.clone()).link();
                assert_eq!(Spec::parse_link(&link), Ok(Spec::from(spec)));
                link
            })
            .collect();
        assert_eq!(links.len(), 14);
        assert_eq!(experiment("boring_patch"), Some(SciNetSpec::default()));
        assert_eq!(experiment("dull_patch"), None);
    }
}
