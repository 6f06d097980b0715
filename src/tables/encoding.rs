//! Bytes as UTF-8 text, whatever encoding they are in.

use std::borrow::Cow;

/// The encodings that tables are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The usual one.
    Utf8,
    /// As spreadsheets save "Unicode text".
    Utf16,
    /// As older programs write on Windows.
    Windows1252,
}

/// The number of bytes that are looked at to recognise UTF-16 without a byte order mark.
const LOOKED_AT: usize = 4096;

/// What Windows-1252 has at 0x80 to 0x9f. Five of these are not defined; browsers read them as control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text without its byte order mark, and its encoding. `None` if the bytes are not a text.
pub fn decode(bytes: &[u8]) -> Option<(Cow<'_, [u8]>, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return decode(rest);
    }
    if let Some((big, rest)) = utf16(bytes) {
        let unit = |pair: &[u8]| if big { [pair[0], pair[1]] } else { [pair[1], pair[0]] };
        let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes(unit(pair)));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        return (!text.contains('\0')).then(|| (text.into_bytes().into(), Encoding::Utf16));
    }
    if bytes.iter().take(LOOKED_AT).any(|byte| *byte == 0) {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some((bytes.into(), Encoding::Utf8));
    }
    let character = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(*byte),
    };
    let text: String = bytes.iter().map(character).collect();
    Some((text.into_bytes().into(), Encoding::Windows1252))
}

/// Whether the bytes are UTF-16 with the high byte first, and the bytes after a byte order mark. `None` for other text.
fn utf16(bytes: &[u8]) -> Option<(bool, &[u8])> {
    match bytes {
        [0xfe, 0xff, rest @ ..] => return Some((true, rest)),
        [0xff, 0xfe, rest @ ..] => return Some((false, rest)),
        _ => {}
    }
    // Most characters of a table are ASCII: every second byte is 0.
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |zeros: usize| 5 * zeros > 2 * head.len();
    match (most(even), most(odd)) {
        (true, false) if odd == 0 => Some((true, bytes)),
        (false, true) if even == 0 => Some((false, bytes)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "t;°C\n0,5;−1\n";
        let read = |bytes: &[u8]| decode(bytes).map(|(text, _)| String::from_utf8(text.into_owned()).unwrap());
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
            little,
            big,
        ] {
            assert_eq!(read(&bytes).as_deref(), Some(text));
        }
        assert_eq!(read(b"t;\xb0C \x80\n").as_deref(), Some("t;°C €\n"));
        assert_eq!(decode(b"PK\x03\x04\0\0\x01"), None);
        assert_eq!(decode(b"\xff\xfea\0\0\0"), None);
    }
}
