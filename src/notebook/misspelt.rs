//! Detects blocks of code that were meant as cells, because their first word is similar to a kind.

use crate::kinds::registry::words;

/// Programming languages with names similar to kinds, which are not mistakes.
const LANGUAGES: [&str; 6] = ["dart", "diff", "git", "fix", "html", "sql"];

/// The first word of a fence and the most similar kind. `None` if the word is a kind, or similar to none.
pub fn meant(info: &str) -> Option<(String, &'static str)> {
    let word = info.split_whitespace().next()?;
    if words().contains(&word) || word.len() > 20 || LANGUAGES.contains(&word) {
        return None;
    }
    let lower = word.to_lowercase();
    let near = words().into_iter().map(|kind| (distance(&lower, kind), kind)).min()?;
    // Short words are easily similar to each other.
    let allowed = if near.1.len() <= 5 { 1 } else { 2 };
    (near.0 <= allowed && lower.starts_with(&near.1[..1])).then(|| (word.into(), near.1))
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words (Damerau 1964).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_kind_is_recognised_and_a_language_is_not() {
        for (word, kind) in [
            ("fitt", "fit"),
            ("Fit", "fit"),
            ("fti x", "fit"),
            ("scinett", "scinet"),
            ("pendelum", "pendulum"),
            ("qbits", "qubits"),
            ("claim", "claims"),
            ("DATA", "data"),
        ] {
            assert_eq!(meant(word).map(|found| found.1), Some(kind), "{word}");
        }
        for word in
            ["", "fit", "python", "text", "git", "dart", "rust", "js", "json", "csv", "sh", "bash", "f", "solid"]
        {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
