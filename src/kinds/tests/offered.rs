//! What menus say about the kinds, and the titles of cells.

use crate::kinds::Spec;
use crate::kinds::registry::{offered, words};

#[test]
fn every_kind_has_a_title_a_sentence_of_help_and_a_sample_that_can_be_read() {
    let all = offered();
    assert_eq!(all.iter().map(|kind| kind.word).collect::<Vec<_>>(), words());
    for kind in all {
        let about = kind;
        assert!(!about.title.is_empty() && about.title.len() < 40, "{}", kind.word);
        assert!(about.help.ends_with('.') && about.help.len() < 120, "{}", kind.word);
        assert!(Spec::parse(kind.word, about.sample).is_ok(), "{}", kind.word);
    }
}

#[test]
fn titles_follow_the_values_of_the_spec() {
    let titles = [
        ("#fit", "Fit: y = x + 10"),
        ("#fit?target=through(0:1,1:3,2:0)", "Fit: a drawn function"),
        ("#scinet", "SciNet: boring_patch"),
        (
            "#scinet?batch=256&epochs=1000&lr=100%400..0.02,900%400.02~0&optimiser=muon(0.9)",
            "SciNet: boring_patch, quick",
        ),
        ("#scinet?latent=2", "SciNet on the inputs of boring_patch"),
        ("#scinet?omega=1.25", "SciNet on the driven oscillator"),
        ("#scinet?reach=4&epochs=10", "SciNet: boring_patch"),
        ("#data", "Your own data"),
        ("#data?rows=a b; 1 2; 2 3; 3 4; 4 5", "Your own data: b from a"),
        ("#data?rows=a b c d e f; 1 2 3 4 5 6; 2 3 4 5 6 7; 3 4 5 6 7 8", "Your own data: f from 5 columns"),
        ("#sweep", "Sweep: beta × latent"),
        ("#surface?space=log", "The driven, damped oscillator, log space"),
        ("#diagram", "Architecture"),
        ("#activation", "Activation functions"),
        ("#claims", "What the paper states, and what is measured here"),
        ("#pendulum", "SciNet on a damped pendulum"),
        ("#solar?seed=3", "SciNet on Sun and Mars"),
    ];
    for (link, title) in titles {
        assert_eq!(Spec::parse_link(link).unwrap().heading(), title, "{link}");
    }
}

#[test]
fn only_worlds_share_a_family() {
    let family = |word: &str| Spec::parse(word, "").unwrap().family();
    assert_eq!(["fit", "scinet", "diagram", "qubits"].map(family), [None, None, None, Some("world")]);
}
