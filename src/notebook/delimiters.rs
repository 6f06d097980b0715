//! Replaces `\( … \)` and `\[ … \]` by the `$$ … $$` that the Markdown parser knows, without moving any byte.

use std::borrow::Cow;
use std::ops::Range;

/// The text with each pair of such delimiters replaced by a pair of `$$`. Every other byte keeps its place.
///
/// A pair is replaced if both delimiters are in one paragraph, outside of code, and the text between them is not
/// empty and has no dollar signs or backticks. An escaped link, `\[text\](address)`, is not changed.
pub fn with_dollars(text: &str) -> Cow<'_, str> {
    if !text.contains("\\(") && !text.contains("\\[") {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_string();
    for paragraph in paragraphs(text) {
        for at in pairs(&text[paragraph.clone()]) {
            for at in [at.start, at.end] {
                let at = paragraph.start + at;
                out.replace_range(at..at + 2, "$$");
            }
        }
    }
    Cow::Owned(out)
}

/// Whether the formula that starts at a byte of the text is inline, because it starts with `\(`.
pub fn is_inline(text: &str, at: usize) -> bool {
    text[at..].starts_with("\\(")
}

/// The paragraphs of a text: the parts between empty lines and blocks of code.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let (mut start, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let inner = line.trim_start_matches([' ', '>']);
        let mark = inner.chars().next().filter(|c| "`~".contains(*c));
        let length = mark.map_or(0, |mark| inner.chars().take_while(|c| *c == mark).count());
        let is_code = fence.is_some() || length >= 3;
        match (fence, mark) {
            (Some((opened, n)), Some(mark)) if mark == opened && length >= n => fence = None,
            (None, Some(mark)) if length >= 3 => fence = Some((mark, length)),
            _ => {}
        }
        let is_text = !is_code && !inner.trim().is_empty();
        match parts.last_mut().filter(|_| open && is_text) {
            Some(part) => part.end = end,
            None if is_text => parts.push(start..end),
            None => {}
        }
        open = is_text;
        start = end;
    }
    parts
}

/// For each formula of a paragraph, the first byte of its opening delimiter and of its closing one.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'`' => at = past_code(text, at),
            b'\\' => {
                let close = match bytes.get(at + 1) {
                    Some(b'(') => "\\)",
                    Some(b'[') => "\\]",
                    _ => "",
                };
                let inside = (!close.is_empty()).then(|| closing(&text[at + 2..], close)).flatten();
                at = match inside {
                    Some(length) => {
                        found.push(at..at + 2 + length);
                        at + 4 + length
                    }
                    // The character after a backslash is escaped.
                    None => at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
                };
            }
            _ => at += 1,
        }
    }
    found
}

/// The byte after the code that begins with the backticks at `at`, or after these backticks if they are not closed.
fn past_code(text: &str, at: usize) -> usize {
    let run = |from: usize| text[from..].bytes().take_while(|b| *b == b'`').count();
    let (length, start) = (run(at), at + run(at));
    let mut next = start;
    while let Some(found) = text[next..].find('`') {
        let here = next + found;
        next = here + run(here);
        if run(here) == length {
            return next;
        }
    }
    start
}

/// The number of bytes before the closing delimiter of a formula, if there is one.
fn closing(rest: &str, close: &str) -> Option<usize> {
    let mut from = 0;
    let end = loop {
        let at = from + rest[from..].find(close)?;
        // After another backslash this is not a delimiter but `\\`, the end of a line, and a bracket of the formula.
        let slashes = rest[..at].bytes().rev().take_while(|b| *b == b'\\').count();
        if slashes % 2 == 0 {
            break at;
        }
        from = at + close.len();
    };
    let (formula, after) = (&rest[..end], &rest[end + close.len()..]);
    let is_link = close == "\\]" && after.starts_with(['(', '[', ':']);
    (!formula.trim().is_empty() && !formula.contains(['$', '`']) && !is_link).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_dollars_of_the_same_length() {
        for (text, expected) in [
            (r"a \(x\) b", "a $$x$$ b"),
            (r"\[ x \\[2pt] y \]", r"$$ x \\[2pt] y $$"),
            ("\\[\nx\n\\]", "$$\nx\n$$"),
            (r"\\(x\\)", r"\\(x\\)"),
            (r"`\(x\)` ``\(y`\)`` \(z\)", r"`\(x\)` ``\(y`\)`` $$z$$"),
            ("```\n\\(x\\)\n```\n\\(y\\)", "```\n\\(x\\)\n```\n$$y$$"),
            ("\\(x\n\ny\\)", "\\(x\n\ny\\)"),
            (r"\[text\](address)", r"\[text\](address)"),
            (r"\(\) \( \) \(a", r"\(\) \( \) \(a"),
        ] {
            let given = with_dollars(text);
            assert_eq!(given.len(), text.len());
            assert_eq!(given, expected, "{text}");
        }
    }

    #[test]
    fn the_first_delimiter_says_whether_a_formula_stands_in_the_line() {
        assert!(is_inline(r"a \(x\)", 2) && !is_inline(r"a \[x\]", 2));
    }
}
