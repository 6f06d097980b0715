//! Converts TeX formulas to MathML, which browsers typeset.

use super::html::escape;
use super::tex::{commands, replaced, untagged};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// Maximum size in bytes of a formula that is typeset; a longer one is shown as source.
const LONGEST: usize = 4_000;

/// Maximum number of distinct commands that are examined in a formula with an error.
const MOST_COMMANDS: usize = 60;
/// Placeholder for the backslash of a command that is shown as source.
const BACKSLASH: &str = "\u{e000}";

/// Typesets `tex`. An unknown command is shown as source within the typeset formula, and a message names it. A
/// formula that cannot be parsed is shown as source, with a message.
pub fn mathml(tex: &str, display: bool) -> String {
    if tex.len() > LONGEST {
        return source(tex, &format!("it has {} bytes; allowed: at most {LONGEST}", tex.len()));
    }
    if let Some(why) = refusal(tex) {
        return source(tex, &why);
    }
    let (plain, tag) = if display { untagged(tex) } else { (tex.into(), None) };
    let (html, unknown) = match typeset(&plain, display) {
        Ok(html) => (html, Vec::new()),
        Err(why) => {
            let unknown = unknown_commands(&plain);
            let shown = unknown.iter().fold(plain.clone(), |tex, command| {
                replaced(&tex, command, &format!("\\text{{{BACKSLASH}{}}}", &command[1..]))
            });
            match typeset(&shown, display) {
                Ok(html) if !unknown.is_empty() => (html.replace(BACKSLASH, "\\"), unknown),
                _ => return source(tex, &why),
            }
        }
    };
    let html = match tag {
        Some(tag) => format!("<span class=\"tagged\">{html}<span class=\"tag\">{}</span></span>", escape(&tag)),
        None => html,
    };
    if unknown.is_empty() {
        return html;
    }
    let names = unknown.join(", ");
    let verb = if unknown.len() == 1 { "is" } else { "are" };
    format!("{html}{}", trouble(&format!("{names} {verb} not known here and shown as source")))
}

/// A formula as source, with the reason.
fn source(tex: &str, why: &str) -> String {
    format!("<code>{}</code>{}", escape(tex), trouble(&format!("this formula is not typeset: {why}")))
}

/// A message beside a formula.
fn trouble(why: &str) -> String {
    format!("<span class=\"trouble\"> [{}]</span>", escape(why))
}

/// Typesets `tex`, or returns the reason why it cannot.
fn typeset(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let parsed: Result<Vec<_>, _> = Parser::new(tex, &storage).collect();
    let events = parsed.map_err(|error| reason(&error.to_string()))?;
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    let mut out = String::new();
    let crossed = || "its groups or environments cross".to_string();
    push_mathml(&mut out, events, RenderConfig { display_mode, ..Default::default() }).map_err(|_| crossed())?;
    // For some invalid formulas the typesetter leaves tags open or nests them wrongly.
    clean(&polished(out)).ok_or_else(crossed)
}

/// Corrects output that differs from TeX: characters that stay escaped, the non-breaking space, and the micro sign
/// in place of the letter μ.
fn polished(html: String) -> String {
    let signs =
        [("<mtext>&amp;nbsp;</mtext>", "<mtext>\u{a0}</mtext>"), ("<mi>\u{b5}</mi>", "<mi>\u{3bc}</mi>"), ("\\%", "%")];
    signs.into_iter().fold(html, |html, (written, meant)| html.replace(written, meant))
}

/// Accents: the character that the typesetter writes, the correct one, and whether it stretches over its base.
const ACCENTS: [(&str, &str, bool); 8] = [
    ("\u{203e}", "\u{203e}", true),
    ("^", "\u{2c6}", false),
    ("~", "\u{2dc}", false),
    ("\u{2d9}", "\u{2d9}", false),
    ("\u{a8}", "\u{a8}", false),
    ("\u{2c7}", "\u{2c7}", false),
    ("\u{2d8}", "\u{2d8}", false),
    ("\u{2192}", "\u{2192}", false),
];

/// Marks the character at the end of `out` as an accent over the base that begins at `start`, which moves it close
/// to the base.
fn accent(out: &mut String, start: usize) {
    let written = ACCENTS.iter().find(|(sign, ..)| out[start..].ends_with(&format!("<mi>{sign}</mi>")));
    let Some((sign, meant, long)) = written else { return };
    out.truncate(out.len() - format!("<mi>{sign}</mi>").len());
    out.push_str(&format!("<mo stretchy=\"{long}\">{meant}</mo>"));
    out.insert_str(start + "<mover".len(), " accent=\"true\"");
}

/// The first line of the parser's message, without the text that introduces it.
fn reason(error: &str) -> String {
    let line = error.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it cannot be read");
    line.rsplit("error: ").next().unwrap_or(line).replace("unkown", "unknown").replace("primitive command", "command")
}

/// The commands of a formula that the typesetter does not know, with any arguments.
fn unknown_commands(tex: &str) -> Vec<&str> {
    let is_unknown = |command: &&str| {
        let storage = Storage::new();
        let alone = format!("{command}{{a}}{{a}}");
        let error = Parser::new(&alone, &storage).find_map(Result::err);
        error.is_some_and(|error| error.to_string().contains("unknown primitive"))
    };
    commands(tex, MOST_COMMANDS).into_iter().filter(is_unknown).collect()
}

/// Commands that are refused. Definitions: a few of them can expand to millions of characters, and they would be of
/// little use because they end with their formula. Characters by number: the typesetter fails on large numbers.
const REFUSED: [&str; 10] =
    ["def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "char"];

/// The reason to refuse a formula: it has one of those commands, or a bare # or %. The typesetter panics at colours
/// such as #é, and formulas do not need comments.
fn refusal(tex: &str) -> Option<String> {
    let mut rest = tex;
    while let Some(at) = rest.find(['\\', '#', '%']) {
        let Some(command) = rest[at..].strip_prefix('\\') else {
            let sign = &rest[at..at + 1];
            return Some(format!("{sign} is not allowed in a formula; \\{sign} is its sign"));
        };
        let end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
        if REFUSED.contains(&&command[..end]) {
            return Some(format!("\\{} is not allowed in a notebook", &command[..end]));
        }
        // A command consists of letters, or of one other character.
        let next = if end == 0 { command.chars().next().map_or(0, char::len_utf8) } else { end };
        rest = &command[next..];
    }
    None
}

/// The tags that the typesetter writes.
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

/// Keeps only known tags as markup. Any other `<` is text that the typesetter did not escape. Drops `style`
/// attributes, which the page's Content-Security-Policy refuses. `None` if the tags are not nested correctly.
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
            let (_, start) = within.pop().filter(|(opened, _)| *opened == name)?;
            if name == "mover" {
                accent(&mut out, start);
            }
        } else if !tag.ends_with('/') {
            within.push((name, out.len()));
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
    fn nonsense_is_shown_as_its_source_beside_a_message() {
        let html = mathml(r"\frac{<b>", false);
        assert!(html.starts_with(r#"<code>\frac{&lt;b&gt;</code><span class="trouble">"#), "{html}");
        assert!(html.contains("this formula is not typeset: "), "{html}");
    }

    #[test]
    fn a_command_that_is_not_known_costs_itself_alone() {
        let html = mathml(r"y = \wobble{x} + \frac{1}{2} \sqrt{a}", true);
        assert!(html.starts_with("<math") && html.contains("<mfrac>") && html.contains("<msqrt>"), "{html}");
        assert!(
            html.contains(r"\wobble") && html.contains(r"[\wobble is not known here and shown as source]"),
            "{html}"
        );
    }

    #[test]
    fn environments_have_classes_that_align_their_columns() {
        for environment in ["aligned", "align", "align*", "split"] {
            let tex = format!(r"\begin{{{environment}}} a &= b \\ c &= d \end{{{environment}}}");
            let html = mathml(&tex, true);
            assert!(html.contains("menv-alignlike"), "{environment}: {html}");
        }
        assert!(mathml(r"\begin{cases} a & b \\ c & d \end{cases}", true).contains("menv-cells-left"));
        assert!(mathml(r"\begin{array}{rl} a & b \end{array}", true).contains("cell-right"));
    }

    #[test]
    fn accents_are_accents_and_bars_are_long() {
        let html = mathml(r"\hat{H} \overline{abc} \mu ~ \text{5\%}", false);
        assert!(
            html.contains("<mover accent=\"true\"><mrow><mi>H</mi></mrow><mo stretchy=\"false\">\u{2c6}</mo></mover>"),
            "{html}"
        );
        assert!(html.contains("<mo stretchy=\"true\">\u{203e}</mo></mover>"), "{html}");
        assert!(html.contains("<mi>\u{3bc}</mi><mtext>\u{a0}</mtext><mtext>5%</mtext>"), "{html}");
    }

    #[test]
    fn a_tag_stands_beside_its_formula() {
        let html = mathml(r"a = b \tag{2.1}", true);
        assert!(
            html.starts_with("<span class=\"tagged\"><math")
                && html.ends_with("<span class=\"tag\">(2.1)</span></span>")
        );
        assert!(
            mathml(r"\begin{align} a &= b \tag{1} \\ c &= d \tag{2} \end{align}", true).contains("<mtext>(2)</mtext>")
        );
    }

    #[test]
    fn what_typesetting_nests_across_is_shown_as_its_source() {
        let tex = r"\begin{pmatrix} a & b \\^ c & d \end{pmatrix}";
        assert!(mathml(tex, true).starts_with(&format!("<code>{}</code><span", escape(tex))));
        assert!(mathml(&tex.replace('^', ""), true).starts_with("<math"));
    }

    #[test]
    fn formulas_define_no_commands() {
        // Expanded, this formula would have a billion characters.
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
