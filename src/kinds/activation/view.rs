//! The kind `activation`, and its cell as the page asks for it.

use crate::figure::lines::Ink;
use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::activation::figure::activation_figure;
use crate::kinds::activation::spec::ActivationSpec;
use crate::kinds::board::Board;
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::range::Range;

/// The name of the one figure.
const FIGURE: &str = "activation";

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for ActivationSpec {}

#[cfg(feature = "page")]
impl Shows for ActivationSpec {
    fn about(&self) -> About {
        About {
            title: "Activation functions",
            help: "The functions between the layers of a network, and their slopes.",
            sample: "",
        }
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(ActivationBoard(self.clone()))
    }
}

impl Kind for ActivationSpec {}

/// The cell of a spec.
struct ActivationBoard(ActivationSpec);

impl Board for ActivationBoard {
    fn figures(&self, _: &str) -> Vec<String> {
        vec![FIGURE.into()]
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        (name == FIGURE).then(|| Picture::Lines(activation_figure(&self.0, hidden)))
    }

    fn legend(&self, _: &str) -> Vec<(String, Ink)> {
        activation_figure(&self.0, &[]).inks()
    }

    fn view(&self, _: Range) -> Option<Range> {
        Some(self.0.view)
    }
}
