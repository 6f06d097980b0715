//! Notes in the file of a saved network, beside its numbers: losses and measures, as JSON.

use crate::figure::loss::history;
use crate::figure::number::readable;
use crate::kinds::NetState;
use serde::de::IgnoredAny;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Text by key.
pub type Notes = BTreeMap<String, String>;

impl NetState {
    /// The parts of a SciNet's last batch loss; null if a record of the losses ends before it.
    pub fn scinet_loss(&self) -> Json {
        let last = self.history.last().filter(|row| row[0] == self.epoch as f32);
        let recorded = || last.map(|[_, reconstruction, divergence]| [*reconstruction, *divergence]);
        match self.losses.last_chunk().copied().or_else(recorded) {
            Some([reconstruction, divergence]) => json!({ "reconstruction": reconstruction, "divergence": divergence }),
            None => Json::Null,
        }
    }

    /// The parts of a SciNet's last batch loss as a readable line.
    pub fn last_batch(&self) -> String {
        let Some(last) = self.losses.last_chunk::<2>() else { return String::new() };
        let [squares, divergence] = last.map(|x| readable(f64::from(x), 3));
        format!("last batch: squared error {squares}, divergence {divergence}\n")
    }

    /// The notes on a SciNet, with its learning curve. `report` is its full report as JSON.
    ///
    /// # Errors
    /// When the report is not JSON.
    pub fn scinet_notes(&self, report: String) -> Result<Notes, String> {
        serde_json::from_str::<IgnoredAny>(&report).map_err(|error| error.to_string())?;
        let curve = if self.losses.is_empty() { self.history.clone() } else { history(&self.losses) };
        let mut notes = notes([("loss", self.scinet_loss()), ("curve", json!(curve))]);
        notes.insert("measures".into(), report);
        Ok(notes)
    }
}

/// Notes as JSON by key.
pub fn notes<const N: usize>(pairs: [(&str, Json); N]) -> Notes {
    pairs.into_iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}
