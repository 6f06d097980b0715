//! A notebook: Markdown text with cells as its fenced blocks, rendered to HTML without a script.

mod markdown;
mod math;

pub use markdown::{Block, render};
