//! The kinds of cells. A kind is a folder here and a line of the [`registry`]; no other file names it.

#[cfg(feature = "cells")]
pub mod about;
#[cfg(feature = "cells")]
pub mod activation;
#[cfg(feature = "cells")]
pub mod board;
#[cfg(feature = "cells")]
pub mod claims;
#[cfg(feature = "cells")]
pub mod computes;
#[cfg(feature = "cells")]
pub mod data;
#[cfg(feature = "cells")]
pub mod diagram;
#[cfg(feature = "cells")]
pub mod evaluation;
#[cfg(feature = "cells")]
pub mod fit;
#[cfg(feature = "cells")]
mod kind;
#[cfg(feature = "cells")]
mod learning;
#[cfg(feature = "cells")]
mod net_state;
#[cfg(feature = "cells")]
mod notes;
#[cfg(feature = "cells")]
pub mod outcome;
pub mod registry;
#[cfg(feature = "cells")]
pub mod scinet;
#[cfg(feature = "cells")]
pub mod shows;
#[cfg(feature = "cells")]
pub mod surface;
#[cfg(feature = "cells")]
pub mod sweep;
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
