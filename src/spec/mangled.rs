//! Finds a link in a text that mail, chat programs and learning platforms have changed: HTML codes, percent codes within
//! percent codes, line breaks, brackets and quotes around it, and other links that lead to it.

use crate::spec::link::peeled;
use crate::tables::is_invisible;

/// A link that was found in a text.
#[derive(Debug, PartialEq)]
pub struct Found {
    /// The word of its kind.
    pub kind: &'static str,
    /// Its parts, `key=value`; keys and values are percent-encoded.
    pub parts: Vec<String>,
}

/// How many times a text may have been encoded.
const LAYERS: usize = 5;
/// Maximum number of places in a text at which a link is looked for.
const MOST_TRIED: usize = 16;
/// Maximum number of parts.
const MOST_PARTS: usize = 100;

/// The links that a text may mean, the most likely first. All of them are readings of the same link.
pub fn find(text: &str, kinds: &[&'static str]) -> Vec<Found> {
    let texts = [Some(text.into()), unprintable(text)];
    texts.into_iter().flatten().filter_map(|text: String| find_one(&tidy(&text), kinds)).collect()
}

fn find_one(text: &str, kinds: &[&'static str]) -> Option<Found> {
    let Some((kind, query)) = located(text, kinds) else {
        // The sign before the kind may be an HTML code that was percent-encoded.
        let less = tidy(&peeled(text));
        return if less.len() < text.len() { find_one(&less, kinds) } else { None };
    };
    let mut parts = Vec::new();
    for part in query.split('&') {
        let mut part = part.to_string();
        // A part that was encoded as a whole, with the parts after it.
        for _ in 0..LAYERS {
            if part.contains('=') || !part.contains('%') {
                break;
            }
            part = tidy(&peeled(&part));
        }
        parts.extend(part.split('&').filter(|part| !part.is_empty()).map(String::from));
    }
    (parts.len() <= MOST_PARTS).then_some(Found { kind, parts })
}

/// The text with its lines joined. Empty lines remain, and marks of quoted mails before a line do not.
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.lines().enumerate() {
        let line = if i > 0 { line.trim_start_matches([' ', '\t', '>']) } else { line };
        out.push_str(if line.is_empty() { "\n" } else { line.trim_end() });
    }
    out
}

/// The text without line breaks, invisible characters and HTML codes.
fn tidy(text: &str) -> String {
    let mut text = joined(&text.replace(is_invisible, ""));
    for _ in 0..LAYERS {
        let next = characters(&text);
        if next == text {
            break;
        }
        text = next;
    }
    // Browsers encode the characters of an address that are not ASCII.
    let unseen = ('\u{200b}'..='\u{200f}').chain('\u{202a}'..='\u{202e}').chain('\u{2060}'..='\u{206f}');
    for c in unseen.chain(['\u{ad}', '\u{61c}', '\u{feff}']).filter(|_| text.contains('%')).collect::<Vec<_>>() {
        let code: String = c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect();
        text = text.replace(&code, "");
    }
    text.retain(|c| !is_invisible(c));
    text
}

/// The text of a quoted-printable mail, with percent codes for all characters but =. `None` if this is not such a text.
fn unprintable(text: &str) -> Option<String> {
    // Its long lines end in =.
    let whole = text.replace("=\r\n", "").replace("=\n", "");
    let is_code = |rest: &str| rest.get(..2).is_some_and(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
    let all = whole.split('=').skip(1).all(is_code);
    (all && (whole.contains("=3D") || whole != text))
        .then(|| whole.split("=3D").map(|part| part.replace('=', "%")).collect::<Vec<_>>().join("="))
}

/// The HTML codes that stand for a character in a link or around it.
const CODES: [(&str, char); 12] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("equals", '='),
    ("num", '#'),
    ("quest", '?'),
    ("percnt", '%'),
    ("plus", '+'),
];

/// The character of an HTML code, such as `amp`, `#38` or `#x26`.
fn character(code: &str) -> Option<char> {
    let Some(number) = code.strip_prefix('#') else {
        return CODES.iter().find(|(known, _)| *known == code).map(|(_, c)| *c);
    };
    match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok().and_then(char::from_u32),
        None => number.parse().ok().and_then(char::from_u32),
    }
}

/// The text with the characters of its HTML codes.
fn characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(9).position(|b| b == b';');
        let found = end.and_then(|end| Some((character(after.get(..end)?)?, after.get(end + 1..)?)));
        let (c, after) = found.unwrap_or(('&', after));
        out.push(c);
        rest = after;
    }
    out + rest
}

/// The text after a sign, if it starts with that sign, even percent-encoded several times.
fn after<'t>(text: &'t str, sign: char, code: &str) -> Option<&'t str> {
    if let Some(rest) = text.strip_prefix(sign) {
        return Some(rest);
    }
    let mut rest = text.strip_prefix('%')?;
    while let Some(more) = rest.strip_prefix("25") {
        rest = more;
    }
    let (digits, rest) = rest.split_at_checked(2)?;
    digits.eq_ignore_ascii_case(code).then_some(rest)
}

/// The word that a text starts with, and the rest.
fn word(text: &str) -> (&str, &str) {
    let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.split_at(text.find(|c| !is_inside(c)).unwrap_or(text.len()))
}

/// The kind and the parts of the first link in a text. In Markdown, the text that is shown stands before the link.
fn located<'t>(text: &'t str, kinds: &[&'static str]) -> Option<(&'static str, &'t str)> {
    let starts = text.match_indices("](").map(|(at, _)| at + 1).take(LAYERS).chain([0]);
    starts.into_iter().find_map(|start| first(&text[start..], kinds))
}

/// The first link after a place. A link with parts comes before one that is only a kind.
fn first<'t>(text: &'t str, kinds: &[&'static str]) -> Option<(&'static str, &'t str)> {
    let (mut alone, mut tried) = (None, 0);
    let signs = text.match_indices(['#', '%']).map(|(at, _)| at);
    for at in [0].into_iter().chain(signs) {
        let (head, tail) = text.split_at(at);
        let marked = after(tail, '#', "23");
        let Some(rest) = marked.or((at == 0).then_some(tail)) else { continue };
        let (name, rest) = word(rest);
        // Markdown writes _ around emphasis.
        let Some(kind) = kinds.iter().find(|kind| **kind == name.trim_end_matches('_')) else { continue };
        tried += 1;
        // A link within one of an unknown kind is not the link.
        let (outer, tail_of_outer) = word(head.trim_start_matches('#'));
        if tried > MOST_TRIED || !outer.is_empty() && after(tail_of_outer, '?', "3F").is_some() {
            break;
        }
        let rest = until_closed(head, rest);
        // The address of another page that leads here has further parts, which are not of this link.
        let wrapped = !tail.starts_with('#') && head.contains('=');
        match after(rest, '?', "3F") {
            Some(query) => {
                let query = query.split('\n').next().unwrap_or("");
                let first = query.split('&').next().unwrap_or("");
                return Some((kind, if wrapped && !first.contains('=') { first } else { query }));
            }
            None if wrapped && rest.starts_with('&') => return Some((kind, "")),
            None if rest.starts_with('&') => return Some((kind, rest)),
            None if rest.chars().all(|c| !c.is_alphanumeric()) => alone = alone.or(Some((*kind, ""))),
            None => {}
        }
    }
    alone
}

/// A link up to where a bracket or a quote ends that opens before it.
fn until_closed<'t>(head: &str, link: &'t str) -> &'t str {
    let Some((at, open)) = head.char_indices().rfind(|(_, c)| "<([\"'`“„«".contains(*c)) else { return link };
    let close = match open {
        '<' => ">|",
        '(' => ")",
        '[' => "]",
        '“' | '„' => "”“",
        '«' => "»",
        '"' => "\"",
        '`' => "`",
        _ => "'",
    };
    let between = &head[at + open.len_utf8()..];
    let apart = between.trim().contains(char::is_whitespace) && !matches!(open, '(' | '[');
    if apart || between.contains(|c| close.contains(c)) {
        return link;
    }
    let mut depth = 0;
    let end = link.find(|c| {
        depth += i32::from(c == open && !close.contains(c)) - i32::from(close.contains(c));
        depth < 0
    });
    end.map_or(link, |end| &link[..end])
}
