//! The kinds of cells: a kind is a folder here and a line of the list below, and no other file names it.

#[cfg(feature = "cells")]
pub mod about;
#[cfg(feature = "cells")]
pub mod board;
#[cfg(feature = "cells")]
pub mod computes;
#[cfg(feature = "cells")]
pub mod evaluation;
#[cfg(feature = "cells")]
mod kind;
#[cfg(feature = "cells")]
mod learning;
#[cfg(feature = "cells")]
mod mended;
#[cfg(feature = "cells")]
mod net_state;
#[cfg(feature = "cells")]
mod notes;
#[cfg(feature = "cells")]
pub mod outcome;
pub mod registry;
#[cfg(test)]
#[cfg(feature = "cells")]
mod tests;
#[cfg(feature = "cells")]
mod variant;
pub mod worlds;

#[cfg(feature = "cells")]
pub use kind::{FITS, Kind, Spec, TRAINING, reduce, reduced};
#[cfg(feature = "cells")]
pub use net_state::NetState;
#[cfg(feature = "cells")]
pub use notes::Notes;
#[cfg(feature = "cells")]
pub use registry::Reading;
#[cfg(feature = "cells")]
pub use variant::{Experiment, Variant};

/// Declares the kinds: the folder, the spec that has the defaults, and the word that opens a fence or a link.
macro_rules! kinds {
    ($($room:ident :: $spec:ident = $word:literal),* $(,)?) => {
        $(#[cfg(feature = "cells")] pub mod $room;)*

        /// The words of the kinds, except those of worlds.
        const WORDS: &[&str] = &[$($word),*];

        /// The defaults of a kind.
        #[cfg(feature = "cells")]
        fn defaults(word: &str) -> Option<Spec> {
            match word {
                $($word => Some($room::$spec::default().into()),)*
                _ => worlds::defaults(word),
            }
        }
    };
}

// The list of kinds. Worlds have a list of their own, in `worlds/mod.rs`.
kinds! {
    fit::FitSpec = "fit",
    scinet::SciNetSpec = "scinet",
    data::DataSpec = "data",
    sweep::SweepSpec = "sweep",
    surface::SurfaceSpec = "surface",
    diagram::DiagramSpec = "diagram",
    activation::ActivationSpec = "activation",
    claims::ClaimsSpec = "claims",
}
