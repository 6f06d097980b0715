//! The kind `claims`, and its cell as the page asks for it. The statements themselves are in [`crate::paper`].

use crate::figure::picture::Picture;
use crate::kinds::Experiment;
use crate::kinds::about::About;
use crate::kinds::board::{Board, json};
use crate::kinds::claims::spec::ClaimsSpec;
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::paper::networks::{claimed_worlds, experiments};
use serde::Serialize;

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for ClaimsSpec {}

#[cfg(feature = "page")]
impl Shows for ClaimsSpec {
    fn about(&self) -> About {
        About {
            title: "Claims of two papers",
            help: "What two papers state, beside what is measured here.",
            sample: "",
        }
    }

    fn heading(&self) -> String {
        "What the paper states, and what is measured here".into()
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(ClaimsBoard)
    }
}

impl Kind for ClaimsSpec {}

/// What a cell of this kind shows, by name.
#[derive(Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
enum ClaimsShown {
    /// What can be trained again.
    Experiments(Vec<Experiment>),
}

/// The cell: the page fills it with statements.
struct ClaimsBoard;

impl Board for ClaimsBoard {
    fn figures(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn picture(&self, _: &str, _: &[String]) -> Option<Picture> {
        None
    }

    fn show(&self, what: &str, _: &str) -> Option<String> {
        match what {
            "experiments" => json(ClaimsShown::Experiments([experiments(), claimed_worlds()].concat())),
            _ => None,
        }
    }
}
