//! Tests of rendering: text and cells become blocks, unsafe or too large content is not rendered.

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
        assert!(matches!(&blocks[..], [Block::Html { html, source }] if html.contains("line 3") && *source == deep));
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
    for (info, name) in [("fig-7", "fig-7"), ("a`b", "a-b"), ("a\\\\*b", "a-*b"), ("&amp;amp; \u{202e}x", "-amp; x")] {
        let [Block::Cell { name: read, .. }] = &render(&format!("~~~fit {info}\n~~~"))[..] else { panic!("{info}") };
        assert_eq!(read, name);
        let [Block::Cell { name: again, .. }] = &render(&format!("```fit {read}\n```"))[..] else { panic!("{info}") };
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
    for url in ["javascript:alert(1)", "JaVaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"]
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
