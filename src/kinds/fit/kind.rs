//! The kind `fit`: its runs, its training, its polynomials and its measurements.

use crate::fits::PolynomialFit;
use crate::kernel::MlpView;
use crate::kinds::board::Board;
use crate::kinds::evaluation::{Evaluated, NetErrors, Request, point};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::curve::Curve;
use crate::kinds::fit::fresh::fit_errors;
use crate::kinds::fit::lesson::FitLesson;
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::net_state::NetState;
use crate::kinds::outcome::Outcome;
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
    fn board(&self) -> Box<dyn Board> {
        Box::new(FitBoard::new(self.clone()))
    }

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

    fn fits(&self) -> Result<Vec<f64>, String> {
        let degree = self.polynomials.largest().ok_or("no polynomials to fit")?;
        let (x, y) = Curve::from(self).draw_pairs(self.pairs as usize);
        let fit = PolynomialFit::fit(&x, &y, degree as usize).map_err(|error| format!("polynomials: {error}"))?;
        Ok(fit.to_numbers())
    }

    fn settle(&mut self, kept: &[Role]) {
        match kept.contains(&Role::Training) {
            true => self.polynomials = Degrees(Vec::new()),
            false => self.nets = Nets(Vec::new()),
        }
    }

    fn evaluate(&self, nets: &[Vec<f32>], request: &Request) -> Result<Evaluated, String> {
        let seed = request.seed.unwrap_or(self.seed);
        let point = point::<1>(&request.at, "x")?;
        let measured = |(net, parameters): (&Net, &Vec<f32>)| {
            let errors = fit_errors(self, net, parameters, request.n_samples, seed);
            let errors = errors.ok_or("nothing in it can be measured")?;
            let view = MlpView::new(net.activation, net.width as usize, parameters);
            let mut at = vec![f64::NAN; usize::from(point.is_some())];
            if let (Some(point), Some(view)) = (&point, view) {
                view.predict(point, &mut at);
            }
            Ok(NetErrors { name: net.name(), outputs: vec!["y"], errors, at })
        };
        let nets = self.nets.0.iter().zip(nets).map(measured).collect::<Result<_, String>>()?;
        Ok(Evaluated::Nets(seed, nets))
    }

    fn outcome(&self, parameters: &[f32]) -> Option<Outcome> {
        let mut board = FitBoard::new(self.clone());
        board.nets = vec![NetState { parameters: parameters.into(), ..NetState::default() }];
        let rms = board.table().first().map(|row| row.measures.rms_inside);
        Some(Outcome { used: None, error: rms })
    }

    fn can_be_swept(&self) -> bool {
        self.nets.0.len() == 1
    }
}
