//! The four experiments of Iten et al. (2020): what is observed, what is asked, and the network between.

mod domains;
mod named;
mod recipe;
mod scene;

pub use domains::{CollisionSpec, PendulumSpec, QubitsSpec, Sizes, SolarSpec};
pub use named::{QUBIT_SWEEP, TWO_QUBIT_SWEEP, world_named, world_names};
pub use recipe::Recipe;

use super::table::{forget_fingerprint, unknown_key};
use super::{FieldDescription, Fields, Problem, Role, Value};

/// A world and the network that is to learn it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldSpec {
    /// Which of the four.
    pub domain: Domain,
    /// The network and its training.
    pub recipe: Recipe,
}

/// One of the four.
#[derive(Debug, Clone, PartialEq)]
pub enum Domain {
    /// A damped pendulum, asked where it will be.
    Pendulum(PendulumSpec),
    /// Two bodies that collide: angular momentum is kept.
    Collision(CollisionSpec),
    /// One or two qubits, asked for the chance of a measurement's outcome.
    Qubits(QubitsSpec),
    /// Sun and Mars as seen from Earth, week after week.
    Solar(SolarSpec),
}

macro_rules! each_domain {
    ($value:expr, $spec:ident => $body:expr) => {
        match $value {
            Domain::Pendulum($spec) => $body,
            Domain::Collision($spec) => $body,
            Domain::Qubits($spec) => $body,
            Domain::Solar($spec) => $body,
        }
    };
}

/// Keys of the recipe with the original's values, where they are others than the recipe's own.
type Defaults = &'static [(&'static str, &'static str)];

impl Domain {
    fn defaults(&self) -> Defaults {
        match self {
            Self::Pendulum(_) => &[("encoder", "500, 100"), ("latent", "3"), ("epochs", "186000")],
            // The original has wider layers and smaller rates. Trained so, the latent variable follows the angular
            // momentum less and less in a straight line, the better the answers become; nothing in the loss prevents it.
            Self::Collision(_) => &[
                ("encoder", "100, 50"),
                ("latent", "1"),
                ("decoder", "100, 100"),
                ("beta", "0"),
                ("batch", "500"),
                ("epochs", "40000"),
                ("lr", "24000@0.002, 12000@0.0005, 0.0001"),
            ],
            Self::Qubits(_) => &[("beta", "0.0001"), ("lr", "30000@0.001, 0.0001")],
            // The original's phases, shorter. Its ELU bends the latent variables along the line of oppositions; tanh,
            // which is smooth, leaves them straight.
            Self::Solar(_) => &[
                ("activation", "tanh"),
                ("beta", "4000@0.1, 3000@0.01, 0.001"),
                ("batch", "128"),
                ("epochs", "9000"),
                ("lr", "5000@0.002, 3000@0.0004, 0.00005"),
            ],
        }
    }

    fn recipe(&self) -> Recipe {
        let mut recipe = Recipe::default();
        for (key, text) in self.defaults() {
            // The test `defaults_parse` reads every default.
            let _ = recipe.set(key, text);
        }
        recipe
    }

    /// How many numbers a reader chooses: parts of the scene, then the question.
    fn dials(&self) -> usize {
        if matches!(self, Self::Collision(_)) { 4 } else { 3 }
    }
}

impl Fields for WorldSpec {
    fn kind(&self) -> &'static str {
        each_domain!(&self.domain, spec => spec.kind())
    }

    fn describe(&self) -> Vec<FieldDescription> {
        let mut fields = each_domain!(&self.domain, spec => spec.describe());
        let own = self.domain.recipe().describe();
        for (field, own) in self.recipe.describe().into_iter().zip(own) {
            fields.push(FieldDescription { default: own.value, ..field });
        }
        fields
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        let has = |fields: Vec<FieldDescription>| fields.iter().any(|field| field.key == key);
        if has(each_domain!(&self.domain, spec => spec.describe())) {
            each_domain!(&mut self.domain, spec => spec.set(key, text))
        } else if has(self.recipe.describe()) {
            self.recipe.set(key, text)
        } else {
            let keys: Vec<&str> = self.describe().iter().map(|field| field.key).collect();
            Err(unknown_key(key, text, self.kind(), &keys))
        }
    }

    fn cross_check(&self) -> Vec<Problem> {
        let problems = each_domain!(&self.domain, spec => spec.cross_check());
        if !problems.is_empty() {
            return problems;
        }
        if self.recipe.latent + self.sizes().questions as u32 == 0 {
            let allowed = "allowed: a whole number from 1 to 32, for nothing else tells the decoder what to answer";
            return vec![Problem::new("latent", "0", allowed)];
        }
        let dials = self.domain.dials();
        match &self.recipe.scene.0 {
            Some(numbers) if numbers.len() != dials => {
                let allowed = format!("allowed: auto, or {dials} numbers");
                vec![Problem::new("scene", self.recipe.scene.print(), allowed)]
            }
            _ => self.too_large(),
        }
    }

    fn field_changed(&mut self, key: &str) {
        forget_fingerprint(self, key);
    }
}

/// Most parameters: a worker with gradients and moments of them stays below about 60 MB.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Most parameters that one scene goes through, those of the decoder once for each answer: figures ask many scenes.
const MAX_PASSES: u64 = 1 << 22;
/// Largest batch × parameters, those of the decoder once for each answer.
const MAX_WORK: u64 = 1 << 32;

impl WorldSpec {
    /// The defaults of a kind, if it is one of the four.
    pub fn named(kind: &str) -> Option<Self> {
        let domain = match kind {
            PendulumSpec::KIND => Domain::Pendulum(PendulumSpec::default()),
            CollisionSpec::KIND => Domain::Collision(CollisionSpec::default()),
            QubitsSpec::KIND => Domain::Qubits(QubitsSpec::default()),
            SolarSpec::KIND => Domain::Solar(SolarSpec::default()),
            _ => return None,
        };
        Some(Self { recipe: domain.recipe(), domain })
    }

    /// The same network on another world.
    pub fn on(&self, domain: Domain) -> Self {
        Self { domain, recipe: self.recipe.clone() }
    }

    /// How many numbers an observation, a question and an answer have.
    pub fn sizes(&self) -> Sizes {
        match &self.domain {
            Domain::Pendulum(spec) => Sizes { inputs: spec.points as usize, questions: 1, outputs: 1, steps: 0 },
            Domain::Collision(_) => Sizes { inputs: 30, questions: 16, outputs: 2, steps: 0 },
            Domain::Qubits(spec) => {
                let n = spec.measurements as usize;
                Sizes { inputs: n, questions: n, outputs: 1, steps: 0 }
            }
            Domain::Solar(spec) => Sizes { inputs: 2, questions: 0, outputs: 2, steps: spec.steps as usize },
        }
    }

    /// The spec reduced to what the network's numbers at any epoch depend on.
    pub fn identity(&self) -> Self {
        let mut spec = self.clone();
        for field in self.recipe.describe().into_iter().filter(|field| field.role == Role::Display) {
            // A default is a value that its field takes.
            let _ = spec.recipe.set(field.key, &field.default);
        }
        spec.recipe.epochs = super::MAX_EPOCHS;
        spec
    }

    fn too_large(&self) -> Vec<Problem> {
        let (sizes, recipe) = (self.sizes(), &self.recipe);
        let count = |first: u64, hidden: &[u32], last: u64| {
            let sizes: Vec<u64> =
                [first].into_iter().chain(hidden.iter().map(|n| u64::from(*n))).chain([last]).collect();
            sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum::<u64>()
        };
        let latent = u64::from(recipe.latent);
        let encoder = count(sizes.inputs as u64, &recipe.encoder.0, 2 * latent);
        let decoder = count(latent + sizes.questions as u64, &recipe.decoder.0, sizes.outputs as u64);
        let (parameters, work) = (encoder + decoder, encoder + decoder * sizes.steps.max(1) as u64);
        if parameters > MAX_PARAMETERS {
            let given = format!("{} and {}", recipe.encoder.print(), recipe.decoder.print());
            let allowed = format!("make {parameters} parameters; allowed: at most {MAX_PARAMETERS}");
            return vec![Problem::new("encoder and decoder", given, allowed)];
        }
        if work > MAX_PASSES {
            let allowed = format!("decode through {work} parameters; allowed: at most {MAX_PASSES}");
            return vec![Problem::new("steps", sizes.steps.to_string(), allowed)];
        }
        let largest = recipe.batch.all().max().unwrap_or(0);
        if work * u64::from(largest) > MAX_WORK {
            let allowed = format!("allowed: at most {} with a network of this size", MAX_WORK / work);
            return vec![Problem::new("batch", recipe.batch.print(), allowed)];
        }
        Vec::new()
    }
}
