//! The kind `data`: its runs, its training, and changes of its table and its columns.

use crate::kinds::data::lesson::DataLesson;
use crate::kinds::data::spec::DataSpec;
use crate::kinds::data::values::{Columns, DenseNet, DenseNets, HeldOut};
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::spec::{Degrees, Fingerprint, Problem, Role};
use crate::train::Lesson;
use std::sync::Arc;

impl DataSpec {
    fn without_scinet(self) -> Self {
        let Self { scinet, encoder, decoder, activation, beta, .. } = Self::default();
        Self { scinet, encoder, decoder, activation, beta, ..self }
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
        // The axis only affects the held-out rows if these are chosen along it.
        if self.held == HeldOut::Random || self.holdout <= 0.0 {
            (self.x, self.held) = (Columns(None), HeldOut::Random);
        }
    }
}
