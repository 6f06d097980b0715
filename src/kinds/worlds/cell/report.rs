//! The measurements of a trained network of one of the four worlds.

use crate::fits::MultivariateFit;
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::kinds::worlds::scenes::{Purpose, Scenes};
use crate::kinds::worlds::world::World;
use crate::measure::latents::{LatentSet, LatentUse, latents_over};
use crate::measure::spread::{SET, brief, quantiles, test_sets};
use crate::measure::statistics::{median, moments, rms};
use crate::measure::{Answers, Asked, Spread};
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
const WORK: u64 = 1 << 38;
const FEWEST: u64 = 32;
/// Number of test sets outside of the training data. Nothing there is compared with a paper, and many answers in time
/// take long.
const OUTSIDE_SETS: usize = 25;

/// The measurements of a trained network, on scenes that are not used in training. A spread is that over the test sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorldReport {
    /// Number of test sets.
    pub sets: usize,
    /// Number of scenes in each of them.
    pub n_samples: usize,
    /// The seed of their draws.
    pub seed: u32,
    /// Number of numbers in an answer, such as the coordinates of a position.
    pub outputs: usize,
    /// RMS error of all numbers of the answers together.
    pub rms: Spread,
    /// The median and the 90 % quantile of |error| of these numbers.
    pub absolute: [f64; 2],
    /// RMS deviation of these numbers from their mean: the error of a network that always returns the mean.
    pub deviation: f64,
    /// RMS of these numbers.
    pub size: f64,
    /// The use of each latent variable. `explained` is R² of a straight line against each quantity of the world, then
    /// against all of them together.
    pub latent: Vec<LatentUse>,
    /// Number of used latent variables.
    pub used: usize,
    /// The dimension that their means span.
    pub dimension: f64,
    /// R² of each quantity of the world as a polynomial of the used latent means, of the degree [`degree`].
    pub recovered: Vec<f64>,
    /// Errors outside of the training data, on at most [`OUTSIDE_SETS`] test sets.
    pub outside: Vec<OutsideErrors>,
}

impl WorldReport {
    /// The RMS length of the error of an answer, such as the distance between two positions: the root of the mean of the
    /// sum of the squared errors of its numbers.
    pub fn distance(&self) -> Spread {
        self.rms.scaled((self.outputs as f64).sqrt())
    }
}

/// Errors at one place [`crate::kinds::worlds::Elsewhere`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutsideErrors {
    /// The difference from training, in words.
    pub name: String,
    /// RMS error of all numbers, over all test sets together, as are the others.
    pub rms: f64,
    /// RMS error of the last answer, if answers follow one another in time.
    pub last_rms: f64,
    /// Mean |error| of the last answer.
    pub last_mean: f64,
    /// RMS of the truth.
    pub size: f64,
}

/// The part of a report that a cell shows: the page reads no more than this.
#[derive(Debug, Deserialize)]
pub struct ShownReport {
    pub used: usize,
    pub latent: Vec<ShownLatent>,
    pub dimension: f64,
    pub recovered: Vec<f64>,
    pub rms: Spread,
    pub size: f64,
    pub outside: Vec<ShownOutside>,
}

/// The part of [`LatentUse`] that a cell shows.
#[derive(Debug, Deserialize)]
pub struct ShownLatent {
    pub used: bool,
    pub explained: Vec<f64>,
}

/// The part of [`OutsideErrors`] that a cell shows.
#[derive(Debug, Deserialize)]
pub struct ShownOutside {
    pub name: String,
    pub rms: f64,
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
    /// The answers to one of several test sets of `n` scenes.
    fn new(asked: &mut Asked, world: &dyn World, time: Option<f32>, n: usize, [seed, set]: [u32; 2]) -> Self {
        let mut scenes = Scenes::default();
        scenes.draw(world, seed, Purpose::Evaluation, set, n);
        if let Some(time) = time {
            scenes.ask_at(world, time);
        }
        let last = n * world.sizes().outputs;
        let answers = asked.answer(&scenes.x, &scenes.question);
        let errors = answers.all().iter().zip(&scenes.y).map(|(a, y)| f64::from(*a) - f64::from(*y)).collect();
        Self { scenes, answers, errors, last }
    }

    /// The true answers.
    fn truth(&self) -> Vec<f64> {
        self.scenes.y.iter().map(|y| f64::from(*y)).collect()
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

/// The root of the mean of squares: the RMS of several sets of one size, from that of each.
fn together(each: &[f64]) -> f64 {
    brief(size(each))
}

#[cfg(feature = "trainer")]
impl WorldReport {
    /// Measures a network on about `n_samples` scenes drawn from `seed`, in test sets, or on fewer scenes if the network
    /// is very large. `None` if the parameters are of another network.
    pub fn of(spec: &WorldSpec, parameters: &[f32], n_samples: usize, seed: u32) -> Option<Self> {
        let shape = SciNetShape::from(spec);
        let most = (WORK / shape.passes().max(1) as u64).max(FEWEST);
        let (sets, n_samples) = test_sets((n_samples as u64).min(most) as usize);
        let mut asked = Asked::new(shape, parameters)?;
        let world = spec.domain.world(spec.recipe.seed);
        let mut inside = Inside::default();
        for set in 0..sets as u32 {
            inside.add(&*world, &Compared::new(&mut asked, &*world, None, n_samples, [seed, set]));
        }
        let n_quantities = world.quantities().len();
        let explained = |set: usize, mean: &[f64]| {
            let quantities = &inside.quantities[set];
            let alone = quantities.iter().map(|q| r_squared(q, 1, mean, 1));
            alone.chain([r_squared(&side_by_side(quantities), n_quantities, mean, 1)]).collect()
        };
        let (latent, dimension) = match inside.codes.is_empty() {
            true => (Vec::new(), 0.0),
            false => latents_over(&inside.codes, explained),
        };
        let used = latent.iter().filter(|latent| latent.used).count();
        let outside = spec.domain.elsewhere().into_iter().filter_map(|place| {
            // There may be more steps in time.
            let there = spec.on(place.domain);
            let mut asked = Asked::new(&there, parameters)?;
            let world = there.domain.world(spec.recipe.seed);
            let mut each = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
            for set in 0..sets.min(OUTSIDE_SETS) as u32 {
                let compared = Compared::new(&mut asked, &*world, place.time, n_samples, [seed, set]);
                let last = &compared.errors[compared.errors.len() - compared.last..];
                let mean = last.iter().map(|e| e.abs()).sum::<f64>() / last.len().max(1) as f64;
                let found = [size(&compared.errors), size(last), mean, size(&compared.truth())];
                each.iter_mut().zip(found).for_each(|(all, one)| all.push(one));
            }
            let [rms, last, mean, truth] = &each;
            let (rms, last_rms, size) = (together(rms), together(last), together(truth));
            Some(OutsideErrors { name: place.name, rms, last_rms, last_mean: brief(moments(mean).0), size })
        });
        Some(Self {
            sets,
            n_samples,
            seed,
            outputs: world.sizes().outputs,
            rms: Spread::of(inside.rms.clone()),
            absolute: quantiles(inside.absolute.clone(), [0.5, 0.9]),
            deviation: together(&inside.deviation),
            size: together(&inside.size),
            recovered: inside.recovered(&latent, n_quantities),
            outside: outside.collect(),
            used,
            latent,
            dimension,
        })
    }
}

/// What is kept of the test sets inside the training data.
#[derive(Debug, Default)]
struct Inside {
    rms: Vec<f64>,
    deviation: Vec<f64>,
    size: Vec<f64>,
    absolute: Vec<f64>,
    codes: Vec<LatentSet>,
    /// The quantities of the world in each set; (quantities) of (n_samples).
    quantities: Vec<Vec<Vec<f64>>>,
}

#[cfg(feature = "trainer")]
impl Inside {
    fn add(&mut self, world: &dyn World, set: &Compared) {
        let truth = set.truth();
        self.rms.push(size(&set.errors));
        self.deviation.push(moments(&truth).1.sqrt());
        self.size.push(size(&truth));
        // A part of the draws is enough for a quantile: answers of many steps would fill the memory.
        // An odd stride takes all outputs.
        let every = set.errors.len().div_ceil(2 * SET) | 1;
        self.absolute.extend(set.errors.iter().step_by(every).map(|error| error.abs()));
        if set.answers.latent() > 0 {
            self.codes.push(LatentSet::of(&set.answers));
        }
        let rows: Vec<Vec<f64>> =
            set.scenes.scene.chunks_exact(world.scene_len()).map(|scene| world.measure(scene)).collect();
        self.quantities.push((0..world.quantities().len()).map(|q| rows.iter().map(|row| row[q]).collect()).collect());
    }

    /// R² of each quantity as a polynomial of the used means; the median over the sets.
    fn recovered(&self, latent: &[LatentUse], n_quantities: usize) -> Vec<f64> {
        let used = latent.iter().filter(|latent| latent.used).count();
        if used == 0 {
            return vec![0.0; n_quantities];
        }
        let mut found = vec![Vec::new(); n_quantities];
        for (code, quantities) in self.codes.iter().zip(&self.quantities) {
            let means = side_by_side(&code.used(latent));
            for (found, q) in found.iter_mut().zip(quantities) {
                found.push(r_squared(&means, used, q, degree(used)));
            }
        }
        found.into_iter().map(|all| median(all).map_or(f64::NAN, brief)).collect()
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
