//! The networks of [`nn`](crate::nn) as fast loops over eight samples at a time.
//!
//! The tape of `nn` defines loss and gradients. This module computes the same, and tests compare both on odd shapes.
//! [`mlp`] has the fused loss and gradients of the one-hidden-layer network, and [`forward`] its forward pass for
//! figures. [`scinet`] and [`dense_net`] have those of SciNet and of dense networks. They consist of [`layers`], and
//! these of the matrix product in [`matmul`]. [`orthogonal`] makes the steps of Muon.
//!
//! [`lanes`] has the trait that is implemented for each kind of processor, and [`dispatch`] chooses an
//! implementation at run time. None of them fuses or reorders operations, so all give the same bits.

mod chunk;
mod dense_net;
mod dispatch;
mod forward;
pub mod lanes;
mod layers;
mod matmul;
mod mlp;
mod orthogonal;
mod scinet;
#[cfg(test)]
mod tests;

pub use dense_net::DenseWorkspace;
pub use dispatch::{Engine, Task};
pub use forward::MlpView;
pub use mlp::MlpWorkspace;
pub use orthogonal::{Orthogonal, work as orthogonal_work};
pub use scinet::{Samples, SciNetSums, SciNetWorkspace};
