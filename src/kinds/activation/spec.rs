//! The kind `activation`: the non-linear functions between a network's layers.

use crate::spec::fields::fields;
use crate::spec::{Activations, Problem, Range};

fields! {
    /// The curves of an `activation` cell.
    ActivationSpec = "activation" {
        functions: Activations = "sigmoid, relu, elu" in 0 ..= 0,
            Display "Functions" "Which of relu, elu, sigmoid and tanh are drawn.";
        derivatives: bool = "no" in 0 ..= 0,
            Display "Derivatives" "Whether their slopes are drawn too.";
        view: Range = "-10..10" in -1e3 ..= 1e3,
            Display "View" "The x-axis, low..high.";
        v: u32 = "1" in 1 ..= 1,
            Display "Version" "Version of the numerics that made a result.";
    }
    check |_| Vec::<Problem>::new()
}
