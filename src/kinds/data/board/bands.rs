//! The uncertainty of polynomials of one input: a band of one standard error on both sides of each curve.

use crate::figure::lines::{Figure, Ink, Series};
use crate::kinds::data::board::{DataBoard, Model};

impl DataBoard {
    /// Adds a band behind each polynomial's curve of an output.
    pub(super) fn add_bands(&self, figure: &mut Figure, output: usize) {
        for (i, deviation) in self.bands(output) {
            let name = self.name(Model::Polynomial(i));
            let fitted = self.rivals.as_ref().and_then(|rivals| rivals.fitted(i));
            let (Some((fit, degree)), Some(at)) = (fitted, figure.series.iter().position(|one| one.name == name))
            else {
                continue;
            };
            let points = figure.series[at].points.clone();
            let x: Vec<f64> = points.iter().map(|point| point.0).collect();
            let spread = fit.spread(degree, &x);
            let edge = |sign: f64, word: &str| {
                let points = points.iter().zip(&spread).map(|((x, y), spread)| (*x, y + sign * deviation * spread));
                let (name, ink) = (format!("{name}, {word} 1 standard error"), Ink::BaselineBand(i));
                Series { name, ink, points: points.collect(), listed: false, filled: sign > 0.0 }
            };
            figure.series.splice(at..at, [edge(1.0, "+"), edge(-1.0, "−")]);
        }
    }

    /// Whether a figure has a band.
    pub(super) fn has_bands(&self) -> bool {
        !self.bands(0).is_empty()
    }

    /// The polynomials of one input whose uncertainty is known, each with the standard deviation of the rows around it.
    fn bands(&self, output: usize) -> Vec<(usize, f64)> {
        let (Some(rivals), Ok(chosen)) = (&self.rivals, &self.chosen) else { return Vec::new() };
        let all = 0..if chosen.inputs.len() == 1 { rivals.degrees().len() } else { 0 };
        let known = all.filter_map(|i| Some((i, rivals.estimates(i).get(output)?.deviation)));
        known.filter(|(_, deviation)| deviation.is_finite()).collect()
    }
}
