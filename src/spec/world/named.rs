//! The networks of the four worlds that are shipped, by name, and their quick variants.

use super::WorldSpec;
use crate::spec::Fields;

/// Name, kind, and what differs from the kind's defaults.
type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const SHIPPED: [Row; 4] = [
    ("pendulum", "pendulum", &[]),
    ("collision", "collision", &[]),
    ("one_qubit", "qubits", &[]),
    ("planets", "solar", &[]),
];

/// A rate that falls soon, for few epochs.
const FAST: (&str, &str) = ("lr", "14000@0.002, 4000@0.0005, 0.0001");
const FEW: (&str, &str) = ("epochs", "20000");

const QUICK: [Row; 4] = [
    (
        "pendulum_quick",
        "pendulum",
        &[("encoder", "200, 50"), ("batch", "256"), ("epochs", "27000"), ("lr", "18000@0.002, 6000@0.0005, 0.0001")],
    ),
    ("collision_quick", "collision", &[FEW, FAST]),
    ("one_qubit_quick", "qubits", &[FEW, FAST]),
    (
        "planets_quick",
        "solar",
        &[
            ("encoder", "50"),
            ("decoder", "60, 60"),
            ("beta", "2000@0.1, 2000@0.01, 0.001"),
            ("epochs", "6000"),
            ("lr", "3000@0.002, 2000@0.0004, 0.00005"),
        ],
    ),
];

/// The names of the networks that are shipped.
pub fn world_names() -> [&'static str; 4] {
    SHIPPED.map(|row| row.0)
}

/// The spec of a name, `pendulum` or `pendulum_quick`.
pub fn world_named(name: &str) -> Option<WorldSpec> {
    let (_, kind, changes) = SHIPPED.iter().chain(&QUICK).find(|row| row.0 == name)?;
    let mut spec = WorldSpec::named(kind)?;
    for (key, text) in *changes {
        // The test below reads them all.
        spec.set(key, text).ok()?;
    }
    Some(spec)
}

/// How the error of a qubit's answers falls with the number of latent variables, with measurements that tell all
/// states apart and with blind ones: the sweep that is shipped.
pub const QUBIT_SWEEP: &str = "of = qubits?encoder=60,60&decoder=60,60&epochs=4000&lr=2500@0.003,0.0003
columns = latent: 0, 1, 2, 3, 4, 5
rows = complete: yes, no";

/// The same for two qubits, which take longer: before some ten thousand epochs nothing shows at six.
pub const TWO_QUBIT_SWEEP: &str = "of = qubits?qubits=2&measurements=30&encoder=300,100&beta=1e-5&batch=256\
    &epochs=40000&lr=25000@0.002,10000@0.0005,0.0001
columns = latent: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
rows = complete: yes, no";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;

    #[test]
    fn a_bare_link_to_a_world_is_its_shipped_network() {
        for (_, kind, _) in SHIPPED {
            assert!(world_names().iter().any(|name| world_named(name) == WorldSpec::named(kind)), "{kind}");
        }
    }

    #[test]
    fn every_named_network_is_a_valid_spec_with_its_own_link() {
        let links: std::collections::BTreeSet<String> = SHIPPED
            .iter()
            .chain(&QUICK)
            .map(|row| {
                let spec = world_named(row.0).unwrap();
                assert!(spec.cross_check().is_empty(), "{}", row.0);
                let link = Spec::World(spec.clone()).link();
                assert_eq!(Spec::parse_link(&link), Ok(Spec::World(spec)));
                link
            })
            .collect();
        assert_eq!(links.len(), SHIPPED.len() + QUICK.len());
    }

    #[test]
    fn a_world_refuses_keys_of_another_and_names_its_own() {
        let refused = |link: &str| crate::spec::told(&Spec::parse_link(link).unwrap_err());
        assert!(refused("#pendulum?omega=1..2").starts_with("omega = 1..2\n  unknown key;"));
        assert!(
            refused("#pendulum?omega=1..2").contains("pendulum has: b, kappa, points, observe, ask, encoder, latent")
        );
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
        assert_eq!(
            crate::spec::told(&problems),
            "steps = 100\n  decode through 9191004 parameters; allowed: at most 4194304"
        );
    }

    #[test]
    fn defaults_of_a_world_are_left_out_of_its_link() {
        let spec = Spec::parse("collision", "lr = 24000@2e-3, 12000@5e-4, 1e-4\nlatent = 1\nbeta = 0").unwrap();
        assert_eq!(spec.link(), "#collision");
        assert_eq!(Spec::parse("pendulum", "latent = 1").unwrap().link(), "#pendulum?latent=1");
        let shown = Spec::parse("pendulum", "scene = 0.5, 8, 3\nepochs = 7").unwrap();
        assert_eq!(shown.identity().link(), "#pendulum?epochs=1000000");
    }
}
