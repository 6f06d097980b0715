//! The names of columns, made plain: a spec writes them in lists, and a link leaves blanks out.

/// Most characters of a name; longer ones are cut to [`CUT`].
const MOST: usize = 48;
/// What a longer name is cut to: a number that tells it from others still fits.
const CUT: usize = 40;

/// Names without blanks and signs that mean something in a spec, all different; nothing changes the second time.
pub fn clean(names: Vec<String>) -> Vec<String> {
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

/// Marks of direction, joiners, the byte order mark: names that look alike are alike.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn plain(name: &str) -> String {
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
    // These words mean something else where columns are listed.
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
}
