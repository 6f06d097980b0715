//! Cleans names of columns and files from untrusted input: one line, no invisible characters, no blanks (a link
//! drops them), and no character that separates names in a list.

/// Maximum number of characters in a name; longer names are cut to [`CUT`].
const MOST: usize = 48;
/// The length to which a longer name is cut. It leaves room for a number that makes the name unique.
const CUT: usize = 40;

/// Removes blanks and characters with a meaning in specs, and makes the names distinct. The function is idempotent.
pub fn clean(names: Vec<String>) -> Vec<String> {
    // A number after a long name may make it too long. After the cut there is room for another number.
    distinct(&distinct(&names))
}

fn distinct(names: &[String]) -> Vec<String> {
    let mut done: Vec<String> = Vec::with_capacity(names.len());
    for (i, name) in names.iter().enumerate() {
        let plain = plain(name);
        let base = if plain.is_empty() { format!("c{}", i + 1) } else { plain };
        let mut next = base.clone();
        let mut n = 1;
        while done.contains(&next) {
            n += 1;
            next = format!("{base}_{n}");
        }
        done.push(next);
    }
    done
}

/// Direction marks, joiners, soft hyphens and the byte order mark. Without them, names that look equal are equal.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A text as one line without invisible characters. Blanks and control characters become underscores.
pub fn one_line(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim().chars().map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c }).collect()
}

/// One cleaned name; it may be empty.
pub fn plain(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    let name = seen.trim_end().trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    let sign = |c: char| match c {
        '"' => '\'',
        c if c.is_whitespace() || c.is_control() || ",;=&".contains(c) => '_',
        c => c,
    };
    let name: String = name.chars().map(sign).collect();
    let name = match name.chars().count() > MOST {
        true => name.chars().take(CUT).collect(),
        false => name,
    };
    // These words have another meaning in a list of columns.
    if name == "auto" || name == "none" { name + "_" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_plain_and_different_and_then_stay() {
        let long = "m".repeat(60);
        let given = [" time (s)", "x,y", "", "\u{feff}x,y", "\"q\"", "# # n", "none", &long, &long];
        let cleaned = clean(given.map(String::from).to_vec());
        let cut = "m".repeat(CUT);
        let expected = ["time_(s)", "x_y", "c3", "x_y_2", "'q'", "n", "none_", &cut, &format!("{cut}_2")];
        assert_eq!(cleaned, expected);
        assert_eq!(clean(cleaned.clone()), cleaned);
    }

    #[test]
    fn a_number_after_a_name_that_just_fits_does_not_change_it_again() {
        for n in CUT - 3..=MOST {
            let cleaned = clean(vec!["m".repeat(n); 64]);
            assert_eq!(clean(cleaned.clone()), cleaned);
            assert!(cleaned.iter().all(|name| name.chars().count() <= MOST), "{n}");
        }
    }

    #[test]
    fn a_name_is_one_line_of_what_can_be_seen() {
        assert_eq!(plain("a\r\nb\u{2028}c\u{0}"), "a__b_c_");
        assert_eq!(plain("\u{202e}1\u{61c}\u{ad}\u{e0041}"), "1");
        assert_eq!(one_line(" my\u{202e}fdp, x=1.csv\n"), "myfdp,_x=1.csv");
        assert_eq!(one_line("\u{200b} \u{feff}"), "");
    }
}
