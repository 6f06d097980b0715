//! What mail, chat and learning platforms do to a link that they pass on.

use proptest::prelude::*;
use scinet::kinds::Spec;

/// One program that passes a link on; `at` and `which` choose among its ways.
#[derive(Debug, Clone)]
pub struct Mangler {
    name: &'static str,
    change: fn(&str, usize, usize) -> String,
    at: usize,
    which: usize,
}

/// The whole address of a link.
pub fn address(link: &str) -> String {
    format!("https://example.org/notebook/{link}")
}

/// Any of the programs.
pub fn any() -> impl Strategy<Value = Mangler> {
    (prop::sample::select(ALL), any_place(), any_place()).prop_map(|((name, change), at, which)| Mangler {
        name,
        change,
        at,
        which,
    })
}

fn any_place() -> impl Strategy<Value = usize> {
    any_u16().prop_map(usize::from)
}

fn any_u16() -> impl Strategy<Value = u16> {
    proptest::arbitrary::any::<u16>()
}

impl Mangler {
    /// The text that arrives.
    pub fn apply(&self, link: &str) -> String {
        (self.change)(link, self.at, self.which)
    }

    /// Whether another may have the link after this one.
    pub fn goes_before(&self, other: &Self) -> bool {
        // What goes around a link stays around it: only what sends whole texts comes later.
        let around = ["around", "after", "wrapped", "breaks", "spaces"];
        let inside = ["after", "keys", "wrapped", "encoded", "twice", "again"];
        let whole = ["entities", "encoded"].contains(&self.name) && ["keys", "twice"].contains(&other.name);
        self.name != other.name
            && self.name != "printable"
            && !whole
            && !(around.contains(&self.name) && inside.contains(&other.name))
    }

    /// Whether the program leaves names in a spec as they are: a damaged name is another name, until its table is
    /// known, and a sweep keeps its values as text.
    pub fn suits(&self, spec: &Spec) -> bool {
        !["dashes", "percents", "printable", "again", "after"].contains(&self.name)
            || ["inputs", "columns"].iter().all(|key| spec.role(key).is_none())
    }
}

type Change = fn(&str, usize, usize) -> String;

const ALL: &[(&str, Change)] = &[
    ("entities", |link, _, which| match which % 5 {
        0 => link.replace('&', "&amp;"),
        1 => link.replace('&', "&amp;amp;"),
        2 => link.replace('&', "&#38;").replace('=', "&#x3D;"),
        // A link to a kind alone has no key that tells it from a key of the page that leads to it.
        3 if link.contains('?') => link.replace('=', "&#61;").replace('#', "&#35;"),
        3 => link.into(),
        _ => link.replace('=', "&equals;").replace('?', "&quest;"),
    }),
    ("encoded", |link, _, which| {
        let (page, fragment) = link.split_once('#').unwrap_or(("", link));
        match which % 6 {
            0 => format!("{page}#{}", encoded(fragment)),
            1 => format!("{page}%23{}", encoded(fragment)),
            2 => encoded(link),
            3 => encoded(&encoded(link)),
            4 => format!("{page}#{}", fragment.replacen('?', "%3F", 1)),
            _ => format!("{page}%23{fragment}"),
        }
    }),
    ("again", |link, _, which| (0..=which % 2).fold(link.to_string(), |link, _| link.replace('%', "%25"))),
    ("percents", |link, _, _| {
        let lower = |part: &str| part.get(..2).map(str::to_lowercase).unwrap_or_default() + part.get(2..).unwrap_or("");
        let mut parts = link.split('%');
        let first = parts.next().unwrap_or("").to_string();
        first + &parts.map(|part| format!("%{}", lower(part))).collect::<String>()
    }),
    ("after", |link, _, which| {
        let marks = [".", ",", ")", ">", "]", "\"", "'", "”", "»", "*", "_", "…", ").", "!", "**", ";", ":", "?", "/"];
        format!("{link}{}", marks[which % marks.len()])
    }),
    ("around", |link, _, which| match which % 9 {
        0 => format!("<{link}>"),
        1 => format!("({link})"),
        2 => format!("\"{link}\""),
        3 => format!("“{link}”"),
        4 => format!("«{link}»"),
        5 => format!("[a cell]({link}) that I like"),
        6 => format!("[{link}]({link})"),
        7 => format!("<{link}|a cell>"),
        _ => format!("<a href=\"{link}\">a cell</a>"),
    }),
    ("invisible", |link, at, which| {
        let signs = ["\u{200b}", "\u{ad}", "\u{feff}", "\u{2060}", "\u{200e}"];
        inserted(link, at, signs[which % signs.len()])
    }),
    ("breaks", |link, at, which| inserted(link, at, ["\n", "\r\n", "\n> ", "\n   "][which % 4])),
    ("printable", |link, at, which| {
        let link = link.replace('=', "=3D");
        // A soft break does not part the letters of a code.
        let places: Vec<usize> = link
            .char_indices()
            .map(|(i, _)| i)
            .filter(|i| !link[..*i].ends_with('=') && !link[..*i].ends_with("=3"))
            .collect();
        let at = places[at % places.len()];
        format!("{}{}{}", &link[..at], ["=\n", "=\r\n", ""][which % 3], &link[at..])
    }),
    ("keys", |link, _, which| {
        let added =
            ["utm_source=mail&utm_medium=a%20b", "fbclid=IwAR0", "gclid=1", "igshid=1", "mc_cid=1&mc_eid=2"][which % 5];
        match (which % 3, link.split_once('?')) {
            (0, Some((kind, rest))) => format!("{kind}?{added}&{rest}"),
            (_, Some(_)) => format!("{link}&{added}"),
            (_, None) => format!("{link}?{added}"),
        }
    }),
    ("twice", |link, at, _| match link.split_once('?') {
        Some((_, query)) => {
            let pairs: Vec<&str> = query.split('&').collect();
            format!("{link}&{}", pairs[at % pairs.len()])
        }
        None => link.into(),
    }),
    ("wrapped", |link, _, which| match which % 4 {
        0 => format!(
            "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C01%7C&sdata=a%3D&reserved=0",
            encoded(link)
        ),
        1 => format!("https://www.google.com/url?q={}&sa=D&source=docs&usg=A0", encoded(link)),
        2 => format!(
            "https://www.google.com/url?q={}&sa=D",
            encoded(link).replace("%3A", ":").replace("%2F", "/").replace("%3F", "?")
        ),
        _ => format!("https://l.example.com/l.php?u={}&h=AT0", encoded(link)),
    }),
    ("dashes", |link, _, which| link.replace('-', ["–", "—", "‑", "−"][which % 4])),
    ("spaces", |link, _, which| format!("{0}{link}{0}", [" ", "\u{a0}", "\n", "\t"][which % 4])),
];

/// As `encodeURIComponent` writes a text.
fn encoded(text: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes().map(|byte| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A text with a sign at some place behind the page's address.
fn inserted(text: &str, at: usize, sign: &str) -> String {
    let start = text.find("example.org").unwrap_or(0);
    let places: Vec<usize> = (start..=text.len()).filter(|i| text.is_char_boundary(*i)).collect();
    let at = places[at % places.len()];
    format!("{}{sign}{}", &text[..at], &text[at..])
}
