//! The allowed content of rendered text: listed tags and attributes, addresses with few schemes, nothing else.

/// Tags of Markdown and of typeset mathematics.
const TAGS: &str = "p h1 h2 h3 h4 h5 h6 em strong del code pre blockquote ul ol li a img hr br \
    table thead tbody tr th td span \
    math mrow mi mn mo mtext ms mspace msub msup msubsup munder mover munderover mfrac msqrt mroot mstyle mtable mtr \
    mtd mpadded mphantom mmultiscripts mprescripts menclose none semantics merror";

/// Attributes of any tag.
const ATTRIBUTES: &str = "id href title src alt class start align display xmlns \
    mathvariant stretchy fence separator form lspace rspace minsize maxsize symmetric largeop movablelimits accent \
    accentunder width height depth voffset linethickness columnalign columnspacing rowspacing columnlines rowlines \
    displaystyle scriptlevel notation columnspan mathcolor mathbackground";

/// Checks a piece of HTML by a narrow grammar that a browser can only read in one way: text without a `<`, and tags
/// with quoted attributes.
pub fn check(html: &str) -> Result<(), String> {
    let mut rest = html;
    let mut open: Vec<&str> = Vec::new();
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let end = tag_end(after).ok_or_else(|| format!("a tag that does not end: {}", near(after)))?;
        let tag = &after[..end];
        rest = &after[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(opened) if opened == name => continue,
                opened => return Err(format!("</{name}> closes {opened:?}")),
            }
        }
        let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(name_end);
        if !listed(TAGS, name) {
            return Err(format!("the tag <{}>", near(tag)));
        }
        check_attributes(attributes)?;
        if !alone && !["hr", "br", "img"].contains(&name) {
            open.push(name);
        }
    }
    match open.last() {
        None => Ok(()),
        Some(name) => Err(format!("<{name}> stays open")),
    }
}

/// The end of a tag: the first `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn check_attributes(text: &str) -> Result<(), String> {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else { return Err(format!("no attribute: {}", near(rest))) };
        let Some((value, after)) = after.split_once('"') else { return Err(format!("no end: {}", near(rest))) };
        if !listed(ATTRIBUTES, name) {
            return Err(format!("the attribute {}", near(name)));
        }
        if value.contains('<') {
            return Err(format!("markup in the attribute {name}"));
        }
        if name == "href" && !is_harmless(value, &["http", "https", "mailto"]) {
            return Err(format!("the address {}", near(value)));
        }
        if name == "src" && (!is_harmless(value, &[]) || value.starts_with("//") || value.starts_with("/\\")) {
            return Err(format!("the picture {}", near(value)));
        }
        rest = after.trim_start();
    }
    Ok(())
}

/// Whether an address has no scheme other than these, as a browser reads it: entities are decoded, and tabs, newlines
/// and characters before the first letter are ignored.
fn is_harmless(address: &str, schemes: &[&str]) -> bool {
    let decoded = address.replace("&colon;", ":").replace("&#58;", ":").replace("&#x3a;", ":").replace("&amp;", "&");
    let plain: String = decoded.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let plain = plain.trim_start_matches(|c: char| c <= ' ');
    let Some((scheme, _)) = plain.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    !is_scheme || schemes.iter().any(|one| scheme.eq_ignore_ascii_case(one))
}

fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

fn near(text: &str) -> String {
    text.chars().take(60).collect()
}

#[test]
fn the_checker_distinguishes_harmful_html_from_text() {
    for good in ["<p>a &lt;b&gt;</p>", "<p><a href=\"#x\" title=\"a > b\">x</a><br /></p>", "<math><mi>x</mi></math>"] {
        assert_eq!(check(good), Ok(()), "{good}");
    }
    for bad in [
        "<script>alert(1)</script>",
        "<p onclick=\"x\">a</p>",
        "<p style=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\" java\tscript:x\">a</a>",
        "<a href=\"data:text/html,x\">a</a>",
        "<a href='x'>a</a>",
        "<img src=\"//example.org/x\" />",
        "<p>a",
        "a</p>",
        "<mi href=x>a</mi>",
        "a < b",
    ] {
        assert!(check(bad).is_err(), "{bad}");
    }
}
