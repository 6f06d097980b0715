//! A trained network's errors on fresh draws: inside its training data, and k · σ outside.

use super::report::fresh_inputs;
use crate::kernel::MlpView;
use crate::measure::asked::Asked;
use crate::measure::errors::{DISTANCES, Errors};
use crate::spec::{FitSpec, Net, SciNetSpec};
use crate::system::{Curve, Oscillator};

/// Directions in which the inputs of an oscillator lie at a distance.
const DIRECTIONS: u32 = 360;

/// Errors of a one-hidden-layer network: on draws of the training distribution from `seed`, then at
/// each of [`DISTANCES`] to both sides of its middle. `None` if the parameters are of another network.
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

/// Errors of a SciNet at [`Places`]. `None` if the parameters are of another network.
pub fn scinet_errors(spec: &SciNetSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Vec<Errors>> {
    let mut asked = Asked::new(spec, parameters)?;
    Some(Places::new(spec, n_samples, seed).errors(|inputs, answers| {
        let given = asked.ask(inputs);
        answers.extend(given.output(0).into_iter().zip(given.output(1)).map(|(first, second)| [first, second]));
    }))
}

/// Where models of an oscillator are asked: on draws of the training distribution, then on ellipses at each
/// of [`DISTANCES`] around its mean, as far as the oscillator exists there (ω > 0, 0.001 ≤ γ ≤ 1).
pub struct Places {
    oscillator: Oscillator,
    /// Distance, `None` for the draws, and inputs (n_samples, 2) in the coordinates of the spec's space.
    inputs: Vec<(Option<f64>, Vec<[f64; 2]>)>,
}

impl Places {
    /// The places of a spec, with `n_samples` draws from `seed` that no training has seen.
    pub fn new(spec: &SciNetSpec, n_samples: usize, seed: u32) -> Self {
        let oscillator = Oscillator::from(spec);
        let fresh = fresh_inputs(spec, n_samples, seed);
        let outside = DISTANCES.map(|k| (Some(k), oscillator.ellipse(k, DIRECTIONS)));
        Self { inputs: [(None, fresh)].into_iter().chain(outside).collect(), oscillator }
    }

    /// Errors of a model that adds its answers to inputs, both in the coordinates of the space, to a list.
    pub fn errors(&self, mut model: impl FnMut(&[[f64; 2]], &mut Vec<[f64; 2]>)) -> Vec<Errors> {
        let mut answers = Vec::new();
        let mut errors = |(distance, inputs): &(Option<f64>, Vec<[f64; 2]>)| {
            answers.clear();
            model(inputs, &mut answers);
            let truth = inputs.iter().flat_map(|input| self.oscillator.answer(*input));
            Errors::of(*distance, Oscillator::COLUMNS, truth.zip(answers.as_flattened().iter().copied()))
        };
        self.inputs.iter().map(&mut errors).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::SciNetShape;
    use crate::spec::Spec;

    #[test]
    fn an_exact_fit_has_no_error_anywhere_and_another_grows_outwards() {
        let Ok(Spec::Fit(spec)) = Spec::parse("fit", "target = x + 10") else { panic!() };
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
        // Half the line is off by x/2: RMS ½ √½ on N(0, 1), k/2 √½ at ±k.
        assert!((errors[0].rms[0] - 0.125_f64.sqrt()).abs() < 0.02);
        assert!((errors[6].rms[0] - 4.0 * 0.5_f64.sqrt()).abs() < 1e-6);
        assert_eq!(fit_errors(&spec, net, &row[1..], 10, 5), None);
    }

    #[test]
    fn a_scinet_is_asked_only_where_there_is_an_oscillator() {
        let Ok(Spec::SciNet(spec)) = Spec::parse("scinet", "encoder = 4\ndecoder = 3") else { panic!() };
        let parameters = vec![0.0; SciNetShape::from(&spec).n_parameters()];
        let errors = scinet_errors(&spec, &parameters, 500, 3).unwrap();
        assert_eq!((errors[0].n_samples, errors[0].rms.len()), (500, 2));
        // A network of zeros answers (0, 0); its error is the size of the truth, φ ≈ 2.2 and A ≈ 0.5.
        assert!((errors[0].rms[0] - 2.25).abs() < 0.1 && (errors[0].rms[1] - 0.5).abs() < 0.1, "{errors:?}");
        assert_eq!((errors[1].n_samples, errors[6].n_samples < 360), (360, true));
        assert_eq!(scinet_errors(&spec, &parameters[1..], 5, 3), None);
    }
}
