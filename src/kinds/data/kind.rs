//! The kind `data`: its runs, its training, and changes of its table and its columns.

use crate::kinds::data::lesson::DataLesson;
use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::{Columns, DenseNet, DenseNets, HeldOut};
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::spec::{Degrees, Fields, Fingerprint, Problem, Role, Value};
use crate::train::Lesson;
use serde::Deserialize;
use serde_json::Value as Json;
use std::sync::Arc;

/// Another table: its rows as a spec writes them, or its id, and the name of its file.
#[derive(Deserialize)]
struct OtherTable {
    rows: Option<String>,
    id: String,
    name: String,
}

/// Other columns as inputs and outputs.
#[derive(Deserialize)]
struct OtherColumns {
    inputs: Vec<String>,
    outputs: Vec<String>,
}

impl DataSpec {
    fn without_scinet(self) -> Self {
        let Self { scinet, encoder, decoder, activation, beta, .. } = Self::default();
        Self { scinet, encoder, decoder, activation, beta, ..self }
    }

    fn change_key(&mut self, key: &str, text: &str) -> Result<(), Problem> {
        self.set(key, text)?;
        self.field_changed(key);
        Ok(())
    }

    fn take_table(&mut self, other: &OtherTable) -> Result<(), Problem> {
        match &other.rows {
            Some(rows) => self.change_key("rows", rows)?,
            None => self.change_key("table", &other.id)?,
        }
        // A file may have a name of any length.
        self.change_key("name", &other.name.chars().take(100).collect::<String>())
    }

    fn take_columns(&mut self, other: OtherColumns) -> Result<(), Problem> {
        for (key, names, columns) in
            [("inputs", other.inputs, &mut self.inputs), ("outputs", other.outputs, &mut self.outputs)]
        {
            if names.is_empty() {
                return Err(Problem::new(key, "none", "allowed: at least one input and one output"));
            }
            *columns = Columns(Some(names));
        }
        // The axis may no longer be an input.
        if self.chosen().is_err() {
            self.x = Columns(None);
        }
        // A claimed fingerprint is of other columns.
        self.field_changed("inputs");
        // The choice of `auto` is not written.
        let chosen = self.chosen()?;
        let auto = Self { inputs: Columns(None), outputs: Columns(None), ..self.clone() };
        if auto.chosen().is_ok_and(|other| other == chosen) {
            *self = auto;
        }
        Ok(())
    }
}

impl Kind for DataSpec {
    // One for each dense network, then one for the SciNet.
    fn runs(&self) -> Vec<Spec> {
        let all = reduced(self, &TRAINING);
        let dense = |net: &DenseNet| Self { nets: DenseNets(vec![net.clone()]), ..all.clone().without_scinet() };
        let coded = self.scinet.0.map(|_| Self { nets: DenseNets(Vec::new()), ..all.clone() });
        self.nets.0.iter().map(dense).chain(coded).map(Spec::from).collect()
    }

    fn check_data(&self) -> Result<(), Problem> {
        self.chosen().map(drop)
    }

    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Ok(Arc::new(DataLesson::new(self)?))
    }

    fn epochs(&self) -> u32 {
        self.epochs
    }

    fn claim(&self) -> Fingerprint {
        self.fingerprint
    }

    fn net_names(&self) -> Vec<String> {
        DataSpec::net_names(self)
    }

    fn samples(&self) -> f64 {
        f64::from(self.batch) * f64::from(self.epochs)
    }

    fn has_fits(&self) -> bool {
        true
    }

    fn settle(&mut self, kept: &[Role]) {
        match kept.contains(&Role::Training) {
            true => self.polynomials = Degrees(Vec::new()),
            false => {
                self.nets = DenseNets(Vec::new());
                self.standardise = Self::default().standardise;
            }
        }
        // The axis decides which rows are held out only if they are chosen along it.
        if self.held == HeldOut::Random || self.holdout <= 0.0 {
            (self.x, self.held) = (Columns(None), HeldOut::Random);
        }
    }

    fn unshared(&self) -> Option<(Spec, String)> {
        let id = self.rows.0.as_ref()?.id().to_string();
        let mut bare = self.clone();
        let changes = [("rows", "none".to_string()), ("table", id.clone()), ("name", self.name.print())];
        changes.iter().try_for_each(|(key, text)| bare.change_key(key, text)).ok()?;
        bare.cross_check().is_empty().then(|| (bare.into(), id))
    }

    /// `table`: the same networks on another table. `columns`: other inputs and outputs.
    fn change(&self, what: &str, with: &Json) -> Result<Spec, Vec<Problem>> {
        let mut spec = self.clone();
        let unreadable = |error: serde_json::Error| vec![Problem::new("", what, error.to_string())];
        let changed = match what {
            "table" => spec.take_table(&OtherTable::deserialize(with).map_err(unreadable)?),
            "columns" => spec.take_columns(OtherColumns::deserialize(with).map_err(unreadable)?),
            _ => Err(Problem::new("", what, "allowed: table, columns")),
        };
        changed.map_err(|problem| vec![problem])?;
        let problems = spec.cross_check();
        if problems.is_empty() { Ok(spec.into()) } else { Err(problems) }
    }
}
