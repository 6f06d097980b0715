//! The learning curves of the networks of a cell.

use super::board::{Board, Model, NetState};
use super::fit::FigureKind;
use crate::figure::lines::{Figure, Ink, Series};
use crate::figure::loss::{loss_curve, loss_figure};

impl Board {
    pub(super) fn loss_figure(&self, hidden: &[String]) -> Figure {
        let nets = (0..self.nets.len()).filter(|&i| !self.nets[i].losses.is_empty());
        let curves = nets.map(|i| loss_curve(self.name(Model::Net(i)), Ink::Net(i), &self.nets[i].losses)).collect();
        loss_figure(self.title(FigureKind::Loss), "mean squared error of the batch", self.spec.epochs, curves, hidden)
    }
}

/// Both parts of a SciNet's loss: reconstruction, the squared error; and divergence, what the latent variables cost.
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
