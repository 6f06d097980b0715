//! Renders Markdown as blocks: HTML for text, kind and spec for cells. Raw HTML and script URLs are removed.

#[cfg(test)]
mod tests;

use super::delimiters::{is_inline, with_dollars};
use super::headings::{name_heading, slug, unique};
use super::html::{escape, with_classes};
use super::misspelt::meant;
use super::safe::safe;
use super::weight::{ELEMENT, HEAVIEST, MOST, PIECE, shows, weight};
use crate::kinds::registry::words;
use crate::tables::is_invisible;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// A part of a notebook. The sources of all blocks, joined by empty lines, give the notebook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// Rendered text.
    Html {
        /// HTML that is safe to insert into the page.
        html: String,
        /// The Markdown source.
        source: String,
    },
    /// A runnable cell.
    Cell {
        /// The kind of the cell, one of [`words`].
        kind: String,
        /// The words after the kind: a name that links can refer to.
        name: String,
        /// The text in the fence.
        text: String,
    },
}

/// Maximum size in bytes, and maximum number of cells, of a notebook that is rendered.
const MAX_BYTES: usize = 1 << 19;
const MAX_CELLS: usize = 500;
/// Maximum number of quotes and lists that a line opens. The work for every following line grows with this number.
const MAX_DEPTH: usize = 50;

/// An upper bound for the number of quotes and lists that a line opens.
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

/// Renders a notebook. If it is too large, the last block has a message, and the rest of the notebook as its source.
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
    // Nesting depth of lists and quotes. A fence inside them is not a cell but a block of code.
    let mut depth = 0_usize;
    let mut text_from = 0;
    // The weights of all text so far, of the current piece, and of this piece before its last paragraph, list or
    // table. `last` is the event and the byte at which that one starts.
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
                // A part that is already too heavy will not be shown, so the rest of it is not rendered.
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

/// The end of a message about text that is not shown.
const KEPT: &str = "Its Markdown is kept: Edit shows it.";

/// A cell's name, without the characters that Markdown interprets in the first line of a fence.
fn place(name: &str) -> String {
    let plain = |c: char| if "`\\&<>\"".contains(c) || c.is_control() { '-' } else { c };
    name.trim().chars().filter(|c| !is_invisible(*c)).map(plain).collect()
}

/// A message in place of text that is not rendered.
fn unread(why: &str, source: &str) -> Block {
    Block::Html { html: format!("<p class=\"problem\">{why}</p>"), source: source.trim_end().into() }
}

fn is_cell(info: &str) -> bool {
    info.split_whitespace().next().is_some_and(|word| words().contains(&word))
}

/// Ends a block of text. A block without visible text is kept, because it may define link targets.
fn flush(events: &mut Vec<Event>, source: &str, blocks: &mut Vec<Block>) {
    let mut html = String::new();
    html::push_html(&mut html, events.drain(..));
    let html = with_classes(html);
    let source = source.trim_end().trim_start_matches(['\r', '\n']);
    if !source.is_empty() {
        blocks.push(Block::Html { html, source: source.into() });
    }
}
