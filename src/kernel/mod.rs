//! The networks of `nn` again, in loops over eight samples at a time: the speed beside the definition.
//!
//! [`mlp`] has the fused loss and gradients of the one-hidden-layer network, [`forward`] its plain
//! forward pass for figures; [`scinet`] has those of SciNet and [`dense_net`] those of plain dense networks,
//! made of a [`stack`] of layers ([`layer`]), made of the one matrix product in [`matmul`]. What they compute is
//! defined by [`nn`](crate::nn)'s tape; tests hold them to it on odd shapes. How: [`lanes`] has the narrow trait that each processor carries, [`dispatch`]
//! picks one at run time, and since none of them fuses or reorders, all give the same bits.

mod chunk;
mod dense_net;
mod dispatch;
mod forward;
pub mod lanes;
mod layers;
mod matmul;
mod mlp;
mod scinet;
#[cfg(test)]
mod tests;

pub use dense_net::DenseWorkspace;
pub use dispatch::{Engine, Task};
pub use forward::MlpView;
pub use mlp::MlpWorkspace;
pub use scinet::{Samples, SciNetSums, SciNetWorkspace};
