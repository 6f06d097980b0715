//! What the file of a world provides: the fields of its spec, its ground truth, and its additions to a cell.

use crate::figure::lines::{Ink, Series};
use crate::kinds::about::About;
use crate::kinds::worlds::world::World;
use crate::spec::Fields;
use std::any::Any;
use std::fmt::Debug;

/// A key of a spec and its value.
pub type Pair = (&'static str, &'static str);

/// A world as a kind of cell. Its fields are those of its spec beside the [`crate::kinds::worlds::Recipe`].
pub trait Domain: Fields + Cloned + Debug + Send + Sync {
    /// The ground truth. Random instruments are drawn from `seed`.
    fn world(&self, seed: u32) -> Box<dyn World>;

    /// What menus say about it.
    #[cfg(feature = "page")]
    fn about(&self) -> About;

    /// What is observed, asked and answered, in words above the sliders of its cells.
    fn words(&self) -> &'static str {
        ""
    }

    /// Keys of the recipe whose defaults differ from those of the recipe.
    fn recipe(&self) -> &'static [Pair] {
        &[]
    }

    /// The places outside of the training data at which networks are evaluated, nearest first.
    #[cfg(feature = "trainer")]
    fn elsewhere(&self) -> Vec<Elsewhere> {
        Vec::new()
    }

    /// Whether a scene has a plan, a picture from above.
    fn has_plan(&self) -> bool {
        false
    }

    /// The plan of a scene.
    fn plan(&self, _shown: &Shown) -> Option<Plan> {
        None
    }

    /// The shipped networks.
    fn shipped(&self) -> &'static [Shipped] {
        &[]
    }
}

/// A place outside of the training data: the same world with other constants, or at another time.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// The difference from training, in words.
    pub name: String,
    /// The world from which scenes are drawn.
    pub domain: Box<dyn Domain>,
    /// The time of every question, instead of a drawn one.
    pub time: Option<f32>,
}

/// A scene with the answer of the network, as a plan shows it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The scene; (scene_len).
    pub scene: &'a [f64],
    /// The dials; (dials).
    pub dials: &'a [f64],
    /// The answer of the network; (outputs). `None` before a network is known.
    pub answer: Option<&'a [f64]>,
}

/// A picture of a scene from above. Both axes reach from −`reach` to `reach`.
#[derive(Debug)]
pub struct Plan {
    /// The unit of both axes.
    pub unit: &'static str,
    /// The ends of both axes.
    pub reach: f64,
    /// The bodies and their paths.
    pub series: Vec<Series>,
}

/// A curve or a set of marks of a plan. The legend lists it unless its name is empty.
pub fn line(name: &str, ink: Ink, points: Vec<(f64, f64)>) -> Series {
    Series { name: name.into(), ink, points, listed: !name.is_empty(), filled: false }
}

/// A place as a point of a figure.
pub fn at([x, y]: [f64; 2]) -> (f64, f64) {
    (x, y)
}

/// A shipped network and its quick variant, as changes of the defaults.
#[derive(Debug)]
pub struct Shipped {
    /// The name, such as that of an experiment.
    pub name: &'static str,
    /// Changes of the defaults.
    pub changes: &'static [Pair],
    /// Changes of the defaults for the quick variant.
    pub quick: &'static [Pair],
}

/// The optimiser of the quick variants.
pub const MUON: Pair = ("optimiser", "muon");

/// What every domain has because it can be cloned and compared. It is implemented once for all domains.
pub trait Cloned: Any {
    /// A copy.
    fn boxed(&self) -> Box<dyn Domain>;
    /// The same world with its default values.
    fn defaults(&self) -> Box<dyn Domain>;
    /// Whether the other is the same domain with the same values.
    fn equals(&self, other: &dyn Domain) -> bool;
}

impl<T: Domain + Clone + Default + PartialEq> Cloned for T {
    fn boxed(&self) -> Box<dyn Domain> {
        Box::new(self.clone())
    }
    fn defaults(&self) -> Box<dyn Domain> {
        Box::new(T::default())
    }
    fn equals(&self, other: &dyn Domain) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

impl Clone for Box<dyn Domain> {
    fn clone(&self) -> Self {
        self.as_ref().boxed()
    }
}
