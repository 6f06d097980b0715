//! A notebook: Markdown text with cells as fenced blocks, rendered to HTML without scripts.

mod delimiters;
mod headings;
mod html;
mod markdown;
mod math;
mod misspelt;
mod safe;
mod tex;
mod weight;

pub use markdown::{Block, render};

/// Typesets the formula of a function of x in one line. `None` if it is too long.
pub fn equation(tex: &str) -> Option<String> {
    Some(math::mathml(&format!("y={tex}"), false)).filter(|html| html.starts_with("<math") && !html.contains("trouble"))
}

/// Renders a notebook as JSON for the page.
///
/// # Errors
/// When the blocks cannot be written as JSON, which does not happen for strings in lists.
pub fn json(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&render(text))
}
