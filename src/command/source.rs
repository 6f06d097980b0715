//! Where a spec comes from: a link, an experiment's name, a file, or stdin.

use scinet::kinds::registry::{first, words};
use scinet::kinds::{Reading, Spec};
use scinet::paper::networks::named;
use scinet::spec::pairs::MAX_FENCE;
use scinet::spec::told;
use std::io::Read;

/// Reads the spec that `source` names, with the notices about it.
///
/// # Errors
/// The reason, as text.
pub fn read(source: &str) -> Result<Reading, String> {
    if let Some((_, fragment)) = source.split_once('#') {
        return Spec::read_link(fragment).map_err(|problems| told(&problems));
    }
    if let Some(spec) = named(source) {
        return Ok(Reading { spec, notices: Vec::new() });
    }
    let text = if source == "-" { limited(std::io::stdin()) } else { std::fs::File::open(source).and_then(limited) };
    parse(&text.map_err(|error| format!("{source}: {error}"))?)
}

/// Reads at most one byte more than the longest allowed spec. The additional byte shows that a text is too long.
fn limited(from: impl Read) -> std::io::Result<String> {
    let mut text = String::new();
    from.take(MAX_FENCE as u64 + 1).read_to_string(&mut text)?;
    Ok(text)
}

/// Parses a link, or lines of `key = value`. The first line may be only the kind.
fn parse(text: &str) -> Result<Reading, String> {
    let text = text.trim();
    if text.starts_with('#') {
        return Spec::read_link(text).map_err(|problems| told(&problems));
    }
    let line = text.lines().next().unwrap_or("").trim();
    let (kind, lines) = match words().into_iter().find(|kind| *kind == line) {
        Some(kind) => (kind, &text[line.len()..]),
        None => (first(), text),
    };
    Spec::read(kind, lines).map_err(|problems| told(&problems))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_lines_say_the_same() {
        let link = parse("#fit?seed=3&view=-2..2");
        assert!(link.is_ok());
        assert_eq!(parse("seed = 3\nview = -2..2\n"), link);
        assert_eq!(parse("fit\nseed = 3\nview = -2..2"), link);
        assert_eq!(read("https://example.org/notebook/#fit?seed=3&view=-2..2"), link);
        assert_eq!(read("peak_broad"), parse("#scinet?omega=1&gamma=0"));
        assert_eq!(read("pendulum"), parse("#pendulum"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        assert_eq!(
            parse("lr = x").unwrap_err(),
            "lr = x\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4"
        );
        assert!(read("no/such/file").unwrap_err().starts_with("no/such/file: "));
    }
}
