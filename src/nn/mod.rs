//! The networks as dfdx modules, and their loss as a readable tape: the definition of what trains.

mod activation;
mod dense;
mod dense_net;
mod mlp;
mod optimiser;
mod scinet;

pub use activation::Activate;
pub use dense::Dense;
pub use dense_net::{DenseNet, DenseShape};
pub use mlp::Mlp;
pub use optimiser::{Optimiser, ResumeError};
pub use scinet::{SciNet, SciNetLoss, SciNetShape};

/// A parameter tensor's name and shape, as PyTorch's `state_dict` has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Such as `encoder.0.weight`.
    pub name: String,
    /// (out, in) of a weight, (out) of a bias.
    pub shape: Vec<usize>,
}

/// Weight and bias of the layer `name` with `n_in` inputs and `n_out` outputs.
fn layer_parameters(name: &str, (n_in, n_out): (usize, usize)) -> [Parameter; 2] {
    [
        Parameter { name: format!("{name}.weight"), shape: vec![n_out, n_in] },
        Parameter { name: format!("{name}.bias"), shape: vec![n_out] },
    ]
}
