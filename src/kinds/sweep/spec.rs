//! The kind `sweep`: a spec with two of its keys varied, trained with several seeds.

use crate::kinds::Spec;
use crate::spec::fields::fields;
use crate::spec::list::{item, print_list, split_list};
use crate::spec::{Bounds, Control, Problem, Refusal, Value};

/// The word of this kind.
const SWEEP: &str = "sweep";

/// The spec to vary, written as a link without its `#`.
#[derive(Debug, Clone, PartialEq)]
pub struct Swept(pub Spec);

impl Value for Swept {
    fn parse(text: &str, bounds: Bounds) -> Result<Self, Refusal> {
        let wrong = || Refusal::new("allowed: a scinet, or a fit with one network, such as scinet?epochs=2000");
        // Nested sweeps are refused at the first level. They would otherwise be read to the last level first.
        let kind = text.trim_start_matches('#').split('?').next().unwrap_or("");
        if kind == SWEEP {
            return Err(wrong());
        }
        let spec = Spec::parse_link(text).map_err(|problems| {
            let told: Vec<String> = problems.iter().map(|problem| problem.to_string().replace("\n  ", ": ")).collect();
            Refusal::new(told.join("; "))
        })?;
        if !spec.can_be_swept() {
            return Err(wrong());
        }
        let swept = Self(spec);
        match swept.print().len() as f64 <= bounds.max {
            true => Ok(swept),
            false => Err(Refusal::new(format!("allowed: a link of at most {} characters", bounds.max))),
        }
    }
    fn print(&self) -> String {
        self.0.link().trim_start_matches('#').into()
    }
    fn control(_: Bounds) -> Control {
        Control::Text {
            examples: vec!["scinet?batch=256&epochs=2000&lr=1e-3".into(), "fit?nets=relu:8&epochs=5000".into()],
        }
    }
}

/// A key and the values that it takes in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// A key of the spec to vary.
    pub key: String,
    /// Its values, as text.
    pub values: Vec<String>,
}

impl Values {
    const MOST: usize = 12;
    /// Maximum number of characters of the list: it must fit into a link.
    const MAX_CHARS: usize = 4096;
}

impl Value for Values {
    fn parse(text: &str, _: Bounds) -> Result<Self, Refusal> {
        let example = "such as beta: 0.001, 0.01, or with lists encoder: 50; 100,50";
        if text.len() > Self::MAX_CHARS {
            return Err(Refusal::new(format!("allowed: at most {} characters", Self::MAX_CHARS)));
        }
        let Some((key, list)) = text.split_once(':') else {
            return Err(Refusal::new(format!("allowed: a key and its values, {example}")));
        };
        let items = match list.contains(';') {
            true => list.split(';').map(str::trim).filter(|item| !item.is_empty()).collect(),
            false => split_list(list.trim()),
        };
        // Spaces only help human readers, and a link has none. In a fence, the list is written on one line.
        let tight = |text: &str| Ok(item(text)?.split_whitespace().collect::<String>());
        let values = items.into_iter().map(tight).collect::<Result<Vec<String>, Refusal>>()?;
        let twice = values.iter().enumerate().any(|(i, value)| values[..i].contains(value));
        match values.len() {
            1..=Self::MOST if !twice => Ok(Self { key: key.trim().into(), values }),
            _ => Err(Refusal::new(format!("allowed: 1 to {} different values, {example}", Self::MOST))),
        }
    }
    fn print(&self) -> String {
        // A list with a single value that is `none` or empty needs its semicolon.
        let alone = matches!(self.values.as_slice(), [value] if value == "none" || value.is_empty());
        let plain = !alone && self.values.iter().all(|value| !value.contains(','));
        let list = if plain { print_list(self.values.iter().cloned()) } else { format!("{};", self.values.join("; ")) };
        format!("{}: {list}", self.key)
    }
    fn control(_: Bounds) -> Control {
        Control::Text {
            examples: ["beta: 1e-4, 1e-3, 0.01, 0.1, 1", "latent: 1, 2, 3, 5", "lr: 1e-4, 1e-3"]
                .map(String::from)
                .into(),
        }
    }
}

fields! {
    /// The networks that a `sweep` cell trains. The default shows how many latent variables are used.
    SweepSpec = "sweep" {
        of: Swept = "scinet?encoder=32,16&decoder=16,32&batch=256&epochs=10000&lr=0.003" in 1 ..= 4096,
            Training "Spec" "The spec to vary, as a link: a scinet, or a fit with one network.";
        columns: Values = "beta: 0.0001, 0.001, 0.01, 0.1, 1" in 0 ..= 0,
            Training "Columns" "The key that changes from column to column, and its values.";
        rows: Values = "latent: 1, 2, 3, 4, 5, 6, 7, 8" in 0 ..= 0,
            Training "Rows" "The key that changes from row to row, and its values.";
        seeds: u32 = "3" in 1 ..= 10,
            Training "Seeds" "Number of seeds for each combination; the first is the seed of the spec.";
        v: u32 = "1" in 1 ..= 1,
            Training "Version" "Version of the numerics that made a result.";
    }
    check cross_check
}

/// Maximum number of networks of a sweep.
const MAX_RUNS: usize = 400;

fn cross_check(spec: &SweepSpec) -> Vec<Problem> {
    if spec.columns.key == spec.rows.key || [&spec.columns.key, &spec.rows.key].iter().any(|key| *key == "seed") {
        let given = format!("{} and {}", spec.columns.key, spec.rows.key);
        return vec![Problem::new("columns and rows", given, "allowed: two different keys, neither of them seed")];
    }
    let n_runs = spec.columns.values.len() * spec.rows.values.len() * spec.seeds as usize;
    if n_runs > MAX_RUNS {
        return vec![Problem::new(
            "seeds",
            spec.seeds.to_string(),
            format!("make {n_runs} networks; allowed: at most {MAX_RUNS}"),
        )];
    }
    // Each wrong value is reported once, not for every combination that contains it.
    let alone = |name: &str, list: &Values| {
        let wrong = list.values.iter().filter_map(|value| spec.of.0.with(&list.key, value).err());
        wrong
            .flatten()
            .map(|problem| Problem { key: format!("{name}: {}", problem.key), ..problem })
            .collect::<Vec<_>>()
    };
    let problems = [alone("columns", &spec.columns), alone("rows", &spec.rows)].concat();
    if !problems.is_empty() {
        return problems;
    }
    let pairs = spec.rows.values.iter().flat_map(|row| spec.columns.values.iter().map(move |column| (column, row)));
    pairs.filter_map(|(column, row)| spec.combination(column, row, 0).err()).flatten().take(3).collect()
}

impl SweepSpec {
    /// The sweep of the text of a fence. `None` if it cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        Spec::parse(SWEEP, text).ok()?.get::<Self>().cloned()
    }

    /// The spec of one network.
    fn combination(&self, column: &str, row: &str, seed: u32) -> Result<Spec, Vec<Problem>> {
        let fields = self.of.0.describe();
        let first = fields.iter().find(|field| field.key == "seed").and_then(|field| field.value.parse().ok());
        let first: u32 = first.unwrap_or(1);
        let spec = self.of.0.with(&self.columns.key, column)?.with(&self.rows.key, row)?;
        spec.with("seed", &first.saturating_add(seed).to_string())
    }

    /// Every network with its column, row and seed index: row by row, seeds innermost.
    pub fn networks(&self) -> Vec<([usize; 3], Spec)> {
        let (n_columns, n_rows) = (self.columns.values.len(), self.rows.values.len());
        let places = (0..n_rows).flat_map(|row| (0..n_columns).map(move |column| (column, row)));
        let places = places.flat_map(|(column, row)| (0..self.seeds).map(move |seed| (column, row, seed)));
        places
            .filter_map(|(column, row, seed)| {
                let spec = self.combination(&self.columns.values[column], &self.rows.values[row], seed).ok()?;
                Some(([column, row, seed as usize], spec))
            })
            .collect()
    }
}
