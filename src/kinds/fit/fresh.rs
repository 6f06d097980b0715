//! The errors of a trained network on fresh draws: inside its training data, and k · σ outside.

use crate::kernel::MlpView;
use crate::kinds::fit::Curve;
use crate::kinds::fit::FitSpec;
use crate::measure::errors::{DISTANCES, Errors};
use crate::spec::Net;

/// Errors of a one-hidden-layer network on draws of the training distribution from `seed`, then at each of
/// [`DISTANCES`] on both sides of its middle. `None` if the parameters are of another network.
pub fn fit_errors(spec: &FitSpec, net: &Net, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Vec<Errors>> {
    let view = MlpView::new(net.activation, net.width as usize, parameters)?;
    let curve = Curve::from(spec);
    let errors = |distance, x: &[f64]| {
        let (mut truth, mut answer) = (vec![0.0; x.len()], vec![0.0; x.len()]);
        curve.truth(x, &mut truth);
        view.predict(x, &mut answer);
        Errors::of(distance, 1, truth.into_iter().zip(answer))
    };
    let fresh = Curve::from(&FitSpec { seed, noise: 0.0, ..spec.clone() }).draw_fresh(n_samples);
    let [middle, sigma] = spec.input.middle_and_spread();
    let outside = DISTANCES.map(|k| errors(Some(k), &[middle - k * sigma, middle + k * sigma]));
    Some([errors(None, &fresh)].into_iter().chain(outside).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Spec;

    #[test]
    fn an_exact_fit_has_no_error_and_the_error_of_another_fit_grows_outwards() {
        let spec = Spec::parse("fit", "target = x + 10").unwrap().get::<crate::kinds::fit::FitSpec>().unwrap().clone();
        let net = &spec.nets.0[0];
        let exact = [[1.0, -1.0], [0.0, 0.0], [1.0, -1.0]];
        let mut row: Vec<f32> = exact.iter().flat_map(|[a, b]| [*a, *b, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).collect();
        row.push(10.0);
        let errors = fit_errors(&spec, net, &row, 1000, 5).unwrap();
        assert_eq!(errors.len(), 1 + DISTANCES.len());
        assert!(errors.iter().all(|errors| errors.rms == [0.0]));
        row[0] = 1.5;
        let errors = fit_errors(&spec, net, &row, 1000, 5).unwrap();
        assert_eq!((errors[0].n_samples, errors[0].distance), (1000, None));
        // Half of the line has an error of x/2: RMS ½ √½ on N(0, 1), k/2 √½ at ±k.
        assert!((errors[0].rms[0] - 0.125_f64.sqrt()).abs() < 0.02);
        assert!((errors[6].rms[0] - 4.0 * 0.5_f64.sqrt()).abs() < 1e-6);
        assert_eq!(fit_errors(&spec, net, &row[1..], 10, 5), None);
    }
}
