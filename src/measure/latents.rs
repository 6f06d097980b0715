//! The latent variables of a SciNet: which ones are used, what they follow, how they are distributed.

use super::asked::Answers;
use super::statistics::moments;
use crate::float::exp;
use serde::{Deserialize, Serialize};

/// Minimum variance of the mean of a used variable over the training data (the rule for active units of Burda, Grosse
/// and Salakhutdinov, ICLR 2016). The mean of an unused variable stays near 0 for all inputs.
pub const USED_VARIANCE: f64 = 0.01;
/// Minimum divergence of a used variable, in nats. μ = 0, σ = 1 has divergence 0.
pub const USED_DIVERGENCE: f64 = 0.01;

/// One latent variable over the training data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LatentUse {
    /// Mean of ½ (μ² + σ² − 1 − ln σ²), in nats.
    pub divergence: f64,
    /// Variance of μ.
    pub variance: f64,
    /// Whether both reach the minimum of a used variable.
    pub used: bool,
    /// R² of μ against each quantity of the world. The last entry is against two quantities together. Empty if unused.
    pub explained: Vec<f64>,
}

/// The use of each latent variable, without R².
pub fn latent_use(answers: &Answers) -> Vec<LatentUse> {
    (0..answers.latent())
        .map(|i| {
            let (mean, ln_sigma) = (answers.mean(i), answers.ln_sigma(i));
            let cost = |(mu, ln_sigma): (&f64, &f64)| 0.5 * (mu * mu + exp(2.0 * ln_sigma) - 1.0 - 2.0 * ln_sigma);
            let divergence = mean.iter().zip(&ln_sigma).map(cost).sum::<f64>() / mean.len().max(1) as f64;
            let (_, variance) = moments(&mean);
            let used = divergence >= USED_DIVERGENCE && variance >= USED_VARIANCE;
            LatentUse { divergence, variance, used, explained: Vec::new() }
        })
        .collect()
}

/// The rule that separates used latent variables from unused ones, for readers.
pub fn use_rule() -> String {
    format!(
        "A latent variable counts as used if the variance of its mean μ over the training data is at least \
         {USED_VARIANCE} (Burda and others, 2016) and its mean divergence at least {USED_DIVERGENCE} nats."
    )
}

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
