//! Which module may use which: the layers of the crate, read off its `use` lines and paths.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use std::fs;
use std::path::Path;

/// Module, and the modules of this crate that it may name.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("float", &[]),
    ("random", &["float"]),
    ("formula", &["float"]),
    ("tables", &[]),
    ("spec", &["formula", "tables"]),
    ("system", &["spec", "tables", "random", "float", "formula"]),
    ("nn", &["spec", "random", "float"]),
    ("kernel", &["spec", "nn", "float"]),
    ("train", &["spec", "system", "random", "nn", "kernel"]),
    ("baseline", &["float"]),
    ("evaluate", &["spec", "tables", "system", "random", "nn", "kernel", "baseline", "float"]),
    ("plot", &["evaluate", "float"]),
    ("notebook", &["spec"]),
    (
        "web",
        &[
            "baseline", "evaluate", "float", "kernel", "nn", "notebook", "plot", "random", "spec", "system", "tables",
            "train",
        ],
    ),
];

/// Every Rust file at or below `path`.
fn files(path: &Path, found: &mut Vec<std::path::PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            files(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        found.push(path.into());
    }
}

/// The words that follow `crate::` in a text.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next())
}

#[test]
fn modules_use_only_the_layers_below_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, allowed) in MAY_USE {
        let mut found = Vec::new();
        files(&source.join(format!("{module}.rs")), &mut found);
        files(&source.join(module), &mut found);
        // Tests may use whatever they need.
        found.retain(|file| file.exists() && !file.ends_with("tests.rs"));
        assert!(!found.is_empty(), "no module {module}");
        for file in found {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for name in named(code).filter(|name| *name != module) {
                assert!(allowed.contains(&name), "{} names {name}; {module} may use {allowed:?}", file.display());
            }
        }
    }
}

#[test]
fn every_module_has_its_line_in_the_table() {
    let text = include_str!("../src/lib.rs");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")).map(|name| name.trim_end_matches(';'));
    for module in modules {
        assert!(MAY_USE.iter().any(|(name, _)| *name == module), "{module} is in no layer");
    }
}

#[test]
fn every_file_opens_with_its_idea() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    files(&root.join("tests"), &mut found);
    for file in found {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with //!", file.display());
    }
}
