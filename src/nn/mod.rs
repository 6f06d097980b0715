//! The networks as dfdx modules, and their loss as a readable tape: the definition of what trains.

mod activation;
mod dense;
mod mlp;
mod optimiser;
mod scinet;

pub use activation::Activate;
pub use dense::Dense;
pub use mlp::Mlp;
pub use optimiser::Optimiser;
pub use scinet::{SciNet, SciNetLoss, SciNetShape};

use dfdx::prelude::{Cpu, Shape, Tensor};
use dfdx::tensor::CpuError;

/// Something done to each parameter tensor of a network, in the network's fixed order.
pub trait ParameterVisitor {
    /// Sees the parameter called `name`, such as `hidden.weight`.
    ///
    /// # Errors
    /// When memory runs out.
    fn visit<S: Shape>(&mut self, name: &str, parameter: &mut Tensor<S, f32, Cpu>) -> Result<(), CpuError>;
}
