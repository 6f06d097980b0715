//! How much a training computes, and the quick variant that is offered in its place.

use super::{Fingerprint, Spec, Stages, WorldSpec, experiment, experiment_of, world_named, world_names};

/// How many samples a run of this spec draws in all of its epochs; 0 for a spec that trains no single network.
pub fn samples(spec: &Spec) -> f64 {
    let batch = |batch: u32, epochs: u32| f64::from(batch) * f64::from(epochs);
    match spec {
        Spec::Fit(spec) => batch(spec.batch, spec.epochs),
        Spec::SciNet(spec) => batch(spec.batch, spec.epochs),
        Spec::Data(spec) => batch(spec.batch, spec.epochs),
        // A world with steps decodes once for each of them.
        Spec::World(spec) => staged(&spec.recipe.batch, spec.recipe.epochs) * spec.sizes().steps.max(1) as f64,
        _ => 0.0,
    }
}

/// The sum of a staged batch over the epochs.
fn staged(batch: &Stages<u32>, epochs: u32) -> f64 {
    let mut left = epochs;
    let mut sum = 0.0;
    for (length, size) in &batch.before {
        let here = left.min(*length);
        sum += f64::from(here) * f64::from(*size);
        left -= here;
    }
    sum + f64::from(left) * f64::from(batch.last)
}

/// The quick variant of a SciNet on one of the paper's experiments or on a world as it is shipped, with the same seed
/// and the same figures. `None` for other specs, and for those that draw no more samples than their quick variant.
pub fn quick_variant(spec: &Spec) -> Option<Spec> {
    let quick = match spec {
        Spec::SciNet(spec) => {
            let quick = experiment(&format!("{}_quick", experiment_of(spec)?))?;
            let mut variant = spec.clone();
            (variant.batch, variant.lr, variant.epochs) = (quick.batch, quick.lr, quick.epochs);
            variant.fingerprint = Fingerprint(None);
            Spec::SciNet(variant)
        }
        Spec::World(spec) => Spec::World(quick_world(spec)?),
        _ => return None,
    };
    (samples(&quick) < samples(spec)).then_some(quick)
}

fn quick_world(spec: &WorldSpec) -> Option<WorldSpec> {
    let seeded = |name: &str| {
        let mut named = world_named(name)?;
        named.recipe.seed = spec.recipe.seed;
        Some(named)
    };
    let same = |name: &&str| seeded(name).is_some_and(|named| named.identity() == spec.identity());
    let name = world_names().into_iter().find(same)?;
    let mut quick = seeded(&format!("{name}_quick"))?;
    quick.recipe.scene = spec.recipe.scene.clone();
    Some(quick)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quick(link: &str) -> Option<String> {
        quick_variant(&Spec::parse_link(link).unwrap()).map(|spec| spec.link())
    }

    #[test]
    fn a_shipped_spec_has_a_quick_variant_with_its_seed_and_figures() {
        let of = quick("#scinet?seed=7&reach=4&fingerprint=0123456789ab").unwrap();
        assert_eq!(of, "#scinet?batch=512&epochs=8000&lr=0.001&seed=7&reach=4");
        assert!(quick("#pendulum?seed=3").unwrap().contains("seed=3"));
        assert_eq!(quick("#qubits"), world_named("one_qubit_quick").map(|spec| Spec::World(spec).link()));
    }

    #[test]
    fn others_have_none() {
        for link in ["#fit", "#scinet?omega=1.2345", "#scinet?batch=512&epochs=8000", "#pendulum?b=0..0.4", "#sweep"] {
            assert_eq!(quick(link), None, "{link}");
        }
    }

    #[test]
    fn samples_are_counted_stage_by_stage() {
        let count = |link: &str| samples(&Spec::parse_link(link).unwrap());
        assert_eq!(count("#fit?batch=100&epochs=30"), 3000.0);
        assert_eq!(count("#pendulum?batch=10@5,20@7,100&epochs=13"), 10.0 * 5.0 + 3.0 * 7.0);
        assert_eq!(count("#pendulum?batch=5@20,100&epochs=12"), 5.0 * 20.0 + 7.0 * 100.0);
        assert_eq!(count("#solar?steps=50&batch=2&epochs=3"), 300.0);
    }
}
