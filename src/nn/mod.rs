//! The networks as dfdx modules, with their loss as a readable tape. This is the definition of what is trained.

mod activation;
mod dense;
mod dense_net;
mod mlp;
pub mod muon;
mod optimiser;
mod scinet;

pub use activation::Activate;
pub use dense::Dense;
pub use dense_net::{DenseNet, DenseShape};
pub use mlp::Mlp;
pub use optimiser::{Optimiser, ResumeError};
pub use scinet::{SciNet, SciNetLoss, SciNetShape};

/// The name and the shape of a parameter tensor, as in PyTorch's `state_dict`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name, such as `encoder.0.weight`.
    pub name: String,
    /// The shape: (out, in) for a weight, (out) for a bias.
    pub shape: Vec<usize>,
}

/// Weight and bias of the layer `name` with `n_in` inputs and `n_out` outputs.
fn layer_parameters(name: &str, (n_in, n_out): (usize, usize)) -> [Parameter; 2] {
    [
        Parameter { name: format!("{name}.weight"), shape: vec![n_out, n_in] },
        Parameter { name: format!("{name}.bias"), shape: vec![n_out] },
    ]
}
