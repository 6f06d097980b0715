//! The messages for invalid links, one snapshot file a kind. `UPDATE_PROBLEMS=1 cargo test problems` writes them anew.
//!
//! A file has links, each followed by its messages as a reader sees them, indented.

use crate::kinds::Spec;
use std::fs;
use std::path::PathBuf;

/// The links of a snapshot, in their order.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.starts_with('#'))
}

/// A link with its messages.
fn entry(link: &str) -> String {
    let problems = match Spec::parse_link(link) {
        Err(problems) => problems,
        Ok(spec) => panic!("{link} is valid: {}", spec.link()),
    };
    let lines = problems.iter().flat_map(|problem| problem.to_string().lines().map(String::from).collect::<Vec<_>>());
    let lines: String = lines.map(|line| format!("    {line}\n")).collect();
    format!("{link}\n{lines}")
}

#[test]
fn invalid_links_give_the_messages_of_the_snapshots() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/kinds/tests/problems"));
    let mut n_links = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let entries: Vec<String> = links(&text).map(entry).collect();
        n_links += entries.len();
        let found = entries.join("\n");
        if std::env::var_os("UPDATE_PROBLEMS").is_some() {
            fs::write(&path, &found).unwrap();
            continue;
        }
        for (now, before) in found.split("\n\n").zip(text.split("\n\n")) {
            assert_eq!(now.trim_end(), before.trim_end(), "{}", path.display());
        }
        assert_eq!(found, text, "{}: update it with UPDATE_PROBLEMS=1", path.display());
    }
    assert!(n_links > 70, "{n_links} links");
}
