//! Tables of numbers as CSV. All figures use this writer.

/// A CSV table that grows row by row.
pub struct Csv(String);

impl Csv {
    /// A table with the names of its columns.
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let names: Vec<String> = names.into_iter().map(|name| quoted(name.as_ref())).collect();
        Self(names.join(",") + "\n")
    }

    /// Adds a row of numbers. Numbers that are not finite have empty cells.
    pub fn row(&mut self, numbers: impl IntoIterator<Item = f64>) {
        let cell = |x: f64| if x.is_finite() { x.to_string() } else { String::new() };
        self.cells(numbers.into_iter().map(cell));
    }

    /// Adds a row that starts with a text.
    pub fn named_row(&mut self, name: &str, number: u32) {
        self.cells([quoted(name), number.to_string()].into_iter());
    }

    fn cells(&mut self, cells: impl Iterator<Item = String>) {
        self.0.push_str(&cells.collect::<Vec<_>>().join(","));
        self.0.push('\n');
    }

    /// The whole text.
    pub fn text(self) -> String {
        self.0
    }
}

/// A text as one cell, with any characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
