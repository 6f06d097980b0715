//! Every cell of every shipped notebook parses, and its text renders correctly.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::kinds::Spec;
use scinet::notebook::{Block, render};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_shipped_notebook_is_valid() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/notebooks");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut names = BTreeSet::new();
        for block in render(&text) {
            match block {
                Block::Cell { kind, name, text } => {
                    let spec = Spec::parse(&kind, &text);
                    assert!(spec.is_ok(), "{}: {name}: {:?}", path.display(), spec.unwrap_err());
                    assert!(names.insert(name.clone()), "{}: two cells called {name}", path.display());
                }
                // TeX that is not understood is shown as code. A shipped notebook has none.
                Block::Html { html, .. } => {
                    assert!(!html.contains("<code>\\"), "{}: untypeset mathematics in {html}", path.display());
                    assert!(!html.contains("$"), "{}: a stray $ in {html}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_paper_has_all_its_figures_and_an_index_of_them() {
    let text = include_str!("../www/notebooks/paper.md");
    let cells: Vec<String> = render(text)
        .into_iter()
        .filter_map(|block| match block {
            Block::Cell { name, .. } => Some(name),
            Block::Html { .. } => None,
        })
        .collect();
    for figure in 1..=27 {
        let name = format!("fig-{figure}");
        assert!(cells.contains(&name), "{name} is missing");
        assert!(text.contains(&format!("(#{name})")), "{name} is in no list");
    }
}

#[test]
fn links_within_the_paper_have_a_target() {
    let text = include_str!("../www/notebooks/paper.md");
    let blocks = render(text);
    let mut places: BTreeSet<String> = BTreeSet::new();
    for block in &blocks {
        match block {
            Block::Cell { name, .. } => drop(places.insert(name.clone())),
            Block::Html { html, .. } => {
                places.extend(html.split("id=\"").skip(1).map(|rest| rest[..rest.find('"').unwrap()].into()))
            }
        }
    }
    for target in text.split("](#").skip(1).map(|rest| &rest[..rest.find(')').unwrap()]) {
        assert!(places.contains(target), "#{target} leads nowhere");
    }
}
