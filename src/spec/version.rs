//! Specs made with another version of the numerics: they open with the present version and a notice.

/// The version of the numerics in this build. It changes when the bits of a training change.
pub const VERSION: u32 = 1;

/// How the notice about a spec of another version ends if the spec had a fingerprint.
pub const DROPPED: &str = " Its fingerprint is dropped.";

/// Removes another version from the pairs of a spec, with the fingerprint that belongs to it, and returns a notice.
pub fn bring_up_to_date(pairs: &mut Vec<(String, String)>) -> Vec<String> {
    let other = pairs.iter().find(|(key, _)| key == "v").and_then(|(_, value)| value.parse().ok());
    let Some(other) = other.filter(|version: &u32| *version != VERSION) else { return Vec::new() };
    let claimed = pairs.iter().any(|(key, _)| key == "fingerprint");
    pairs.retain(|(key, _)| key != "v" && key != "fingerprint");
    let dropped = if claimed { DROPPED } else { "" };
    vec![format!(
        "Made with version {other} of the numerics; this is version {VERSION}, which gives different bits.{dropped}"
    )]
}
