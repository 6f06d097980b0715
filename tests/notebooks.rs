//! Every cell of every shipped notebook parses, and its text renders as it should.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::notebook::{Block, render};
use scinet::spec::Spec;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_shipped_notebook_is_whole() {
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
                // What TeX does not understand is shown as code; a notebook that ships has none.
                Block::Html { html } => {
                    assert!(!html.contains("<code>\\"), "{}: untypeset mathematics in {html}", path.display());
                    assert!(!html.contains("$"), "{}: a stray $ in {html}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_paper_has_its_first_figures() {
    let text = include_str!("../www/notebooks/paper.md");
    for figure in ["fit fig-1", "activation fig-2", "fit fig-7", "fit fig-8", "fit fig-9", "fit fig-10"] {
        assert!(text.contains(&format!("```{figure}\n")), "{figure} is missing");
    }
}
