//! Prepares TeX for the typesetter: equation numbers, and commands that it does not know.

/// A formula without its `\tag`, and the label of the tag. The tags in an environment stay in their lines as text.
pub fn untagged(tex: &str) -> (String, Option<String>) {
    let Some((start, end, label)) = tag(tex, 0) else { return (tex.into(), None) };
    let (before, after) = (&tex[..start], &tex[end..]);
    let inside = before.matches("\\begin").count() > before.matches("\\end").count();
    if !inside && tag(after, 0).is_none() {
        return (format!("{before}{after}"), Some(label));
    }
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some((start, end, label)) = tag(rest, 0) {
        out.push_str(&rest[..start]);
        out.push_str("\\qquad\\text{");
        out.push_str(&label);
        out.push('}');
        rest = &rest[end..];
    }
    out.push_str(rest);
    (out, None)
}

/// The first tag after a byte: its start, its end and its label, in parentheses unless it is `\tag*`.
fn tag(tex: &str, from: usize) -> Option<(usize, usize, String)> {
    let start = from + tex[from..].find("\\tag")?;
    let after = &tex[start + "\\tag".len()..];
    let starred = after.strip_prefix('*');
    let open = starred.unwrap_or(after);
    let is_escaped = tex[..start].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let (Some(inner), false) = (open.trim_start().strip_prefix('{'), is_escaped) else {
        return tag(tex, start + "\\tag".len());
    };
    let length = inner.find('}')?;
    let words = &inner[..length];
    if words.contains(['{', '\\', '$']) {
        return tag(tex, start + "\\tag".len());
    }
    let label = if starred.is_some() { words.into() } else { format!("({words})") };
    Some((start, tex.len() - inner.len() + length + 1, label))
}

/// The distinct commands of a formula, `\name`, in order; at most `most`.
pub fn commands(tex: &str, most: usize) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut rest = tex;
    while let Some(at) = rest.find('\\') {
        let length = 1 + rest[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let command = &rest[at..at + length];
        if length > 1 && found.len() < most && !found.contains(&command) {
            found.push(command);
        }
        // A command without letters is one character.
        let next = if length == 1 { rest[at + 1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        rest = &rest[at + length + next..];
    }
    found
}

/// The formula with every occurrence of a command replaced. Longer commands that begin with it are kept.
pub fn replaced(tex: &str, command: &str, by: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    let mut rest = tex;
    while let Some(at) = rest.find('\\') {
        let length = 1 + rest[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let next = if length == 1 { rest[at + 1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        out.push_str(&rest[..at]);
        out.push_str(if &rest[at..at + length] == command { by } else { &rest[at..at + length + next] });
        rest = &rest[at + length + next..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_leaves_its_formula() {
        let given = |tex: &str| untagged(tex);
        assert_eq!(given(r"a = b \tag{1}"), ("a = b ".into(), Some("(1)".into())));
        assert_eq!(given(r"a \tag*{see below}"), ("a ".into(), Some("see below".into())));
        assert_eq!(given(r"a = b"), ("a = b".into(), None));
        assert_eq!(given(r"\tag"), (r"\tag".into(), None));
        let rows = given(r"\begin{align} a &= b \tag{1} \\ c &= d \tag{2} \end{align}");
        let expected = r"\begin{align} a &= b \qquad\text{(1)} \\ c &= d \qquad\text{(2)} \end{align}";
        assert_eq!(rows, (expected.into(), None));
    }

    #[test]
    fn commands_are_found_and_replaced_as_wholes() {
        let tex = r"\alpha + \foo\{ \foobar \\foo \foo";
        assert_eq!(commands(tex, 9), [r"\alpha", r"\foo", r"\foobar"]);
        assert_eq!(replaced(tex, r"\foo", "F"), r"\alpha + F\{ \foobar \\foo F");
    }
}
