//! The measurements of a trained network of one of the four worlds.

use crate::fits::MultivariateFit;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::scenes::{Purpose, Scenes};
use crate::measure::latents::{LatentUse, latent_use};
use crate::measure::statistics::{moments, rms};
use crate::measure::{Answers, Asked};
use crate::nn::SciNetShape;
use serde::{Deserialize, Serialize};

/// The maximum degree of the polynomials for the quantities of the world, and the maximum number of their monomials. A
/// link may have many latent variables, and the page measures on its own thread.
const DEGREE: usize = 3;
const MONOMIALS: usize = 300;

/// The degree of the polynomials in this number of latent means.
pub fn degree(used: usize) -> usize {
    (1..=DEGREE).rev().find(|degree| MultivariateFit::monomials(used, *degree) <= MONOMIALS).unwrap_or(1)
}

/// Maximum number of multiplications of a measurement at each place, and the minimum number of scenes.
const WORK: u64 = 1 << 36;
const FEWEST: u64 = 32;

/// The measurements of a trained network, on scenes that are not used in training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorldReport {
    /// Number of scenes.
    pub n_samples: usize,
    /// The seed of their draws.
    pub seed: u32,
    /// RMS error of all numbers of the answers together.
    pub rms: f64,
    /// RMS deviation of these numbers from their mean: the error of a network that always returns the mean.
    pub deviation: f64,
    /// RMS of these numbers.
    pub size: f64,
    /// The use of each latent variable. `explained` is R² of a straight line against each quantity of the world, then
    /// against all of them together.
    pub latent: Vec<LatentUse>,
    /// Number of used latent variables.
    pub used: usize,
    /// R² of each quantity of the world as a polynomial of the used latent means, of the degree [`degree`].
    pub recovered: Vec<f64>,
    /// Errors outside of the training data.
    pub outside: Vec<OutsideErrors>,
}

/// Errors at one place [`crate::kinds::worlds::Elsewhere`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutsideErrors {
    /// The difference from training, in words.
    pub name: String,
    /// RMS error of all numbers.
    pub rms: f64,
    /// RMS error of the last answer, if answers follow one another in time.
    pub last_rms: f64,
    /// Mean |error| of the last answer.
    pub last_mean: f64,
    /// RMS of the truth.
    pub size: f64,
}

/// The answers of a network for some scenes, beside the truth.
struct Compared {
    scenes: Scenes,
    answers: Answers,
    /// Answer − truth; (answers, n, outputs).
    errors: Vec<f64>,
    /// The length of the last answers to all scenes.
    last: usize,
}

impl Compared {
    fn new(spec: &WorldSpec, time: Option<f32>, parameters: &[f32], n: usize, seed: u32) -> Option<Self> {
        let world = spec.domain.world(spec.recipe.seed);
        let mut scenes = Scenes::default();
        scenes.draw(&*world, seed, Purpose::Evaluation, 0, n);
        if let Some(time) = time {
            scenes.ask_at(&*world, time);
        }
        let shape = SciNetShape::from(spec);
        let last = n * shape.outputs;
        let answers = Asked::new(shape, parameters)?.answer(&scenes.x, &scenes.question);
        let errors = answers.all().iter().zip(&scenes.y).map(|(a, y)| f64::from(*a) - f64::from(*y)).collect();
        Some(Self { scenes, answers, errors, last })
    }
}

/// The root mean square of numbers; 0 if there are none.
fn size(numbers: &[f64]) -> f64 {
    rms(numbers.iter().copied()).unwrap_or(0.0)
}

/// R² of y (n) as a polynomial of x (n, variables).
pub fn r_squared(x: &[f64], variables: usize, y: &[f64], degree: usize) -> f64 {
    let Ok(fit) = MultivariateFit::fit(x, y, variables, 1, degree) else { return 0.0 };
    let mut given = vec![0.0; y.len()];
    fit.fill(degree, x, &mut given);
    let left: Vec<f64> = given.iter().zip(y).map(|(given, y)| given - y).collect();
    1.0 - size(&left) * size(&left) / moments(y).1
}

/// Columns side by side: (n, columns).
fn side_by_side(columns: &[Vec<f64>]) -> Vec<f64> {
    let n = columns.first().map_or(0, Vec::len);
    (0..n).flat_map(|i| columns.iter().map(move |column| column[i])).collect()
}

#[cfg(feature = "trainer")]
impl WorldReport {
    /// Measures a network on `n_samples` scenes drawn from `seed`, or on fewer scenes if it is very large. `None` if
    /// the parameters are of another network.
    pub fn of(spec: &WorldSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Self> {
        let n_samples =
            (n_samples as u64).min((WORK / SciNetShape::from(spec).passes().max(1) as u64).max(FEWEST)) as usize;
        let inside = Compared::new(spec, None, parameters, n_samples, seed)?;
        let world = spec.domain.world(spec.recipe.seed);
        let quantities: Vec<Vec<f64>> = {
            let rows: Vec<Vec<f64>> =
                inside.scenes.scene.chunks_exact(world.scene_len()).map(|scene| world.measure(scene)).collect();
            (0..world.quantities().len()).map(|q| rows.iter().map(|row| row[q]).collect()).collect()
        };
        let together = side_by_side(&quantities);
        let mut latent = if inside.answers.latent() > 0 { latent_use(&inside.answers) } else { Vec::new() };
        for (i, latent) in latent.iter_mut().enumerate().filter(|(_, latent)| latent.used) {
            let mean = inside.answers.mean(i);
            let alone = quantities.iter().map(|q| r_squared(q, 1, &mean, 1));
            latent.explained = alone.chain([r_squared(&together, quantities.len(), &mean, 1)]).collect();
        }
        let used: Vec<Vec<f64>> =
            (0..latent.len()).filter(|i| latent[*i].used).map(|i| inside.answers.mean(i)).collect();
        let means = side_by_side(&used);
        let recovered = match used.len() {
            0 => vec![0.0; quantities.len()],
            n => quantities.iter().map(|q| r_squared(&means, n, q, degree(n))).collect(),
        };
        let truth: Vec<f64> = inside.scenes.y.iter().map(|y| f64::from(*y)).collect();
        let outside = spec.domain.elsewhere().into_iter().filter_map(|place| {
            let there = spec.on(place.domain);
            let compared = Compared::new(&there, place.time, parameters, n_samples, seed)?;
            let truth: Vec<f64> = compared.scenes.y.iter().map(|y| f64::from(*y)).collect();
            let last = &compared.errors[compared.errors.len() - compared.last..];
            Some(OutsideErrors {
                name: place.name,
                rms: size(&compared.errors),
                last_rms: size(last),
                last_mean: last.iter().map(|e| e.abs()).sum::<f64>() / last.len().max(1) as f64,
                size: size(&truth),
            })
        });
        Some(Self {
            n_samples,
            seed,
            rms: size(&inside.errors),
            deviation: moments(&truth).1.sqrt(),
            size: size(&truth),
            used: used.len(),
            latent,
            recovered,
            outside: outside.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_latent_means_have_cubic_polynomials_and_many_do_not() {
        assert_eq!([1, 2, 10, 11, 23, 32].map(degree), [3, 3, 3, 2, 2, 1]);
    }

    #[test]
    fn an_untrained_network_with_many_latent_variables_is_measured_at_once() {
        let text = "encoder = none\ndecoder = none\nlatent = 32";
        let spec = crate::kinds::Spec::parse("collision", text).unwrap().get::<WorldSpec>().unwrap().clone();
        let shape = SciNetShape::from(&spec);
        let parameters: Vec<f32> = (0..shape.n_parameters()).map(|i| (i % 7) as f32 * 0.1 - 0.3).collect();
        let report = WorldReport::of(&spec, &parameters, 500, 1).unwrap();
        assert_eq!((report.latent.len(), report.recovered.len()), (32, 4));
        assert_eq!(WorldReport::of(&spec, &parameters[1..], 500, 1), None);
    }
}
