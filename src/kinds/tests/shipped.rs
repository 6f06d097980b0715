//! Shipped networks by name, their quick variants, and the limits of worlds.

use crate::kinds::Spec;
use crate::kinds::worlds::{WORDS, world_named, world_names};
use crate::spec::told;

#[test]
fn a_bare_link_to_a_world_is_its_shipped_network() {
    for kind in WORDS {
        let bare = Spec::parse(kind, "").unwrap();
        assert!(world_names().iter().any(|name| world_named(name).map(Spec::from).as_ref() == Some(&bare)), "{kind}");
    }
}

#[test]
fn every_named_network_is_a_valid_spec_with_its_own_link() {
    let names: Vec<String> =
        world_names().iter().flat_map(|name| [name.to_string(), format!("{name}_quick")]).collect();
    let link = |name: &String| {
        let spec = Spec::from(world_named(name).unwrap());
        assert!(spec.cross_check().is_empty(), "{name}");
        // What differs from the defaults was taken: no key is misspelt.
        let shipped = world_named(name.trim_end_matches("_quick")).unwrap();
        let listed = shipped.domain.shipped()[0].quick.iter().filter(|_| name.ends_with("_quick"));
        listed.for_each(|(key, text)| assert_eq!(spec.with(key, text).as_ref(), Ok(&spec), "{name}: {key}"));
        assert_eq!(Spec::parse_link(&spec.link()).as_ref(), Ok(&spec));
        spec.link()
    };
    let links: std::collections::BTreeSet<String> = names.iter().map(link).collect();
    assert_eq!(links.len(), names.len());
}

#[test]
fn a_world_refuses_keys_of_another_and_names_its_own() {
    let refused = |link: &str| told(&Spec::parse_link(link).unwrap_err());
    assert!(refused("#pendulum?omega=1..2").starts_with("omega = 1..2\n  unknown key;"));
    assert!(refused("#pendulum?omega=1..2").contains("pendulum has: b, kappa, points, observe, ask, encoder, latent"));
    assert_eq!(refused("#solar?scene=1,2"), "scene = 1, 2\n  allowed: auto, or 3 numbers");
    assert_eq!(refused("#pendulum?b=0..5"), "kappa = 4..12\n  does not swing with b = 5; allowed: κ above b²/4");
    assert_eq!(
        refused("#solar?encoder=2048,2048"),
        "encoder and decoder = 2048, 2048 and 100, 100\n  make 4221294 parameters; allowed: at most 1048576"
    );
}

#[test]
fn many_steps_through_a_large_decoder_are_refused() {
    let problems = Spec::parse_link("#solar?steps=100&decoder=300,300&batch=1").unwrap_err();
    assert_eq!(told(&problems), "steps = 100\n  decode through 9191004 parameters; allowed: at most 4194304");
}

#[test]
fn defaults_of_a_world_are_left_out_of_its_link() {
    let spec = Spec::parse("collision", "lr = 24000@2e-3, 12000@5e-4, 1e-4\nlatent = 1\nbeta = 0").unwrap();
    assert_eq!(spec.link(), "#collision");
    assert_eq!(Spec::parse("pendulum", "latent = 1").unwrap().link(), "#pendulum?latent=1");
    let shown = Spec::parse("pendulum", "scene = 0.5, 8, 3\nepochs = 7").unwrap();
    assert_eq!(shown.identity().link(), "#pendulum?epochs=1000000");
}

fn quick(link: &str) -> Option<String> {
    Spec::parse_link(link).unwrap().quick().map(|spec| spec.link())
}

#[test]
fn a_shipped_spec_has_a_quick_variant_with_its_seed_and_figures() {
    let of = quick("#scinet?seed=7&reach=4&fingerprint=0123456789ab").unwrap();
    assert_eq!(
        of,
        "#scinet?batch=256&epochs=1000&lr=100%400..0.02,900%400.02~0&optimiser=muon%280.9%29&seed=7&reach=4"
    );
    assert!(quick("#pendulum?seed=3").unwrap().contains("seed=3"));
    assert_eq!(quick("#qubits"), world_named("one_qubit_quick").map(|spec| Spec::from(spec).link()));
}

#[test]
fn others_have_none() {
    for link in ["#fit", "#scinet?omega=1.2345", "#scinet?batch=256&epochs=900", "#pendulum?b=0..0.4", "#sweep"] {
        assert_eq!(quick(link), None, "{link}");
    }
}

#[test]
fn samples_are_counted_stage_by_stage() {
    let count = |link: &str| Spec::parse_link(link).unwrap().samples();
    assert_eq!(count("#fit?batch=100&epochs=30"), 3000.0);
    assert_eq!(count("#pendulum?batch=10@5,20@7,100&epochs=13"), 10.0 * 5.0 + 3.0 * 7.0);
    assert_eq!(count("#pendulum?batch=5@20,100&epochs=12"), 5.0 * 20.0 + 7.0 * 100.0);
    assert_eq!(count("#solar?steps=50&batch=2&epochs=3"), 300.0);
}
