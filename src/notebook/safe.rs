//! What a notebook may bring into the page: no raw HTML, no script addresses, no foreign images.

use super::math::mathml;
use pulldown_cmark::{Event, Tag};

/// Typesets mathematics, shows raw HTML as the text it is, and takes the target from links that
/// would run a script.
pub fn safe(event: Event) -> Event {
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
