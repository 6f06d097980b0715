//! Makes a notebook safe for the page: no raw HTML, no script URLs, no images from other sites.

use super::math::mathml;
use pulldown_cmark::{Event, Tag};

/// Typesets mathematics, shows raw HTML as text, and removes the target of links that would run a script.
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
            // Images may only come from the notebook's own site.
            let dest_url = if has_scheme(&dest_url) || dest_url.starts_with("//") { "".into() } else { dest_url };
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

/// Whether a URL names a protocol. Browsers ignore control characters and spaces, so this does too.
fn has_scheme(url: &str) -> bool {
    let plain: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    plain.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'))
}

fn is_safe_link(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known || !has_scheme(url)
}
