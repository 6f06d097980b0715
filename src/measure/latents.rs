//! The latent variables of a SciNet: which ones are used, what they follow, how they are distributed.

use super::asked::Answers;
use super::spread::brief;
use super::statistics::{dimension, median, moments};
use crate::float::{exp, ln};
use serde::{Deserialize, Serialize};

/// Minimum variance of the mean of a used variable over the training data (the rule for active units of Burda, Grosse
/// and Salakhutdinov, ICLR 2016). The mean of an unused variable stays near 0 for all inputs.
pub const USED_VARIANCE: f64 = 0.01;
/// Minimum divergence of a used variable, in nats. A variable that equals the prior has divergence 0.
pub const USED_DIVERGENCE: f64 = 0.01;

/// One latent variable over the training data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatentUse {
    /// Mean of ½ ((μ² + σ²) ÷ s² − 1 − ln (σ² ÷ s²)), in nats, where N(0, s²) is the prior.
    pub divergence: f64,
    /// Variance of μ ÷ s.
    pub variance: f64,
    /// Whether both reach the minimum of a used variable.
    pub used: bool,
    /// R² of μ against each quantity of the world. The last entry is against two quantities together. Empty if unused.
    pub explained: Vec<f64>,
}

/// The use of each latent variable, without R².
pub fn latent_use(answers: &Answers) -> Vec<LatentUse> {
    let (prior, ln_prior) = (answers.prior(), ln(answers.prior()));
    (0..answers.latent())
        .map(|i| {
            // In units of the deviation of the prior.
            let mean: Vec<f64> = answers.mean(i).into_iter().map(|mean| mean / prior).collect();
            let ln_sigma: Vec<f64> = answers.ln_sigma(i).into_iter().map(|x| x - ln_prior).collect();
            let cost = |(mu, ln_sigma): (&f64, &f64)| 0.5 * (mu * mu + exp(2.0 * ln_sigma) - 1.0 - 2.0 * ln_sigma);
            let divergence = mean.iter().zip(&ln_sigma).map(cost).sum::<f64>() / mean.len().max(1) as f64;
            let (_, variance) = moments(&mean);
            LatentUse { divergence, variance, used: is_used(divergence, variance), explained: Vec::new() }
        })
        .collect()
}

/// The latent variables of one test set: means and ln σ of every sample, from which their use is measured.
#[derive(Debug, Clone)]
pub struct LatentSet {
    uses: Vec<LatentUse>,
    /// μ of each variable; (latent) of (n_samples).
    means: Vec<Vec<f64>>,
}

impl LatentSet {
    /// The latent variables of the answers to a test set.
    pub fn of(answers: &Answers) -> Self {
        Self { uses: latent_use(answers), means: (0..answers.latent()).map(|i| answers.mean(i)).collect() }
    }

    /// The means of the used variables; (used) of (n_samples).
    pub fn used(&self, latent: &[LatentUse]) -> Vec<Vec<f64>> {
        self.means.iter().zip(latent).filter(|(_, one)| one.used).map(|(mean, _)| mean.clone()).collect()
    }
}

/// The use of each latent variable over several test sets, and the dimension that the used means span. Divergence and
/// variance are averages over the sets, R² and the dimension are medians. `explained` gives the R² of a mean in a set.
pub fn latents_over(sets: &[LatentSet], explained: impl Fn(usize, &[f64]) -> Vec<f64>) -> (Vec<LatentUse>, f64) {
    let latent = sets.first().map_or(0, |set| set.uses.len());
    let average = |i: usize, of: fn(&LatentUse) -> f64| {
        brief(sets.iter().map(|set| of(&set.uses[i])).sum::<f64>() / sets.len().max(1) as f64)
    };
    let one = |i: usize| {
        let (divergence, variance) = (average(i, |one| one.divergence), average(i, |one| one.variance));
        let used = is_used(divergence, variance);
        let rows: Vec<Vec<f64>> = match used {
            true => sets.iter().enumerate().map(|(k, set)| explained(k, &set.means[i])).collect(),
            false => Vec::new(),
        };
        let quantities = rows.first().map_or(0, Vec::len);
        let middle = |q: usize| median(rows.iter().map(|row| row[q])).map_or(f64::NAN, brief);
        LatentUse { divergence, variance, used, explained: (0..quantities).map(middle).collect() }
    };
    let uses: Vec<LatentUse> = (0..latent).map(one).collect();
    let dimension = median(sets.iter().map(|set| dimension(&set.used(&uses)))).map_or(f64::NAN, brief);
    (uses, dimension)
}

/// Whether a latent variable counts as used.
fn is_used(divergence: f64, variance: f64) -> bool {
    divergence >= USED_DIVERGENCE && variance >= USED_VARIANCE
}

/// The dimension that used means span, in words after their count.
pub fn dimension_words(dimension: &str) -> String {
    format!("their means span {dimension} dimensions")
}

/// The rule that separates used latent variables from unused ones, for readers.
pub fn use_rule() -> String {
    format!(
        "A latent variable counts as used if the variance of its mean μ over the training data is at least \
         {USED_VARIANCE} (Burda and others, 2016) and its mean divergence at least {USED_DIVERGENCE} nats. \
         With another prior, N(0, s²), the variance is that of μ ÷ s."
    )
}

/// The dimension that used means span, in words after their count, if there are several.
pub fn spanned(used: usize, dimension: f64) -> Option<String> {
    (used > 1).then(|| dimension_words(&format!("{dimension:.1}")))
}

/// The definition of the dimension of used latent means, for readers.
pub const DIMENSION_RULE: &str = "The dimension that the used means span is (Σλ)² ÷ Σλ² of the eigenvalues λ of their \
    correlation matrix: means that follow one another count once.";

/// A histogram: the edges of its bars (n + 1), and the density in each bar (n).
pub fn histogram(values: &[f64], low: f64, high: f64, n: usize) -> (Vec<f64>, Vec<f64>) {
    let width = (high - low) / n as f64;
    let mut counts = vec![0.0; n];
    for x in values.iter().filter(|x| (low..=high).contains(*x)) {
        counts[(((x - low) / width) as usize).min(n - 1)] += 1.0;
    }
    let total = values.len().max(1) as f64;
    let edges = (0..=n).map(|i| low + width * i as f64).collect();
    (edges, counts.into_iter().map(|count| count / (total * width)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_has_unit_area_and_counts_its_ends() {
        let (edges, heights) = histogram(&[-1.0, -0.5, 0.1, 1.0], -1.0, 1.0, 4);
        assert_eq!((edges.len(), heights.len()), (5, 4));
        assert_eq!(heights.iter().sum::<f64>() * 0.5, 1.0);
        assert_eq!(heights, [0.5, 0.5, 0.5, 0.5]);
    }
}
