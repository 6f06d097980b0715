//! The uncertainty of polynomials of one input: a band of one standard error on both sides of each curve.

use crate::figure::lines::{Figure, Ink, Series};
use crate::kinds::data::board::{DataBoard, Model};

impl DataBoard {
    /// Adds a band behind each polynomial's curve of an output.
    pub(super) fn add_bands(&self, figure: &mut Figure, output: usize) {
        let (Some(rivals), Ok(chosen)) = (&self.rivals, &self.chosen) else { return };
        if chosen.inputs.len() > 1 {
            return;
        }
        for i in 0..rivals.degrees().len() {
            let name = self.name(Model::Polynomial(i));
            let deviation = rivals.deviation(i, output, chosen.outputs.len());
            let (Some((fit, degree)), Some(at)) =
                (rivals.fitted(i), figure.series.iter().position(|one| one.name == name))
            else {
                continue;
            };
            if !deviation.is_finite() {
                continue;
            }
            let curve = figure.series[at].points.clone();
            let x: Vec<f64> = curve.iter().map(|point| point.0).collect();
            let spread = fit.spread(degree, &x);
            // The lower edge follows the upper one, which is filled down to it.
            for (sign, word) in [(-1.0, '−'), (1.0, '+')] {
                let mut points = curve.clone();
                points.iter_mut().zip(&spread).for_each(|(point, spread)| point.1 += sign * deviation * spread);
                let name = format!("{name}, {word} 1 standard error");
                let band = Series { name, ink: Ink::BaselineBand(i), points, listed: false, filled: sign > 0.0 };
                figure.series.insert(at, band);
            }
        }
    }
}
