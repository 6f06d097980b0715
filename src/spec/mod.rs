//! Specs: everything that determines a run's numbers, as the same text in a fence, a link and a file.
//!
//! A spec is lines of `key = value`. [`Spec::parse`] reads a fence or file, [`Spec::parse_link`] a
//! link; both report every problem at once and guess nothing. [`Spec::fence`] and [`Spec::link`]
//! write only what differs from the default, in the table's order, so equal specs have equal links.

mod activation;
mod claims;
mod data;
mod data_cell;
mod diagram;
mod experiments;
mod fit;
pub mod link;
mod network;
mod panels;
mod problem;
mod quick;
mod scinet;
mod surface;
mod sweep;
mod table;
mod tabular;
mod training;
mod value;
mod version;
mod world;

#[cfg(test)]
mod tests;

pub use crate::range::Range;
pub use crate::tables::is_invisible;
pub use activation::ActivationSpec;
pub use claims::{ClaimsSpec, ExperimentChoice, WORLDS};
pub use data::{Distribution, ErrorAxis, Fingerprint, Outputs, Space};
pub use data_cell::{Chosen, DataSpec};
pub use diagram::{Architecture, DiagramSpec};
pub use experiments::{experiment, experiment_names, experiment_of};
pub use fit::FitSpec;
pub use network::{Activation, Activations, Degrees, Net, Nets, Optimiser, WeightDecay, Widths};
pub use panels::{Levels, Panel, Panels};
pub use problem::{Problem, told};
pub use quick::{quick_variant, samples};
pub use scinet::SciNetSpec;
pub use surface::SurfaceSpec;
pub use sweep::{SweepSpec, Swept, Values};
pub use table::{FieldDescription, Fields, Role};
pub use tabular::{Columns, DenseNet, DenseNets, FileName, HeldOut, Latents, Rows, TableRef};
pub use training::{Clip, Init, Staged, Stages};
pub use value::{AutoRange, Bounds, Control, Refusal, Value, print_number};
pub use world::{
    CollisionSpec, Domain, PendulumSpec, QUBIT_SWEEP, QubitsSpec, Recipe, Sizes, SolarSpec, TWO_QUBIT_SWEEP, WorldSpec,
    world_named, world_names,
};

/// A valid spec of some kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Spec {
    /// Networks and polynomials on a function of x.
    Fit(FitSpec),
    /// An encoder, latent variables and a decoder on an oscillator.
    SciNet(SciNetSpec),
    /// Networks, a SciNet and polynomials on a reader's table.
    Data(DataSpec),
    /// A fit or a SciNet with two values varied.
    Sweep(SweepSpec),
    /// A SciNet on one of the original's four worlds.
    World(WorldSpec),
    /// The oscillator's true phase and amplitude.
    Surface(SurfaceSpec),
    /// A network's layers.
    Diagram(DiagramSpec),
    /// The functions between layers.
    Activation(ActivationSpec),
    /// The paper's statements beside measurements.
    Claims(ClaimsSpec),
}

/// A spec that was read, and what its reader should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The spec, of the present version of the numerics.
    pub spec: Spec,
    /// Whole sentences: what was given and is no longer so.
    pub notices: Vec<String>,
}

/// The kinds there are, in the order they are offered.
pub const KINDS: [&str; 12] = [
    FitSpec::KIND,
    SciNetSpec::KIND,
    DataSpec::KIND,
    PendulumSpec::KIND,
    CollisionSpec::KIND,
    QubitsSpec::KIND,
    SolarSpec::KIND,
    SweepSpec::KIND,
    SurfaceSpec::KIND,
    DiagramSpec::KIND,
    ActivationSpec::KIND,
    ClaimsSpec::KIND,
];

/// Does the same with the spec of any kind.
macro_rules! each_kind {
    ($value:expr, $spec:ident => $body:expr) => {
        match $value {
            Spec::Fit($spec) => $body,
            Spec::SciNet($spec) => $body,
            Spec::Data($spec) => $body,
            Spec::World($spec) => $body,
            Spec::Sweep($spec) => $body,
            Spec::Surface($spec) => $body,
            Spec::Diagram($spec) => $body,
            Spec::Activation($spec) => $body,
            Spec::Claims($spec) => $body,
        }
    };
}

/// Most epochs of a run.
pub const MAX_EPOCHS: u32 = 1_000_000;

/// Most characters of a fence that are read.
pub const MAX_FENCE: usize = 64 * 1024;

impl Spec {
    /// Reads the text of a fence or a file.
    ///
    /// # Errors
    /// Every problem that the text has.
    pub fn parse(kind: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let (pairs, problems) = fence_pairs(kind, text)?;
        Self::from_pairs(kind, &pairs, problems)
    }

    /// Reads a link's fragment, with or without its `#`.
    ///
    /// # Errors
    /// Every problem that the link has.
    pub fn parse_link(fragment: &str) -> Result<Self, Vec<Problem>> {
        let (kind, pairs, problems) = link_pairs(fragment)?;
        Self::from_pairs(kind, &pairs, problems)
    }

    /// Reads the text of a fence or a file, also of another version of the numerics.
    ///
    /// # Errors
    /// As [`Spec::parse`].
    pub fn read(kind: &str, text: &str) -> Result<Reading, Vec<Problem>> {
        let (mut pairs, problems) = fence_pairs(kind, text)?;
        let notices = version::bring_up_to_date(&mut pairs);
        Self::from_pairs(kind, &pairs, problems).map(|spec| Reading { spec, notices })
    }

    /// Reads a link's fragment, also of another version of the numerics.
    ///
    /// # Errors
    /// As [`Spec::parse_link`].
    pub fn read_link(fragment: &str) -> Result<Reading, Vec<Problem>> {
        let (kind, mut pairs, problems) = link_pairs(fragment)?;
        let notices = version::bring_up_to_date(&mut pairs);
        Self::from_pairs(kind, &pairs, problems).map(|spec| Reading { spec, notices })
    }

    fn from_pairs(kind: &str, pairs: &[(String, String)], problems: Vec<Problem>) -> Result<Self, Vec<Problem>> {
        match kind {
            FitSpec::KIND => read(FitSpec::default(), pairs, problems).map(Self::Fit),
            SciNetSpec::KIND => read(SciNetSpec::default(), pairs, problems).map(Self::SciNet),
            DataSpec::KIND => read(DataSpec::default(), pairs, problems).map(Self::Data),
            SweepSpec::KIND => read(SweepSpec::default(), pairs, problems).map(Self::Sweep),
            SurfaceSpec::KIND => read(SurfaceSpec::default(), pairs, problems).map(Self::Surface),
            DiagramSpec::KIND => read(DiagramSpec::default(), pairs, problems).map(Self::Diagram),
            ActivationSpec::KIND => read(ActivationSpec::default(), pairs, problems).map(Self::Activation),
            ClaimsSpec::KIND => read(ClaimsSpec::default(), pairs, problems).map(Self::Claims),
            _ => match WorldSpec::named(kind) {
                Some(world) => read(world, pairs, problems).map(Self::World),
                None => Err(vec![Problem::new("", kind, format!("is no kind of cell; allowed: {}", KINDS.join(", ")))]),
            },
        }
    }

    /// The word of the kind.
    pub fn kind(&self) -> &'static str {
        each_kind!(self, spec => spec.kind())
    }

    /// Every field with its value, default, help and control.
    pub fn describe(&self) -> Vec<FieldDescription> {
        each_kind!(self, spec => spec.describe())
    }

    /// A copy with one field changed.
    ///
    /// # Errors
    /// An unknown key, a value that is not allowed, or one that does not go with the others.
    pub fn with(&self, key: &str, text: &str) -> Result<Self, Vec<Problem>> {
        match self {
            Self::Fit(spec) => changed(spec, key, text).map(Self::Fit),
            Self::SciNet(spec) => changed(spec, key, text).map(Self::SciNet),
            Self::Data(spec) => changed(spec, key, text).map(Self::Data),
            Self::World(spec) => changed(spec, key, text).map(Self::World),
            Self::Sweep(spec) => changed(spec, key, text).map(Self::Sweep),
            Self::Surface(spec) => changed(spec, key, text).map(Self::Surface),
            Self::Diagram(spec) => changed(spec, key, text).map(Self::Diagram),
            Self::Activation(spec) => changed(spec, key, text).map(Self::Activation),
            Self::Claims(spec) => changed(spec, key, text).map(Self::Claims),
        }
    }

    /// The lines of a fence: what differs from the default, keys aligned.
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

    /// One spec for each network to train, reduced to what its numbers at any epoch depend on.
    pub fn runs(&self) -> Vec<Self> {
        match self {
            Self::Fit(spec) => spec.runs().into_iter().map(Self::Fit).collect(),
            Self::SciNet(spec) => vec![Self::SciNet(spec.identity())],
            Self::World(spec) => vec![Self::World(spec.identity())],
            Self::Data(spec) => spec.runs().into_iter().map(Self::Data).collect(),
            Self::Sweep(spec) => spec.runs().into_iter().flat_map(|(_, spec)| spec.runs()).collect(),
            _ => Vec::new(),
        }
    }

    /// The spec reduced to what the numbers of all its networks at any epoch depend on.
    pub fn identity(&self) -> Self {
        match self {
            Self::Fit(spec) => Self::Fit(spec.identity()),
            Self::SciNet(spec) => Self::SciNet(spec.identity()),
            Self::World(spec) => Self::World(spec.identity()),
            Self::Data(spec) => Self::Data(spec.identity()),
            _ => self.clone(),
        }
    }

    /// Epochs that each run is to have.
    pub fn epochs(&self) -> u32 {
        match self {
            Self::Fit(spec) => spec.epochs,
            Self::SciNet(spec) => spec.epochs,
            Self::World(spec) => spec.recipe.epochs,
            Self::Data(spec) => spec.epochs,
            Self::Sweep(spec) => spec.of.0.epochs(),
            _ => 0,
        }
    }

    /// The fingerprint that the spec claims.
    pub fn claim(&self) -> Fingerprint {
        match self {
            Self::Fit(spec) => spec.fingerprint,
            Self::SciNet(spec) => spec.fingerprint,
            Self::World(spec) => spec.recipe.fingerprint,
            Self::Data(spec) => spec.fingerprint,
            _ => Fingerprint(None),
        }
    }

    fn different(&self) -> Vec<FieldDescription> {
        self.describe().into_iter().filter(|field| field.value != field.default).collect()
    }
}

/// Keys with their values, as they were written.
type Pairs = Vec<(String, String)>;

/// The pairs of a fence, and the lines that are none.
fn fence_pairs(kind: &str, text: &str) -> Result<(Pairs, Vec<Problem>), Vec<Problem>> {
    if text.len() > MAX_FENCE {
        return Err(vec![Problem::new("", kind, format!("allowed: at most {MAX_FENCE} characters"))]);
    }
    let mut problems = Vec::new();
    let mut pairs = Vec::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for (i, line) in lines.enumerate() {
        limit_keys(i)?;
        match line.split_once('=') {
            Some((key, value)) => pairs.push((key.trim().to_string(), value.trim().to_string())),
            None => problems.push(Problem::new("", line, "expected: key = value")),
        }
    }
    Ok((pairs, problems))
}

/// Most keys that are looked at: several times as many as any kind has.
const MOST_KEYS: usize = 100;

/// Refuses a spec before its i-th key is read, and not with a problem for each of thousands.
fn limit_keys(i: usize) -> Result<(), Vec<Problem>> {
    match i < MOST_KEYS {
        true => Ok(()),
        false => Err(vec![Problem::new("", "spec", format!("allowed: at most {MOST_KEYS} keys"))]),
    }
}

/// The kind and the pairs of a link, and the pairs that cannot be decoded.
fn link_pairs(fragment: &str) -> Result<(&str, Pairs, Vec<Problem>), Vec<Problem>> {
    let text = fragment.trim().trim_start_matches('#');
    if text.len() > link::MAX_LINK {
        return Err(vec![Problem::new("", "link", format!("allowed: at most {} characters", link::MAX_LINK))]);
    }
    let (kind, query) = text.split_once('?').unwrap_or((text, ""));
    let mut problems = Vec::new();
    let mut pairs = Vec::new();
    for (i, part) in query.split('&').filter(|part| !part.is_empty()).enumerate() {
        limit_keys(i)?;
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match (link::decode(key), link::decode(value)) {
            (Ok(key), Ok(value)) => pairs.push((key.trim().to_string(), value.trim().to_string())),
            (Err(reason), _) | (_, Err(reason)) => problems.push(Problem::new(key, value, reason)),
        }
    }
    Ok((kind, pairs, problems))
}

/// The spec that pairs make of the defaults.
fn read<T: Fields>(default: T, pairs: &[(String, String)], mut problems: Vec<Problem>) -> Result<T, Vec<Problem>> {
    let mut spec = default;
    for (i, (key, value)) in pairs.iter().enumerate() {
        if pairs[..i].iter().any(|(earlier, _)| earlier == key) {
            problems.push(Problem::new(key, value, "stands twice; allowed: once"));
        } else if let Err(problem) = spec.set(key, value) {
            problems.push(problem);
        }
    }
    // A combination is judged only when each of its parts is right.
    if problems.is_empty() {
        problems = spec.cross_check();
    }
    if problems.is_empty() { Ok(spec) } else { Err(problems) }
}

fn changed<T: Fields>(spec: &T, key: &str, text: &str) -> Result<T, Vec<Problem>> {
    let before = spec;
    let mut spec = before.clone();
    spec.set(key, text).map_err(|problem| vec![problem])?;
    // The value that a field has already makes nothing untrue.
    if spec != *before {
        spec.field_changed(key);
    }
    let problems = spec.cross_check();
    if problems.is_empty() { Ok(spec) } else { Err(problems) }
}
