//! The spec of the cell of a world: the fields of the world, and the network that learns it.

use crate::kinds::worlds::cell::recipe::Recipe;
use crate::kinds::worlds::domain::Domain;
use crate::kinds::worlds::world::Sizes;
use crate::nn::SciNetShape;
use crate::spec::fields::{forget_fingerprint, unknown_key};
use crate::spec::{FieldDescription, Fields, Problem, Role, Value};
use std::any::Any;

/// A world, and the network that learns it.
#[derive(Debug, Clone)]
pub struct WorldSpec {
    /// The world.
    pub domain: Box<dyn Domain>,
    /// The network and its training.
    pub recipe: Recipe,
}

impl PartialEq for WorldSpec {
    fn eq(&self, other: &Self) -> bool {
        self.domain.equals(&*other.domain) && self.recipe == other.recipe
    }
}

impl WorldSpec {
    /// The defaults of a world.
    pub fn of(domain: impl Domain) -> Self {
        Self { recipe: own_recipe(&domain), domain: Box::new(domain) }
    }

    /// The same network on another world.
    pub fn on(&self, domain: Box<dyn Domain>) -> Self {
        Self { domain, recipe: self.recipe.clone() }
    }

    /// The world as one of a certain type. `None` if it is of another type.
    pub fn get<T: Domain>(&self) -> Option<&T> {
        (&*self.domain as &dyn Any).downcast_ref()
    }

    /// The lengths of an observation, a question and an answer.
    pub fn sizes(&self) -> Sizes {
        self.domain.world(self.recipe.seed).sizes()
    }

    /// Checks the sizes of the network and of the scene.
    pub fn check_network(&self) -> Vec<Problem> {
        let world = self.domain.world(self.recipe.seed);
        let sizes = world.sizes();
        if self.recipe.latent + sizes.questions as u32 == 0 {
            let allowed = "allowed: a whole number from 1 to 32, because the decoder has no other input";
            return vec![Problem::new("latent", "0", allowed)];
        }
        let dials = world.dials().len();
        match &self.recipe.scene.0 {
            Some(numbers) if numbers.len() != dials => {
                let allowed = format!("allowed: auto, or {dials} numbers");
                vec![Problem::new("scene", self.recipe.scene.print(), allowed)]
            }
            _ => self.too_large(sizes),
        }
    }
}

/// The recipe with the defaults of a world.
pub fn own_recipe(domain: &dyn Domain) -> Recipe {
    let mut recipe = Recipe::default();
    for (key, text) in domain.recipe() {
        // The test `defaults_parse` reads every default.
        let _ = recipe.set(key, text);
    }
    recipe
}

impl From<&WorldSpec> for SciNetShape {
    fn from(spec: &WorldSpec) -> Self {
        let widths = |list: &[u32]| list.iter().map(|width| *width as usize).collect();
        let (sizes, recipe) = (spec.sizes(), &spec.recipe);
        Self {
            inputs: sizes.inputs,
            encoder: widths(&recipe.encoder.0),
            latent: recipe.latent as usize,
            questions: sizes.questions,
            decoder: widths(&recipe.decoder.0),
            outputs: sizes.outputs,
            steps: sizes.steps,
            activation: recipe.activation,
            prior: recipe.prior as f32,
        }
    }
}

impl Fields for WorldSpec {
    fn kind(&self) -> &'static str {
        self.domain.kind()
    }

    fn describe(&self) -> Vec<FieldDescription> {
        let mut fields = self.domain.describe();
        let own = own_recipe(&*self.domain).describe();
        for (field, own) in self.recipe.describe().into_iter().zip(own) {
            fields.push(FieldDescription { default: own.value, ..field });
        }
        fields
    }

    fn role(&self, key: &str) -> Option<Role> {
        self.domain.role(key).or_else(|| self.recipe.role(key))
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        if self.domain.role(key).is_some() {
            self.domain.set(key, text)
        } else if self.recipe.role(key).is_some() {
            self.recipe.set(key, text)
        } else {
            let keys: Vec<&str> = self.describe().iter().map(|field| field.key).collect();
            Err(unknown_key(key, text, self.kind(), &keys))
        }
    }

    fn cross_check(&self) -> Vec<Problem> {
        let problems = self.domain.cross_check();
        if problems.is_empty() { self.check_network() } else { problems }
    }

    fn field_changed(&mut self, key: &str) {
        forget_fingerprint(self, key);
    }
}

/// Maximum number of parameters: a worker with their gradients and moments stays below about 60 MB.
const MAX_PARAMETERS: u64 = 1 << 20;
/// Maximum number of parameters per scene, those of the decoder once for each answer: figures need many scenes.
const MAX_PASSES: u64 = 1 << 22;
/// Maximum batch × parameters, those of the decoder once for each answer.
const MAX_WORK: u64 = 1 << 32;

impl WorldSpec {
    fn too_large(&self, sizes: Sizes) -> Vec<Problem> {
        let recipe = &self.recipe;
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
