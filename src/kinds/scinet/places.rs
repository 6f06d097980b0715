//! The errors of a trained network on fresh draws: inside its training data, and k · σ outside.

use crate::kinds::scinet::SciNetSpec;
use crate::kinds::worlds::Oscillator;
use crate::measure::asked::Asked;
use crate::measure::errors::{DISTANCES, Errors};
use crate::random::Stream;

/// Number of directions in which the inputs at a distance lie.
const DIRECTIONS: u32 = 360;

/// Fresh inputs that are drawn as in training, from `seed`.
pub fn fresh_inputs(spec: &SciNetSpec, n_samples: usize, seed: u32) -> Vec<[f64; 2]> {
    test_set(spec, n_samples, seed, 0)
}

/// One of several test sets that are drawn as in training, from `seed`.
pub fn test_set(spec: &SciNetSpec, n_samples: usize, seed: u32, set: u32) -> Vec<[f64; 2]> {
    let oscillator = Oscillator::new(&spec.oscillator, seed);
    let (mut x, mut y) = (vec![0.0; 2 * n_samples], vec![0.0; 2 * n_samples]);
    oscillator.draw(Stream::Evaluation, 0, set, &mut x, &mut y);
    x.as_chunks::<2>().0.iter().map(|x| x.map(f64::from)).collect()
}

/// Errors of a SciNet at [`Places`]. `None` if the parameters are of another network.
pub fn scinet_errors(spec: &SciNetSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Vec<Errors>> {
    let mut asked = Asked::new(spec, parameters)?;
    Some(Places::new(spec, n_samples, seed).errors(|inputs, answers| {
        let given = asked.ask(inputs);
        answers.extend(given.output(0).into_iter().zip(given.output(1)).map(|(first, second)| [first, second]));
    }))
}

/// The inputs at which models of an oscillator are evaluated: draws of the training distribution, then ellipses at each
/// of [`DISTANCES`] around its mean, as far as the oscillator exists there (ω > 0, 0.001 ≤ γ ≤ 1).
pub struct Places {
    oscillator: Oscillator,
    /// Distance, or `None` for the draws; and inputs (n_samples, 2) in the coordinates of the space of the spec.
    inputs: Vec<(Option<f64>, Vec<[f64; 2]>)>,
}

impl Places {
    /// The places of a spec, with `n_samples` draws from `seed` that are not used in training.
    pub fn new(spec: &SciNetSpec, n_samples: usize, seed: u32) -> Self {
        let oscillator = spec.truth();
        let fresh = fresh_inputs(spec, n_samples, seed);
        let outside = DISTANCES.map(|k| (Some(k), oscillator.ellipse(k, DIRECTIONS)));
        Self { inputs: [(None, fresh)].into_iter().chain(outside).collect(), oscillator }
    }

    /// The errors of a model that appends its answers for inputs to a list. Both are in the coordinates of the space.
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
    use crate::kinds::Spec;
    use crate::nn::SciNetShape;

    #[test]
    fn a_scinet_is_evaluated_only_where_there_is_an_oscillator() {
        let spec = Spec::parse("scinet", "encoder = 4\ndecoder = 3")
            .unwrap()
            .get::<crate::kinds::scinet::SciNetSpec>()
            .unwrap()
            .clone();
        let parameters = vec![0.0; SciNetShape::from(&spec).n_parameters()];
        let errors = scinet_errors(&spec, &parameters, 500, 3).unwrap();
        assert_eq!((errors[0].n_samples, errors[0].rms.len()), (500, 2));
        // A network of zeros returns (0, 0). Its error is the size of the truth, φ ≈ 2.2 and A ≈ 0.5.
        assert!((errors[0].rms[0] - 2.25).abs() < 0.1 && (errors[0].rms[1] - 0.5).abs() < 0.1, "{errors:?}");
        assert_eq!((errors[1].n_samples, errors[6].n_samples < 360), (360, true));
        assert_eq!(scinet_errors(&spec, &parameters[1..], 5, 3), None);
    }
}
