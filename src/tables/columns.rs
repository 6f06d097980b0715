//! The columns of a table: what their cells are, the decimal mark of all of them, and their values.

use super::layout::{Layout, is_missing};
use super::lines::{Separator, split};
use super::number::{Mark, Spelling, number, simple, spelling};
use super::table::allowed;
use super::units::with_unit;
use super::when::{Form, when};
use std::borrow::Cow;

/// What the cells of one column are.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Counts of cells.
    pub numbers: usize,
    pub missing: usize,
    pub words: usize,
    pub whens: usize,
    /// Numbers that can only have a decimal point or a decimal comma.
    pub certain: [usize; 2],
    /// Numbers whose only point or comma may be either.
    pub either: [usize; 2],
    /// Numbers that are too large for a table.
    pub huge: usize,
    /// The form of dates and times.
    pub form: Option<Form>,
    /// Some cells that are neither numbers nor missing, with their lines.
    pub examples: Vec<(u32, String)>,
    /// A number of which the mark may be either.
    pub doubtful: Option<String>,
    /// The unit that stands behind numbers, and how many have it.
    pub unit: Option<String>,
    pub with_unit: usize,
}

/// Number of examples that are kept.
const EXAMPLES: usize = 2;
/// Maximum number of characters of an example.
const LONGEST: usize = 24;

fn index(mark: Mark) -> usize {
    usize::from(mark == Mark::Comma)
}

/// How the cells of a column become numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mode {
    /// Numbers with this decimal mark.
    Number(Mark),
    /// Seconds of dates and times of this form.
    When(Form),
    /// Not at all.
    Skip,
}

impl Column {
    /// Whether most cells are numbers.
    pub fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.numbers >= self.words + self.whens
    }

    /// Whether most cells are dates or times.
    pub fn is_when(&self) -> bool {
        !self.is_numeric() && self.whens > self.words + self.numbers
    }

    /// Whether no cell has a value.
    pub fn is_empty(&self) -> bool {
        self.numbers + self.words + self.whens == 0
    }

    /// Takes a cell into account. Returns its number, if it is one with a decimal point.
    fn take(&mut self, line: u32, cell: &[u8]) -> f64 {
        if cell.is_empty() {
            self.missing += 1;
            return f64::NAN;
        }
        let (spelling, value) = match simple(cell) {
            Some((spelling, value)) => (spelling, Some(value)),
            None => {
                let cell = self.without_unit(cell);
                match spelling(cell) {
                    Some(spelling) => (spelling, number(cell, Mark::Point)),
                    None => {
                        self.take_word(line, cell);
                        return f64::NAN;
                    }
                }
            }
        };
        self.numbers += 1;
        match spelling {
            Spelling::Plain => {}
            Spelling::Certain(mark) => self.certain[index(mark)] += 1,
            Spelling::Either(mark) => {
                self.either[index(mark)] += 1;
                if self.doubtful.is_none() {
                    self.doubtful = Some(short(cell));
                }
            }
        }
        self.kept(value)
    }

    /// The number of a cell with a unit behind it; the first unit is that of the column. Other cells stay as they are.
    fn without_unit<'a>(&mut self, cell: &'a [u8]) -> &'a [u8] {
        match with_unit(cell) {
            Some((number, unit)) if self.unit.as_deref().is_none_or(|known| known == unit) => {
                self.unit.get_or_insert_with(|| unit.into());
                self.with_unit += 1;
                number
            }
            _ => cell,
        }
    }

    fn take_word(&mut self, line: u32, cell: &[u8]) {
        if is_missing(cell) {
            self.missing += 1;
        } else if let Some((form, _)) = when(cell) {
            self.whens += 1;
            // A time that is missing beside a date does not change what the column is.
            if self.form != Some(Form::DateTime) {
                self.form = Some(form);
            }
        } else {
            self.words += 1;
            if self.examples.len() < EXAMPLES {
                self.examples.push((line, short(cell)));
            }
        }
    }

    /// A value, or NaN if it is too large for a table.
    fn kept(&mut self, value: Option<f64>) -> f64 {
        match value {
            Some(x) if allowed(x) => x,
            Some(_) => {
                self.huge += 1;
                f64::NAN
            }
            None => f64::NAN,
        }
    }
}

/// The smallest and the largest value, without NaN.
pub fn extremes(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

/// The beginning of a cell, as a message quotes it.
fn short(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).chars().take(LONGEST).collect()
}

/// The columns of a table, and what was found about its rows.
pub struct Columns {
    /// What the cells are; (width).
    pub columns: Vec<Column>,
    /// Values with a decimal point; NaN for everything else; (width, rows).
    pub values: Vec<Vec<f64>>,
    /// Lines with fewer cells than the others, and lines with more. Only blanks would not say which cells are missing.
    pub shorter: Vec<u32>,
    pub wider: Vec<u32>,
}

/// Calls `take` with the number of the line and the cells of each row, as many as the table has columns. Shorter rows
/// get empty cells, if it is certain which ones.
fn each_row<'a>(layout: &Layout<'a>, mut take: impl FnMut(u32, &[Cow<'a, [u8]>])) -> (Vec<u32>, Vec<u32>) {
    let (mut shorter, mut wider) = (Vec::new(), Vec::new());
    let mut cells = Vec::new();
    for line in layout.lines[layout.block.clone()].iter().filter(|line| line.is_row()) {
        split(line.of(layout.text), layout.separator, &mut cells);
        while cells.len() > layout.width && cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        if cells.len() > layout.width {
            wider.push(line.number);
            continue;
        }
        if cells.len() < layout.width {
            shorter.push(line.number);
            if layout.separator == Separator::Blanks {
                continue;
            }
            cells.resize(layout.width, Cow::Borrowed(&[][..]));
        }
        take(line.number, &cells);
    }
    (shorter, wider)
}

impl Columns {
    /// Reads the rows of a table.
    pub fn read(layout: &Layout<'_>) -> Self {
        let mut columns = vec![Column::default(); layout.width];
        let mut values = vec![Vec::new(); layout.width];
        let (shorter, wider) = each_row(layout, |line, cells| {
            for ((column, values), cell) in columns.iter_mut().zip(&mut values).zip(cells) {
                values.push(column.take(line, cell));
            }
        });
        Self { columns, values, shorter, wider }
    }

    /// The values of columns in their modes; (modes that are not `Skip`, rows).
    pub fn again(&mut self, layout: &Layout<'_>, modes: &[Mode]) {
        let mut made: Vec<Vec<f64>> = vec![Vec::new(); modes.len()];
        self.columns.iter_mut().for_each(|column| {
            (column.huge, column.with_unit) = (0, 0);
        });
        let columns = &mut self.columns;
        each_row(layout, |line, cells| {
            for (((mode, values), cell), column) in modes.iter().zip(&mut made).zip(cells).zip(columns.iter_mut()) {
                let value = match mode {
                    Mode::Skip => continue,
                    Mode::Number(mark) => number(column.without_unit(cell), *mark),
                    Mode::When(form) => when(cell).filter(|(found, _)| found == form).map(|(_, seconds)| seconds),
                };
                let is_other = value.is_none() && (spelling(cell).is_some() || when(cell).is_some());
                if is_other && column.examples.len() < EXAMPLES {
                    column.examples.push((line, short(cell)));
                }
                column.words += usize::from(is_other);
                values.push(column.kept(value));
            }
        });
        self.values = made;
    }

    /// The decimal mark of each column, and the other one if the marks of the table may be either.
    pub fn decimal(&self, separator: Separator) -> Decimal {
        let numeric = || self.columns.iter().filter(|column| column.is_numeric());
        let certain = [0, 1].map(|i| numeric().filter(|column| column.certain[i] > 0).count());
        let either = [0, 1].map(|i| numeric().any(|column| column.either[i] > 0));
        let doubtful = numeric().find_map(|column| column.doubtful.clone());
        let known = |mark| Decimal { mark, doubtful: None };
        match certain {
            [0, 0] => match either {
                [false, false] => known(Mark::Point),
                // Who separates cells by commas writes decimal points.
                [true, false] if separator == Separator::Byte(b',') => known(Mark::Point),
                _ => Decimal { mark: Mark::Point, doubtful },
            },
            [points, commas] => known(if commas > points { Mark::Comma } else { Mark::Point }),
        }
    }

    /// How each column is read if the decimal mark of the table is `mark`. A column all of whose marks are of the other
    /// kind has its own.
    pub fn modes(&self, mark: Mark) -> Vec<Mode> {
        let mode = |column: &Column| match column.form {
            Some(form) if column.is_when() => Mode::When(form),
            _ if !column.is_numeric() => Mode::Skip,
            _ => Mode::Number(match column.certain.map(|n| n > 0) {
                [false, true] => Mark::Comma,
                [true, false] => Mark::Point,
                _ => mark,
            }),
        };
        self.columns.iter().map(mode).collect()
    }
}

/// The decimal mark of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// The decimal mark.
    pub mark: Mark,
    /// A number that would be another one with the other mark, if no cell says which mark it is.
    pub doubtful: Option<String>,
}
