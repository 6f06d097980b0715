//! The learning curves of the networks of a cell.

use crate::figure::lines::Figure;
use crate::figure::loss::{loss_curve, loss_figure};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::board::Model;
use crate::kinds::fit::figures::FigureKind;

impl FitBoard {
    pub(super) fn loss_figure(&self, hidden: &[String]) -> Figure {
        let nets = (0..self.nets.len()).filter(|&i| !self.nets[i].losses.is_empty());
        let curves = nets.map(|i| loss_curve(self.name(Model::Net(i)), i, &self.nets[i].losses, 0, 1)).collect();
        loss_figure(self.title(FigureKind::Loss), "mean squared error of the batch", self.spec.epochs, curves, hidden)
    }
}
