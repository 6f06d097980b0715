//! The spread of a measured number over test sets and training seeds: its median, and the interval of the middle 90 %.

use crate::order::sort;
use serde::{Deserialize, Serialize};

/// Number of draws in a test set: as many as Bolshakov (2020) tests on.
pub const SET: usize = 2048;
/// Number of test sets on which the numbers beside those of the papers are measured.
pub const SETS: usize = 200;

/// The number of test sets in so many draws, and the number of draws in each.
pub fn test_sets(n_samples: usize) -> (usize, usize) {
    ((n_samples / SET).max(1), n_samples.min(SET))
}

/// The levels of the quantiles that are kept. Between them, the distribution is taken as linear.
const LEVELS: [f64; 9] = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0];

/// The distribution of a number, as its quantiles at [`LEVELS`], from the smallest to the largest value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spread {
    quantiles: [f64; 9],
}

/// The quantile of sorted values at a level, interpolated. NaN if there are no values.
fn quantile(sorted: &[f64], level: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = level * last as f64;
    let below = at as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    if low == high { low } else { low + (high - low) * (at - below as f64) }
}

/// The quantiles of values at some levels.
pub fn quantiles<const N: usize>(mut values: Vec<f64>, levels: [f64; N]) -> [f64; N] {
    sort(&mut values);
    levels.map(|level| brief(quantile(&values, level)))
}

/// A number with five significant digits: more would only lengthen the index of the shipped networks.
pub fn brief(x: f64) -> f64 {
    if x.is_finite() { format!("{x:.4e}").parse().unwrap_or(x) } else { x }
}

impl Spread {
    /// The spread of some values, such as one for each test set.
    pub fn of(values: Vec<f64>) -> Self {
        Self { quantiles: quantiles(values, LEVELS) }
    }

    /// A number that is the same in every test set.
    pub fn single(value: f64) -> Self {
        Self { quantiles: [value; 9] }
    }

    /// The spread over several training seeds, each of the same weight: the distribution of the number for any seed and
    /// any test set. `None` without seeds.
    pub fn pooled(seeds: &[Self]) -> Option<Self> {
        match seeds {
            [] => None,
            [one] => Some(*one),
            _ => Some(Self { quantiles: LEVELS.map(|level| brief(pooled_quantile(seeds, level))) }),
        }
    }

    /// Every value multiplied by a positive number.
    pub fn scaled(self, factor: f64) -> Self {
        Self { quantiles: self.quantiles.map(|x| x * factor) }
    }

    /// The number that half of the values are below.
    pub fn median(&self) -> f64 {
        self.quantiles[4]
    }

    /// The ends of the interval with the middle 90 % of the values.
    pub fn interval(&self) -> [f64; 2] {
        [self.quantiles[1], self.quantiles[7]]
    }

    /// The share of the values that are at most x.
    fn share(&self, x: f64) -> f64 {
        let Some(i) = self.quantiles.iter().rposition(|quantile| *quantile <= x) else { return 0.0 };
        let (Some(next), Some(level)) = (self.quantiles.get(i + 1), LEVELS.get(i + 1)) else { return 1.0 };
        LEVELS[i] + (level - LEVELS[i]) * (x - self.quantiles[i]) / (next - self.quantiles[i])
    }
}

/// The smallest x that at least a share `level` of all seeds' values do not exceed.
fn pooled_quantile(seeds: &[Spread], level: f64) -> f64 {
    let ends = |i: usize, pick: fn(f64, f64) -> f64| seeds.iter().map(|one| one.quantiles[i]).reduce(pick);
    let (Some(mut low), Some(mut high)) = (ends(0, f64::min), ends(8, f64::max)) else { return f64::NAN };
    if level == 0.0 {
        return low;
    }
    // Halving the interval until it is a few bits wide.
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        let share = seeds.iter().map(|one| one.share(middle)).sum::<f64>() / seeds.len() as f64;
        // Sums of levels are rounded.
        if share >= level - 1e-12 { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(low: f64, high: f64) -> Spread {
        Spread::of((0..=200).map(|i| low + (high - low) * f64::from(i) / 200.0).collect())
    }

    #[test]
    fn half_of_the_values_are_below_the_median_and_a_twentieth_is_outside_of_each_end() {
        let spread = even(100.0, 300.0);
        assert_eq!((spread.median(), spread.interval()), (200.0, [110.0, 290.0]));
        assert_eq!(Spread::of(vec![3.0]), Spread::single(3.0));
        assert_eq!(spread.scaled(2.0).interval(), [220.0, 580.0]);
    }

    #[test]
    fn seeds_that_agree_give_the_spread_of_each_and_seeds_that_do_not_a_wider_one() {
        let one = even(100.0, 300.0);
        let same = Spread::pooled(&[one, one, one]).unwrap();
        assert_eq!((same.median(), same.interval()), (one.median(), one.interval()));
        let apart = Spread::pooled(&[even(0.0, 100.0), even(200.0, 300.0)]).unwrap();
        // A tenth of the lower seed is a twentieth of both.
        let [low, high] = apart.interval();
        assert!((low - 10.0).abs() < 1e-3 && (high - 290.0).abs() < 1e-2, "{apart:?}");
        assert_eq!(Spread::pooled(&[]), None);
    }

    #[test]
    fn numbers_without_test_sets_have_the_median_seed_in_the_middle() {
        let seeds = [0.9, 0.2, 0.5, 0.4, 0.8].map(Spread::single);
        let pooled = Spread::pooled(&seeds).unwrap();
        assert_eq!((pooled.median(), pooled.interval()), (0.5, [0.2, 0.9]));
    }

    #[test]
    fn draws_are_cut_into_the_sets_of_the_paper_or_are_one_small_set() {
        assert_eq!([409_600, 10_000, 2048, 500].map(test_sets), [(200, 2048), (4, 2048), (1, 2048), (1, 500)]);
    }

    #[test]
    fn a_spread_is_a_short_list_in_the_index() {
        let text = serde_json::to_string(&even(1.0, 4.0)).unwrap();
        assert_eq!(text, "[1.0,1.15,1.3,1.75,2.5,3.25,3.7,3.85,4.0]");
        assert_eq!(serde_json::from_str::<Spread>(&text).unwrap(), even(1.0, 4.0));
        // An average of an older report is no spread.
        assert!(serde_json::from_str::<Spread>("0.5").is_err());
    }
}
