//! The pinned bits of training: natively here, in a browser through `wasm.rs`, and in every browser, with several
//! workers, through `browser/bits.js`.
//!
//! A change of one of these bits raises the version `v` of the spec, on purpose and in the changelog.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::kernel::Engine;
use scinet::kinds::Spec;
use scinet::train::Run;
use serde::Deserialize;

/// A line of `pins.json`: the link of a run, its epochs, and a hash of the bits of every parameter after them.
#[derive(Deserialize)]
struct Pin {
    link: String,
    epochs: u32,
    bits: String,
}

fn pins() -> Vec<(Pin, Spec)> {
    let pins: Vec<Pin> = serde_json::from_str(include_str!("pins.json")).unwrap();
    let spec = |pin: &Pin| Spec::parse_link(&pin.link).unwrap_or_else(|problems| panic!("{}: {problems:?}", pin.link));
    pins.into_iter().map(|pin| (spec(&pin), pin)).map(|(spec, pin)| (pin, spec)).collect()
}

/// FNV-1a over the bits of every parameter, in order, as in `browser/bits.js`.
fn hash(parameters: &[f32]) -> String {
    let bytes = parameters.iter().flat_map(|w| w.to_bits().to_le_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// Compares the results of `train` for every pinned run on these lanes. All differences are reported at once.
fn check(engine: Engine, train: impl Fn(Run, u32) -> Run) {
    let moved: Vec<String> = pins()
        .into_iter()
        .filter_map(|(pin, spec)| {
            let found = hash(train(Run::on(engine, spec.lesson().unwrap()), pin.epochs).parameters());
            (found != pin.bits).then(|| format!("{}\n  pinned {}, {engine:?} found {found}", pin.link, pin.bits))
        })
        .collect();
    assert!(moved.is_empty(), "these bits have moved:\n{}", moved.join("\n"));
}

/// Trains every pinned run alone, on all lanes of this processor, and compares.
pub fn check_all() {
    for engine in Engine::available() {
        check(engine, |mut run, epochs| {
            run.advance(epochs);
            run
        });
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod natively {
    use super::check;
    use scinet::kernel::Engine;
    use scinet::train::{Checkpoint, train_together};

    #[test]
    fn training_gives_the_pinned_bits() {
        super::check_all();
    }

    #[test]
    fn two_and_eight_threads_give_the_pinned_bits_from_a_checkpoint() {
        for threads in [2, 8] {
            check(Engine::best(), |run, epochs| {
                let mut half = train_together(run, threads, epochs / 2, || ()).unwrap();
                let file = half.checkpoint().to_bytes().unwrap();
                let half = Checkpoint::from_bytes(&file).unwrap().resume().unwrap();
                train_together(half, 8 / threads, epochs - epochs / 2, || ()).unwrap()
            });
        }
    }
}
