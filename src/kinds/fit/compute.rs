//! The computations for workers and the command line.

use crate::fits::PolynomialFit;
use crate::kernel::MlpView;
use crate::kinds::computes::Computes;
use crate::kinds::evaluation::{Evaluated, NetErrors, Request, point};
use crate::kinds::fit::board::FitBoard;
use crate::kinds::fit::curve::Curve;
use crate::kinds::fit::fresh::fit_errors;
use crate::kinds::fit::spec::FitSpec;
use crate::kinds::net_state::NetState;
use crate::kinds::outcome::Outcome;
use crate::spec::Net;

impl Computes for FitSpec {
    fn fits(&self) -> Result<Vec<f64>, String> {
        let degree = self.polynomials.largest().ok_or("no polynomials to fit")?;
        let (x, y) = Curve::from(self).draw_pairs(self.pairs as usize);
        let fit = PolynomialFit::fit(&x, &y, degree as usize).map_err(|error| format!("polynomials: {error}"))?;
        Ok(fit.to_numbers())
    }

    #[cfg(not(target_arch = "wasm32"))]
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
}
