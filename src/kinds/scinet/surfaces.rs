//! Figures of a `scinet` cell over both inputs: surfaces, error maps, maps of latent means.

use crate::figure::axis::{Axis, widen};
use crate::figure::field::{Grid, Map, Sheet, Surface};
use crate::figure::heights::heights;
use crate::figure::lines::Ink;
use crate::figure::lines::{NETWORK, TRUTH};
use crate::figure::number::{readable, subscript};
use crate::kinds::scinet::board::SciNetBoard;
use crate::kinds::scinet::explained::quantity_names;
use crate::order::sort;
use crate::range::Range;

impl SciNetBoard {
    pub(super) fn surface(&self, output: usize, hidden: &[String]) -> Surface {
        let shown = self.shown();
        let [x, y] = shown.window.axes(self.oscillator.input_labels());
        let label = self.oscillator.output_labels()[output];
        let truth = &shown.truth[output];
        let mut sheets = vec![Sheet { name: TRUTH.into(), ink: Ink::Truth, values: truth.clone() }];
        if let Some(answers) = self.answers() {
            sheets.push(Sheet { name: NETWORK.into(), ink: Ink::Net(0), values: answers.output(output) });
        }
        // The range does not depend on what is hidden, so that the axes stay the same.
        let models: Vec<&[f64]> = sheets[1..].iter().map(|sheet| sheet.values.as_slice()).collect();
        let (range, cut) = heights(self.oscillator.output_names()[output], truth, &models);
        sheets.retain(|sheet| !hidden.contains(&sheet.name));
        Surface {
            title: format!("{} of {}", self.oscillator.output_names()[output], self.base.subject),
            x,
            y,
            z: Axis::linear(label, range),
            grid: shown.window.grid.clone(),
            sheets,
            training: Some(shown.training.clone()),
            cut,
        }
    }

    pub(super) fn error_map(&self, output: usize) -> Map {
        let shown = self.shown();
        let name = self.oscillator.output_names()[output];
        let truth = &shown.truth[output];
        let errors: Vec<f64> = match self.answers() {
            Some(answers) => answers.output(output).iter().zip(truth).map(|(answer, truth)| answer - truth).collect(),
            None => vec![f64::NAN; truth.len()],
        };
        // The error at a pole must not make all others white: the largest fiftieth have the last colour.
        let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs()).filter(|error| error.is_finite()).collect();
        sort(&mut sizes);
        let size = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 50)).copied().unwrap_or(1.0).max(1e-9);
        let end = widen(0.0, size).high;
        let unit = if output == 0 { " (rad)" } else { "" };
        self.map(
            format!("Error in {name} of {}", self.base.subject),
            Axis::linear(format!("error in {name}{unit}"), Range { low: -end, high: end }),
            errors,
        )
    }

    pub(super) fn latent_map(&self, i: usize) -> Map {
        let values = match self.answers() {
            Some(answers) => answers.mean(i),
            None => vec![f64::NAN; self.shown().window.grid.len()],
        };
        // Centred at 0, the mean of the prior. An unused mean is shown on the scale of the prior, not on that of its
        // noise.
        let finite = values.iter().map(|mean| mean.abs()).filter(|size| size.is_finite());
        let end = widen(0.0, finite.fold(0.5 * self.base.spec.recipe.prior, f64::max)).high;
        let name = format!("μ{}", subscript(i + 1));
        self.map(format!("{name} of {}", self.base.subject), Axis::linear(name, Range { low: -end, high: end }), values)
    }

    fn map(&self, title: String, colour: Axis, values: Vec<f64>) -> Map {
        let shown = self.shown();
        let [x, y] = shown.window.axes(self.oscillator.input_labels());
        Map {
            title,
            x,
            y,
            x_names: Vec::new(),
            y_names: Vec::new(),
            colour,
            grid: shown.window.grid.clone(),
            values,
            texts: Vec::new(),
            training: Some(shown.training.clone()),
        }
    }

    /// A matrix: a row for each latent mean, a column for each quantity, R² in each rectangle.
    pub(super) fn explained_map(&self) -> Map {
        let names = quantity_names(self.spec.oscillator.space);
        let latents = self.latents();
        let row = |latent: &crate::measure::latents::LatentUse| {
            (0..names.len()).map(|i| latent.explained.get(i).copied().unwrap_or(f64::NAN)).collect::<Vec<f64>>()
        };
        let values: Vec<f64> = latents.iter().flat_map(row).collect();
        let text = |r: &f64| if r.is_nan() { "–".to_string() } else { format!("{r:.2}") };
        let n_rows = latents.len().max(1);
        let counting = |n: usize| (0..n).map(|i| i as f64).collect::<Vec<f64>>();
        let matrix = |n: usize| Axis::linear("", Range { low: -0.5, high: n as f64 - 0.5 });
        Map {
            title: format!("R² of straight lines through the latent means of {}", self.base.subject),
            x: matrix(names.len()),
            y: matrix(n_rows),
            x_names: names.map(String::from).into(),
            y_names: (0..latents.len()).map(|i| format!("μ{}", subscript(i + 1))).collect(),
            colour: Axis::linear("R²", Range { low: 0.0, high: 1.0 }),
            grid: Grid { x: counting(names.len()), y: counting(latents.len()) },
            texts: values.iter().map(text).collect(),
            values,
            training: None,
        }
    }

    /// The note above the histogram of the i-th latent variable.
    pub fn latent_words(&self, i: usize) -> String {
        let Some(latent) = self.latents().into_iter().nth(i) else { return String::new() };
        let word = if latent.used { "used" } else { "unused" };
        let (divergence, variance) = (readable(latent.divergence, 2), readable(latent.variance, 2));
        format!("μ{} {word}: divergence {divergence} nats, variance {variance}", subscript(i + 1))
    }
}
