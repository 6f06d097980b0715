//! A spec as a link's fragment: `#kind?key=value&key=value`, percent-encoded.

/// Maximum number of characters of a fragment that is read.
pub const MAX_LINK: usize = 64 * 1024;

/// Characters that are not encoded. Brackets are encoded: chat programs cut links at them.
fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:,*/".contains(&byte)
}

/// Percent-encodes a value, without the spaces that only help human readers.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes().filter(|byte| *byte != b' ') {
        if stays(byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The bytes of a text with each `%XX` decoded, and whether every % has its two digits. One without them stays.
fn bytes(text: &str) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(text.len());
    let (mut rest, mut whole) = (text.as_bytes(), true);
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).filter(|_| *first == b'%');
        let byte = digits
            .filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        whole &= byte.is_some() || *first != b'%';
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    (out, whole)
}

/// Decodes `%XX`. A plus stays a plus, so that `x+10` can be typed by hand.
///
/// # Errors
/// If the encoding is not valid.
pub fn decode(text: &str) -> Result<String, String> {
    match bytes(text) {
        (_, false) => Err("a % without two hexadecimal digits after it; was the link cut?".into()),
        (bytes, true) => {
            String::from_utf8(bytes).map_err(|_| "percent-encoded bytes that are not UTF-8 text".to_string())
        }
    }
}

/// Decodes every `%XX` that can be decoded. The rest stays as it is.
pub fn peeled(text: &str) -> String {
    String::from_utf8(bytes(text).0).unwrap_or_else(|_| text.into())
}
