//! The kind `surface`, and its cell as the page asks for it.

use crate::figure::lines::{Figure, Ink};
use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::board::Board;
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::kinds::surface::board::TruthBoard;
use crate::kinds::surface::spec::SurfaceSpec;
use crate::spec::Value;

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for SurfaceSpec {}

#[cfg(feature = "page")]
impl Shows for SurfaceSpec {
    fn about(&self) -> About {
        About {
            title: "The driven, damped oscillator",
            help: "Its true phase and amplitude, as surfaces and slices.",
            sample: "",
        }
    }

    fn heading(&self) -> String {
        format!("{}, {} space", self.about().title, self.space.print())
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(TruthBoard::new(self.clone()))
    }
}

impl Kind for SurfaceSpec {}

impl Board for TruthBoard {
    fn figures(&self, _: &str) -> Vec<String> {
        self.names()
    }

    fn coarsen(&mut self, coarse: bool) {
        TruthBoard::coarsen(self, coarse);
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        self.named(name, hidden)
    }

    fn legend(&self, _: &str) -> Vec<(String, Ink)> {
        let slices = self.names().into_iter().find(|name| name.starts_with("slices"));
        match slices.and_then(|name| self.named(&name, &[])) {
            Some(Picture::Lines(figure)) => Figure::inks(figure),
            _ => Vec::new(),
        }
    }

    fn turns(&self, name: &str) -> bool {
        name.starts_with("surface")
    }
}
