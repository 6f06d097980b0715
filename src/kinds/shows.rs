//! What the page asks of a kind. The module of the workers is built without it.

use crate::kinds::about::About;
use crate::kinds::board::Board;
use crate::kinds::kind::Spec;
use crate::spec::Problem;

/// Shows the cells of a kind.
#[cfg(feature = "page")]
pub trait Shows {
    /// What menus say about the kind.
    fn about(&self) -> About;

    /// The title of the cell.
    fn heading(&self) -> String {
        self.about().title.into()
    }

    /// The family of kinds that the page shows alike. `None` for a kind that the page shows in a way of its own.
    fn family(&self) -> Option<&'static str> {
        None
    }

    /// What the cell shows, before anything is trained.
    fn board(&self) -> Box<dyn Board>;

    /// A variant of this spec that trains in less time, if there is one.
    fn quick(&self) -> Option<Spec> {
        None
    }

    /// The spec without data that its reader may not want to share, and the id of those data. `None` without such data.
    fn unshared(&self) -> Option<(Spec, String)> {
        None
    }

    /// Makes a change that only this kind knows, such as one of several fields at once. `with` is JSON.
    ///
    /// # Errors
    /// The problems of the changed spec.
    fn change(&self, what: &str, _with: &str) -> Result<Spec, Vec<Problem>> {
        Err(vec![Problem::new("", what, "is not a change of this kind of cell")])
    }
}

/// Nothing, in a module that shows no cells.
#[cfg(not(feature = "page"))]
pub trait Shows {}
#[cfg(not(feature = "page"))]
impl<T> Shows for T {}
