//! A reader's table as training sees it: rows are held out, columns are standardised, batches are drawn from the rest.

use crate::kinds::data::chosen::Chosen;
use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::HeldOut;
use crate::order::order;
use crate::random::{Draws, Stream};
use crate::spec::Problem;
use rand::RngCore;

/// The shift and the scale of a column before a network receives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standard {
    /// The mean over the training rows, or 0.
    pub mean: f64,
    /// The standard deviation over the training rows, or 1; never 0.
    pub deviation: f64,
}

impl Standard {
    /// Values stay as they are.
    pub const PLAIN: Self = Self { mean: 0.0, deviation: 1.0 };

    /// The mean and deviation of some rows of a column. A constant column has deviation 1.
    fn of(column: &[f64], rows: &[u32]) -> Self {
        let n = rows.len() as f64;
        let value = |row: &u32| column[*row as usize];
        let mean = rows.iter().map(|row| value(row) / n).sum::<f64>();
        let square = |row: &u32| {
            let away = value(row) - mean;
            away * away / n
        };
        let deviation = rows.iter().map(square).sum::<f64>().sqrt();
        // Rounding may leave a constant column with a tiny deviation.
        Self { mean, deviation: if deviation > 1e-12 * mean.abs() { deviation } else { 1.0 } }
    }

    /// A value as a network receives it.
    pub fn apply(&self, x: f64) -> f64 {
        (x - self.mean) / self.deviation
    }

    /// The value that the output of a network stands for.
    pub fn undo(&self, x: f64) -> f64 {
        x * self.deviation + self.mean
    }
}

/// The chosen columns of a table. Its rows are separated into training rows and held-out rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Table and columns.
    pub chosen: Chosen,
    /// The training rows, ascending; at least 2 unless the table has fewer.
    pub train: Vec<u32>,
    /// All other rows, ascending.
    pub held: Vec<u32>,
    /// Mean and deviation of each input over the training rows.
    pub inputs: Vec<Standard>,
    /// Mean and deviation of each output over the training rows.
    pub outputs: Vec<Standard>,
    /// Whether networks receive standardised values.
    pub standardise: bool,
}

impl Dataset {
    /// The data of a spec.
    ///
    /// # Errors
    /// When the table is not known here, or does not have the columns.
    pub fn new(spec: &DataSpec) -> Result<Self, Problem> {
        Ok(Self::of(spec.chosen()?, spec))
    }

    /// The data of columns that are already chosen.
    pub fn of(chosen: Chosen, spec: &DataSpec) -> Self {
        let (train, held) = part(&chosen, spec);
        let scales =
            |columns: &[usize]| columns.iter().map(|i| Standard::of(&chosen.table.columns()[*i], &train)).collect();
        let (inputs, outputs) = (scales(&chosen.inputs), scales(&chosen.outputs));
        Self { chosen, train, held, inputs, outputs, standardise: spec.standardise }
    }

    /// The shift and the scale of each input.
    pub fn seen_inputs(&self) -> Vec<Standard> {
        if self.standardise { self.inputs.clone() } else { vec![Standard::PLAIN; self.inputs.len()] }
    }

    /// The shift and the scale of each output.
    pub fn seen_outputs(&self) -> Vec<Standard> {
        if self.standardise { self.outputs.clone() } else { vec![Standard::PLAIN; self.outputs.len()] }
    }

    /// The values of some columns in some rows, in the units of the table; (rows, columns).
    pub fn values(&self, columns: &[usize], rows: &[u32]) -> Vec<f64> {
        let columns: Vec<&[f64]> = columns.iter().map(|i| self.chosen.table.columns()[*i].as_slice()).collect();
        rows.iter().flat_map(|row| columns.iter().map(|column| column[*row as usize])).collect()
    }

    /// Inputs (rows, inputs) and outputs (rows, outputs) of some rows, in the units of the table.
    pub fn pairs(&self, rows: &[u32]) -> (Vec<f64>, Vec<f64>) {
        (self.values(&self.chosen.inputs, rows), self.values(&self.chosen.outputs, rows))
    }

    /// Inputs (rows, inputs) and outputs (rows, outputs) of the training rows, as networks receive them.
    pub fn training(&self) -> (Vec<f32>, Vec<f32>) {
        let (x, y) = self.pairs(&self.train);
        (seen(&x, &self.seen_inputs()), seen(&y, &self.seen_outputs()))
    }
}

/// Values (n, columns) as networks receive them.
pub fn seen(values: &[f64], scales: &[Standard]) -> Vec<f32> {
    values.iter().zip(scales.iter().cycle()).map(|(x, scale)| scale.apply(*x) as f32).collect()
}

/// The number of rows that are held out. At least two rows stay: a single row has no deviation.
pub fn n_held(share: f64, n_rows: usize) -> usize {
    ((share * n_rows as f64).round() as usize).min(n_rows.saturating_sub(2))
}

/// The training rows and the held-out rows, both ascending. Rows with a missing value in a chosen column are neither.
fn part(chosen: &Chosen, spec: &DataSpec) -> (Vec<u32>, Vec<u32>) {
    let rows = chosen.rows();
    let n_rows = rows.len();
    let n_held = n_held(spec.holdout, n_rows);
    let axis = &chosen.table.columns()[chosen.inputs[chosen.axis]];
    if n_held == 0 {
        return (rows, Vec::new());
    }
    let held: Vec<u32> = match spec.held {
        HeldOut::Random => {
            let mut draws = Draws::new(spec.seed, Stream::HeldOut, 0, 0);
            // Rows with equal keys are ordered by their index, so that the choice is the same on every platform.
            let mut keys: Vec<u64> =
                rows.iter().map(|row| u64::from(draws.next_u32()) << 32 | u64::from(*row)).collect();
            keys.sort_unstable();
            keys[..n_held].iter().map(|key| *key as u32).collect()
        }
        HeldOut::Low | HeldOut::High | HeldOut::Ends => {
            let by_axis = order(rows.iter().map(|row| axis[*row as usize]));
            let low = match spec.held {
                HeldOut::Low => n_held,
                HeldOut::Ends => n_held / 2,
                _ => 0,
            };
            let high = &by_axis[n_rows - (n_held - low)..];
            by_axis[..low].iter().chain(high).map(|i| rows[*i]).collect()
        }
    };
    let mut is_held = vec![false; chosen.table.n_rows()];
    held.iter().for_each(|row| is_held[*row as usize] = true);
    rows.into_iter().partition(|row| !is_held[*row as usize])
}

/// Draws the rows of one shard of an epoch from `n_rows`, with replacement.
pub fn draw_rows(seed: u32, epoch: u32, shard: u32, n_rows: usize, rows: &mut [u32]) {
    let mut draws = Draws::new(seed, Stream::Inputs, epoch, shard);
    rows.iter_mut().for_each(|row| *row = ((u64::from(draws.next_u32()) * n_rows as u64) >> 32) as u32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Spec;

    fn dataset(text: &str) -> Dataset {
        let rows: Vec<String> = (0..100).map(|i| format!("{i},{},{}", 99 - i, i * i)).collect();
        let text = format!("rows = a,b,c; {}\n{text}", rows.join("; "));
        let spec = Spec::parse("data", &text).unwrap().get::<crate::kinds::data::DataSpec>().unwrap().clone();
        Dataset::new(&spec).unwrap()
    }

    #[test]
    fn every_row_is_trained_on_or_held_out() {
        for held in ["random", "low", "high", "ends"] {
            for share in ["0", "0.001", "0.25", "0.9"] {
                let data = dataset(&format!("holdout = {share}\nheld = {held}"));
                let mut rows: Vec<u32> = data.train.iter().chain(&data.held).copied().collect();
                rows.sort_unstable();
                assert_eq!(rows, (0..100).collect::<Vec<u32>>(), "{held} {share}");
                assert_eq!(data.held.len(), (share.parse::<f64>().unwrap() * 100.0).round() as usize);
            }
        }
    }

    #[test]
    fn held_out_rows_are_where_they_should_be() {
        let held = |text: &str| dataset(&format!("holdout = 0.04\n{text}")).held;
        assert_eq!(held("held = low"), [0, 1, 2, 3]);
        assert_eq!(held("held = high"), [96, 97, 98, 99]);
        assert_eq!(held("held = ends"), [0, 1, 98, 99]);
        assert_eq!(held("held = low\nx = b"), [96, 97, 98, 99]);
        assert_ne!(held(""), held("seed = 2"));
        assert_eq!(held(""), held("x = b"));
    }

    #[test]
    fn networks_see_training_rows_with_mean_0_and_deviation_1() {
        let data = dataset("inputs = a\noutputs = b, c");
        let (x, y) = data.training();
        assert_eq!((x.len(), y.len()), (80, 160));
        for column in [x, y.iter().step_by(2).copied().collect(), y.iter().skip(1).step_by(2).copied().collect()] {
            let n = column.len() as f32;
            let mean = column.iter().sum::<f32>() / n;
            let square = column.iter().map(|x| x * x).sum::<f32>() / n;
            assert!(mean.abs() < 1e-5 && (square - 1.0).abs() < 1e-4, "{mean} {square}");
        }
        let plain = dataset("standardise = no\nholdout = 0");
        assert_eq!(plain.training().0[..4], [0.0, 99.0, 1.0, 98.0]);
    }

    #[test]
    fn a_constant_column_stays_finite() {
        let spec = Spec::parse("data", "rows = a b; 0.1 1; 0.1 2; 0.1 3\nholdout = 0")
            .unwrap()
            .get::<DataSpec>()
            .unwrap()
            .clone();
        assert_eq!(Dataset::new(&spec).unwrap().inputs[0].deviation, 1.0);
    }

    #[test]
    fn drawn_rows_cover_exactly_the_training_rows() {
        let mut rows = vec![0; 1000];
        draw_rows(1, 0, 0, 7, &mut rows);
        let mut counts = [0; 7];
        rows.iter().for_each(|row| counts[*row as usize] += 1);
        assert!(counts.iter().all(|n| (100..190).contains(n)), "{counts:?}");
    }
}
