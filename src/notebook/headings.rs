//! Headings as places that links lead to.

use pulldown_cmark::{CowStr, Event, Tag};
use std::collections::BTreeMap;

/// The name, with a number after it where it is taken.
pub fn unique(name: String, taken: &mut BTreeMap<String, usize>) -> String {
    let count = taken.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}-{count}") }
}

/// Gives the heading that was opened last an address within the page.
pub fn name_heading(events: &mut [Event], name: String) {
    for event in events.iter_mut().rev() {
        if let Event::Start(Tag::Heading { id, .. }) = event {
            *id = Some(CowStr::from(name));
            return;
        }
    }
}

/// A heading's text as the name of a place: lower case, hyphens.
pub fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
