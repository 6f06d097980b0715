//! Repairs the parts of a damaged link: each value is read as it was before, and keys of other programs are left out.

use crate::kinds::kind::Spec;
use crate::spec::fields::near;
use crate::spec::pairs::Pairs;
use crate::spec::{Problem, link, shortened, version};
use crate::tables::is_invisible;

/// The parts of a link after repairs.
#[derive(Debug, Default)]
pub struct Mended {
    /// The keys and values that can be read.
    pub pairs: Pairs,
    /// Those that cannot.
    pub problems: Vec<Problem>,
    /// Whole sentences about what was changed or left out.
    pub notices: Vec<String>,
}

/// Repairs the parts of a link; `spec` has the defaults of its kind, and `is_ours` knows the keys of all kinds.
pub fn mend(spec: &Spec, parts: &[String], is_ours: &dyn Fn(&str) -> bool) -> Mended {
    let mut mended = Mended::default();
    let mut pairs = Vec::new();
    for part in parts {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let key: String = link::peeled(key).chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
        match link::decode(value) {
            Ok(value) => pairs.push((key, value.trim().to_string())),
            Err(_) if spec.role(&key).is_none() => pairs.push((key, value.into())),
            Err(reason) => mended.problems.push(Problem::new(key, value, reason)),
        }
    }
    mended.notices = version::bring_up_to_date(&mut pairs);
    let keys: Vec<&str> = spec.describe().iter().map(|field| field.key).collect();
    let is_known = |key: &str| keys.contains(&key);
    let any_known = pairs.iter().any(|(key, _)| is_known(key));
    // What may be a misspelt key of this kind, or was meant for another kind, is not left out.
    let is_foreign =
        |key: &str| is_tracker(key) || any_known && !is_known(key) && near(key, &keys).is_none() && !is_ours(key);
    let last = pairs.iter().rposition(|(key, _)| !is_foreign(key));
    let mut foreign = Vec::new();
    for (i, (key, value)) in pairs.into_iter().enumerate() {
        if is_foreign(&key) {
            foreign.push(shortened(&key, SHOWN));
            continue;
        }
        match reading(spec, &key, &value, Some(i) == last) {
            Ok(text) => {
                if text != value {
                    let [text, value] = [&text, &value].map(|text| shortened(text, SHOWN));
                    let cut = if value.ends_with('…') { " Was the link cut there?" } else { "" };
                    mended.notices.push(format!("{key} is read as {text}; the link has {value}.{cut}"));
                }
                mended.pairs.push((key, text));
            }
            Err(problem) => mended.problems.push(problem),
        }
    }
    if !foreign.is_empty() {
        let (kind, n) = (spec.kind(), foreign.len());
        foreign.truncate(8);
        let more = if n > 8 { " and others" } else { "" };
        mended.notices.push(format!("Left out, since a {kind} has no such keys: {}{more}.", foreign.join(", ")));
    }
    mended
}

/// Maximum number of characters of a key or a value that a notice repeats.
const SHOWN: usize = 60;

/// Whether a key is one that newsletters and platforms add to addresses.
fn is_tracker(key: &str) -> bool {
    ["utm_", "fbclid", "gclid", "dclid", "yclid", "msclkid", "mc_", "igsh"].iter().any(|start| key.starts_with(start))
}

/// The text of a value as it was before the link was damaged: the text itself, or the least repair of it that is allowed.
fn reading(spec: &Spec, key: &str, given: &str, is_last: bool) -> Result<String, Problem> {
    let Some(problem) = spec.refusal(key, given) else { return Ok(given.into()) };
    for text in repairs(given, is_last) {
        if !text.contains('…') {
            if spec.refusal(key, &text).is_none() {
                return Ok(text);
            }
            continue;
        }
        // An autocorrection writes it for three dots, a reader for two.
        let mut read: Vec<String> = ["..", "..."].iter().map(|dots| text.replace('…', dots)).collect();
        read.retain(|text| spec.refusal(key, text).is_none());
        match read.as_slice() {
            [] => {}
            [one, other] if spec.with(key, one) != spec.with(key, other) => {
                let allowed = format!("… is .. or ..., which are {one} and {other}; allowed: dots");
                return Err(Problem::new(key, given, allowed));
            }
            [one, ..] => return Ok(one.clone()),
        }
    }
    Err(problem)
}

/// Maximum number of repaired texts of a value.
const MOST: usize = 64;

/// What a value may have been, from the least repairs on.
fn repairs(given: &str, is_last: bool) -> Vec<String> {
    const ALL: [fn(&str) -> String; 12] = [
        link::peeled,
        link::peeled,
        seen,
        typed,
        spaced,
        untracked,
        trimmed,
        trimmed,
        trimmed,
        trimmed,
        trimmed,
        trimmed,
    ];
    let mut texts = vec![given.to_string()];
    for repair in &ALL[..if is_last { ALL.len() } else { 5 }] {
        for i in 0..texts.len().min(MOST / 2) {
            let next = repair(&texts[i]).trim().to_string();
            if texts.len() < MOST && !texts.contains(&next) {
                texts.push(next);
            }
        }
    }
    texts
}

/// Without characters that nobody sees.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c) && (*c == ' ' || !c.is_whitespace())).collect()
}

/// With the signs of a keyboard for those that an autocorrection writes.
fn typed(text: &str) -> String {
    let sign = |c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        c => c,
    };
    text.chars().map(sign).collect()
}

/// With a space for each plus that stands for one: between two digits it may be a plus.
fn spaced(text: &str) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sign = |(i, c): (usize, char)| {
        let between = is_digit(text[..i].chars().next_back()) && is_digit(text[i + c.len_utf8()..].chars().next());
        if c == '+' && !between { ' ' } else { c }
    };
    text.char_indices().map(sign).collect()
}

/// Without what a newsletter has added after a second question mark.
fn untracked(text: &str) -> String {
    match text.rsplit_once('?') {
        Some((before, added)) if is_tracker(added) => before.into(),
        _ => text.into(),
    }
}

/// Without the last character, if it is punctuation or closes a bracket that is not open.
fn trimmed(text: &str) -> String {
    let unopened = |open: char, close: char| text.matches(close).count() > text.matches(open).count();
    let Some(last) = text.chars().next_back() else { return String::new() };
    let drops = match last {
        ')' => unopened('(', ')'),
        ']' => unopened('[', ']'),
        '}' => unopened('{', '}'),
        last => ".,;:!?>|\\/`*_\"'’”»“‘«…".contains(last),
    };
    if drops { text[..text.len() - last.len_utf8()].into() } else { text.into() }
}
