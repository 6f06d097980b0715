//! Named columns of numbers, and the id of their content.

use super::names::clean;
use std::fmt;

/// Maximum number of rows.
pub const MAX_ROWS: usize = 1_000_000;
/// Maximum number of columns.
pub const MAX_COLUMNS: usize = 64;
/// Maximum number of numbers; they take 128 MB.
pub const MAX_NUMBERS: usize = 1 << 24;
/// Maximum size of a CSV text in bytes.
pub const MAX_BYTES: usize = 200_000_000;
/// Largest absolute value of a number. Sums of a million squares stay far from overflow.
pub const LARGEST: f64 = 1e30;

/// A 48-bit hash of the content of a table, written as 12 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableId(pub u64);

impl TableId {
    /// The number of digits of an id.
    pub const DIGITS: usize = 12;
}

impl fmt::Display for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

/// Named columns of numbers, all of the same length. NaN stands for a missing value.
#[derive(Debug, Clone)]
pub struct Table {
    names: Vec<String>,
    /// The numbers; (n_columns, n_rows).
    columns: Vec<Vec<f64>>,
    /// For each column, whether a value is missing.
    missing: Vec<bool>,
    id: TableId,
}

/// Two tables are equal if all bits are. Missing values are equal.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        let bits = |table: &Self| table.columns.iter().flatten().map(|x| x.to_bits()).collect::<Vec<u64>>();
        self.id == other.id && self.names == other.names && bits(self) == bits(other)
    }
}

impl Table {
    /// A table of these columns, (n_columns, n_rows). Names are cleaned and made distinct, −0 becomes 0, and every NaN
    /// becomes the same one.
    ///
    /// # Errors
    /// When the number of columns, their lengths or a value is not allowed.
    pub fn new(names: Vec<String>, columns: Vec<Vec<f64>>) -> Result<Self, String> {
        let n_rows = columns.first().map_or(0, Vec::len);
        if columns.len() < 2 || columns.len() > MAX_COLUMNS || names.len() != columns.len() {
            return Err(format!("{} columns of numbers; allowed: 2 to {MAX_COLUMNS}", columns.len()));
        }
        if !(2..=MAX_ROWS).contains(&n_rows) {
            return Err(format!("{n_rows} rows; allowed: 2 to {MAX_ROWS}"));
        }
        if n_rows * columns.len() > MAX_NUMBERS {
            let most = MAX_NUMBERS / columns.len();
            return Err(format!("{n_rows} rows; allowed: at most {most} with {} columns", columns.len()));
        }
        let mut columns = columns;
        for (name, column) in names.iter().zip(&mut columns) {
            if column.len() != n_rows {
                return Err(format!("column {name} has {} rows; allowed: {n_rows}, as the first", column.len()));
            }
            for (row, x) in column.iter_mut().enumerate() {
                if x.is_nan() {
                    *x = f64::NAN;
                } else if !allowed(*x) {
                    return Err(format!("column {name}, row {}: {x}; allowed: a number up to {LARGEST:e}", row + 1));
                } else {
                    *x += 0.0;
                }
            }
        }
        let names = clean(names);
        let id = identify(&names, &columns);
        let missing = columns.iter().map(|column| column.iter().any(|x| x.is_nan())).collect();
        Ok(Self { names, columns, missing, id })
    }

    /// The names of the columns, all distinct; (n_columns).
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The numbers; (n_columns, n_rows).
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// The rows in which none of these columns has a missing value, ascending.
    pub fn complete(&self, columns: &[usize]) -> Vec<u32> {
        let gaps: Vec<&Vec<f64>> = columns.iter().filter(|i| self.missing[**i]).map(|i| &self.columns[*i]).collect();
        (0..self.n_rows() as u32).filter(|row| gaps.iter().all(|column| !column[*row as usize].is_nan())).collect()
    }

    /// Whether one of these columns has a missing value.
    pub fn has_gaps(&self, columns: &[usize]) -> bool {
        columns.iter().any(|i| self.missing[*i])
    }

    /// The number of rows, at least 2.
    pub fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The id of the content.
    pub fn id(&self) -> TableId {
        self.id
    }
}

/// Whether a table may hold this number.
pub fn allowed(x: f64) -> bool {
    x.abs() <= LARGEST
}

/// FNV-1a (Fowler, Noll and Vo) over the names and the bits of all numbers, column by column. It takes 64 bits at a
/// time, so a million rows need some milliseconds. The id has 48 of its 64 bits, like a fingerprint.
fn identify(names: &[String], columns: &[Vec<f64>]) -> TableId {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |word: u64| {
        hash = (hash ^ word).wrapping_mul(0x0100_0000_01b3);
        // Multiplication carries only upwards. Without this step, two changed signs would cancel.
        hash ^= hash >> 32;
    };
    for (name, column) in names.iter().zip(columns) {
        name.bytes().chain([b'\n']).for_each(|byte| take(u64::from(byte)));
        column.iter().for_each(|x| take(x.to_bits()));
    }
    TableId(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::read;
    use proptest::prelude::*;

    fn table(names: &[&str], columns: &[&[f64]]) -> Result<Table, String> {
        Table::new(names.iter().map(ToString::to_string).collect(), columns.iter().map(|c| c.to_vec()).collect())
    }

    #[test]
    fn equal_contents_have_equal_ids_and_one_bit_makes_another() {
        let base = table(&["t", "x"], &[&[0.0, 1.0], &[2.0, 3.0]]).unwrap();
        assert_eq!(base.id(), table(&["t", "x"], &[&[-0.0, 1.0], &[2.0, 3.0]]).unwrap().id());
        let nudged = f64::from_bits(3.0_f64.to_bits() + 1);
        for other in [
            table(&["t", "y"], &[&[0.0, 1.0], &[2.0, 3.0]]),
            table(&["t", "x"], &[&[0.0, 1.0], &[2.0, nudged]]),
            table(&["t", "x"], &[&[0.0, 1.0], &[-2.0, -3.0]]),
            table(&["t", "x"], &[&[0.0, 1.0, 2.0], &[2.0, 3.0, 4.0]]),
        ] {
            assert_ne!(base.id(), other.unwrap().id());
        }
        assert_eq!(base.id().to_string().len(), TableId::DIGITS);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let told = |names: &[&str], columns: &[&[f64]]| table(names, columns).unwrap_err();
        assert_eq!(told(&["t"], &[&[1.0, 2.0]]), "1 columns of numbers; allowed: 2 to 64");
        assert_eq!(told(&["t", "x"], &[&[1.0], &[1.0]]), "1 rows; allowed: 2 to 1000000");
        assert_eq!(told(&["t", "x"], &[&[1.0, 2.0], &[1.0]]), "column x has 1 rows; allowed: 2, as the first");
        assert_eq!(
            told(&["t", "x"], &[&[1.0, 2.0], &[1.0, f64::INFINITY]]),
            "column x, row 2: inf; allowed: a number up to 1e30"
        );
    }

    #[test]
    fn rows_with_a_missing_value_are_not_complete() {
        let gaps = table(&["a", "b", "c"], &[&[1.0, f64::NAN, 3.0], &[1.0, 2.0, 3.0], &[f64::NAN, 2.0, 3.0]]).unwrap();
        assert_eq!(gaps.complete(&[0, 1]), [0, 2]);
        assert_eq!(gaps.complete(&[0, 2]), [2]);
        assert_eq!((gaps.complete(&[1]), gaps.has_gaps(&[1]), gaps.has_gaps(&[0, 1])), (vec![0, 1, 2], false, true));
        assert_eq!(
            gaps.id(),
            table(&["a", "b", "c"], &[&[1.0, -f64::NAN, 3.0], &[1.0, 2.0, 3.0], &[f64::NAN, 2.0, 3.0]]).unwrap().id()
        );
    }

    proptest! {
        #[test]
        fn a_table_written_as_csv_reads_back(
            rows in prop::collection::vec((-1e30..1e30_f64, -1.0..1.0_f64, any::<i32>()), 2..40),
            separator in prop::sample::select(vec![",", ";", "\t", " "]),
            ending in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let mut text = ["a", "b", "c"].join(separator) + ending;
            for (a, b, c) in &rows {
                text += &format!("{a:e}{separator}{b}{separator}{c}{ending}");
            }
            let read = read(text.as_bytes()).unwrap();
            let columns = vec![
                rows.iter().map(|row| row.0).collect(),
                rows.iter().map(|row| row.1).collect(),
                rows.iter().map(|row| f64::from(row.2)).collect::<Vec<f64>>(),
            ];
            let expected = Table::new(vec!["a".into(), "b".into(), "c".into()], columns).unwrap();
            prop_assert_eq!(read.table, expected);
        }
    }
}
