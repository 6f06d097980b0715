//! The kind `fit`: its runs, its training, its polynomials and its measurements.

use crate::kinds::fit::lesson::FitLesson;
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::spec::{Degrees, Fingerprint, Net, Nets, Problem, Role};
use crate::train::Lesson;
use std::sync::Arc;

impl FitSpec {
    /// One spec for each network, reduced to what its numbers at any epoch depend on.
    pub fn alone(&self) -> Vec<Self> {
        let identity = reduced(self, &TRAINING);
        let alone = |net: &Net| Self { nets: Nets(vec![net.clone()]), ..identity.clone() };
        self.nets.0.iter().map(alone).collect()
    }
}

impl Kind for FitSpec {
    fn runs(&self) -> Vec<Spec> {
        self.alone().into_iter().map(Spec::from).collect()
    }

    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Ok(Arc::new(FitLesson::new(self)?))
    }

    fn epochs(&self) -> u32 {
        self.epochs
    }

    fn claim(&self) -> Fingerprint {
        self.fingerprint
    }

    fn net_names(&self) -> Vec<String> {
        self.nets.0.iter().map(Net::name).collect()
    }

    fn activations(&self) -> Vec<&'static str> {
        self.nets.0.iter().map(|net| net.activation.word()).collect()
    }

    fn samples(&self) -> f64 {
        f64::from(self.batch) * f64::from(self.epochs)
    }

    fn has_fits(&self) -> bool {
        self.polynomials.largest().is_some()
    }

    fn settle(&mut self, kept: &[Role]) {
        match kept.contains(&Role::Training) {
            true => self.polynomials = Degrees(Vec::new()),
            false => self.nets = Nets(Vec::new()),
        }
    }

    fn can_be_swept(&self) -> bool {
        self.nets.0.len() == 1
    }
}
