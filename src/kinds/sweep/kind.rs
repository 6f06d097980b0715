//! The kind `sweep`: many networks of another kind, each measured after its training.

use crate::kinds::about::About;
use crate::kinds::board::Board;
use crate::kinds::kind::Shows;
use crate::kinds::kind::{Kind, Spec};
use crate::kinds::sweep::board::SweepBoard;
use crate::kinds::sweep::spec::SweepSpec;

#[cfg(feature = "trainer")]
impl crate::kinds::computes::Computes for SweepSpec {}

#[cfg(feature = "page")]
impl Shows for SweepSpec {
    fn about(&self) -> About {
        About {
            title: "Sweep",
            help: "One network is trained for every combination of the values of two settings.",
            sample: "",
        }
    }

    fn heading(&self) -> String {
        format!("{}: {} × {}", self.about().title, self.columns.key, self.rows.key)
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(SweepBoard::new(self.clone()))
    }
}

impl Kind for SweepSpec {
    fn runs(&self) -> Vec<Spec> {
        self.swept().iter().flat_map(|spec| spec.runs()).collect()
    }

    fn epochs(&self) -> u32 {
        self.of.0.epochs()
    }

    fn swept(&self) -> Vec<Spec> {
        self.networks().into_iter().map(|(_, spec)| spec).collect()
    }
}
