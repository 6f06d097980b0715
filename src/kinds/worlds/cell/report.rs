//! What is measured of a trained network of one of the four worlds.

use crate::fits::MultivariateFit;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::scenes::{Purpose, Scenes};
use crate::measure::latents::{LatentUse, latent_use};
use crate::measure::statistics::{moments, rms};
use crate::measure::{Answers, Asked};
use crate::nn::SciNetShape;
use serde::{Deserialize, Serialize};

/// The highest degree of the polynomials that quantities are recovered by, and the most monomials they may have: a
/// link may ask for many latent variables, and the page measures on its own thread.
const DEGREE: usize = 3;
const MONOMIALS: usize = 300;

/// The degree of the polynomials in so many latent means that quantities are recovered by.
pub fn degree(used: usize) -> usize {
    (1..=DEGREE).rev().find(|degree| MultivariateFit::monomials(used, *degree) <= MONOMIALS).unwrap_or(1)
}

/// Most multiplications that a measurement may take for each place where the network is asked, and fewest scenes.
const WORK: u64 = 1 << 36;
const FEWEST: u64 = 32;

/// What is measured of a trained network, on scenes that no training saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorldReport {
    /// How many scenes.
    pub n_samples: usize,
    /// The seed of their draws.
    pub seed: u32,
    /// RMS error of an answer's numbers, all of them together.
    pub rms: f64,
    /// Their RMS size about their mean: the error of a network that always gives the mean.
    pub deviation: f64,
    /// Their RMS size.
    pub size: f64,
    /// Each latent variable; `explained` is R² of a straight line against each of the world's quantities, then
    /// against all of them together.
    pub latent: Vec<LatentUse>,
    /// How many latent variables are used.
    pub used: usize,
    /// R² of each of the world's quantities as a polynomial of the used latent means, of their [`degree`].
    pub recovered: Vec<f64>,
    /// Errors where training never went.
    pub outside: Vec<OutsideErrors>,
}

/// Errors at one place [`crate::kinds::worlds::Elsewhere`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutsideErrors {
    /// What is different.
    pub name: String,
    /// RMS error of all numbers.
    pub rms: f64,
    /// RMS error of the last answer, where answers follow one another.
    pub last_rms: f64,
    /// Mean size of the last answer's error.
    pub last_mean: f64,
    /// RMS size of the truth itself.
    pub size: f64,
}

/// A network's answers to some scenes, beside the truth.
struct Compared {
    scenes: Scenes,
    answers: Answers,
    /// Answer − truth; (answers, n, outputs).
    errors: Vec<f64>,
    /// How many numbers the last answers to all scenes have.
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

/// The root mean square of numbers; 0 without any.
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
    /// Measures a network on `n_samples` scenes drawn from `seed`, or on fewer if it is very large. `None` if the parameters are of another network.
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
    fn few_latent_means_are_taken_to_the_third_power_and_many_are_not() {
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
