//! TeX mathematics as MathML, which browsers typeset by themselves.

use super::html::escape;
use super::tex::{commands, replaced, untagged};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// Longest formula that is typeset; a longer one is shown as its source.
const LONGEST: usize = 4_000;

/// Most different commands of a formula that are looked at where it cannot be read.
const MOST_COMMANDS: usize = 60;
/// Stands for the backslash of a command that is shown as its source.
const BACKSLASH: &str = "\u{e000}";

/// Typesets `tex`. A command that is not known is shown as its source, the formula around it is typeset, and a message
/// beside it names the command. A formula that cannot be read at all is shown as its source beside a message.
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

/// A formula as its source, and why.
fn source(tex: &str, why: &str) -> String {
    format!("<code>{}</code>{}", escape(tex), trouble(&format!("this formula is not typeset: {why}")))
}

/// A message beside a formula.
fn trouble(why: &str) -> String {
    format!("<span class=\"trouble\"> [{}]</span>", escape(why))
}

/// Typesets `tex`, or says why not.
fn typeset(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let parsed: Result<Vec<_>, _> = Parser::new(tex, &storage).collect();
    let events = parsed.map_err(|error| reason(&error.to_string()))?;
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    let mut out = String::new();
    let crossed = || "its groups or environments cross".to_string();
    push_mathml(&mut out, events, RenderConfig { display_mode, ..Default::default() }).map_err(|_| crossed())?;
    // After a few wrong formulas it leaves tags open or nests them across.
    clean(&polished(out)).ok_or_else(crossed)
}

/// What the typesetter writes otherwise than TeX does: signs that stay escaped, a tied space, and the letter μ as a unit.
fn polished(html: String) -> String {
    let signs =
        [("<mtext>&amp;nbsp;</mtext>", "<mtext>\u{a0}</mtext>"), ("<mi>\u{b5}</mi>", "<mi>\u{3bc}</mi>"), ("\\%", "%")];
    signs.into_iter().fold(html, |html, (written, meant)| html.replace(written, meant))
}

/// Signs above letters as the typesetter writes them, what is meant, and whether it is as long as what is below it.
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

/// Makes an accent of a sign that ends `out` and stands above what begins at `start`: it comes close to the letter.
fn accent(out: &mut String, start: usize) {
    let written = ACCENTS.iter().find(|(sign, ..)| out[start..].ends_with(&format!("<mi>{sign}</mi>")));
    let Some((sign, meant, long)) = written else { return };
    out.truncate(out.len() - format!("<mi>{sign}</mi>").len());
    out.push_str(&format!("<mo stretchy=\"{long}\">{meant}</mo>"));
    out.insert_str(start + "<mover".len(), " accent=\"true\"");
}

/// The first line of what the parser says, without what leads to it.
fn reason(error: &str) -> String {
    let line = error.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("it cannot be read");
    line.rsplit("error: ").next().unwrap_or(line).replace("unkown", "unknown").replace("primitive command", "command")
}

/// The commands of a formula that the typesetter does not know, whatever stands behind them.
fn unknown_commands(tex: &str) -> Vec<&str> {
    let is_unknown = |command: &&str| {
        let storage = Storage::new();
        let alone = format!("{command}{{a}}{{a}}");
        let error = Parser::new(&alone, &storage).find_map(Result::err);
        error.is_some_and(|error| error.to_string().contains("unknown primitive"))
    };
    commands(tex, MOST_COMMANDS).into_iter().filter(is_unknown).collect()
}

/// Commands that are not typeset. Definitions: a few of them write out millions of characters, and none is missed,
/// for a definition ends with its formula. Characters by number: the typesetter stumbles over large numbers.
const REFUSED: [&str; 10] =
    ["def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "char"];

/// Why a formula is not typeset that has one of those, or a bare # or %: the typesetter panics at colours such as #é,
/// and no formula needs a comment.
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
        // A command is letters, or one character of any other kind.
        let next = if end == 0 { command.chars().next().map_or(0, char::len_utf8) } else { end };
        rest = &command[next..];
    }
    None
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
