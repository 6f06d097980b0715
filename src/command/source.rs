//! Where a spec comes from: a link, a kind, a network of the page by name, a file, or stdin.

use super::content::{is_saved, parse};
use scinet::kinds::registry::words;
use scinet::kinds::{Reading, Spec};
use scinet::paper::networks::{named, names};
use scinet::spec::fields::near;
use scinet::spec::{mangled, told};
use scinet::tables::MAX_BYTES;
use std::io::Read;
use std::path::Path;

/// Maximum size of a saved network in bytes.
const MAX_SAVED: u64 = 1 << 28;

/// What a source may be, as a help text and a message say it.
pub fn allowed() -> String {
    format!(
        "a link (such as '#fit?target=sin(x)', or its whole address), a kind of cell ({}), a network of the page by name ({}; \
         with _quick its quick variant), a file with a link, lines of `key = value`, a table of numbers or a saved network, or \
         - for such a text on stdin",
        words().join(", "),
        names().join(", ")
    )
}

/// Reads the spec that `source` names, with the notices about it.
///
/// # Errors
/// The reason, as text.
pub fn read(source: &str) -> Result<Reading, String> {
    let told_of = |error: &dyn std::fmt::Display| format!("{source}: {error}");
    if source == "-" {
        return parse("stdin", &limited(std::io::stdin()).map_err(|error| told_of(&error))?);
    }
    let path = Path::new(source);
    if path.is_dir() {
        return Err(format!("{source}: is a folder\n  allowed: {}", allowed()));
    }
    let known = named(source).map(|spec| Reading { spec, notices: Vec::new() });
    if path.exists() {
        if known.is_some() {
            return Err(format!("{source}: is a network of the page and a file\n  allowed: ./{source} for the file"));
        }
        let file = std::fs::File::open(source).map_err(|error| told_of(&error))?;
        return parse(source, &limited(file).map_err(|error| told_of(&error))?);
    }
    if let Some(known) = known {
        return Ok(known);
    }
    if source.contains('#') || !mangled::find(source, &words()).is_empty() {
        return Spec::read_link(source).map_err(|problems| told(&problems));
    }
    Err(unknown(source))
}

/// The message about a word that names nothing.
fn unknown(source: &str) -> String {
    let known = [names(), words()].concat();
    let near = near(source, &known).map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("{source}: there is no such file, kind or network{near}\n  allowed: {}", allowed())
}

/// Reads at most one byte more than the longest allowed text. The additional byte shows that it is too long.
fn limited(mut from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(9).read_to_end(&mut bytes)?;
    let most = if is_saved(&bytes) { MAX_SAVED } else { MAX_BYTES as u64 + 1 };
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_kinds_and_names_are_read() {
        let link = Spec::read_link("#fit?seed=3&view=-2..2").map_err(|problems| told(&problems));
        assert!(link.is_ok());
        assert_eq!(read("https://example.org/notebook/#fit?seed=3&view=-2..2"), link);
        assert_eq!(read("fit?seed=3&view=-2..2"), link);
        assert_eq!(read("peak_broad"), read("#scinet?omega=1&gamma=0"));
        assert_eq!(read("pendulum"), read("#pendulum"));
        assert_eq!(read("sweep"), read("#sweep"));
    }

    #[test]
    fn what_names_nothing_is_answered_with_what_is_known() {
        let message = |source: &str| read(source).unwrap_err();
        assert!(
            message("peak_brod")
                .starts_with("peak_brod: there is no such file, kind or network; did you mean peak_broad?\n")
        );
        assert!(message("pendulm").contains("did you mean pendulum?"));
        for part in
            ["scinet, data, pendulum", "boring_patch", "_quick", "a table of numbers", "- for such a text on stdin"]
        {
            assert!(message("no/such/file").contains(part), "{part}");
        }
        assert!(message("no/such/file").starts_with("no/such/file: there is no such file, kind or network\n"));
        assert!(message("src").starts_with("src: is a folder\n"));
    }
}
