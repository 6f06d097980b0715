//! What a reader is told about a table: lines that were skipped, columns that were left out, cells without a number.

use super::columns::{Column, Columns, extremes};
use super::heads::Head;
use super::layout::{Kind, Layout, Line};
use super::lines::trimmed;

/// Whole sentences.
#[derive(Debug, Default)]
pub struct Notes(pub Vec<String>);

/// Maximum number of lines or names that a sentence lists.
const LISTED: usize = 5;
/// Maximum number of characters of a line that is repeated.
const REPEATED: usize = 30;

/// "1 row", "2 rows".
pub fn rows_word(n: usize) -> String {
    if n == 1 { "1 row".into() } else { format!("{n} rows") }
}

/// The first items of a list, and how many more there are.
pub fn listed<T: ToString>(items: &[T]) -> String {
    let shown: Vec<String> = items.iter().take(LISTED).map(ToString::to_string).collect();
    let more = items.len().saturating_sub(LISTED);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

fn lines_word(lines: &[u32]) -> String {
    match lines {
        [one] => format!("line {one}"),
        [first, .., last] if lines.len() > 2 && lines.windows(2).all(|pair| pair[0] + 1 == pair[1]) => {
            format!("lines {first} to {last}")
        }
        _ => format!("lines {}", listed(lines)),
    }
}

/// A sentence that begins with a capital letter.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

impl Notes {
    /// Adds a sentence.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.0.push(sentence.into());
    }

    /// The lines that are not part of the table.
    pub fn lines(&mut self, layout: &Layout<'_>, head: &Head, columns: &Columns) {
        let (start, end) = (*layout.block.start(), *layout.block.end());
        let numbers = |range: std::ops::Range<usize>, is_asked: &dyn Fn(&Line) -> bool| -> Vec<u32> {
            let lines = layout.lines.get(range).unwrap_or_default();
            lines.iter().filter(|line| is_asked(line)).map(|line| line.number).collect()
        };
        let mut skip = |lines: &[u32], why: &str| {
            if !lines.is_empty() {
                let are = if lines.len() == 1 { "is" } else { "are" };
                self.0.push(sentence(&format!("{} {are} skipped: {why}.", lines_word(lines))));
            }
        };
        let before = 0..head.first.min(start);
        let rows = numbers(before.clone(), &|line| line.kind == Kind::Numbers).len();
        let with = if rows > 1 { format!(", with {rows} lines of numbers") } else { String::new() };
        skip(&numbers(before, &|line| !line.is_empty()), &format!("text before the table{with}"));
        skip(&head.others, "text between the names and the rows");
        skip(&numbers(start..end + 1, &|line| line.kind == Kind::Words), "no numbers");
        skip(&columns.wider, &format!("more than {} cells", layout.width));
        match layout.separator {
            super::lines::Separator::Blanks => skip(&columns.shorter, &format!("fewer than {} cells", layout.width)),
            _ if !columns.shorter.is_empty() => {
                let have = if columns.shorter.len() == 1 { "has" } else { "have" };
                let text = format!(
                    "{} {have} fewer than {} cells; the last ones have no value.",
                    lines_word(&columns.shorter),
                    layout.width
                );
                self.0.push(sentence(&text));
            }
            _ => {}
        }
        self.after(layout, end);
        let n = layout.lines.iter().filter(|line| line.kind == Kind::Comment).count();
        let used = layout.lines.get(head.first).is_some_and(|line| line.kind == Kind::Comment);
        let n = n - usize::from(used && head.first < start);
        if n > 0 {
            let word = if n == 1 { "1 comment line is" } else { &format!("{n} comment lines are") };
            self.say(format!("{word} skipped."));
        }
    }

    /// The lines after the table.
    fn after(&mut self, layout: &Layout<'_>, end: usize) {
        let lines: Vec<_> = layout.lines[end + 1..].iter().filter(|line| !line.is_empty()).collect();
        let [first, ..] = lines[..] else { return };
        let rows = lines.iter().filter(|line| line.kind == Kind::Numbers).count();
        let numbers: Vec<u32> = lines.iter().map(|line| line.number).collect();
        let text: String = String::from_utf8_lossy(trimmed(first.of(layout.text))).chars().take(REPEATED).collect();
        let are = if numbers.len() == 1 { "is" } else { "are" };
        let why = match rows {
            0 => format!("text after the table, \"{text}\""),
            n => format!("after the table, with {} of numbers that do not belong to it, from \"{text}\"", rows_word(n)),
        };
        self.0.push(sentence(&format!("{} {are} skipped: {why}.", lines_word(&numbers))));
    }

    /// Names that were changed so that they are distinct and fit into a link.
    pub fn renamed(&mut self, written: &[String], cleaned: &[String]) {
        let same = |written: &str, cleaned: &str| {
            let plain: String = written.trim().chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
            written.trim().is_empty() || plain == cleaned
        };
        let changed: Vec<String> = written
            .iter()
            .zip(cleaned)
            .filter(|(written, cleaned)| !same(written, cleaned))
            .map(|(written, cleaned)| {
                format!("{} is now {cleaned}", written.trim().chars().take(REPEATED).collect::<String>())
            })
            .collect();
        if !changed.is_empty() {
            self.say(format!("Names were changed: {}.", listed(&changed)));
        }
    }

    /// A column without numbers.
    pub fn column_left_out(&mut self, name: &str, column: &Column) {
        let why = match column.examples.first() {
            None if column.is_empty() => "it has no values".into(),
            Some((line, text)) => format!("most of its cells are not numbers, such as \"{text}\" in line {line}"),
            None => "most of its cells are not numbers".into(),
        };
        self.say(format!("Column {name} is left out: {why}."));
    }

    /// A first column that starts again: the table may be several ones.
    pub fn parts(&mut self, name: &str, values: &[f64]) {
        let first = values.first().copied().unwrap_or(f64::NAN);
        let starts: Vec<usize> =
            (1..values.len()).filter(|i| values[*i] <= first && values[i - 1] > first).map(|i| i + 1).collect();
        let ascends = |pair: &[f64]| pair[0] < pair[1] || pair[1] <= first;
        if !starts.is_empty() && starts.len() <= 20 && values.windows(2).all(ascends) {
            let rows = if starts.len() == 1 { "row" } else { "rows" };
            self.say(format!("{name} starts again in {rows} {}: the table may have several parts.", listed(&starts)));
        }
    }

    /// A number of nines that stands far below all others, as instruments write it for a missing value.
    pub fn sentinel(&mut self, name: &str, values: &[f64]) {
        const SENTINELS: [f64; 7] = [-99.9, -99.99, -999.0, -999.9, -9999.0, -99_999.0, -999_999.0];
        let Some(value) = SENTINELS.into_iter().find(|value| values.contains(value)) else { return };
        let others = values.iter().copied().filter(|x| *x != value && !x.is_nan());
        let (low, high) = extremes(others);
        if value < low - (high - low) {
            let n = values.iter().filter(|x| **x == value).count();
            let cells = if n == 1 { "1 cell".into() } else { format!("{n} cells") };
            self.say(format!(
                "{name} has {value} in {cells}: it is read as a number; leave the cells empty if none was measured."
            ));
        }
    }

    /// The cells of a column that have no number.
    pub fn column(&mut self, name: &str, column: &Column, values: &[f64]) {
        let absent = values.iter().filter(|x| x.is_nan()).count();
        if absent == 0 {
            return;
        }
        let mut reasons: Vec<String> =
            column.examples.iter().map(|(line, text)| format!("\"{text}\" in line {line}")).collect();
        if column.huge > 0 {
            reasons.push("a value beyond ±1e30".into());
        }
        let why = if reasons.is_empty() { String::new() } else { format!(", such as {}", reasons.join(", ")) };
        self.say(format!(
            "Column {name} has no number in {}{why}; {} left out where the column is used.",
            rows_word(absent),
            if absent == 1 { "it is" } else { "they are" }
        ));
    }
}
