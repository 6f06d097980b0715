//! Loads a reader's table from a file, for the specs that refer to it.

use scinet::kinds::Spec;
use scinet::kinds::registry::on_table;
use scinet::tables::{MAX_BYTES, provide, read};
use std::io::Read;
use std::path::Path;

/// Extensions of files that hold a table and not a spec.
const ENDINGS: [&str; 2] = ["csv", "tsv"];

/// Reads a table and registers it. Returns its spec with default values for all other keys.
///
/// # Errors
/// The problem with the file, as text.
pub fn load(file: &Path) -> Result<Spec, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let mut text = Vec::new();
    let open = std::fs::File::open(file).map_err(|error| told(&error))?;
    open.take(MAX_BYTES as u64 + 1).read_to_end(&mut text).map_err(|error| told(&error))?;
    let reading = read(&text).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| told(fault)).collect();
        lines.join("\n")
    })?;
    reading.notes.iter().for_each(|note| eprintln!("{}", told(note)));
    reading.doubts.iter().for_each(|doubt| eprintln!("{}", told(&doubt.read)));
    let id = provide(reading.table).id();
    let name: String = file.file_name().unwrap_or_default().to_string_lossy().chars().take(100).collect();
    on_table(&id.to_string(), &name, &reading.units).map_err(|problems| told(&scinet::spec::told(&problems)))
}

/// The spec for a file that holds only a table.
pub fn named(source: &str) -> Option<Result<Spec, String>> {
    let ending = Path::new(source).extension()?.to_str()?.to_ascii_lowercase();
    (ENDINGS.contains(&ending.as_str()) && !source.contains('#')).then(|| load(Path::new(source)))
}
