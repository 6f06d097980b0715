//! What a file or stdin holds: a link, the lines of a spec, a saved network, or a table of numbers. Its name does not matter.

use super::table;
use scinet::kinds::registry::{first, words};
use scinet::kinds::{Reading, Spec};
use scinet::saved::Model;
use scinet::spec::mangled;
use scinet::spec::told;

/// Whether these are the first bytes of a saved network: the length of its header, and a brace.
pub fn is_saved(bytes: &[u8]) -> bool {
    bytes.get(8) == Some(&b'{') && bytes.get(6..8) == Some(&[0, 0])
}

/// Reads the content of the file `name`.
///
/// # Errors
/// The reason, as text.
pub fn parse(name: &str, bytes: &[u8]) -> Result<Reading, String> {
    let of_spec = |spec| Reading { spec, notices: Vec::new() };
    if is_saved(bytes) {
        let model = Model::from_bytes(bytes).map_err(|error| format!("{name}: {error}"))?;
        return Ok(of_spec(model.spec));
    }
    let text = std::str::from_utf8(bytes).ok().map(|text| text.trim_start_matches('\u{feff}').trim());
    match text {
        Some("") => Err(format!("{name}: is empty\n  allowed: a link, lines of `key = value`, or a table of numbers")),
        Some(text) if is_link(text) => Spec::read_link(text).map_err(|problems| told(&problems)),
        Some(text) => match cell(text) {
            Some(lines) => spec(name, lines),
            None if fences(text) > 1 => Err(format!(
                "{name}: is a notebook with {} cells\n  allowed: the lines of one of them, with its kind before them",
                fences(text)
            )),
            None => table::spec(name, bytes).map(of_spec),
        },
        None => table::spec(name, bytes).map(of_spec),
    }
}

/// Whether a text is a link, perhaps in brackets or quotes, and not a table with a comment about one.
fn is_link(text: &str) -> bool {
    let marked = text.strip_prefix('#').is_some_and(|rest| {
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        words().contains(&word) && !rest[word.len()..].starts_with([' ', '\t', ',', ';', '\n'])
    });
    let opens =
        text.starts_with("http") || text.starts_with(['<', '[', '(', '"', '“', '`']) && !text.starts_with("```");
    marked || opens && !mangled::find(text, &words()).is_empty()
}

/// Number of cells in the Markdown of a notebook.
fn fences(text: &str) -> usize {
    text.lines().filter(|line| fence(line).is_some()).count()
}

/// The kind of the cell that a line opens.
fn fence(line: &str) -> Option<&'static str> {
    let word = line.trim_start().strip_prefix("```")?.trim_start_matches('`').split_whitespace().next()?;
    words().into_iter().find(|kind| *kind == word)
}

/// The kind of a cell, if it is named, and its lines. `None` if a text is not of one cell.
fn cell(text: &str) -> Option<(Option<&'static str>, String)> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let body = |lines: &[&str]| lines.join("\n");
    if let Some(start) = lines.iter().position(|line| fence(line).is_some()) {
        let after = &lines[start + 1..];
        let end = after.iter().position(|line| line.starts_with("```")).unwrap_or(after.len());
        return (fences(text) == 1).then(|| (fence(lines[start]), body(&after[..end])));
    }
    if let Some(kind) = words().into_iter().find(|kind| lines.first() == Some(kind)) {
        return Some((Some(kind), body(&lines[1..])));
    }
    let key = |line: &&str| {
        line.split_once('=').is_some_and(|(key, _)| {
            let key = key.trim();
            !key.is_empty()
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !key.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let number = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    (lines.iter().any(key) && !lines.iter().any(number)).then(|| (None, body(&lines)))
}

/// Reads the lines of a spec. Without a kind they are of a fit, unless their keys are those of one other kind.
fn spec(name: &str, (kind, lines): (Option<&'static str>, String)) -> Result<Reading, String> {
    let keys: Vec<&str> = lines.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim()).collect();
    let n_known =
        |kind: &str| Spec::parse(kind, "").map_or(0, |spec| keys.iter().filter(|key| spec.role(key).is_some()).count());
    let read = |kind: &str| Spec::read(kind, &lines).map_err(|problems| told(&problems));
    let most = words().into_iter().map(n_known).max().unwrap_or(0);
    let best: Vec<&str> = words().into_iter().filter(|kind| n_known(kind) == most).collect();
    match (kind, best.as_slice()) {
        (Some(kind), _) => read(kind),
        (None, best) if best.contains(&first()) => read(first()),
        (None, [one]) => {
            let mut reading = read(one)?;
            reading
                .notices
                .insert(0, format!("{name} names no kind in its first line; its keys are those of a {one}."));
            Ok(reading)
        }
        (None, best) => Err(format!(
            "{name}: names no kind in its first line, and several have these keys\n  allowed: {}",
            best.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<Reading, String> {
        parse("file", text.as_bytes())
    }

    #[test]
    fn links_and_lines_say_the_same() {
        let link = text("#fit?seed=3&view=-2..2");
        assert!(link.is_ok());
        for same in [
            "seed = 3\nview = -2..2\n",
            "fit\nseed = 3\nview = -2..2",
            "```fit\nseed = 3\nview = -2..2\n```\n",
            "\u{feff}A cell.\n\n```fit name\nseed = 3\nview = -2..2\n```\nMore.",
            "https://example.org/notebook/#fit?seed=3&view=-2..2\n",
        ] {
            assert_eq!(text(same), link, "{same}");
        }
        let repaired = text("<https://example.org/#fit?seed=3&amp;\nview=-2..2>").unwrap();
        assert_eq!(Ok(repaired.spec), link.map(|reading| reading.spec));
        assert_eq!(repaired.notices.len(), 1);
    }

    #[test]
    fn the_kind_of_lines_without_one_follows_from_their_keys() {
        let sweep = text("of = fit?nets=relu:8\ncolumns = lr: 0.001, 0.01\nrows = noise: 0, 0.1").unwrap();
        assert_eq!(sweep.spec.kind(), "sweep");
        assert_eq!(sweep.notices, ["file names no kind in its first line; its keys are those of a sweep."]);
        assert_eq!(text("epochs = 3").unwrap().spec.kind(), first());
        let several = text("encoder = 3\nlatent = 2\nseed = 1").unwrap_err();
        assert!(
            several
                .starts_with("file: names no kind in its first line, and several have these keys\n  allowed: scinet, ")
        );
    }

    #[test]
    fn a_table_is_known_by_its_content() {
        for table in ["t,x\n1,2\n3,4\n", "# a = 1\n1 2\n3 4\n", "#data x\n1 2\n3 4", "t\tx\n1\t2\n3\t4\n"] {
            let spec = text(table).unwrap_or_else(|message| panic!("{table}: {message}")).spec;
            assert!(spec.role("rows").is_some() && spec.role("inputs").is_some(), "{table}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_reported() {
        assert_eq!(
            text("lr = x").unwrap_err(),
            "lr = x\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4"
        );
        assert!(text(" \n").unwrap_err().starts_with("file: is empty\n  allowed: a link"));
        assert!(text("```fit\n```\n```fit\n```").unwrap_err().starts_with("file: is a notebook with 2 cells\n"));
        assert!(parse("file", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap_err().starts_with("file: "));
        assert!(text("hello").unwrap_err().starts_with("file: "));
    }
}
