//! The results of a `sweep`: its networks as bars or maps of the used latent variables and of the errors.

use crate::figure::axis::{Axis, Scale, decades};
use crate::figure::bars::Bars;
use crate::figure::field::{Grid, Map};
use crate::figure::lines::Ink;
use crate::figure::number::{percent, readable};
use crate::figure::picture::Picture;
use crate::kinds::Spec;
use crate::kinds::outcome::Outcome;
use crate::kinds::sweep::spec::SweepSpec;
use crate::range::{Range, extremes};

/// All data that the figures of a `sweep` cell are made from.
pub struct SweepBoard {
    /// The cell's spec.
    pub spec: SweepSpec,
    /// Column, row, seed and spec of each network.
    pub runs: Vec<([usize; 3], Spec)>,
    /// The outcome of each network, if it is known.
    pub outcomes: Vec<Option<Outcome>>,
}

impl SweepBoard {
    /// A board with nothing trained yet.
    pub fn new(spec: SweepSpec) -> Self {
        let runs = spec.networks();
        Self { outcomes: vec![None; runs.len()], runs, spec }
    }

    /// Whether the networks have latent variables.
    pub fn has_latents(&self) -> bool {
        self.spec.of.0.has_latents()
    }

    /// The positions of bars. A sweep with few rows over whole numbers is drawn as bars, every other sweep as maps.
    fn places(&self) -> Option<Vec<f64>> {
        const MOST: usize = 3;
        let few = self.spec.rows.values.len() <= MOST;
        few.then(|| Bars::places(&self.spec.columns.values)).flatten()
    }

    /// The names of the figures.
    pub fn names(&self) -> Vec<String> {
        let names: &[&str] = match (self.places(), self.has_latents()) {
            (Some(_), true) => &["error", "logarithmic", "used"],
            (Some(_), false) => &["error", "logarithmic"],
            (None, true) => &["used", "error"],
            (None, false) => &["error"],
        };
        names.iter().map(ToString::to_string).collect()
    }

    /// The figure of a name. Bars are drawn without the rows named in `hidden`.
    pub fn named(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        if !self.names().iter().any(|one| one == name) {
            return None;
        }
        Some(match (self.places(), name) {
            (Some(places), _) => Picture::Lines(self.bars(places, name).figure(hidden)),
            (None, "used") => Picture::Map(self.used()),
            (None, _) => Picture::Map(self.error()),
        })
    }

    /// The numbers of a figure of a name as CSV.
    pub fn csv(&self, name: &str) -> Option<String> {
        match self.places() {
            Some(places) => Some(self.bars(places, name).csv()),
            None => self.named(name, &[]).map(|picture| picture.csv()),
        }
    }

    /// The names and inks of the bars.
    pub fn legend(&self) -> Vec<(String, Ink)> {
        let names = self.row_names().into_iter().enumerate().map(|(i, name)| (name, Ink::Net(i)));
        if self.places().is_some() { names.collect() } else { Vec::new() }
    }

    fn row_names(&self) -> Vec<String> {
        let rows = &self.spec.rows;
        rows.values.iter().map(|value| format!("{} {value}", label(&rows.key))).collect()
    }

    fn bars(&self, places: Vec<f64>, name: &str) -> Bars {
        let used = name == "used";
        let cells = match used {
            true => self.gathered(|outcome| outcome.used.map(|used| used as f64)),
            false => self.gathered(|outcome| outcome.error),
        };
        let columns = label(&self.spec.columns.key);
        let what = if used { "Latent variables used" } else { "Error" };
        Bars {
            title: format!("{what}, by {columns} and {}", label(&self.spec.rows.key)),
            x: columns.into(),
            y: if used { "latent variables used".into() } else { self.error_name().into() },
            scale: if name == "logarithmic" { Scale::Log } else { Scale::Linear },
            rows: self.row_names().into_iter().zip(cells.chunks(places.len()).map(<[_]>::to_vec)).collect(),
            places,
        }
    }

    /// The definition of the error.
    fn error_name(&self) -> &'static str {
        if self.has_latents() { "RMS error ÷ standard deviation" } else { "RMS error inside" }
    }

    /// The outcomes of the seeds for each combination, row by row.
    fn gathered(&self, value: impl Fn(Outcome) -> Option<f64>) -> Vec<Vec<f64>> {
        let n_columns = self.spec.columns.values.len();
        let mut cells = vec![Vec::new(); n_columns * self.spec.rows.values.len()];
        for (([column, row, _], _), outcome) in self.runs.iter().zip(&self.outcomes) {
            cells[row * n_columns + column].extend(outcome.and_then(&value));
        }
        cells
    }

    fn used(&self) -> Map {
        let cells = self.gathered(|outcome| outcome.used.map(|used| used as f64));
        let most = cells.iter().flatten().fold(1.0_f64, |most, used| most.max(*used));
        let text = |values: &Vec<f64>| match extremes(values.iter().copied()) {
            None => String::new(),
            Some((least, most)) if least == most => format!("{least}"),
            Some((least, most)) => format!("{least}–{most}"),
        };
        let texts = cells.iter().map(text).collect();
        let colour = Axis::linear("latent variables used, mean over seeds", Range { low: 0.0, high: most });
        self.map("Latent variables used", colour, cells.iter().map(|values| mean(values)).collect(), texts)
    }

    fn error(&self) -> Map {
        let cells = self.gathered(|outcome| outcome.error);
        let values: Vec<f64> = cells.iter().map(|values| mean(values)).collect();
        let (low, high) = extremes(values.iter().copied().filter(|v| *v > 0.0)).unwrap_or((0.01, 1.0));
        let relative = self.has_latents();
        let written = |x: f64| if relative { percent(x) } else { readable(x, 2) };
        let text = |values: &Vec<f64>| match extremes(values.iter().copied()) {
            None => String::new(),
            Some((least, most)) if written(least) == written(most) => written(most),
            Some((least, most)) if relative => format!("{}–{}", readable(100.0 * least, 2), written(most)),
            Some((least, most)) => format!("{}–{}", written(least), written(most)),
        };
        let label = format!("{}, mean over seeds", self.error_name());
        let range = decades(low.max(1e-12), high.max(1e-11));
        self.map("Error", Axis::log(label, range), values, cells.iter().map(text).collect())
    }

    fn map(&self, what: &str, colour: Axis, values: Vec<f64>, texts: Vec<String>) -> Map {
        let (columns, rows) = (&self.spec.columns, &self.spec.rows);
        let counting = |n: usize| (0..n).map(|i| i as f64).collect::<Vec<f64>>();
        let axis = |key: &str, n: usize| Axis::linear(label(key), Range { low: -0.5, high: n as f64 - 0.5 });
        Map {
            title: format!("{what}, by {} and {}", label(&columns.key), label(&rows.key)),
            x: axis(&columns.key, columns.values.len()),
            y: axis(&rows.key, rows.values.len()),
            x_names: columns.values.clone(),
            y_names: rows.values.clone(),
            colour,
            grid: Grid { x: counting(columns.values.len()), y: counting(rows.values.len()) },
            values,
            texts,
            training: None,
        }
    }
}

/// The name of a key on an axis.
fn label(key: &str) -> &str {
    match key {
        "beta" => "β",
        "latent" => "latent variables available",
        "lr" => "learning rate",
        other => other,
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { f64::NAN } else { values.iter().sum::<f64>() / values.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_gathered_into_their_combination() {
        let text =
            "of = scinet?epochs=1&encoder=3&decoder=3\ncolumns = beta: 0.01, 0.1\nrows = latent: 1, 2\nseeds = 2";
        let spec = Spec::parse("sweep", text).unwrap().get::<SweepSpec>().unwrap().clone();
        let mut board = SweepBoard::new(spec);
        assert_eq!(board.runs.len(), 8);
        // Column 1, row 0 is β = 0.1 with one latent variable.
        assert_eq!(board.runs[3].0, [1, 0, 1]);
        assert!(board.runs[3].1.link().contains("latent=1&") && board.runs[3].1.link().contains("beta=0.1"));
        board.outcomes[2] = Some(Outcome { used: Some(1), error: Some(0.1) });
        board.outcomes[3] = Some(Outcome { used: Some(2), error: Some(0.3) });
        let map = |board: &SweepBoard, name: &str| match board.named(name, &[]) {
            Some(Picture::Map(map)) => map,
            _ => panic!(),
        };
        let used = map(&board, "used");
        assert_eq!((used.values[1], used.texts[1].as_str()), (1.5, "1–2"));
        assert!(used.values[0].is_nan() && used.texts[0].is_empty());
        assert_eq!(map(&board, "error").texts[1], "10–30 %");
    }
}
