//! Notes in the file of a saved fit, beside its numbers: losses and measures, as JSON.

use crate::kinds::fit::board::FitBoard;
use crate::kinds::notes::{Notes, notes};
use serde_json::{Value as Json, json};

impl FitBoard {
    /// The last batch loss of each network, by name.
    pub fn losses(&self) -> Json {
        let nets = self.spec.nets.0.iter().zip(&self.nets);
        nets.map(|(net, state)| (net.name(), json!(state.losses.last()))).collect()
    }

    /// The errors of each model, by name.
    pub fn measures(&self) -> Json {
        self.table().into_iter().map(|row| (row.name, json!(row.measures))).collect()
    }

    /// The notes on the networks of a fit.
    pub fn notes(&self) -> Notes {
        notes([("loss", self.losses()), ("measures", self.measures())])
    }
}
