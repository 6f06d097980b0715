//! The four experiments of Iten et al. (2020): what is observed, what is asked, and the network between.

mod kinds;
mod recipe;

pub use kinds::{CollisionSpec, PendulumSpec, QubitsSpec, SolarSpec};
pub use recipe::{Recipe, Sizes};

use super::{FieldDescription, Fields, Problem};
use recipe::Experiment;

/// The spec of one of the four.
#[derive(Debug, Clone, PartialEq)]
pub enum WorldSpec {
    /// A damped pendulum, asked where it will be.
    Pendulum(PendulumSpec),
    /// Two bodies that collide: angular momentum is kept.
    Collision(CollisionSpec),
    /// One or two qubits, asked for the chance of a measurement's outcome.
    Qubits(QubitsSpec),
    /// Sun and Mars as seen from Earth, week after week.
    Solar(SolarSpec),
}

macro_rules! each_world {
    ($value:expr, $spec:ident => $body:expr) => {
        match $value {
            WorldSpec::Pendulum($spec) => $body,
            WorldSpec::Collision($spec) => $body,
            WorldSpec::Qubits($spec) => $body,
            WorldSpec::Solar($spec) => $body,
        }
    };
}

impl Fields for WorldSpec {
    fn kind(&self) -> &'static str {
        each_world!(self, spec => spec.kind())
    }

    fn describe(&self) -> Vec<FieldDescription> {
        each_world!(self, spec => spec.describe())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        each_world!(self, spec => spec.set(key, text))
    }

    fn cross_check(&self) -> Vec<Problem> {
        each_world!(self, spec => spec.cross_check())
    }

    fn field_changed(&mut self, key: &str) {
        each_world!(self, spec => spec.field_changed(key));
    }
}

impl WorldSpec {
    /// The defaults of a kind, if it is one of the four.
    pub fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            PendulumSpec::KIND => Self::Pendulum(PendulumSpec::default()),
            CollisionSpec::KIND => Self::Collision(CollisionSpec::default()),
            QubitsSpec::KIND => Self::Qubits(QubitsSpec::default()),
            SolarSpec::KIND => Self::Solar(SolarSpec::default()),
            _ => return None,
        })
    }

    /// How many numbers an observation, a question and an answer have.
    pub fn sizes(&self) -> Sizes {
        each_world!(self, spec => spec.sizes())
    }

    /// The network and its training.
    pub fn recipe(&self) -> Recipe<'_> {
        each_world!(self, spec => spec.recipe())
    }

    /// The spec reduced to what the network's numbers at any epoch depend on.
    pub fn identity(&self) -> Self {
        let mut spec = self.clone();
        for field in self.describe().into_iter().filter(|field| field.role == super::Role::Display) {
            // A default is a value that its field takes.
            let _ = spec.set(field.key, &field.default);
        }
        let _ = spec.set("epochs", &super::MAX_EPOCHS.to_string());
        spec
    }
}
