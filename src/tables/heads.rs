//! The lines above a table: names of columns, their units, and everything else.

use super::layout::{Kind, Layout, comment};
use super::lines::{Separator, split};
use super::units::unit;

/// What the lines above a table say.
#[derive(Debug, Default)]
pub struct Head {
    /// Names of the columns, as they are written; (width). Empty if the table has none.
    pub names: Vec<String>,
    /// Units of the columns; empty text for none; (width).
    pub units: Vec<String>,
    /// The index of the first line of the head: everything before it is not part of the table.
    pub first: usize,
    /// The numbers of lines of the head that are neither names nor units.
    pub others: Vec<u32>,
}

/// Maximum number of lines of a head.
const MOST: usize = 6;

fn texts(line: &[u8], separator: Separator) -> Vec<String> {
    let mut cells = Vec::new();
    split(line, separator, &mut cells);
    cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

/// The cells of a line of the head, as many as the table has columns. `None` if they do not fit.
fn fitted(mut cells: Vec<String>, is_empty: &[bool], separator: Separator, labelled: bool) -> Option<Vec<String>> {
    let width = is_empty.len();
    while cells.len() > width && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if separator == Separator::Blanks && cells.len() > width {
        // "Time (s)" is one name.
        let mut joined: Vec<String> = Vec::new();
        for cell in cells {
            match joined.last_mut() {
                Some(last) if cell.starts_with(['(', '[']) => *last += &format!(" {cell}"),
                _ => joined.push(cell),
            }
        }
        cells = joined;
    }
    // "Data: y x" has a label before the names.
    if cells.len() == width + 1 && cells[0].ends_with(':') {
        cells.remove(0);
    }
    // A name more than the rows have cells belongs to a column of comments without any.
    if cells.len() == width + 1 && separator != Separator::Blanks && width > 1 {
        cells.pop();
    }
    // The rows of R begin with a label that the head does not count. Otherwise the last column has no name.
    if cells.len() + 1 == width && width > 2 && (labelled || separator != Separator::Blanks) {
        let at = if labelled && is_empty.last() != Some(&true) { 0 } else { cells.len() };
        cells.insert(at, String::new());
    }
    (cells.len() == width && cells.iter().any(|cell| !cell.is_empty())).then_some(cells)
}

/// What the lines above the table say. `is_empty` says which columns have no value in any row, and `labelled` whether
/// the first column may hold names of rows.
pub fn head(layout: &Layout<'_>, is_empty: &[bool], labelled: bool) -> Head {
    let (width, start) = (layout.width, *layout.block.start());
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut remark = None;
    let fit = |line| fitted(texts(line, layout.separator), is_empty, layout.separator, labelled);
    for i in (0..start).rev() {
        let line = &layout.lines[i];
        match line.kind {
            Kind::Rule => {}
            Kind::Comment if rows.is_empty() && remark.is_none() => {
                let words = comment(line.of(layout.text), layout.separator).unwrap_or_default();
                // Only the comment directly above the rows can hold their names.
                remark = Some((i, fit(words).unwrap_or_default()));
            }
            Kind::Comment => {}
            Kind::Blank if rows.is_empty() => {}
            Kind::Words if rows.len() < MOST => {
                match fit(line.of(layout.text)) {
                    // One word above several columns is a title.
                    Some(cells) if width == 1 || cells.iter().filter(|cell| !cell.is_empty()).count() > 1 => {
                        rows.push((i, cells));
                    }
                    // A row with one filled cell, as pandas writes the name of the index.
                    Some(_) if usize::from(line.width) == width => {}
                    _ => break,
                }
            }
            _ => break,
        }
    }
    rows.reverse();
    if let ([], Some((first, names))) = (rows.as_slice(), remark)
        && !names.is_empty()
        && names.iter().all(|name| super::number::spelling(name.as_bytes()).is_none())
    {
        return Head { names, units: vec![String::new(); width], first, others: Vec::new() };
    }
    chosen(layout, rows, is_empty)
}

/// Which of the rows of a head are names, and which are units.
fn chosen(layout: &Layout<'_>, rows: Vec<(usize, Vec<String>)>, is_empty: &[bool]) -> Head {
    let width = layout.width;
    let mut head = Head { units: vec![String::new(); width], first: *layout.block.start(), ..Head::default() };
    let Some((first, _)) = rows.first() else { return head };
    head.first = *first;
    let has_labels = is_empty.first() == Some(&true) && rows.iter().all(|(_, cells)| !cells[0].is_empty());
    let are_units = |cells: &[String]| {
        let given = || cells.iter().skip(usize::from(has_labels)).filter(|cell| !cell.is_empty() && *cell != "-");
        given().count() > 0 && given().all(|cell| unit(cell).is_some())
    };
    let says = |cells: &[String], words: &[&str]| {
        has_labels && words.iter().any(|word| cells[0].to_ascii_lowercase().trim_end_matches(':').ends_with(word))
    };
    // Units stand below names; of labelled rows, the label decides.
    let units = (1..rows.len()).rev().find(|i| says(&rows[*i].1, &["unit", "units"]));
    let units = units.or_else(|| (1..rows.len()).rev().find(|i| are_units(&rows[*i].1)));
    let candidates: Vec<usize> = (0..rows.len()).filter(|i| Some(*i) != units).collect();
    let named = candidates.iter().copied().find(|i| says(&rows[*i].1, &["name", "names"]));
    let is_distinct = |i: usize| {
        let cells = &rows[i].1;
        (0..width).all(|c| cells[c].is_empty() || !cells[..c].contains(&cells[c]))
    };
    let name = named.or_else(|| candidates.iter().copied().find(|i| is_distinct(*i)));
    let name = name.or(candidates.last().copied()).unwrap_or(0);
    head.names = rows[name].1.clone();
    // "Run 1, Run 1" above "t, x" says which t this is.
    let group = candidates.iter().copied().find(|i| *i < name && !is_distinct(*i));
    if let Some(group) = group {
        for (cell, of) in head.names.iter_mut().zip(&rows[group].1) {
            if !of.is_empty() {
                *cell = format!("{of} {cell}");
            }
        }
    }
    if let Some(i) = units {
        let cells = rows[i].1.iter().skip(usize::from(has_labels));
        let found = |cell: &String| if cell == "-" { String::new() } else { unit(cell).unwrap_or(cell).to_string() };
        let found: Vec<String> = cells.map(found).collect();
        head.units = [vec![String::new(); usize::from(has_labels)], found].concat();
    }
    if has_labels {
        head.names[0].clear();
    }
    let rest = candidates.iter().filter(|i| **i != name && Some(**i) != group);
    head.others = rest.map(|i| layout.number(rows[*i].0)).collect();
    head
}
