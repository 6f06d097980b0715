//! The learning curves of a SciNet.

use super::NetState;
use crate::figure::lines::{Ink, Series};
use crate::figure::loss::loss_curve;

/// Both parts of a SciNet's loss: reconstruction, the squared error; and divergence, the cost of the latent variables.
pub fn loss_curves(net: &NetState) -> Vec<Series> {
    let names = ["squared error ‖y − ŷ‖²", "divergence, without β"];
    let curve = |(part, name): (usize, &str)| {
        let ink = Ink::Net(part);
        if net.losses.is_empty() {
            let points = net.history.iter().map(|row| (f64::from(row[0]), f64::from(row[1 + part]))).collect();
            return Series { name: name.into(), ink, points, listed: true, filled: false };
        }
        let losses: Vec<f32> = net.losses.iter().skip(part).step_by(2).copied().collect();
        loss_curve(name.into(), ink, &losses)
    };
    names.into_iter().enumerate().map(curve).collect()
}
