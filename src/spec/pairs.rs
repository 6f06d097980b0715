//! The text of a spec as pairs of key and value: lines of a fence, or parts of a link.

use crate::spec::link;
use crate::spec::problem::Problem;

/// Maximum number of characters of a fence.
pub const MAX_FENCE: usize = 64 * 1024;

/// Keys with their values, as they were given.
pub type Pairs = Vec<(String, String)>;

/// The pairs of a fence or a file, and a problem for each line that is not a pair.
///
/// # Errors
/// When the text is too long or has too many keys.
pub fn fence_pairs(kind: &str, text: &str) -> Result<(Pairs, Vec<Problem>), Vec<Problem>> {
    if text.len() > MAX_FENCE {
        return Err(vec![Problem::new("", kind, format!("allowed: at most {MAX_FENCE} characters"))]);
    }
    let mut problems = Vec::new();
    let mut pairs = Vec::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for (i, line) in lines.enumerate() {
        limit_keys(i)?;
        match line.split_once('=') {
            Some((key, value)) => pairs.push((key.trim().to_string(), value.trim().to_string())),
            None => problems.push(Problem::new("", line, "expected: key = value")),
        }
    }
    Ok((pairs, problems))
}

/// Maximum number of keys; no kind has nearly as many.
const MOST_KEYS: usize = 100;

/// Refuses a spec that has too many keys, so that thousands of keys produce one problem.
fn limit_keys(i: usize) -> Result<(), Vec<Problem>> {
    match i < MOST_KEYS {
        true => Ok(()),
        false => Err(vec![Problem::new("", "spec", format!("allowed: at most {MOST_KEYS} keys"))]),
    }
}

/// The kind and the pairs of a link's fragment, and a problem for each pair that cannot be decoded.
///
/// # Errors
/// When the link is too long or has too many keys.
pub fn link_pairs(fragment: &str) -> Result<(&str, Pairs, Vec<Problem>), Vec<Problem>> {
    let text = fragment.trim().trim_start_matches('#');
    if text.len() > link::MAX_LINK {
        return Err(vec![Problem::new("", "link", format!("allowed: at most {} characters", link::MAX_LINK))]);
    }
    let (kind, query) = text.split_once('?').unwrap_or((text, ""));
    let mut problems = Vec::new();
    let mut pairs = Vec::new();
    for (i, part) in query.split('&').filter(|part| !part.is_empty()).enumerate() {
        limit_keys(i)?;
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match (link::decode(key), link::decode(value)) {
            (Ok(key), Ok(value)) => pairs.push((key.trim().to_string(), value.trim().to_string())),
            (Err(reason), _) | (_, Err(reason)) => problems.push(Problem::new(key, value, reason)),
        }
    }
    Ok((kind, pairs, problems))
}
