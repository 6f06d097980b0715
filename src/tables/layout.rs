//! Where the table is in a text: what separates its cells, and the longest block of equally wide rows of numbers.

use super::lines::{Lines, Separator, split, trimmed};
use super::number::spelling;
use super::units::with_unit;
use super::when::when;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or separators alone.
    Blank,
    /// A comment.
    Comment,
    /// A line of dashes, as under the head of a table in Markdown.
    Rule,
    /// Words without a number.
    Words,
    /// Nothing but missing values, dates and times.
    Missing,
    /// At least one number.
    Numbers,
}

/// What is known of a line.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The number of the line in the text, counted from 1.
    pub number: u32,
    /// The positions of the line in the text.
    pub ends: [u32; 2],
    /// What it is.
    pub kind: Kind,
    /// The number of its cells.
    pub width: u16,
    /// The number of its cells without empty ones at the end.
    pub used: u16,
    /// The number of cells that are numbers, dates or times.
    pub numbers: u16,
}

impl Line {
    /// The line itself.
    pub fn of<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        text.get(self.ends[0] as usize..self.ends[1] as usize).unwrap_or_default()
    }

    /// Whether it may be a row of the table.
    pub fn is_row(&self) -> bool {
        matches!(self.kind, Kind::Missing | Kind::Numbers)
    }

    /// Whether it says nothing: neither words nor values.
    pub fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Blank | Kind::Comment | Kind::Rule)
    }
}

/// A text with its lines, and the block of them that is the table.
pub struct Layout<'a> {
    /// The text.
    pub text: &'a [u8],
    /// What separates cells.
    pub separator: Separator,
    /// All lines.
    pub lines: Vec<Line>,
    /// The indices of the first and the last line of the table.
    pub block: RangeInclusive<usize>,
    /// The number of cells of its rows.
    pub width: usize,
}

/// The characters that begin a comment. A semicolon does not where it separates cells.
const COMMENTS: [&[u8]; 5] = [b"#", b"%", b"//", b";", b"!"];

/// The text of a comment, without the characters that begin it. `None` for other lines.
pub fn comment(line: &[u8], separator: Separator) -> Option<&[u8]> {
    let line = trimmed(line);
    let mark = COMMENTS.into_iter().find(|mark| line.starts_with(mark))?;
    // What spreadsheets write for errors, and numbered rows.
    const CELLS: [&[u8]; 7] = [b"#N/A", b"#DIV/0", b"#VALUE", b"#REF", b"#NUM", b"#NAME", b"#NULL"];
    if CELLS.iter().any(|cell| line.starts_with(cell)) || (mark == b"#" && line.get(1).is_some_and(u8::is_ascii_digit))
    {
        return None;
    }
    if separator == Separator::Byte(mark[0]) {
        return None;
    }
    let n = line.iter().take_while(|byte| **byte == mark[0]).count();
    Some(trimmed(&line[n..]))
}

/// Whether a cell says that its value is missing.
pub fn is_missing(cell: &[u8]) -> bool {
    const WORDS: [&[u8]; 18] = [
        b"nan",
        b"na",
        b"n/a",
        b"#n/a",
        b"null",
        b"none",
        b"nil",
        b"-",
        b"--",
        b"---",
        b"?",
        b".",
        b"inf",
        b"-inf",
        b"+inf",
        b"-nan",
        b"-nan(ind)",
        b"1.#qnan",
    ];
    cell.is_empty() || (cell.len() <= 9 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(cell)))
}

fn is_rule(line: &[u8]) -> bool {
    line.iter().filter(|byte| b"-=_+".contains(byte)).count() >= 3
        && line.iter().all(|byte| b"-=_+:| \t,;".contains(byte))
}

/// Whether a cell is several numbers with another separator between them.
fn is_glued(cell: &[u8]) -> bool {
    let is_mark = |byte: &u8| b" \t;|".contains(byte);
    cell.iter().any(is_mark) && cell.split(is_mark).all(|part| part.is_empty() || spelling(part).is_some())
}

/// What a line is, and the counts of its cells.
fn classify<'a>(line: &'a [u8], separator: Separator, cells: &mut Vec<Cow<'a, [u8]>>) -> (Kind, [u16; 3]) {
    if comment(line, separator).is_some() {
        return (Kind::Comment, [0; 3]);
    }
    split(line, separator, cells);
    let (mut numbers, mut whens, mut missing, mut words, mut used) = (0, 0, 0, 0, 0);
    let mut glued = false;
    for (i, cell) in cells.iter().enumerate() {
        if cell.is_empty() {
            continue;
        }
        used = i + 1;
        // Between commas, 5 100 is two numbers: the commas are decimal.
        if separator == Separator::Byte(b',') && is_glued(cell) {
            words += 1;
            glued = true;
        } else if spelling(cell).is_some() {
            numbers += 1;
        } else if is_missing(cell) {
            missing += 1;
        } else if when(cell).is_some() {
            whens += 1;
        } else if separator != Separator::Blanks && with_unit(cell).is_some() {
            numbers += 1;
        } else {
            words += 1;
            glued |= matches!(separator, Separator::Byte(_)) && is_glued(cell);
        }
    }
    let kind = match (numbers, words, missing + whens) {
        (0, 0, 0) => Kind::Blank,
        (0, ..) if whens == 0 && is_rule(line) => Kind::Rule,
        (0, 1.., _) => Kind::Words,
        (0, 0, _) => Kind::Missing,
        _ => Kind::Numbers,
    };
    let counted = if glued { 0 } else { numbers + whens };
    (kind, [cells.len(), used, counted].map(|n| u16::try_from(n).unwrap_or(u16::MAX)))
}

/// Classifies lines.
fn survey<'a>(lines: impl Iterator<Item = (usize, &'a [u8])>, text: &'a [u8], separator: Separator) -> Vec<Line> {
    let mut cells = Vec::new();
    let line = |(number, line): (usize, &'a [u8])| {
        let (kind, [width, used, numbers]) = classify(line, separator, &mut cells);
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        Line { number: number as u32, ends: [start as u32, (start + line.len()) as u32], kind, width, used, numbers }
    };
    lines.map(line).collect()
}

/// Rows between two lines of words: those of the most frequent width.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    /// The first and the last row of this width.
    rows: RangeInclusive<usize>,
    width: u16,
    /// The number of numbers in rows of this width, and of rows of all widths.
    numbers: u64,
    count: u64,
}

/// All runs of rows. Blank lines and comments do not end a run.
fn runs(lines: &[Line], separator: Separator) -> Vec<Run> {
    let mut runs = Vec::new();
    // For each width, the numbers in its rows and the rows.
    let mut widths: Vec<(u16, u64, u64)> = Vec::new();
    let mut start = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.kind == Kind::Words {
            runs.extend(run(&mut widths, lines, start..i, separator));
            start = i + 1;
        } else if line.is_row() {
            let numbers = if line.kind == Kind::Numbers { u64::from(line.numbers) } else { 0 };
            match widths.iter_mut().find(|(width, ..)| *width == line.width) {
                Some((_, sum, count)) => (*sum, *count) = (*sum + numbers, *count + 1),
                None => widths.push((line.width, numbers, 1)),
            }
        }
    }
    runs.extend(run(&mut widths, lines, start..lines.len(), separator));
    runs
}

/// The run of some lines, of the width with the most numbers.
fn run(widths: &mut Vec<(u16, u64, u64)>, lines: &[Line], part: Range<usize>, separator: Separator) -> Option<Run> {
    let count = widths.iter().map(|(_, _, count)| count).sum();
    let best = widths.drain(..).reduce(|best, other| if other.1 > best.1 { other } else { best });
    let (width, numbers, _) = best.filter(|(_, numbers, _)| *numbers > 0)?;
    let rows = || part.clone().filter(|i| lines[*i].is_row());
    // Rows of this width may have empty cells at the end that others do not write.
    let used = rows().filter(|i| lines[*i].width == width).map(|i| lines[i].used).max()?;
    let is_whole = |i: &usize| lines[*i].width == width || (separator != Separator::Blanks && lines[*i].used == used);
    let fits = |i: &usize| is_whole(i) || (separator != Separator::Blanks && lines[*i].used <= width);
    let (first, last) = (rows().find(is_whole)?, rows().rfind(fits)?);
    Some(Run { rows: first..=last, width, numbers, count })
}

/// The run with the most numbers.
fn longest(runs: &[Run]) -> Option<usize> {
    (0..runs.len()).reduce(|best, i| if runs[i].numbers > runs[best].numbers { i } else { best })
}

/// The line of words directly above a row, if there is one.
fn above(lines: &[Line], row: usize) -> Option<&Line> {
    lines[..row].iter().rev().find(|line| !line.is_empty()).filter(|line| line.kind == Kind::Words)
}

/// Number of lines at the start and in the middle of a text from which the separator is determined.
const LOOKED_AT: usize = 400;
/// Number of bytes at the end of a long text that are looked at too.
const END: usize = 8192;

/// The lines from which the separator is determined: a long head must not decide alone.
fn sample(text: &[u8]) -> Vec<(usize, &[u8])> {
    let middle = text.get(text.len() / 2..).unwrap_or_default();
    let whole = middle.iter().position(|byte| *byte == b'\n').map_or(&[][..], |at| &middle[at + 1..]);
    let mut lines: Vec<(usize, &[u8])> = Lines::new(text).take(LOOKED_AT + 1).collect();
    if lines.len() > LOOKED_AT {
        lines.extend(Lines::new(whole).take(LOOKED_AT));
        // A long text before a short table leaves the table for the end.
        let end = text.get(text.len().saturating_sub(END)..).unwrap_or_default();
        let start = end.iter().position(|byte| *byte == b'\n').map_or(&[][..], |at| &end[at + 1..]);
        lines.extend(Lines::new(start));
    }
    lines
}

/// The separators that nothing else is mistaken for: commas and blanks also occur within numbers.
const STRONG: [Separator; 3] = [Separator::Byte(b'\t'), Separator::Byte(b';'), Separator::Byte(b'|')];
const WEAK: [Separator; 3] = [Separator::Byte(b','), Separator::Blanks, Separator::Nothing];

/// What a separator finds in the sample.
struct Found {
    separator: Separator,
    /// Numbers in the longest run, whether its head has as many cells, and the rows of the run.
    numbers: u64,
    has_head: bool,
    count: u64,
    /// Whether the line above it is a head of one cell without a comma.
    has_one_word: bool,
}

/// The separator with which the sample has the most numbers. Of equals, the first.
fn separator(text: &[u8], may_be_nothing: bool) -> Separator {
    let sample = sample(text);
    let find = |separator: Separator| {
        let lines = survey(sample.iter().copied(), text, separator);
        let runs = runs(&lines, separator);
        let run = &runs[longest(&runs)?];
        // What does not separate anything is not a separator.
        if run.width < 2 && separator != Separator::Nothing {
            return None;
        }
        let head = above(&lines, *run.rows.start());
        Some(Found {
            separator,
            numbers: run.numbers,
            has_head: head.is_some_and(|head| head.width == run.width),
            count: run.count,
            has_one_word: head.is_some_and(|head| !trimmed(head.of(text)).contains(&b',')),
        })
    };
    let better = |best: Found, other: Found| {
        // A head of one word above 0,5 says that this is one number.
        let is_one_column = other.separator == Separator::Nothing
            && best.separator == Separator::Byte(b',')
            && other.numbers >= best.count
            && other.has_one_word;
        let is_better = (other.numbers, other.has_head) > (best.numbers, best.has_head) || is_one_column;
        if is_better { other } else { best }
    };
    let strong = STRONG.into_iter().filter_map(find).reduce(better);
    let weak = WEAK.into_iter().filter(|one| may_be_nothing || *one != Separator::Nothing);
    let weak = weak.filter_map(find).reduce(better);
    match (strong, weak) {
        (Some(strong), Some(weak)) if 5 * strong.count < 4 * weak.count => weak.separator,
        (Some(found), _) | (None, Some(found)) => found.separator,
        (None, None) => Separator::Nothing,
    }
}

/// The separator that a first line `sep=;` names, and the rest of the text.
fn named_separator(text: &[u8]) -> Option<(Separator, usize)> {
    let (_, line) = Lines::new(text).next()?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let name = line.get(..4).filter(|name| name.eq_ignore_ascii_case(b"sep=")).and(line.get(4..))?;
    match name.strip_suffix(b"\"").unwrap_or(name) {
        [mark] if !mark.is_ascii_alphanumeric() => {
            Some((if *mark == b' ' { Separator::Blanks } else { Separator::Byte(*mark) }, 1))
        }
        _ => None,
    }
}

impl<'a> Layout<'a> {
    /// Finds the table in a text of less than 4 GB; `single`: whether it has one column, if that is known. `None` if the
    /// text has no row with a number.
    pub fn find(text: &'a [u8], single: Option<bool>) -> Option<Self> {
        let named = if single == Some(true) { Some((Separator::Nothing, 0)) } else { named_separator(text) };
        let (separator, skipped) = named.unwrap_or_else(|| (separator(text, single.is_none()), 0));
        let lines = survey(Lines::new(text).skip(skipped), text, separator);
        let runs = runs(&lines, separator);
        let best = longest(&runs)?;
        let width = runs[best].width;
        let (mut first, mut last) = (best, best);
        while first > 0 && belongs((text, separator), &lines, &runs[first - 1], &runs[first], width) {
            first -= 1;
        }
        while last + 1 < runs.len() && belongs((text, separator), &lines, &runs[last], &runs[last + 1], width) {
            last += 1;
        }
        let block = *runs[first].rows.start()..=*runs[last].rows.end();
        Some(Self { text, separator, lines, block, width: usize::from(width) })
    }

    /// The number, in the text, of a line given by its index.
    pub fn number(&self, index: usize) -> u32 {
        self.lines.get(index).map_or(0, |line| line.number)
    }
}

/// Whether two runs are parts of one table: each line of words between them is a note of one cell, the head again, or a
/// row with one word in all cells, such as `error,error`. Other words are the head of another table.
fn belongs(layout: (&[u8], Separator), lines: &[Line], before: &Run, after: &Run, width: u16) -> bool {
    let (text, separator) = layout;
    let head = above(lines, *before.rows.start()).map(|head| head.of(text));
    let mut cells = Vec::new();
    let mut fits = |line: &Line| {
        split(line.of(text), separator, &mut cells);
        let mut words: Vec<&[u8]> = cells.iter().map(AsRef::as_ref).filter(|cell| !cell.is_empty()).collect();
        words.dedup();
        head == Some(line.of(text)) || (width > 1 && words.len() <= 1)
    };
    let between = &lines[before.rows.end() + 1..*after.rows.start()];
    before.width == width
        && after.width == width
        && between.iter().filter(|line| line.kind == Kind::Words).all(&mut fits)
}
