//! Rows of a table on which models are measured: all rows of a small table, every k-th row of a large one.

use crate::kinds::data::dataset::Dataset;

/// Maximum number of training rows, and of held-out rows, on which models are measured.
pub const MEASURED: usize = 10_000;

/// Some rows with their values.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleRows {
    /// Number of rows.
    pub n: usize,
    /// (n, inputs).
    pub x: Vec<f64>,
    /// (n, outputs).
    pub y: Vec<f64>,
}

/// Training rows and held-out rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The training rows.
    pub train: SampleRows,
    /// The held-out rows.
    pub held: SampleRows,
}

impl Sample {
    /// The rows of these data on which models are measured.
    pub fn of(data: &Dataset) -> Self {
        let part = |rows: &[u32]| {
            let rows = evenly(rows, MEASURED);
            let (x, y) = data.pairs(&rows);
            SampleRows { n: rows.len(), x, y }
        };
        Self { train: part(&data.train), held: part(&data.held) }
    }
}

/// At most `most` of the rows or points, evenly spaced among all of them.
pub fn evenly<T: Copy>(rows: &[T], most: usize) -> Vec<T> {
    let n = rows.len().min(most);
    // Computed in 64 bits. In WebAssembly a `usize` has 32 bits, too few for the product of two such counts.
    (0..n as u64).map(|i| rows[(i * rows.len() as u64 / n as u64) as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_covers_all_rows() {
        let rows: Vec<u32> = (0..10).collect();
        assert_eq!(evenly(&rows, 4), [0, 2, 5, 7]);
        assert_eq!(evenly(&rows, 99), rows);
        assert!(evenly::<u32>(&[], 4).is_empty());
    }
}
