//! The board of a cell: its networks, its figures, and all other data that the page needs.

use crate::figure::lines::Ink;
use crate::figure::picture::Picture;
use crate::kinds::net_state::NetState;
use crate::kinds::notes::Notes;
use crate::range::Range;
use serde::Serialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;
use std::any::Any;

/// The state of a cell at one moment: its networks, and the results that workers sent.
///
/// Each kind has an implementation. Figures have names; a name may belong to a panel, a group of figures with a heading.
pub trait Board: Any {
    /// The networks that the cell draws, in the order of its runs.
    fn nets(&self) -> &[NetState] {
        &[]
    }

    /// The same networks, to be changed.
    fn nets_mut(&mut self) -> &mut [NetState] {
        &mut []
    }

    /// The number of parts of the loss of a network.
    fn loss_parts(&self, _net: usize) -> usize {
        1
    }

    /// Whether the cell has the data that it needs.
    fn is_ready(&self) -> bool {
        true
    }

    /// Takes from the board of an earlier spec of the same kind what still holds. The networks are taken by the caller.
    fn inherit(&mut self, _old: &mut dyn Board) {}

    /// Sets the classical fits, from the numbers of [`crate::kinds::Kind::fits`].
    ///
    /// # Errors
    /// When these numbers are not such fits.
    fn set_fits(&mut self, _numbers: &[f64]) -> Result<(), String> {
        Ok(())
    }

    /// The panels that are shown: word and heading.
    fn panels(&self) -> Vec<[&'static str; 2]> {
        Vec::new()
    }

    /// The names of the figures of a panel; a kind without panels returns all its figures for any.
    fn figures(&self, panel: &str) -> Vec<String>;

    /// Makes the next figures from fewer points, for pictures that move.
    fn coarsen(&mut self, _coarse: bool) {}

    /// The figure of a name, without the curves named in `hidden`.
    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture>;

    /// The title of a figure.
    fn title(&self, name: &str) -> Option<String> {
        Some(self.picture(name, &[])?.title().into())
    }

    /// The numbers of a figure as CSV.
    fn csv(&self, name: &str) -> Option<String> {
        Some(self.picture(name, &[])?.csv())
    }

    /// The names and inks of the curves that the figures of a panel share.
    fn legend(&self, _panel: &str) -> Vec<(String, Ink)> {
        Vec::new()
    }

    /// Whether a figure is a surface, which can be turned.
    fn turns(&self, _name: &str) -> bool {
        false
    }

    /// The visible interval of the x-axis, where a key of the spec sets it; `drawn` is that of the last drawing.
    fn view(&self, _drawn: Range) -> Option<Range> {
        None
    }

    /// The notes in a file of the networks, beside their numbers. `report` is their full report as JSON, if there is one.
    ///
    /// # Errors
    /// When the report cannot be read.
    fn notes(&self, _report: Option<String>) -> Result<Notes, String> {
        Ok(Notes::new())
    }

    /// The last losses, for the command line.
    #[cfg(not(target_arch = "wasm32"))]
    fn losses(&self) -> Json {
        Json::Null
    }

    /// All measurements, for the command line.
    #[cfg(not(target_arch = "wasm32"))]
    fn measures(&self) -> Json {
        Json::Null
    }

    /// The measurements as readable lines, for the command line; `report` is the full report, if there is one.
    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, _report: &dyn Fn() -> Option<Json>) -> String {
        String::new()
    }

    /// What only this kind shows, by name, such as a table: as JSON, an object with the name as its only key. `with` is
    /// JSON too. `None` for names that the kind does not know.
    fn show(&self, _what: &str, _with: &str) -> Option<String> {
        None
    }

    /// Takes data that only this kind takes, by name, such as a report from a worker. Both sides are JSON.
    ///
    /// # Errors
    /// When it cannot be read, or does not fit.
    fn take(&mut self, what: &str, _with: &str) -> Result<String, String> {
        Err(format!("this kind of cell does not take {what}"))
    }
}

/// The board of an earlier spec as one of kind `T`.
pub fn earlier<T: Board>(board: &mut dyn Board) -> Option<&mut T> {
    (board as &mut dyn Any).downcast_mut()
}

/// The JSON of nothing.
pub const NOTHING: &str = "null";

/// What the page gives along, from JSON. `None` if it cannot be read.
pub fn given<T: serde::de::DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// Something that a board shows, as JSON. `None` if it cannot be written, which does not happen for plain structs.
pub fn json(shown: impl Serialize) -> Option<String> {
    serde_json::to_string(&shown).ok()
}
