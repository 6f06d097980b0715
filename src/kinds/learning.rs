//! The learning curves of a SciNet.

use super::NetState;
use crate::figure::lines::{Ink, Series};
use crate::figure::loss::loss_curve;

/// Both parts of a SciNet's loss: reconstruction, the squared error; and divergence, the cost of the latent variables.
pub fn loss_curves(net: &NetState) -> Vec<Vec<Series>> {
    let names = ["squared error ‖y − ŷ‖²", "divergence, without β"];
    let curve = |(part, name): (usize, &str)| {
        if net.losses.is_empty() {
            // A record has the extremes of the losses: they have no median.
            let ink = Ink::Net(part);
            let points = net.history.iter().map(|row| (f64::from(row[0]), f64::from(row[1 + part]))).collect();
            return vec![Series { name: name.into(), ink, points, listed: true, filled: false }];
        }
        loss_curve(name.into(), part, &net.losses, part, 2)
    };
    names.into_iter().enumerate().map(curve).collect()
}
