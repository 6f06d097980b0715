//! The kind `diagram`, and its cell as the page asks for it.

use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::board::Board;
use crate::kinds::diagram::figure::architecture;
use crate::kinds::diagram::spec::DiagramSpec;
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;

/// The name of the one figure.
const FIGURE: &str = "diagram";

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for DiagramSpec {}

#[cfg(feature = "page")]
impl Shows for DiagramSpec {
    fn about(&self) -> About {
        About { title: "Architecture", help: "The layers of a network as nodes and lines.", sample: "" }
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(DiagramBoard(self.clone()))
    }
}

impl Kind for DiagramSpec {}

/// The cell of a spec.
struct DiagramBoard(DiagramSpec);

impl Board for DiagramBoard {
    fn figures(&self, _: &str) -> Vec<String> {
        vec![FIGURE.into()]
    }

    fn picture(&self, name: &str, _: &[String]) -> Option<Picture> {
        (name == FIGURE).then(|| Picture::Diagram(architecture(&self.0)))
    }
}
