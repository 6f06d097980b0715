//! Worlds: ground truths with observations and questions for a SciNet, one file each.

#[cfg(feature = "cells")]
mod cell;
#[cfg(feature = "cells")]
mod domain;
#[cfg(feature = "cells")]
pub mod oscillator;
#[cfg(feature = "cells")]
mod scenes;
#[cfg(feature = "cells")]
mod space;
#[cfg(test)]
#[cfg(feature = "cells")]
mod tests;
#[cfg(feature = "cells")]
mod world;

#[cfg(feature = "cells")]
pub use cell::{OutsideErrors, Recipe, WorldBoard, WorldLesson, WorldReport, WorldSpec, degree, own_recipe};
#[cfg(feature = "cells")]
pub use domain::{Domain, Elsewhere, Pair, Plan, Shipped, Shown};
#[cfg(feature = "cells")]
pub use oscillator::{Oscillator, OscillatorSpec};
#[cfg(feature = "cells")]
pub use scenes::{Purpose, Scenes};
#[cfg(feature = "cells")]
pub use space::Space;
#[cfg(feature = "cells")]
pub use world::{Dial, Posed, Quantity, Sizes, World, posed};

#[cfg(feature = "cells")]
use crate::kinds::kind::Spec;

/// Declares the worlds: the file, the struct of its spec, and the word that opens a fence or a link.
macro_rules! worlds {
    ($($file:ident :: $spec:ident = $word:literal),* $(,)?) => {
        $(#[cfg(feature = "cells")] pub mod $file;)*

        /// The words of the worlds, in the order in which they are offered.
        pub const WORDS: &[&str] = &[$($word),*];

        /// The defaults of a world.
        #[cfg(feature = "cells")]
        pub fn defaults(word: &str) -> Option<Spec> {
            match word {
                $($word => Some(WorldSpec::of($file::$spec::default()).into()),)*
                _ => None,
            }
        }
    };
}

// The list of worlds.
worlds! {
    pendulum::PendulumSpec = "pendulum",
    collision::CollisionSpec = "collision",
    qubits::QubitsSpec = "qubits",
    solar::SolarSpec = "solar",
}

/// The worlds with all shipped networks.
#[cfg(feature = "cells")]
fn shipped() -> impl Iterator<Item = (WorldSpec, &'static Shipped)> {
    let worlds = WORDS.iter().filter_map(|word| defaults(word)?.get::<WorldSpec>().cloned());
    worlds.flat_map(|spec| spec.domain.shipped().iter().map(move |shipped| (spec.clone(), shipped)))
}

/// The names of the shipped networks.
#[cfg(feature = "cells")]
pub fn world_names() -> Vec<&'static str> {
    shipped().map(|(_, shipped)| shipped.name).collect()
}

/// The spec of a shipped network, such as `pendulum`, or of its quick variant, such as `pendulum_quick`.
#[cfg(feature = "cells")]
pub fn world_named(name: &str) -> Option<WorldSpec> {
    let (base, quick) = name.strip_suffix("_quick").map_or((name, false), |base| (base, true));
    shipped().find(|(_, shipped)| shipped.name == base).map(|(spec, shipped)| spec.shipped(shipped, quick))
}
