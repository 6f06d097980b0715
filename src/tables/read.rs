//! Reads a table from text as spreadsheets, instruments and people write it, and says what was left out.

use super::columns::{Column, Columns, Mode, extremes};
use super::encoding::{Encoding, decode};
use super::fault::Fault;
use super::heads::{Head, head};
use super::layout::{Kind, Layout, is_missing};
use super::lines::{Separator, split, trimmed};
use super::names::clean;
use super::notes::{Notes, listed, rows_word};
use super::number::{Mark, number as in_notation};
use super::table::{MAX_BYTES, MAX_COLUMNS, MAX_NUMBERS, MAX_ROWS, Table};
use super::when::{DAY, Form};

/// What a reader decides about a text that can be read in more than one way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choice {
    /// The decimal mark, if no number says which it is.
    pub decimal: Option<Mark>,
    /// Whether the first row of numbers is the names of the columns.
    pub head: Option<bool>,
    /// Whether a line such as 0,5 is one number and not two.
    pub single: Option<bool>,
}

/// Something that could be read in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// A whole sentence: how it is read.
    pub read: String,
    /// What the button for the other reading says.
    pub instead: String,
    /// The choice that gives the other reading.
    pub choice: Choice,
}

/// A table, and what a reader should know about how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The numbers.
    pub table: Table,
    /// The units of the columns of the table; empty text for none.
    pub units: Vec<String>,
    /// The names of the columns that were left out.
    pub left_out: Vec<String>,
    /// Whole sentences: what was skipped, renamed or left out, and why.
    pub notes: Vec<String>,
    /// What could be read in another way.
    pub doubts: Vec<Doubt>,
}

/// The name of the column that counts rows, if the text has one column of numbers.
const ROW: &str = "row";

/// Reads a table.
///
/// # Errors
/// Why the text is not a table.
pub fn read(text: &[u8]) -> Result<Reading, Vec<Fault>> {
    read_as(text, Choice::default())
}

/// Reads a table as someone has chosen.
///
/// # Errors
/// Why the text is not a table.
pub fn read_as(text: &[u8], choice: Choice) -> Result<Reading, Vec<Fault>> {
    read_bytes(text, choice).map_err(|fault| vec![fault])
}

fn read_bytes(bytes: &[u8], choice: Choice) -> Result<Reading, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::new(format!("{} bytes", bytes.len()), format!("at most {MAX_BYTES}")));
    }
    let plain = "a text, such as a spreadsheet saves as CSV";
    let (text, encoding) = decode(bytes).ok_or_else(|| Fault::new("this is not a text", plain))?;
    let rows = "rows of numbers, with one separator between them";
    let layout = Layout::find(&text, choice.single).ok_or_else(|| Fault::new("no line has a number", rows))?;
    if layout.width > MAX_COLUMNS {
        return Err(Fault::new(format!("{} columns", layout.width), format!("at most {MAX_COLUMNS}")));
    }
    let n_rows = layout.lines[layout.block.clone()].iter().filter(|line| line.is_row()).count();
    let most = MAX_ROWS.min(MAX_NUMBERS / layout.width.max(1));
    if n_rows > most {
        return Err(Fault::new(format!("{n_rows} rows"), format!("at most {most} rows of {} cells", layout.width)));
    }
    if has_half_a_head(&layout) {
        return Err(Fault::new(
            "the rows have twice as many cells as the line of names: commas separate cells and stand in numbers",
            "semicolons or tabs between cells, or numbers with a decimal point",
        ));
    }
    let mut notes = Notes::default();
    match encoding {
        Encoding::Utf8 => {}
        Encoding::Utf16 => notes.say("The text is read as UTF-16."),
        Encoding::Windows1252 => notes.say("The text is not UTF-8; it is read as Windows-1252."),
    }
    assemble(&layout, choice, notes)
}

/// Whether a line of words above rows with commas has half as many cells as they have.
fn has_half_a_head(layout: &Layout<'_>) -> bool {
    let above = layout.lines[..*layout.block.start()].last();
    layout.separator == Separator::Byte(b',')
        && layout.width > 2
        && above.is_some_and(|line| line.kind == Kind::Words && 2 * usize::from(line.used) == layout.width)
}

/// The table of a layout.
fn assemble(layout: &Layout<'_>, choice: Choice, mut notes: Notes) -> Result<Reading, Fault> {
    let mut columns = Columns::read(layout);
    let is_empty: Vec<bool> = columns.columns.iter().map(Column::is_empty).collect();
    let first = columns.columns.first().is_some_and(|column| !column.is_numeric());
    let quoted = layout.lines[*layout.block.start()].of(layout.text).starts_with(b"\"");
    let mut head = head(layout, &is_empty, first || quoted);
    let mut doubts = Vec::new();

    let decimal = columns.decimal(layout.separator);
    let mark = choice.decimal.unwrap_or(decimal.mark);
    let mut modes = columns.modes(mark);
    let is_plain = |(mode, column): (&Mode, &Column)| match mode {
        Mode::Number(Mark::Point) => column.certain[1] == 0 && column.whens == 0,
        Mode::Number(Mark::Comma) | Mode::When(_) => false,
        Mode::Skip => true,
    };
    if !modes.iter().zip(&columns.columns).all(is_plain) {
        columns.again(layout, &modes);
    }
    // Numbers that are all too large, or of another notation, leave nothing.
    for (mode, values) in modes.iter_mut().zip(&columns.values) {
        if values.iter().all(|x| x.is_nan()) {
            *mode = Mode::Skip;
        }
    }
    if let Some(number) = &decimal.doubtful {
        doubts.push(decimal_doubt(number, mark, choice));
    }
    take_first_row_as_names(layout, &mut columns, &modes, &mut head, choice, &mut doubts);
    doubts.extend(one_or_two(layout, &head, choice));
    notes.lines(layout, &head, &columns);

    let written = head.names.iter().any(|name| !name.trim().is_empty());
    let names = match (written, layout.width) {
        (true, _) => std::mem::take(&mut head.names),
        (false, 2) => vec!["x".into(), "y".into()],
        (false, width) => vec![String::new(); width],
    };
    let cleaned = clean(names.clone());
    notes.renamed(&names, &cleaned);
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for (i, mode) in modes.iter().enumerate() {
        let column = &columns.columns[i];
        let name = &cleaned[i];
        let is_index = written
            && names[i].trim_matches(|c: char| c.is_whitespace() || c == '#').is_empty()
            && modes.iter().filter(|mode| **mode != Mode::Skip).count() > 2
            && counts(&columns.values[i]);
        match mode {
            Mode::Skip if column.is_empty() && names[i].trim().is_empty() => {}
            Mode::Skip => {
                notes.column_left_out(name, column);
                left_out.push(name.clone());
            }
            _ if is_index => {
                notes.say(format!("The first column, {name}, only counts the rows and is left out."));
                left_out.push(name.clone());
            }
            _ => kept.push(i),
        }
    }
    for i in &kept {
        if let Mode::When(form) = modes[*i] {
            let (unit, nights) = relative(&mut columns.values[*i], form);
            let read = if form == Form::HoursMinutes { ", read as hours:minutes" } else { "" };
            notes.say(format!("{} is a time{read}: {} since the first row.", cleaned[*i], unit.1));
            if nights > 0 {
                notes.say(format!("{} passes midnight {}.", cleaned[*i], times_word(nights)));
            }
            head.units[*i] = unit.0.into();
        } else if let Some(unit) = &columns.columns[*i].unit {
            let without = columns.columns[*i].numbers.saturating_sub(columns.columns[*i].with_unit);
            let but = if without > 0 { format!("; {without} of them stand without it") } else { String::new() };
            notes.say(format!("The numbers of {} have the unit {unit}{but}.", cleaned[*i]));
            head.units[*i].clone_from(unit);
        }
        notes.column(&cleaned[*i], &columns.columns[*i], &columns.values[*i]);
    }
    if let Some(i) = kept.first() {
        notes.parts(&cleaned[*i], &columns.values[*i]);
    }
    for i in &kept {
        notes.sentinel(&cleaned[*i], &columns.values[*i]);
    }
    let mut names: Vec<String> = kept.iter().map(|i| cleaned[*i].clone()).collect();
    let mut units: Vec<String> = kept.iter().map(|i| head.units[*i].clone()).collect();
    let mut values: Vec<Vec<f64>> = kept.iter().map(|i| std::mem::take(&mut columns.values[*i])).collect();
    let n_rows = values.first().map_or(0, Vec::len);
    if values.len() == 1 && n_rows > 1 {
        notes.say(format!("There is one column of numbers; the column {ROW} counts its rows."));
        names.insert(0, ROW.into());
        units.insert(0, String::new());
        values.insert(0, (1..=n_rows).map(|row| row as f64).collect());
    }
    if values.is_empty() || n_rows < 2 {
        let given = rows_word(n_rows);
        let first = layout.number(*layout.block.start());
        return Err(Fault::new(
            format!("the longest table begins in line {first} and has {given}"),
            "at least 2 rows with numbers",
        ));
    }
    let table = Table::new(names, values).map_err(|given| Fault::new(given, "a table of numbers"))?;
    Ok(Reading { table, units, left_out, notes: notes.0, doubts })
}

/// The sentence about a number that would be another one with the other decimal mark.
fn decimal_doubt(number: &str, mark: Mark, choice: Choice) -> Doubt {
    let as_read = |mark| in_notation(number.as_bytes(), mark).unwrap_or(f64::NAN);
    let (other, word) = match mark {
        Mark::Point => (Mark::Comma, "point"),
        Mark::Comma => (Mark::Point, "comma"),
    };
    Doubt {
        read: format!(
            "No number says whether the decimal mark is a point or a comma. It is read as a {word}: {number} is {}.",
            as_read(mark)
        ),
        instead: format!("Read {number} as {}", as_read(other)),
        choice: Choice { decimal: Some(other), ..choice },
    }
}

/// Two columns of whole numbers without names may be one column with a decimal comma.
fn one_or_two(layout: &Layout<'_>, head: &Head, choice: Choice) -> Option<Doubt> {
    let rows = || layout.lines[layout.block.clone()].iter().filter(|line| line.kind == Kind::Numbers);
    let text = |line: &super::layout::Line| String::from_utf8_lossy(trimmed(line.of(layout.text))).into_owned();
    let is_number = |line: &super::layout::Line| in_notation(text(line).as_bytes(), Mark::Comma).is_some();
    let single = layout.separator == Separator::Nothing;
    let is_two = matches!(layout.separator, Separator::Byte(b',') | Separator::Blanks) && layout.width == 2;
    let has_mark = |line: &&super::layout::Line| text(line).contains([',', ' ']);
    let may_be_two = single || choice.single.is_some() || (is_two && head.names.is_empty());
    let is_doubtful = may_be_two && rows().all(is_number);
    let line = is_doubtful.then(|| rows().find(has_mark).map(text)).flatten()?;
    let as_one = in_notation(line.as_bytes(), Mark::Comma)?.to_string();
    let as_two = line.replace([',', ' '], " and ");
    let [read, instead] = if single { [as_one, as_two] } else { [as_two, as_one] };
    Some(Doubt {
        read: format!("The line {line} is read as {read}."),
        instead: format!("Read it as {instead}"),
        choice: Choice { single: Some(!single), ..choice },
    })
}

/// Whether values count rows from 0 or from 1.
fn counts(values: &[f64]) -> bool {
    let first = values.first().copied().unwrap_or(f64::NAN);
    (first == 0.0 || first == 1.0) && values.iter().enumerate().all(|(i, x)| *x == first + i as f64)
}

/// Makes times relative to the first one. Returns the unit and its name, and how often clock times pass midnight.
fn relative(values: &mut [f64], form: Form) -> ((&'static str, &'static str), usize) {
    let mut nights = 0;
    if matches!(form, Form::Clock | Form::HoursMinutes) {
        let mut last = f64::NAN;
        for x in values.iter_mut().filter(|x| !x.is_nan()) {
            nights += usize::from(*x < last - DAY / 2.0);
            last = *x;
            *x += nights as f64 * DAY;
        }
    }
    let first = values.iter().copied().find(|x| !x.is_nan()).unwrap_or(0.0);
    let (size, unit) = if form == Form::Date { (DAY, ("d", "days")) } else { (1.0, ("s", "seconds")) };
    values.iter_mut().for_each(|x| *x = (*x - first) / size);
    (unit, nights)
}

fn times_word(n: usize) -> String {
    if n == 1 { "once".into() } else { format!("{n} times") }
}

/// The first row may be the names of the columns: words where all other rows have numbers, or whole numbers such as
/// years.
fn take_first_row_as_names(
    layout: &Layout<'_>,
    columns: &mut Columns,
    modes: &[Mode],
    head: &mut Head,
    choice: Choice,
    doubts: &mut Vec<Doubt>,
) {
    let has_names = head.names.iter().any(|name| !name.trim().is_empty());
    let n_rows = columns.values.iter().map(Vec::len).max().unwrap_or(0);
    if has_names || n_rows < 3 {
        return;
    }
    let mut cells = Vec::new();
    let start = *layout.block.start();
    split(layout.lines[start].of(layout.text), layout.separator, &mut cells);
    let is_used = |i: usize| modes[i] != Mode::Skip;
    let used: Vec<usize> = (0..layout.width).filter(|i| is_used(*i)).collect();
    let texts: Vec<String> = cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    let Some(firsts) = used.iter().map(|i| texts.get(*i)).collect::<Option<Vec<&String>>>() else { return };
    // Words in a column of numbers.
    let has_words = used.iter().zip(&firsts).any(|(i, text)| {
        let is_word = columns.values[*i].first().is_some_and(|x| x.is_nan()) && !is_missing(text.as_bytes());
        is_word && columns.columns[*i].words == 1
    });
    let whole: Vec<f64> = firsts.iter().filter_map(|text| text.parse().ok().map(|n: u32| f64::from(n))).collect();
    let ascends = whole.len() == used.len() && whole.len() > 1 && whole.windows(2).all(|pair| pair[0] < pair[1]);
    let are_years = ascends && whole.iter().all(|year| (1800.0..2200.0).contains(year));
    // A row of data lies near the next ones.
    let is_apart = used.iter().zip(&whole).all(|(i, first)| {
        let rest = &columns.values[*i][1..];
        let (low, high) = extremes(rest.iter().copied());
        *first < low - (high - low) || *first > high + (high - low)
    });
    // A row that begins with a number is data with a word in it.
    let has_numbers = used.iter().any(|i| columns.values[*i].first().is_some_and(|x| !x.is_nan()));
    let begins_with_word = used.first().is_some_and(|i| columns.values[*i].first().is_none_or(|x| x.is_nan()));
    let guess = (has_words && (begins_with_word || !has_numbers)) || (are_years && is_apart);
    let is_doubtful = (has_words && has_numbers) || (ascends && is_apart);
    let taken = choice.head.filter(|_| is_doubtful).unwrap_or(guess);
    if is_doubtful {
        let shown = firsts.iter().map(|text| text.as_str()).collect::<Vec<_>>();
        let shown = listed(&shown);
        let (read, instead) = match taken {
            true => (format!("The first row, {shown}, is read as names."), "Read it as numbers"),
            false => (format!("The first row, {shown}, is read as numbers."), "Read it as names"),
        };
        doubts.push(Doubt { read, instead: instead.into(), choice: Choice { head: Some(!taken), ..choice } });
    }
    if taken {
        head.names = texts;
        head.names.resize(layout.width, String::new());
        head.first = start;
        for (values, column) in columns.values.iter_mut().zip(&mut columns.columns) {
            if !values.is_empty() {
                values.remove(0);
            }
            // The name is not a cell without a number.
            if column.examples.first().is_some_and(|(line, _)| *line == layout.number(start)) {
                column.examples.remove(0);
                column.words -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
