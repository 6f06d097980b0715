//! The networks of `nn` again, in plain loops the compiler can vectorise: the speed beside the definition.
//!
//! Today this is the forward pass that draws every figure; [`nn`](crate::nn)'s tape still trains. The
//! fused loss and gradients take their place here, one file a network, held to the tape by property
//! tests on odd shapes.

mod mlp;

pub use mlp::MlpView;
