//! Edits that corrupt a valid text or file: flips, cuts, splices, repetition, nesting, inserted words.

use proptest::prelude::*;

/// One edit. Places are taken modulo the length.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Changes the bits of one byte.
    Flip(usize, u8),
    /// Removes bytes at a place.
    Cut(usize, usize),
    /// Inserts a word.
    Word(usize, usize),
    /// Inserts a part of another text.
    Splice(usize, usize, usize, usize),
    /// Repeats a part.
    Repeat(usize, usize, usize),
    /// Encloses a part many times in one of the pairs.
    Nest(usize, usize, usize, usize),
    /// Overwrites 8 bytes: lengths and offsets of files.
    Number(usize, u64),
    /// Overwrites a 32-bit number, counted from the end: weights and losses of files.
    Float(usize, u32),
}

/// Numbers that no weight or loss has.
const FLOATS: [f32; 8] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, 1e-45, -1.0, 0.0];

/// Numbers, signs and characters that are difficult for parsers.
const WORDS: [&str; 44] = [
    "0",
    "-0",
    "1e308",
    "-1e308",
    "1e-320",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "nan",
    "inf",
    "−1",
    "1.7976931348623157e308",
    "0.30000000000000004",
    "1_000",
    "x",
    "^",
    "^x",
    "*",
    "-",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ":",
    "=",
    "&",
    "#",
    "?",
    "%",
    "%00",
    "%F0%9F",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{202e}",
    "é",
    "\u{1F9EA}",
    "\u{0301}",
    "..",
];

/// Brackets of every language that is parsed.
const PAIRS: [(&str, &str); 20] = [
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("[[", "]]"),
    ("sin(", ")"),
    ("-", ""),
    ("2^", ""),
    ("> ", ""),
    ("- ", ""),
    ("*", "*"),
    ("[a](", ")"),
    ("![", "](x)"),
    ("`", "`"),
    ("<b>", "</b>"),
    ("{\"a\":", "}"),
    ("\\frac{", "}{1}"),
    ("\\sqrt{", "}"),
    ("\\left(", "\\right)"),
    ("x^{", "}"),
    ("$", "$"),
];

/// Any edit.
pub fn any_edit() -> impl Strategy<Value = Edit> {
    let at = || any::<u16>().prop_map(usize::from);
    let short = || 1..40_usize;
    prop_oneof![
        (at(), 1..=255_u8).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        (at(), short()).prop_map(|(at, n)| Edit::Cut(at, n)),
        (at(), 0..1000_usize).prop_map(|(at, n)| Edit::Cut(at, n)),
        (at(), 0..WORDS.len()).prop_map(|(at, word)| Edit::Word(at, word)),
        (at(), at(), at(), short()).prop_map(|(at, other, from, n)| Edit::Splice(at, other, from, n)),
        (at(), short(), prop_oneof![9 => 2..20_usize, 1 => 20..2000_usize])
            .prop_map(|(at, n, times)| Edit::Repeat(at, n, times)),
        (at(), 0..12_usize, 0..PAIRS.len(), prop_oneof![9 => 1..12_usize, 1 => 12..3000_usize])
            .prop_map(|(at, n, pair, times)| Edit::Nest(at, n, pair, times)),
        (at(), prop_oneof![any::<u64>(), 0..4096_u64, Just(u64::MAX)]).prop_map(|(at, n)| Edit::Number(at, n)),
        (at(), prop::sample::select(&FLOATS[..])).prop_map(|(at, x)| Edit::Float(at, x.to_bits())),
    ]
}

/// Bytes after some edits, cut at `most`.
pub fn edited(base: &[u8], others: &[Vec<u8>], edits: &[Edit], most: usize) -> Vec<u8> {
    let mut bytes = base.to_vec();
    for edit in edits {
        apply(&mut bytes, others, edit);
        bytes.truncate(most);
    }
    bytes
}

fn apply(bytes: &mut Vec<u8>, others: &[Vec<u8>], edit: &Edit) {
    let len = bytes.len();
    let place = |at: usize| at % (len + 1);
    let part = |at: usize, n: usize| place(at)..(place(at) + n).min(len);
    let mut put = |at: usize, new: &[u8]| drop(bytes.splice(place(at)..place(at), new.iter().copied()));
    match *edit {
        Edit::Flip(at, bits) => {
            if let Some(byte) = bytes.get_mut(place(at)) {
                *byte ^= bits;
            }
        }
        Edit::Cut(at, n) => drop(bytes.drain(part(at, n))),
        Edit::Word(at, word) => put(at, WORDS[word].as_bytes()),
        Edit::Splice(at, other, from, n) => {
            let other = &others[other % others.len()];
            let from = from % (other.len() + 1);
            put(at, &other[from..(from + n).min(other.len())]);
        }
        Edit::Repeat(at, n, times) => {
            let again = bytes[part(at, n)].repeat(times);
            bytes.splice(place(at)..place(at), again);
        }
        Edit::Nest(at, n, pair, times) => {
            let (open, close) = PAIRS[pair];
            let Range { start, end } = part(at, n);
            bytes.splice(end..end, close.repeat(times).into_bytes());
            bytes.splice(start..start, open.repeat(times).into_bytes());
        }
        Edit::Float(at, bits) => {
            if let Some(start) = len.checked_sub(4 * (at % 100 + 1)) {
                bytes[start..start + 4].copy_from_slice(&bits.to_le_bytes());
            }
        }
        Edit::Number(at, n) => {
            let part = part(at, 8);
            let new = &n.to_le_bytes()[..part.len()];
            bytes[part].copy_from_slice(new);
        }
    }
}

use std::ops::Range;
