//! TeX mathematics as MathML, which browsers typeset by themselves.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// Longest formula that is typeset; a longer one is shown as its source.
const LONGEST: usize = 4_000;

/// Typesets `tex`; what TeX does not understand is shown as its source.
pub fn mathml(tex: &str, display: bool) -> String {
    let source = || format!("<code>{}</code>", super::markdown::escape(tex));
    if tex.len() > LONGEST || is_refused(tex) {
        return source();
    }
    let storage = Storage::new();
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let parsed: Result<Vec<_>, _> = Parser::new(tex, &storage).collect();
    let Ok(events) = parsed else { return source() };
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    let mut out = String::new();
    match push_mathml(&mut out, events, RenderConfig { display_mode, ..Default::default() }) {
        // After a few wrong formulas it leaves tags open or nests them across.
        Ok(()) => clean(&out).unwrap_or_else(source),
        Err(_) => source(),
    }
}

/// Commands that are not typeset. Definitions: a few of them write out millions of characters, and none is missed,
/// for a definition ends with its formula. Characters by number: the typesetter stumbles over large numbers.
const REFUSED: [&str; 10] =
    ["def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "char"];

/// Whether a formula has one of those, or a bare # or %: the typesetter panics at colours such as #é, and no
/// formula needs a comment.
fn is_refused(tex: &str) -> bool {
    let mut rest = tex;
    while let Some(at) = rest.find(['\\', '#', '%']) {
        let Some(command) = rest[at..].strip_prefix('\\') else { return true };
        let end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        if REFUSED.contains(&&command[..end]) {
            return true;
        }
        // A command is letters, or one character of any other kind.
        let next = if end == 0 { command.chars().next().map_or(0, char::len_utf8) } else { end };
        rest = &command[next..];
    }
    false
}

/// The tags that typesetting writes.
const TAGS: [&str; 27] = [
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "menclose",
    "none",
];

/// Makes markup of nothing but known tags: a `<` that opens none is text, which typesetting does not escape
/// everywhere. Drops `style` attributes: the page's Content-Security-Policy refuses them. `None` unless every tag is
/// closed in its turn.
fn clean(html: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len());
    let mut within = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let inner = after.strip_prefix('/').unwrap_or(after);
        let name = &inner[..inner.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inner.len())];
        let end = after.find('>').filter(|_| TAGS.contains(&name));
        let Some(end) = end else {
            out.push_str("&lt;");
            rest = after;
            continue;
        };
        let tag = &after[..end];
        if tag.contains('<') {
            return None;
        }
        if tag.starts_with('/') {
            within.pop().filter(|opened| *opened == name)?;
        } else if !tag.ends_with('/') {
            within.push(name);
        }
        out.push('<');
        out.push_str(&without_style(tag));
        out.push('>');
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    within.is_empty().then_some(out)
}

/// A tag without its `style` attributes.
fn without_style(tag: &str) -> String {
    let mut tag = tag.to_string();
    while let Some(start) = tag.find(" style=\"") {
        let value = start + " style=\"".len();
        let end = tag[value..].find('"').map_or(tag.len(), |end| value + end + 1);
        tag.replace_range(start..end, "");
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        let html = mathml(r"y = b_2 + \sum_{i=1}^{8} w_{2,i}\,\mathrm{ReLU}(b_{1,i} + w_{1,i} x)", true);
        assert!(html.starts_with("<math") && html.contains("display=\"block\"") && html.contains("∑"), "{html}");
        assert!(!html.contains("style="));
    }

    #[test]
    fn a_sign_that_typesetting_leaves_bare_is_escaped() {
        let html = mathml(r"\overline<b></b>", false);
        assert!(html.contains("<mo>&lt;</mo>") && !html.contains("<<"), "{html}");
    }

    #[test]
    fn colours_lose_their_style_attribute() {
        assert!(!mathml(r"\color{red}{x}", false).contains("style="));
    }

    #[test]
    fn nonsense_is_shown_as_its_source() {
        assert_eq!(mathml(r"\frac{<b>", false), r"<code>\frac{&lt;b&gt;</code>");
    }

    #[test]
    fn what_typesetting_nests_across_is_shown_as_its_source() {
        let tex = r"\begin{pmatrix} a & b \\^ c & d \end{pmatrix}";
        assert_eq!(mathml(tex, true), format!("<code>{}</code>", crate::notebook::markdown::escape(tex)));
        assert!(mathml(&tex.replace('^', ""), true).starts_with("<math"));
    }

    #[test]
    fn formulas_define_no_commands() {
        // Written out, this one would have a billion characters.
        let bomb = r"\def\a#1{#1#1#1#1#1#1#1#1#1#1}\a{\a{\a{\a{\a{\a{\a{\a{\a{x}}}}}}}}}";
        for tex in [bomb, r"\textcolor{#€€}{x}", r"x %", r"\\% x", r"\char99999999999999999999"] {
            assert!(mathml(tex, true).starts_with("<code>"), "{tex}");
        }
        assert!(mathml(r"5\,\% \#", true).starts_with("<math"));
        assert!(mathml(r"\lambda \leftarrow \left( y \right)", false).starts_with("<math"));
    }

    #[test]
    fn text_in_formulas_cannot_become_markup() {
        let html = mathml(r"\text{<img src=x onerror=alert(1)>}", false);
        assert!(!html.contains("<img"), "{html}");
        let html = mathml("x < \"<script>\" y", false);
        assert!(!html.contains("<script"), "{html}");
    }
}
