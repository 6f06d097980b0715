//! How much a text makes a page build: a link of some hundred characters may unfold into hundreds of thousands of
//! elements, and a page that lays them out at once answers nobody meanwhile.

use pulldown_cmark::{Event, Tag};

/// The weight of an element; that of a text is its bytes.
pub const ELEMENT: usize = 32;
/// About as much as a page builds at once without a reader noticing: a longer text is cut between paragraphs into
/// pieces of this weight.
pub const PIECE: usize = 1000 * ELEMENT;
/// Heaviest paragraph, table or list: one that is heavier is not laid out.
pub const HEAVIEST: usize = 2000 * ELEMENT;
/// Heaviest notebook: what follows is not laid out.
pub const MOST: usize = 100_000 * ELEMENT;

/// The weight of an event as it is written into HTML.
pub fn weight(event: &Event) -> usize {
    match event {
        // A row and a body, a `code` in a `pre`.
        Event::Start(Tag::Table(_) | Tag::TableHead | Tag::CodeBlock(_)) => 2 * ELEMENT,
        Event::Start(_) | Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => ELEMENT,
        Event::End(_) => 0,
        // Typeset mathematics.
        Event::Html(html) | Event::InlineHtml(html) => ELEMENT * elements(html) + html.len(),
        Event::Code(text) => ELEMENT + text.len(),
        Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
            text.len()
        }
    }
}

/// Elements of rendered HTML: each opens once.
fn elements(html: &str) -> usize {
    html.matches('<').count() - html.matches("</").count()
}

/// Whether rendered HTML shows anything at all.
pub fn shows(html: &str) -> bool {
    let mut outside = true;
    let is_seen = |c: char| {
        let text = outside && c != '<';
        outside = match c {
            '<' => false,
            '>' => true,
            _ => outside,
        };
        text && c != '>' && !c.is_whitespace() && !crate::spec::is_invisible(c)
    };
    ["<img", "<hr", "<math"].iter().any(|tag| html.contains(tag)) || html.chars().any(is_seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_shows_nothing() {
        for empty in ["", "<h1></h1>\n", "<p>\u{a0}\u{200b}</p>", "<ul>\n<li></li>\n</ul>"] {
            assert!(!shows(empty), "{empty}");
        }
        for seen in ["<p>a</p>", "a", "<hr />", "<p><img src=\"\" alt=\"\" /></p>", "<p>&gt;</p>"] {
            assert!(shows(seen), "{seen}");
        }
    }
}
