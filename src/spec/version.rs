//! Specs of another version of the numerics: they open with the present one, and say so.

/// The version of the numerics that this build has; it changes when the bits of a training do.
pub const VERSION: u32 = 1;

/// Drops another version from the pairs of a spec, with the fingerprint that only it can give; says so.
pub fn bring_up_to_date(pairs: &mut Vec<(String, String)>) -> Vec<String> {
    let other = pairs.iter().find(|(key, _)| key == "v").and_then(|(_, value)| value.parse().ok());
    let Some(other) = other.filter(|version: &u32| *version != VERSION) else { return Vec::new() };
    let claimed = pairs.iter().any(|(key, _)| key == "fingerprint");
    pairs.retain(|(key, _)| key != "v" && key != "fingerprint");
    let dropped = if claimed { " Its fingerprint is left out." } else { "" };
    vec![format!(
        "Made with version {other} of the numerics; here is version {VERSION}, which trains to other bits.{dropped}"
    )]
}
