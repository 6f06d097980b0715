//! Estimates the cost of laying out a text. A link of some hundred characters may expand to hundreds of thousands of
//! elements, and a page that lays them all out at once does not respond meanwhile.

use pulldown_cmark::{Event, Tag};

/// The weight of an element. The weight of text is its size in bytes.
pub const ELEMENT: usize = 32;
/// The weight that a page lays out without a noticeable delay. A longer text is split between paragraphs into pieces
/// of this weight.
pub const PIECE: usize = 1000 * ELEMENT;
/// Maximum weight of a paragraph, table or list. A heavier one is not shown.
pub const HEAVIEST: usize = 2000 * ELEMENT;
/// Maximum weight of a notebook. The rest of a heavier one is not shown.
pub const MOST: usize = 100_000 * ELEMENT;

/// The weight of the HTML of an event.
pub fn weight(event: &Event) -> usize {
    match event {
        // These write two elements, such as a `code` in a `pre`.
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

/// The number of elements in rendered HTML.
fn elements(html: &str) -> usize {
    html.matches('<').count() - html.matches("</").count()
}

/// Whether rendered HTML has any visible content.
pub fn shows(html: &str) -> bool {
    let mut outside = true;
    let is_seen = |c: char| {
        let text = outside && c != '<';
        outside = match c {
            '<' => false,
            '>' => true,
            _ => outside,
        };
        text && c != '>' && !c.is_whitespace() && !crate::tables::is_invisible(c)
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
