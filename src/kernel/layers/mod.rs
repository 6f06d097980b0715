//! The layers of a network: each computes its forward pass and its gradients for a chunk of samples.

pub mod activation;
pub mod latent;
mod layer;
pub mod squared_error;
pub mod stack;
