//! The kind `claims`, and its cell as the page asks for it. The statements themselves are in [`crate::paper`].

use crate::figure::picture::Picture;
use crate::kinds::board::{Board, json};
use crate::kinds::claims::spec::ClaimsSpec;
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::paper::networks::{claimed_worlds, experiments};

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for ClaimsSpec {}

#[cfg(feature = "page")]
impl Shows for ClaimsSpec {
    fn board(&self) -> Box<dyn Board> {
        Box::new(ClaimsBoard)
    }
}

impl Kind for ClaimsSpec {}

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
            "experiments" => json([experiments(), claimed_worlds()].concat()),
            _ => None,
        }
    }
}
