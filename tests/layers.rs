//! The layers of the crate: the modules that each module may use, checked on `use` lines and paths.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

#[path = "layers/imports.rs"]
mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each module, and the modules of this crate that it may name.
const MAY_USE: [(&str, &[&str]); 19] = [
    ("float", &[]),
    ("random", &["float"]),
    ("order", &[]),
    ("range", &[]),
    ("formula", &["float"]),
    ("tables", &[]),
    ("spec", &["float", "formula", "tables", "order", "range"]),
    ("nn", &["spec", "random", "float"]),
    ("kernel", &["spec", "nn", "float"]),
    ("train", &["nn", "kernel"]),
    ("fits", &["float", "order", "range"]),
    ("measure", &["float", "random", "order", "range", "nn", "kernel"]),
    ("figure", &["float", "order", "range"]),
    (
        "kinds",
        &[
            "figure", "fits", "float", "formula", "kernel", "measure", "nn", "paper", "random", "order", "range",
            "spec", "tables", "train",
        ],
    ),
    ("paper", &["figure", "float", "kinds", "measure", "order", "range"]),
    ("saved", &["kinds", "nn", "spec", "train"]),
    ("plot", &["figure", "float", "order", "range"]),
    ("notebook", &["kinds", "tables"]),
    (
        "web",
        &[
            "figure", "float", "formula", "kernel", "kinds", "nn", "notebook", "paper", "plot", "random", "order",
            "range", "saved", "spec", "tables", "train",
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
        // Tests may use any module.
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
fn every_module_is_in_the_table() {
    let text = include_str!("../src/lib.rs");
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")).map(|name| name.trim_end_matches(';'));
    for module in modules {
        assert!(MAY_USE.iter().any(|(name, _)| *name == module), "{module} is in no layer");
    }
}

#[test]
fn every_file_starts_with_a_line_on_its_idea() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    files(&root.join("tests"), &mut found);
    for file in found {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with //!", file.display());
    }
}

/// The room of a file below `src`: its folder there, or its own name.
fn room(file: &Path) -> String {
    let module = imports::module_of(file.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap());
    module.first().cloned().unwrap_or_default()
}

/// Every Rust file below `src`.
fn sources() -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn no_two_files_of_a_room_import_each_other() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = imports::Imports::default();
    let mut rooms = std::collections::BTreeSet::new();
    for file in sources().iter().filter(|file| !file.ends_with("tests.rs")) {
        all.add(imports::module_of(file.strip_prefix(&source).unwrap()), &fs::read_to_string(file).unwrap());
        rooms.insert(room(file));
    }
    let circles: Vec<String> = rooms.iter().flat_map(|room| all.circles(room)).collect();
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn a_circle_between_files_is_found() {
    let circles = |files: &[(&str, &str)]| {
        let mut all = imports::Imports::default();
        for (path, text) in files {
            all.add(imports::module_of(Path::new(path)), text);
        }
        all.circles("r")
    };
    let (a, b) = ("use super::b::{self, B};\n", "pub fn f(x: crate::r::c::C) {}\n");
    let facade = ("r/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::A;\npub struct Own;\n");
    // A module that uses its parent, which only exports it, is not in a circle.
    let open = [facade, ("r/a.rs", a), ("r/b.rs", b), ("r/c.rs", "use super::Own;\n// super::a::A\n")];
    assert_eq!(circles(&open), Vec::<String>::new());
    // A third file closes the circle: by a path, by a list, or through the export of the parent.
    for back in ["super::a::g();", "use super::{Own, a::A};", "use super::A;", "use crate::r::{\n    A as Other,\n};"] {
        let closed = [facade, ("r/a.rs", a), ("r/b.rs", b), ("r/c.rs", back)];
        assert_eq!(circles(&closed).first().map(String::as_str), Some("r::a → r::b → r::c → r::a"), "{back}");
    }
    // The parent uses a function of a module that uses the parent's type.
    let parent = ("r/mod.rs", "mod a;\npub use a::A;\npub struct Own;\nfn f() -> A { a::new() }\n");
    assert_eq!(circles(&[parent, ("r/a.rs", "use super::Own;\n")]), ["r → r::a → r", "r::a → r → r::a"]);
}

#[test]
fn no_folder_has_more_than_16_files() {
    let mut counts: BTreeMap<std::path::PathBuf, usize> = BTreeMap::new();
    for file in sources() {
        *counts.entry(file.parent().unwrap().to_path_buf()).or_default() += 1;
    }
    counts.retain(|_, count| *count > 16);
    assert!(counts.is_empty(), "{counts:?}");
}

#[test]
fn no_file_has_more_than_400_lines() {
    let mut long = Vec::new();
    for file in sources() {
        let n_lines = fs::read_to_string(&file).unwrap().lines().count();
        if n_lines > 400 {
            long.push(format!("{} has {n_lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn half_of_the_files_have_at_most_150_lines() {
    let mut lines: Vec<usize> =
        sources().iter().map(|file| fs::read_to_string(file).unwrap().lines().count()).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median <= 150, "the median is {median} lines");
}

/// Where a kind may be named beside its own folder: the two lists, what the papers claim, and the benchmark of the tape.
const MAY_NAME_KINDS: [&str; 4] = ["kinds/mod.rs", "kinds/worlds/mod.rs", "paper/", "web/bench.rs"];

/// The names in code of the kinds: the folders in `kinds/`, and the files of worlds that have a word of their own.
/// `worlds` is no kind, but what all worlds share.
fn kinds() -> Vec<(String, String)> {
    let registry = include_str!("../src/kinds/mod.rs");
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kinds")).unwrap();
    let folders = folders.map(|entry| entry.unwrap()).filter(|entry| entry.file_type().unwrap().is_dir());
    let folders = folders.map(|entry| entry.file_name().into_string().unwrap());
    let kinds = folders.filter(|name| !["worlds", "tests"].contains(&name.as_str()));
    let kinds: Vec<_> = kinds.map(|name| (format!("kinds/{name}/"), name)).collect();
    assert!(kinds.iter().all(|(_, name)| registry.contains(&format!("    {name}::"))), "{kinds:?}");
    let list = include_str!("../src/kinds/worlds/mod.rs");
    let list = list.split("worlds! {").nth(1).unwrap().split('}').next().unwrap();
    let worlds = list.lines().filter_map(|line| line.trim().split("::").next().filter(|name| !name.is_empty()));
    kinds.into_iter().chain(worlds.map(|name| (format!("kinds/worlds/{name}.rs"), name.to_string()))).collect()
}

#[test]
fn a_kind_is_named_in_its_room_and_in_the_list_alone() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = Vec::new();
    for file in sources().iter().filter(|file| !file.components().any(|part| part.as_os_str() == "tests")) {
        let place = file.strip_prefix(&source).unwrap().display().to_string();
        if MAY_NAME_KINDS.iter().any(|start| place.starts_with(start)) || place.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code: String = lines.collect::<Vec<_>>().join("\n");
        for (room, kind) in kinds().iter().filter(|(room, _)| !place.starts_with(room.as_str())) {
            let path = format!("kinds::{kind}::");
            let world = format!("worlds::{kind}::");
            let link = format!("\"#{kind}");
            if [path, world, link].iter().any(|name| code.contains(name.as_str())) {
                named.push(format!("{place} names {kind} of {room}"));
            }
        }
    }
    assert!(named.is_empty(), "\n{}", named.join("\n"));
}
