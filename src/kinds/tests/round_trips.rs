//! Any spec survives link and fence, and no text makes a parser panic.

use super::keys;
use crate::kinds::Spec;
use crate::kinds::fit::{Distribution, FitSpec};
use crate::spec::{Activation, Degrees, Fields, Net, Nets, Optimiser, Range, Stage, Stages, WeightDecay};
use proptest::prelude::*;

/// Any valid `fit` spec.
fn any_fit() -> impl Strategy<Value = FitSpec> {
    let number = prop_oneof![-1e6..1e6_f64, -1.0..1.0_f64, (-5..5_i32).prop_map(f64::from)];
    let weight = (-1e6..1e6_f32).prop_map(|w| w + 0.0);
    let net = (0..4_usize, 1..6_u32, any::<bool>(), prop::collection::vec(weight, 16)).prop_map(
        |(which, width, by_hand, weights)| Net {
            activation: Activation::ALL[which],
            width,
            weights: by_hand.then(|| weights[..3 * width as usize + 1].to_vec()),
        },
    );
    let input = prop_oneof![
        (number.clone(), 1e-3..1e3_f64).prop_map(|(mean, deviation)| Distribution::Normal { mean, deviation }),
        (number.clone(), 1e-3..1e3_f64)
            .prop_map(|(low, span)| Distribution::Uniform { low: low.min(9e5), high: low.min(9e5) + span }),
    ];
    let optimiser = prop_oneof![
        Just(Optimiser::Adam),
        Just(Optimiser::RmsProp),
        (0.0..1.0_f64).prop_map(Optimiser::Muon),
        (0.0..1.0_f64).prop_map(Optimiser::Sgd),
        (0.0..1.0_f64).prop_map(Optimiser::Nesterov),
    ];
    let decay = prop_oneof![
        Just(WeightDecay::None),
        (0.0..10.0_f64).prop_map(WeightDecay::L2),
        (0.0..10.0_f64).prop_map(WeightDecay::Decoupled),
    ];
    let view = (number, 1.0..1e6_f64).prop_map(|(low, span)| Range { low, high: low + span });
    let lists = (prop::collection::vec(net, 1..3), prop::collection::btree_set(0..41_u32, 0..4));
    let rate = || 0.0..100.0_f64;
    let stage = prop_oneof![
        rate().prop_map(Stage::Constant),
        (rate(), rate()).prop_map(|(from, to)| Stage::Line(from, to)),
        (rate(), rate()).prop_map(|(from, to)| Stage::Cosine(from, to)),
    ];
    let rates = (prop::collection::vec((1..1_000_000_u32, stage), 0..3), rate())
        .prop_map(|(before, last)| Stages::new(before, last));
    let any = (input, lists, optimiser, decay, view, rates, any::<u32>()).prop_map(
        |(input, (mut nets, degrees), optimiser, weight_decay, view, lr, seed)| {
            nets.dedup();
            FitSpec {
                input,
                nets: Nets(nets),
                polynomials: Degrees(degrees.into_iter().collect()),
                optimiser,
                weight_decay,
                view,
                lr,
                seed,
                ..FitSpec::default()
            }
        },
    );
    any.prop_filter("a combination past a limit", |spec| spec.cross_check().is_empty())
}

proptest! {
    #[test]
    fn every_spec_survives_link_and_fence(fit in any_fit()) {
        let spec = Spec::from(fit);
        prop_assert_eq!(Spec::parse_link(&spec.link()), Ok(spec.clone()));
        prop_assert_eq!(Spec::parse("fit", &spec.fence()), Ok(spec));
    }

    #[test]
    fn no_link_makes_the_parser_panic(text in "(?s).{0,80}") {
        let _ = Spec::parse_link(&text);
        let _ = Spec::parse_link(&format!("#fit?{text}"));
        let _ = Spec::parse("fit", &text);
    }

    #[test]
    fn no_value_of_a_known_key_makes_the_parser_panic(key in 0..16_usize, value in "[-0-9a-z.,:;()\\[\\] ]{0,30}") {
        let keys = keys("fit");
        let _ = FitSpec::default().set(keys[key % keys.len()], &value);
    }
}
