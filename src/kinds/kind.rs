//! What a kind of cell is, and [`Spec`]: a valid spec of any kind.

use crate::kinds::about::About;
use crate::kinds::board::Board;
use crate::kinds::computes::Computes;
use crate::spec::{FieldDescription, Fields, Fingerprint, MAX_EPOCHS, Problem, Role, link};
use crate::train::Lesson;
#[cfg(feature = "trainer")]
use crate::train::Run;
use std::any::Any;
use std::fmt::Debug;
use std::sync::Arc;

/// The roles of the fields that the numbers of a run depend on.
pub const TRAINING: [Role; 2] = [Role::Data, Role::Training];
/// The roles of the fields that the classical fits depend on.
pub const FITS: [Role; 2] = [Role::Data, Role::Baseline];

/// A kind of cell, implemented by its spec. The rest of the notebook uses a kind only through this trait.
///
/// All methods have defaults: those of a kind that trains nothing.
pub trait Kind: Fields + Erased + Shows + Computes + Debug + Send + Sync {
    /// One spec for each network to train, reduced to what its numbers at any epoch depend on.
    fn runs(&self) -> Vec<Spec> {
        Vec::new()
    }

    /// Checks that the data that the spec names are known here.
    ///
    /// # Errors
    /// What is missing.
    fn check_data(&self) -> Result<(), Problem> {
        Ok(())
    }

    /// The training of the one network of this spec.
    ///
    /// # Errors
    /// When the spec does not train exactly one network, or its data are missing.
    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Err(Problem::new("", self.kind(), "does not train a network by itself"))
    }

    /// Epochs of each run.
    fn epochs(&self) -> u32 {
        0
    }

    /// The fingerprint that the spec claims.
    fn claim(&self) -> Fingerprint {
        Fingerprint(None)
    }

    /// The names of the networks, in the order of [`Kind::runs`].
    fn net_names(&self) -> Vec<String> {
        Vec::new()
    }

    /// The words of the activations of the networks, in the order of [`Kind::runs`]; empty if they are not known.
    fn activations(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// The number of samples that one run draws in all of its epochs, each counted once for every answer.
    fn samples(&self) -> f64 {
        0.0
    }

    /// Whether classical fits are computed beside the networks.
    fn has_fits(&self) -> bool {
        false
    }

    /// Completes a reduction to the fields with the roles `kept` where the roles alone do not decide.
    fn settle(&mut self, _kept: &[Role]) {}

    /// Whether there is a full report on the network of this spec.
    fn has_report(&self) -> bool {
        false
    }

    /// The specs of the networks that a sweep trains and measures one by one; empty for all other kinds.
    fn swept(&self) -> Vec<Spec> {
        Vec::new()
    }

    /// Whether the networks have latent variables.
    fn has_latents(&self) -> bool {
        false
    }

    /// Whether a sweep can vary this spec: it trains one network, and [`Computes::outcome`] measures it.
    fn can_be_swept(&self) -> bool {
        false
    }
}

/// What the page asks of a kind. The module of the workers is built without it.
#[cfg(feature = "page")]
pub trait Shows {
    /// The description of the kind in menus.
    fn about(&self) -> About;

    /// The title of the cell.
    fn heading(&self) -> String {
        self.about().title.into()
    }

    /// The family of kinds that the page shows alike. `None` for a kind that the page shows in a way of its own.
    fn family(&self) -> Option<&'static str> {
        None
    }

    /// What the cell shows, before anything is trained.
    fn board(&self) -> Box<dyn Board>;

    /// A variant of this spec that trains in less time, if there is one.
    fn quick(&self) -> Option<Spec> {
        None
    }

    /// The spec without data that its reader may not want to share, and the id of those data. `None` without such data.
    fn unshared(&self) -> Option<(Spec, String)> {
        None
    }

    /// Makes a change that only this kind knows, such as one of several fields at once. `with` is JSON.
    ///
    /// # Errors
    /// The problems of the changed spec.
    fn change(&self, what: &str, _with: &str) -> Result<Spec, Vec<Problem>> {
        Err(vec![Problem::new("", what, "is not a change of this kind of cell")])
    }
}

/// Nothing, in a module that shows no cells.
#[cfg(not(feature = "page"))]
pub trait Shows {}
#[cfg(not(feature = "page"))]
impl<T> Shows for T {}

/// What every kind has because its spec can be cloned and compared. It is implemented once for all kinds.
pub trait Erased: Any {
    /// A copy.
    fn boxed(&self) -> Box<dyn Kind>;
    /// Whether the other is a spec of the same kind with the same values.
    fn equals(&self, other: &dyn Kind) -> bool;
}

impl<T: Kind + Clone + PartialEq> Erased for T {
    fn boxed(&self) -> Box<dyn Kind> {
        Box::new(self.clone())
    }
    fn equals(&self, other: &dyn Kind) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

/// Sets each field of another role than `kept` to its default, and the length of a training to the longest.
pub fn reduce(spec: &mut dyn Kind, kept: &[Role]) {
    for field in spec.describe().into_iter().filter(|field| !kept.contains(&field.role)) {
        // A run does not depend on its length: more epochs continue the same run.
        let longest = field.role == Role::Length && kept.contains(&Role::Training);
        // Each field takes its own default.
        let _ = spec.set(field.key, &if longest { MAX_EPOCHS.to_string() } else { field.default });
    }
    spec.settle(kept);
}

/// A copy of a spec, reduced by [`reduce`].
pub fn reduced<T: Kind + Clone>(spec: &T, kept: &[Role]) -> T {
    let mut spec = spec.clone();
    reduce(&mut spec, kept);
    spec
}

/// A valid spec of some kind.
#[derive(Debug)]
pub struct Spec(Box<dyn Kind>);

impl Clone for Spec {
    fn clone(&self) -> Self {
        Self(self.0.boxed())
    }
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

impl<T: Kind> From<T> for Spec {
    fn from(spec: T) -> Self {
        Self(Box::new(spec))
    }
}

/// Everything that a [`Kind`] answers.
impl std::ops::Deref for Spec {
    type Target = dyn Kind;
    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl Spec {
    /// The spec as one of a certain kind. `None` if it is of another.
    pub fn get<T: Kind>(&self) -> Option<&T> {
        (&*self.0 as &dyn Any).downcast_ref()
    }

    /// A copy with one field changed.
    ///
    /// # Errors
    /// An unknown key, a value that is not allowed, or one that does not fit the others.
    pub fn with(&self, key: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut spec = self.clone();
        spec.0.set(key, text).map_err(|problem| vec![problem])?;
        // An equal value leaves a claimed fingerprint true.
        if spec != *self {
            spec.0.field_changed(key);
        }
        let problems = spec.cross_check();
        if problems.is_empty() { Ok(spec) } else { Err(problems) }
    }

    /// The problem of a field with this value alone, if it has one.
    pub fn refusal(&self, key: &str, text: &str) -> Option<Problem> {
        self.0.boxed().set(key, text).err()
    }

    /// These pairs of key and value in place of the spec's own.
    ///
    /// # Errors
    /// All problems: `problems`, those of single pairs, or those of the whole.
    pub fn fill(mut self, pairs: &[(String, String)], mut problems: Vec<Problem>) -> Result<Self, Vec<Problem>> {
        for (i, (key, value)) in pairs.iter().enumerate() {
            match pairs[..i].iter().find(|(earlier, _)| earlier == key) {
                None => problems.extend(self.0.set(key, value).err()),
                Some((_, first)) => {
                    let before = self.clone();
                    if self.0.set(key, value).is_err() || self != before {
                        let allowed = format!("is given twice, before as {first}; allowed: once");
                        problems.push(Problem::new(key, value, allowed));
                    }
                }
            }
        }
        // The whole is checked only if each of its parts is valid.
        if problems.is_empty() {
            problems = self.cross_check();
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// The lines of a fence: the fields that differ from their defaults, with aligned keys.
    pub fn fence(&self) -> String {
        let fields = self.different();
        let width = fields.iter().map(|field| field.key.len()).max().unwrap_or(0);
        fields.iter().map(|field| format!("{:width$} = {}\n", field.key, field.value)).collect()
    }

    /// The canonical link, `#kind?key=value&…`.
    pub fn link(&self) -> String {
        let fields = self.different();
        let pairs: Vec<String> =
            fields.iter().map(|field| format!("{}={}", field.key, link::encode(&field.value))).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        format!("#{}{mark}{}", self.kind(), pairs.join("&"))
    }

    /// The spec reduced to what the numbers of all its networks at any epoch depend on.
    pub fn identity(&self) -> Self {
        self.reduced(&TRAINING)
    }

    /// The spec reduced to what its classical fits depend on. `None` if it has none.
    pub fn baseline(&self) -> Option<Self> {
        self.has_fits().then(|| self.reduced(&FITS))
    }

    /// A run of the one network of this spec, before its first epoch.
    ///
    /// # Errors
    /// As [`Kind::lesson`].
    #[cfg(feature = "trainer")]
    pub fn run(&self) -> Result<Run, Problem> {
        self.lesson().map(Run::new)
    }

    fn reduced(&self, kept: &[Role]) -> Self {
        let mut spec = self.clone();
        reduce(&mut *spec.0, kept);
        spec
    }

    fn different(&self) -> Vec<FieldDescription> {
        self.describe().into_iter().filter(|field| field.value != field.default).collect()
    }
}
