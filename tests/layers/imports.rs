//! The imports between the files of a room, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// A module's path from the root of the crate, such as `["train", "run"]`.
pub type Module = Vec<String>;

/// The files of a crate, and the imports of each file.
#[derive(Default)]
pub struct Imports {
    /// The code of each module, without comments, tests and re-exports.
    code: BTreeMap<Module, String>,
    /// The re-exports of each module: a name, and the path that it stands for.
    exports: BTreeMap<Module, Vec<(String, Vec<String>)>>,
}

/// The module of a file; `path` is relative to `src`.
pub fn module_of(path: &Path) -> Module {
    let mut module: Module = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    module.pop_if(|last| last == "mod");
    module
}

/// Whether a character may belong to a name.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The text without comment lines and without its unit tests.
fn without_comments(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Adds the paths of one import, such as `super::{a, b::c}`, and returns the text after it.
fn path<'a>(text: &'a str, before: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut names = before.to_vec();
    if !name.is_empty() && (name != "self" || before.is_empty()) {
        names.push(name.into());
    }
    let Some(after) = rest.strip_prefix("::") else {
        found.push(names);
        return rest;
    };
    let Some(group) = after.strip_prefix('{') else { return path(after, &names, found) };
    rest = group;
    while !rest.trim_start().starts_with('}') && !rest.is_empty() {
        rest = path(rest.trim_start(), &names, found);
        // Skips a comma, and an `as name`.
        rest = &rest[rest.find([',', '}']).unwrap_or(rest.len())..];
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
    rest.trim_start().strip_prefix('}').unwrap_or(rest)
}

/// Every path of at least two names in some code.
fn paths(code: &str) -> Vec<Vec<String>> {
    let (mut found, mut rest) = (Vec::new(), code);
    while let Some(start) = rest.find(is_name) {
        rest = path(&rest[start..], &[], &mut found);
    }
    found.retain(|names| names.len() > 1);
    found
}

impl Imports {
    /// Adds a file.
    pub fn add(&mut self, module: Module, text: &str) {
        let mut code = without_comments(text);
        let mut exports = Vec::new();
        for start in ["pub use ", "pub(crate) use ", "pub(super) use "] {
            while let Some(at) = code.find(start) {
                let end = at + code[at..].find(';').unwrap_or(code.len() - at);
                let statement: String = code.drain(at..end).collect();
                exports.extend(paths(&statement[start.len()..]).into_iter().filter_map(|path| {
                    let name = path.last()?.clone();
                    Some((name, path))
                }));
            }
        }
        self.code.insert(module.clone(), code);
        self.exports.insert(module, exports);
    }

    /// The module in which a path ends, seen from `from`. `None` for other crates and for imported names.
    fn target(&self, from: &[String], path: &[String]) -> Option<Module> {
        let mut at = from.to_vec();
        let mut names = path.iter();
        let first = names.next()?;
        match first.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => drop(at.pop()),
            _ => {
                at.push(first.clone());
                self.code.get(&at)?;
            }
        }
        for name in names {
            let inner = [at.as_slice(), std::slice::from_ref(name)].concat();
            if name == "super" {
                at.pop();
            } else if self.code.contains_key(&inner) {
                at = inner;
            } else {
                let export = self.exports.get(&at).and_then(|all| all.iter().find(|(known, _)| known == name));
                return export.and_then(|(_, path)| self.target(&at, path)).or(Some(at));
            }
        }
        Some(at)
    }

    /// The modules of its own room that a module uses. A re-export alone does not count.
    fn uses(&self, module: &Module) -> BTreeSet<Module> {
        let code = &self.code[module];
        let words: BTreeSet<&str> = code.split(|c| !is_name(c)).collect();
        let own = self.exports[module].iter().filter(|(name, _)| words.contains(name.as_str()));
        let named = paths(code).into_iter().chain(own.map(|(_, path)| path.clone()));
        let mut found: BTreeSet<Module> = named.filter_map(|path| self.target(module, &path)).collect();
        found.retain(|other| other != module && other.first() == module.first());
        found
    }

    /// The shortest circle through each module of a room that is in one, such as `a → b → a`.
    pub fn circles(&self, room: &str) -> Vec<String> {
        let modules = self.code.keys().filter(|module| module.first().is_some_and(|first| first == room));
        let uses: BTreeMap<&Module, BTreeSet<Module>> = modules.map(|module| (module, self.uses(module))).collect();
        uses.keys().filter_map(|start| circle(start, &uses)).collect()
    }
}

/// The shortest path from a module back to itself.
fn circle(start: &Module, uses: &BTreeMap<&Module, BTreeSet<Module>>) -> Option<String> {
    let mut came_from: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(module) = waiting.pop_front() {
        for next in uses.get(module).into_iter().flatten() {
            if next == start {
                let mut way = vec![start.join("::"), module.join("::")];
                let mut at = module;
                while let Some(before) = came_from.get(at) {
                    way.push(before.join("::"));
                    at = before;
                }
                way.dedup();
                way.reverse();
                return Some(way.join(" → "));
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, module);
                waiting.push_back(next);
            }
        }
    }
    None
}
