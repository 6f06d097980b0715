//! Gives headings an id that links can refer to.

use pulldown_cmark::{CowStr, Event, Tag};
use std::collections::BTreeMap;

/// The name, followed by a number if it is already taken.
pub fn unique(name: String, taken: &mut BTreeMap<String, usize>) -> String {
    let count = taken.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}-{count}") }
}

/// Sets the id of the heading that was opened last.
pub fn name_heading(events: &mut [Event], name: String) {
    for event in events.iter_mut().rev() {
        if let Event::Start(Tag::Heading { id, .. }) = event {
            *id = Some(CowStr::from(name));
            return;
        }
    }
}

/// The id for a heading's text: lower case, words joined by hyphens.
pub fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
