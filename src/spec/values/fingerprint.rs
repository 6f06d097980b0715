//! A claimed fingerprint as a value of a spec.

use crate::spec::value::{Bounds, Control, Refusal, Value};

/// The bits that a link claims for its finished runs: 48 bits of a hash, as 12 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub Option<u64>);

impl Fingerprint {
    /// Number of digits of a fingerprint.
    pub const DIGITS: usize = 12;
}

impl Value for Fingerprint {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        if text == "none" {
            return Ok(Self(None));
        }
        let digits = text.len() == Self::DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
        let value = if digits { u64::from_str_radix(text, 16).ok() } else { None };
        value.map(|bits| Self(Some(bits))).ok_or_else(|| Refusal::new("allowed: none, or 12 hexadecimal digits"))
    }
    fn print(&self) -> String {
        self.0.map_or("none".into(), |bits| format!("{bits:012x}"))
    }
    fn control(_: Bounds) -> Control {
        Control::None
    }
}
