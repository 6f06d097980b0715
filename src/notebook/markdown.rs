//! Markdown to blocks: HTML for text, kind and spec for cells. No raw HTML, no script address passes.

use super::delimiters::{is_inline, with_dollars};
use super::math::mathml;
use super::misspelt::meant;
use super::weight::{ELEMENT, HEAVIEST, MOST, PIECE, shows, weight};
use crate::spec::KINDS;
use crate::spec::is_invisible;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// A part of a notebook, in the order of the page. The sources, joined by empty lines, are the notebook again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// Rendered text.
    Html {
        /// Safe to put into the page as it is.
        html: String,
        /// Its Markdown.
        source: String,
    },
    /// A runnable cell.
    Cell {
        /// Its kind, one of [`KINDS`].
        kind: String,
        /// The words after the kind: a name to link to.
        name: String,
        /// The fence's text.
        text: String,
    },
}

/// Most bytes of a notebook that is rendered, and most cells.
const MAX_BYTES: usize = 1 << 19;
const MAX_CELLS: usize = 500;
/// Most quotes and lists that a line opens: the work for every line below grows with them.
const MAX_DEPTH: usize = 50;

/// How many quotes and lists a line may open.
fn depth(line: &str) -> usize {
    let start = line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-+*.)".contains(c));
    let marks = &line.as_bytes()[..line.len() - start.len()];
    let opens = |i: usize| match marks[i] {
        b'>' => true,
        b'-' | b'+' | b'*' | b'.' | b')' => matches!(marks.get(i + 1), Some(b' ' | b'\t')),
        _ => false,
    };
    (0..marks.len()).filter(|i| opens(*i)).count()
}

/// Renders a notebook. One that is too large ends with a block that says so and keeps the rest as its source.
pub fn render(text: &str) -> Vec<Block> {
    if text.len() > MAX_BYTES {
        let (size, most) = (text.len() / 1024, MAX_BYTES / 1024);
        return vec![unread(
            &format!(
                "This notebook has {size} KB and is not shown; allowed: at most {most} KB. Its Markdown is kept: Edit shows it."
            ),
            text,
        )];
    }
    if let Some(line) = text.lines().position(|line| depth(line) > MAX_DEPTH) {
        let why = format!(
            "This notebook is not shown: line {} opens more quotes and lists in each other than the {MAX_DEPTH} allowed. Its Markdown is kept: Edit shows it.",
            line + 1
        );
        return vec![unread(&why, text)];
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_STRIKETHROUGH;
    let mut blocks = Vec::new();
    let mut events: Vec<Event> = Vec::new();
    let mut cell: Option<(String, String, String)> = None;
    let mut heading: Option<String> = None;
    let mut names = BTreeMap::new();
    // How deep in lists and quotes: a fence there belongs to them, and is code to read.
    let mut depth = 0_usize;
    let mut text_from = 0;
    // Of all text so far, of the piece that is being made, and of that before its last paragraph, list or table, which
    // starts at an event and at a byte.
    let (mut all, mut piece, mut before) = (0, 0, 0);
    let mut last = (0, 0);
    let dollars = with_dollars(text);
    for (event, range) in Parser::new_ext(&dollars, options).into_offset_iter() {
        let event = match event {
            Event::DisplayMath(tex) if is_inline(text, range.start) => Event::InlineMath(tex),
            other => other,
        };
        let outer = depth == 0;
        if outer && cell.is_none() {
            (before, last) = (piece, (events.len(), range.start));
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if outer && is_cell(&info) => {
                if blocks.iter().filter(|block| matches!(block, Block::Cell { .. })).count() == MAX_CELLS {
                    flush(&mut events, &text[text_from..range.start], &mut blocks);
                    let why = format!("The rest of this notebook is not shown; allowed: at most {MAX_CELLS} cells.");
                    blocks.push(unread(&why, &text[range.start..]));
                    return blocks;
                }
                let (kind, name) = info.split_once(char::is_whitespace).unwrap_or((&info, ""));
                flush(&mut events, &text[text_from..range.start], &mut blocks);
                text_from = range.end;
                all += std::mem::take(&mut piece);
                before = 0;
                cell = Some((kind.into(), place(name), String::new()));
            }
            Event::Text(text) if cell.is_some() => {
                if let Some((_, _, spec)) = &mut cell {
                    spec.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) if cell.is_some() => {
                if let Some((kind, name, text)) = cell.take() {
                    blocks.push(Block::Cell { kind, name, text });
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) if outer && meant(info).is_some() => {
                let (word, kind) = meant(info).unwrap_or_default();
                let why = format!(
                    "<p class=\"problem\">This block is no cell: the kind {} is not known. Did you mean {kind}?</p>",
                    escape(&word)
                );
                events.push(Event::Html(why.into()));
                piece += weight(&event);
                events.push(event);
            }
            Event::Start(Tag::Heading { .. }) => {
                heading = Some(String::new());
                piece += weight(&event);
                events.push(event);
            }
            Event::End(TagEnd::Heading(_)) => {
                let id = unique(slug(&heading.take().unwrap_or_default()), &mut names);
                name_heading(&mut events, id);
                events.push(event);
            }
            other => {
                if let (Some(heading), Event::Text(text) | Event::Code(text)) = (&mut heading, &other) {
                    heading.push_str(text);
                }
                // What is too heavy is not laid out, so that nothing needs to be made of it.
                let is_shown = piece - before < HEAVIEST;
                let event = if is_shown { safe(other) } else { other };
                piece += weight(&event);
                if is_shown {
                    events.push(event);
                }
            }
        }
        let whole = depth == 0 && cell.is_none();
        let heavy = piece - before;
        if whole && (heavy >= HEAVIEST || all + piece > MOST) {
            events.truncate(last.0);
            flush(&mut events, &text[text_from..last.1], &mut blocks);
            if all + piece > MOST {
                let why = format!(
                    "The rest of this notebook is not shown; allowed: the weight of {} elements. {KEPT}",
                    MOST / ELEMENT
                );
                blocks.push(unread(&why, &text[last.1..]));
                return blocks;
            }
            let (given, allowed) = (heavy / ELEMENT, HEAVIEST / ELEMENT);
            let why =
                format!("This part is not shown: it weighs as much as {given} elements; allowed: {allowed}. {KEPT}");
            blocks.push(unread(&why, &text[last.1..range.end]));
        } else if whole && piece >= PIECE {
            flush(&mut events, &text[text_from..range.end], &mut blocks);
        } else {
            continue;
        }
        text_from = range.end;
        all += std::mem::take(&mut piece);
    }
    flush(&mut events, &text[text_from..], &mut blocks);
    let is_empty = |block: &Block| matches!(block, Block::Html { html, .. } if !shows(html));
    if blocks.iter().all(is_empty) {
        return vec![unread("This notebook is empty.", text)];
    }
    blocks
}

/// Where the text is that is not shown.
const KEPT: &str = "Its Markdown is kept: Edit shows it.";

/// A cell's name as a fence can hold it: some signs would be read as others, and a ` would end the fence.
fn place(name: &str) -> String {
    let plain = |c: char| if "`\\&<>\"".contains(c) || c.is_control() { '-' } else { c };
    name.trim().chars().filter(|c| !is_invisible(*c)).map(plain).collect()
}

/// What stands in place of text that is not rendered.
fn unread(why: &str, source: &str) -> Block {
    Block::Html { html: format!("<p class=\"problem\">{why}</p>"), source: source.trim_end().into() }
}

fn is_cell(info: &str) -> bool {
    info.split_whitespace().next().is_some_and(|word| KINDS.contains(&word))
}

/// Ends a block of text. One that shows nothing stays, for it may define where links lead.
fn flush(events: &mut Vec<Event>, source: &str, blocks: &mut Vec<Block>) {
    let mut html = String::new();
    html::push_html(&mut html, events.drain(..));
    let html = with_classes(html);
    let source = source.trim_end().trim_start_matches(['\r', '\n']);
    if !source.is_empty() {
        blocks.push(Block::Html { html, source: source.into() });
    }
}

/// Aligns the cells of tables by a class: the page's Content-Security-Policy refuses `style`.
fn with_classes(html: String) -> String {
    if !html.contains("style=") {
        return html;
    }
    // Text cannot be taken for such a tag: there a < is written &lt;.
    ["left", "center", "right"].iter().fold(html, |html, side| {
        let plain = |tag: &str| format!("<{tag} style=\"text-align: {side}\">");
        let html = html.replace(&plain("th"), &format!("<th class=\"{side}\">"));
        html.replace(&plain("td"), &format!("<td class=\"{side}\">"))
    })
}

/// The name, with a number after it where it is taken.
fn unique(name: String, taken: &mut BTreeMap<String, usize>) -> String {
    let count = taken.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}-{count}") }
}

/// Gives the heading that was opened last an address within the page.
fn name_heading(events: &mut [Event], name: String) {
    for event in events.iter_mut().rev() {
        if let Event::Start(Tag::Heading { id, .. }) = event {
            *id = Some(CowStr::from(name));
            return;
        }
    }
}

/// A heading's text as the name of a place: lower case, hyphens.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Typesets mathematics, shows raw HTML as the text it is, and takes the target from links that
/// would run a script.
fn safe(event: Event) -> Event {
    match event {
        Event::InlineMath(tex) => Event::InlineHtml(mathml(&tex, false).into()),
        Event::DisplayMath(tex) => Event::Html(mathml(&tex, true).into()),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe_link(&dest_url) { dest_url } else { "".into() };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            // Images come from the notebook's own site only.
            let dest_url = if has_scheme(&dest_url) || dest_url.starts_with("//") { "".into() } else { dest_url };
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

/// Whether an address names its own protocol. Browsers drop control characters and spaces first.
fn has_scheme(url: &str) -> bool {
    let plain: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    plain.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'))
}

fn is_safe_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known || !has_scheme(url)
}

/// Escapes text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn html(text: &str) -> String {
        let text_of = |block: Block| match block {
            Block::Html { html, .. } => html,
            Block::Cell { kind, .. } => format!("[{kind}]"),
        };
        render(text).into_iter().map(text_of).collect()
    }

    #[test]
    fn what_nests_too_deep_is_shown_as_its_source() {
        for mark in ["> ", ">", "- ", "1. ", "* "] {
            let deep = format!("# a\n\n{}b", mark.repeat(MAX_DEPTH + 1));
            let blocks = render(&deep);
            assert!(
                matches!(&blocks[..], [Block::Html { html, source }] if html.contains("line 3") && *source == deep)
            );
        }
        let allowed = format!("{}\n\n{}", "-".repeat(200), "> ".repeat(MAX_DEPTH));
        assert!(!matches!(&render(&allowed)[0], Block::Html { html, .. } if html.contains("problem")));
    }

    #[test]
    fn fences_become_cells_between_text() {
        let blocks = render("# A title\n\ntext\n\n```fit fig-7\ntarget = x\n```\n\n```rust\nlet x;\n```\n");
        assert_eq!(blocks.len(), 3);
        let html = "<h1 id=\"a-title\">A title</h1>\n<p>text</p>\n".into();
        assert_eq!(blocks[0], Block::Html { html, source: "# A title\n\ntext".into() });
        let cell = Block::Cell { kind: "fit".into(), name: "fig-7".into(), text: "target = x\n".into() };
        assert_eq!(blocks[1], cell);
        assert!(matches!(&blocks[2], Block::Html { html, .. } if html.contains("<code class=\"language-rust\">")));
    }

    #[test]
    fn only_fences_of_their_own_are_cells() {
        let blocks = render("- a list\n\n  ```fit\n  target = x\n  ```\n\n> ```fit\n> ```\n");
        assert!(matches!(&blocks[..], [Block::Html { .. }]), "{blocks:?}");
    }

    #[test]
    fn sources_make_the_notebook_again() {
        let text = "# One\n\n[a]: https://example.org\n\n```fit a\nseed = 2\n```\n\n## One\n\nsee [a]";
        let sources: Vec<String> = render(text)
            .into_iter()
            .map(|block| match block {
                Block::Html { source, .. } => source,
                Block::Cell { kind, name, text } => format!("```{kind} {name}\n{text}```"),
            })
            .collect();
        assert_eq!(sources.join("\n\n"), text);
    }

    #[test]
    fn a_notebook_past_its_limits_says_so_and_keeps_its_source() {
        let long = "a ".repeat(MAX_BYTES);
        let [Block::Html { html, source }] = &render(&long)[..] else { panic!() };
        assert!(html.contains("has 1024 KB and is not shown; allowed: at most 512 KB. Its Markdown is kept"), "{html}");
        assert_eq!(source, long.trim_end());
        let many = "```fit\n```\n\n".repeat(MAX_CELLS + 2);
        let blocks = render(&many);
        assert_eq!(blocks.len(), MAX_CELLS + 1);
        let Some(Block::Html { html, source }) = blocks.last() else { panic!() };
        assert!(html.contains("allowed: at most 500 cells."), "{html}");
        assert_eq!(source, "```fit\n```\n\n```fit\n```");
    }

    #[test]
    fn a_long_text_is_cut_between_paragraphs_and_a_heavy_table_is_not_laid_out() {
        let paragraphs: Vec<String> = (0..2 * PIECE / ELEMENT).map(|i| format!("*a* {i}")).collect();
        let blocks = render(&paragraphs.join("\n\n"));
        assert_eq!(blocks.len(), 5);
        let sources: Vec<&str> = blocks
            .iter()
            .map(|block| match block {
                Block::Html { html, source } if html.matches('<').count() <= 4 * PIECE / ELEMENT => source.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(sources.join("\n\n"), paragraphs.join("\n\n"));
        let row = |n: usize| "| a ".repeat(n) + "|\n";
        let table = format!("{}{}{}", row(1000), "|-".repeat(1000) + "|\n", row(1000));
        let text = format!("before\n\n{table}\nafter");
        let [Block::Html { html: before, .. }, Block::Html { html, source }, Block::Html { html: after, .. }] =
            &render(&text)[..]
        else {
            panic!()
        };
        assert_eq!(
            (before.as_str(), after.as_str(), source.as_str()),
            ("<p>before</p>\n", "<p>after</p>\n", table.trim_end())
        );
        assert!(html.contains("This part is not shown: it weighs as much as 2"), "{html}");
    }

    #[test]
    fn what_a_notebook_may_have_is_bounded_however_it_is_written() {
        let bombs =
            ["*a* ".repeat(100), "- a\n".repeat(300), "$x$ ".repeat(40), "# a\n\nb\n\n".into(), "[a](b) ".repeat(99)];
        for bomb in bombs.iter().flat_map(|one| [format!("{one}\n\n"), format!("{one}\n\n```fit\n```\n\n")]) {
            let blocks = render(&bomb.repeat(MAX_BYTES / bomb.len()));
            let elements = |block: &Block| match block {
                Block::Html { html, .. } => html.matches('<').count() - html.matches("</").count(),
                Block::Cell { .. } => 1,
            };
            assert!(blocks.iter().all(|block| elements(block) <= (PIECE + HEAVIEST) / ELEMENT), "{bomb}");
            assert!(blocks.iter().map(elements).sum::<usize>() <= (MOST + PIECE) / ELEMENT, "{bomb}");
        }
    }

    #[test]
    fn a_notebook_that_shows_nothing_says_so() {
        for text in ["", " \n", "[a]: https://example.org", "#", "&nbsp;"] {
            let [Block::Html { html, source }] = &render(text)[..] else { panic!("{text}") };
            assert_eq!(
                (html.as_str(), source.as_str()),
                ("<p class=\"problem\">This notebook is empty.</p>", text.trim_end())
            );
        }
    }

    #[test]
    fn a_cells_name_reads_back() {
        for (info, name) in
            [("fig-7", "fig-7"), ("a`b", "a-b"), ("a\\\\*b", "a-*b"), ("&amp;amp; \u{202e}x", "-amp; x")]
        {
            let [Block::Cell { name: read, .. }] = &render(&format!("~~~fit {info}\n~~~"))[..] else {
                panic!("{info}")
            };
            assert_eq!(read, name);
            let [Block::Cell { name: again, .. }] = &render(&format!("```fit {read}\n```"))[..] else {
                panic!("{info}")
            };
            assert_eq!(again, name);
        }
    }

    #[test]
    fn headings_of_one_name_get_places_of_their_own() {
        let html = html("# A\n# A\n# A");
        assert!(html.contains("id=\"a\"") && html.contains("id=\"a-2\"") && html.contains("id=\"a-3\""), "{html}");
    }

    #[test]
    fn raw_html_is_shown_not_run() {
        assert!(html("<script>alert(1)</script>").contains("&lt;script&gt;"));
        assert!(html("a <img src=x onerror=alert(1)> b").contains("&lt;img"));
    }

    #[test]
    fn columns_of_tables_are_aligned_without_styles() {
        let html = html("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | <td style=\"text-align: left\"> |");
        for cell in ["<th class=\"left\">a", "<td class=\"center\">2", "<td class=\"right\">3", "<td>&lt;td style="] {
            assert!(html.contains(cell), "{cell}: {html}");
        }
    }

    #[test]
    fn script_addresses_lose_their_target() {
        for url in
            ["javascript:alert(1)", "JaVaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"]
        {
            let out = html(&format!("[a](<{url}>)"));
            assert!(out.contains("href=\"\""), "{url}: {out}");
        }
        assert!(html("[a](https://example.org/x)").contains("href=\"https://example.org/x\""));
        assert!(html("[a](#fig-7)").contains("href=\"#fig-7\""));
        assert!(html("![a](https://example.org/x.png)").contains("src=\"\""));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_renderer(text in "(?s).{0,200}") {
            let out = html(&text);
            prop_assert!(!out.contains("<script"));
        }
    }
}
