//! A notebook: Markdown text with cells as its fenced blocks, rendered to HTML without a script.

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

/// Renders a notebook into JSON, as the page takes it.
///
/// # Errors
/// What writing JSON says; strings in lists do not fail.
pub fn json(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&render(text))
}
