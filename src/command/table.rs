//! Tables from files, for the specs that refer to them. The only place here that reads one.

use scinet::kinds::registry::on_table;
use scinet::kinds::{Reading, Spec};
use scinet::spec::told;
use scinet::tables::{MAX_BYTES, one_line, provide, read};
use std::io::Read;
use std::path::Path;

/// A table that is registered in this process.
pub struct Loaded {
    /// The name of its file, as a spec shows it.
    name: String,
    /// Its id, as text.
    id: String,
    /// The units of its columns; empty text for none.
    units: Vec<String>,
}

/// Reads a table and registers it. What its reader should know goes to stderr.
fn register(name: &str, bytes: &[u8]) -> Result<Loaded, String> {
    let of_file = |error: &dyn std::fmt::Display| format!("{name}: {error}");
    let reading = read(bytes).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| of_file(fault)).collect();
        lines.join("\n")
    })?;
    reading.doubts.iter().for_each(|doubt| eprintln!("{}", of_file(&doubt.read)));
    reading.notes.iter().for_each(|note| eprintln!("{}", of_file(note)));
    let file = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
    let name = one_line(&file.chars().take(100).collect::<String>());
    Ok(Loaded { name, id: provide(reading.table).id().to_string(), units: reading.units })
}

/// The spec for the content of a file that holds only a table: default values for all other keys.
///
/// # Errors
/// The problem with the table, as text.
pub fn spec(name: &str, bytes: &[u8]) -> Result<Spec, String> {
    let Loaded { name, id, units } = register(name, bytes)?;
    on_table(&id, &name, &units).map_err(|problems| format!("{name}: {}", told(&problems)))
}

impl Loaded {
    /// Reads and registers the table of a file.
    ///
    /// # Errors
    /// The problem with the file, as text.
    pub fn of(file: &Path) -> Result<Self, String> {
        let name = file.display().to_string();
        if file.is_dir() {
            return Err(format!("{name}: is a folder\n  allowed: a file with a table of numbers"));
        }
        let mut bytes = Vec::new();
        let read = std::fs::File::open(file).and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes));
        read.map_err(|error| format!("{name}: {error}"))?;
        register(&name, &bytes)
    }

    /// A spec on this table. The spec names the same one or none.
    ///
    /// # Errors
    /// Why the spec is not one on this table, as text.
    pub fn under(&self, Reading { spec, notices }: Reading) -> Result<Reading, String> {
        let Self { name, id, .. } = self;
        let kind = spec.kind();
        let value = |key: &str| spec.describe().into_iter().find(|field| field.key == key).map(|field| field.value);
        let Some(table) = value("table") else { return Err(format!("--table: a {kind} takes no table")) };
        if value("rows").is_some_and(|rows| rows != "none") {
            return Err(format!("--table: the {kind} has rows of its own, and takes no table beside them"));
        }
        if table == *id {
            return Ok(Reading { spec, notices });
        }
        if table != "none" {
            return Err(format!("{name}: has the table {id}, and the {kind} names another, {table}"));
        }
        // Columns that the table does not have are problems here, and not replaced.
        let lines = format!("{}table = {id}\nname = {name}\n", spec.fence());
        let spec = Spec::parse(kind, &lines).map_err(|problems| format!("{name}: {}", told(&problems)))?;
        Ok(Reading { spec, notices })
    }
}
