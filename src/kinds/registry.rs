//! Finds a kind by its word, for links, fences, workers, command line and page. The list of kinds is in `kinds/mod.rs`.

#[cfg(feature = "cells")]
use crate::kinds::about::{About, KindView};
#[cfg(feature = "cells")]
use crate::kinds::mended::{Mended, mend};
#[cfg(feature = "cells")]
use crate::kinds::{Spec, defaults};
use crate::kinds::{WORDS, worlds};
#[cfg(feature = "cells")]
use crate::spec::{Problem, mangled, pairs, shortened, version};

/// The words of all kinds, in the order in which they are offered.
pub fn words() -> Vec<&'static str> {
    // The kinds that train a network of their own come first, then the worlds, then everything else.
    const FIRST: usize = 3;
    [&WORDS[..FIRST], worlds::WORDS, &WORDS[FIRST..]].concat()
}

/// All kinds with what menus say about them, in the order in which they are offered.
#[cfg(feature = "page")]
pub fn offered() -> Vec<KindView> {
    let view = |word| {
        let About { title, help, sample } = defaults(word)?.about();
        Some(KindView { word, title, help, sample })
    };
    words().into_iter().filter_map(view).collect()
}

/// A spec that was read, and what its reader should know about it.
#[cfg(feature = "cells")]
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The spec, of the present version of the numerics.
    pub spec: Spec,
    /// Whole sentences about what was changed while reading.
    pub notices: Vec<String>,
}

#[cfg(feature = "cells")]
impl Spec {
    /// Reads the text of a fence or a file.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn parse(kind: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let (pairs, problems) = pairs::fence_pairs(kind, text)?;
        from_pairs(kind, &pairs, problems)
    }

    /// Reads a link's fragment, with or without its `#`.
    ///
    /// # Errors
    /// All problems of the link.
    pub fn parse_link(fragment: &str) -> Result<Self, Vec<Problem>> {
        let (kind, pairs, problems) = pairs::link_pairs(fragment)?;
        from_pairs(kind, &pairs, problems)
    }

    /// Reads the text of a fence or a file, also of another version of the numerics.
    ///
    /// # Errors
    /// As [`Spec::parse`].
    pub fn read(kind: &str, text: &str) -> Result<Reading, Vec<Problem>> {
        let (mut pairs, problems) = pairs::fence_pairs(kind, text)?;
        let notices = version::bring_up_to_date(&mut pairs);
        from_pairs(kind, &pairs, problems).map(|spec| Reading { spec, notices }).or_else(|problems| {
            // A link may stand in the place of the lines.
            let is_link = text.trim_start().starts_with(['#', '<', '[']) || text.trim_start().starts_with("http");
            let link = if is_link { Self::read_link(text).ok() } else { None };
            link.filter(|reading| reading.spec.kind() == kind).ok_or(problems)
        })
    }

    /// Reads a link: its fragment or the whole address, also of another version of the numerics, and as mail, chat and
    /// learning platforms change it. The notices say what was repaired or left out.
    ///
    /// # Errors
    /// As [`Spec::parse_link`].
    pub fn read_link(text: &str) -> Result<Reading, Vec<Problem>> {
        // No link has line breaks. A mail program wraps one.
        let joined = mangled::joined(text);
        let (kind, mut pairs, problems) = pairs::link_pairs(&joined)?;
        let mut notices = version::bring_up_to_date(&mut pairs);
        let cut = pairs.iter().filter(|(_, value)| value.is_empty());
        notices.extend(cut.map(|(key, _)| format!("{} has no value. Was the link cut?", shortened(key, 60))));
        from_pairs(kind, &pairs, problems).map(|spec| Reading { spec, notices }).or_else(|problems| {
            let Some((spec, Mended { pairs, problems, notices })) = mended(text) else { return Err(problems) };
            spec.fill(&pairs, problems).map(|spec| Reading { spec, notices })
        })
    }

    /// The spec of the keys that can be read in a link that [`Spec::read_link`] refuses, without its fingerprint. `None` if
    /// its kind is not known, or if its values exclude each other.
    pub fn read_part_of_link(text: &str) -> Option<Reading> {
        let (spec, Mended { mut pairs, notices, .. }) = mended(text)?;
        let twice: Vec<_> =
            pairs.iter().filter(|(key, value)| pairs.iter().any(|(k, v)| k == key && v != value)).cloned().collect();
        pairs.retain(|pair| pair.0 != "fingerprint" && !twice.contains(pair));
        spec.fill(&pairs, Vec::new()).ok().map(|spec| Reading { spec, notices })
    }
}

/// The defaults of the kind of a damaged link, and its pairs after repairs. `None` without a known kind.
#[cfg(feature = "cells")]
fn mended(text: &str) -> Option<(Spec, Mended)> {
    let is_ours = |key: &str| words().into_iter().filter_map(defaults).any(|spec| spec.role(key).is_some());
    let read = |found: mangled::Found| {
        let spec = defaults(found.kind)?;
        let mut mended = mend(&spec, &found.parts, &is_ours);
        let whole = format!("{}?{}", found.kind, found.parts.join("&"));
        if !found.parts.is_empty() && !text.trim_end().ends_with(&whole) {
            mended.notices.insert(0, "This link was changed on its way, as by a mail program, and is repaired.".into());
        }
        Some((spec, mended))
    };
    let all = mangled::find(text, &words()).into_iter().filter_map(read);
    all.reduce(|best, next| if next.1.problems.len() < best.1.problems.len() { next } else { best })
}

#[cfg(feature = "cells")]
fn from_pairs(kind: &str, pairs: &[(String, String)], problems: Vec<Problem>) -> Result<Spec, Vec<Problem>> {
    let unknown = || vec![Problem::new("", kind, format!("is not a kind of cell; allowed: {}", words().join(", ")))];
    defaults(kind).ok_or_else(unknown)?.fill(pairs, problems)
}

/// The kind of a text that does not name one.
pub fn first() -> &'static str {
    WORDS[0]
}

/// The defaults of the kind that trains on tables, on the table of an id; `name` is that of its file, `units` are those
/// of its columns.
///
/// # Errors
/// The problems of such a spec.
#[cfg(feature = "page")]
pub fn on_table(id: &str, name: &str, units: &[String]) -> Result<Spec, Vec<Problem>> {
    let with = serde_json::json!([null, id, name, units]).to_string();
    let mut refused = Vec::new();
    for spec in words().into_iter().filter_map(defaults) {
        match spec.change("table", &with) {
            Ok(spec) => return Ok(spec),
            // Other kinds refuse every table, not a key of it.
            Err(problems) if problems.iter().any(|problem| !problem.key.is_empty()) => refused = problems,
            Err(_) => {}
        }
    }
    Err(refused)
}
