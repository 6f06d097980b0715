//! The bits that training gives, pinned: natively here, and in a browser through `wasm.rs`.
//!
//! A change that moves one of these raises the spec's version `v`, on purpose and in the changelog.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::spec::Spec;
use scinet::train::Run;

/// Spec, epochs, and a hash of every parameter's bits after them.
const PINS: [(&str, u32, u64); 6] = [
    ("nets = relu:8", 300, 0x2306_3bb6_f4e5_499a),
    ("nets = elu:8", 300, 0xac7c_96b9_0c13_ab94),
    ("nets = tanh:37\ntarget = sin(3*x)\nbatch = 301\nnoise = 0.1\nseed = 5\nlr = 1e-3", 100, 0xee86_37c6_576e_2b85),
    (
        "nets = sigmoid:5\ntarget = exp(-x^2)\nbatch = 7\noptimiser = sgd(0.9)\nlr = 1e-2\nweight_decay = l2(1e-3)",
        100,
        0xbc30_aa56_9d51_f5d0,
    ),
    (
        "nets = elu:130\ntarget = 10*step(x)\ninput = uniform(-2, 2)\noptimiser = nesterov(0.9)\nlr = 1e-3",
        60,
        0x8104_4b78_b550_a793,
    ),
    (
        "nets = relu:2[1,0,1; -1,0,-1; 10]\ntarget = x^2\nweight_decay = decoupled(0.01)\noptimiser = rmsprop",
        100,
        0x4b99_ffe9_e452_a75b,
    ),
];

/// FNV-1a over the bits of every parameter, in order.
fn hash(parameters: &[f32]) -> u64 {
    let bytes = parameters.iter().flat_map(|w| w.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Trains every pinned spec and compares; all that differ are named at once.
pub fn check_all() {
    let mut moved = Vec::new();
    for (text, epochs, pin) in PINS {
        let spec = Spec::parse("fit", text).unwrap();
        let mut run = Run::new(&spec).unwrap();
        run.advance(epochs);
        let found = hash(run.parameters());
        if found != pin {
            moved.push(format!("{text}\n  pinned {pin:#018x}, found {found:#018x}"));
        }
    }
    assert!(moved.is_empty(), "these bits have moved:\n{}", moved.join("\n"));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn training_gives_the_pinned_bits() {
    check_all();
}
