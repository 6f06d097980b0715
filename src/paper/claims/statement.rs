//! A statement of a paper, the number that it is about, and its check against the spread of that number.

use crate::figure::number::readable;
use crate::measure::Spread;
use crate::measure::latents::{DIMENSION_RULE, dimension_words, use_rule};
use serde::Serialize;

/// Minimum ratio between the paper's number and the nearer end of the interval, if they differ.
const CLOSE: f64 = 1.25;

/// The rule of the verdicts, for readers.
pub const RULE: &str = "A number is the median, with the interval of the middle 90 %, over all seeds and test sets. The \
    verdict compares the paper's number with the interval. Agrees: the interval contains it; where the paper gives a \
    limit, all of the interval keeps to the limit. Close: the interval misses that by less than a factor of 1.25 (for R² \
    and correlations: 1 minus the number does), or contains the limit. Differs: all else. A count agrees if most seeds \
    have it, and is close if some have.";

/// The comparison of a statement with measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The paper's number is in the interval, or all of the interval keeps to its limit.
    Agrees,
    /// The interval misses that by less than a factor of [`CLOSE`].
    Close,
    /// The interval is farther away.
    Differs,
}

/// What a statement says about its number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Says {
    /// It is about this large.
    About(f64),
    /// It is at most this large.
    AtMost(f64),
    /// It is at least this large.
    AtLeast(f64),
    /// It is an R² or a correlation of at least this size. What is left to 1 is compared.
    Explains(f64),
    /// It counts something, and is this.
    Exactly(f64),
}

impl Says {
    /// The verdict on the number as measured with each of several training seeds. `None` without seeds, or if a number is
    /// undefined.
    pub fn verdict(self, seeds: &[Spread]) -> Option<Verdict> {
        let pooled = Spread::pooled(seeds)?;
        let [low, high] = pooled.interval();
        if !(low.is_finite() && high.is_finite()) {
            return None;
        }
        let keeps = |good: bool, nearer: f64| match () {
            () if good => Verdict::Agrees,
            () if nearer < CLOSE => Verdict::Close,
            () => Verdict::Differs,
        };
        Some(match self {
            Self::About(paper) => {
                let miss = if paper < low { low / paper } else { paper / high };
                keeps((low..=high).contains(&paper), miss)
            }
            Self::AtMost(most) => keeps(high <= most, low / most),
            Self::AtLeast(least) => keeps(low >= least, least / high),
            Self::Explains(least) => keeps(low >= least, (1.0 - high) / (1.0 - least)),
            Self::Exactly(paper) => {
                let same = seeds.iter().filter(|seed| seed.median() == paper).count();
                let nearer = if same > 0 { 1.0 } else { f64::INFINITY };
                keeps(2 * same > seeds.len(), nearer)
            }
        })
    }
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Written {
    /// As a percentage.
    Percent,
    /// With this number of significant digits, and a unit.
    Digits(usize, &'static str),
    /// With this number of decimals.
    Decimals(usize),
}

impl Written {
    fn parts(self, x: f64) -> (String, &'static str) {
        match self {
            Self::Percent => (readable(100.0 * x, 2), " %"),
            Self::Digits(digits, unit) => (readable(x, digits), unit),
            Self::Decimals(decimals) => (format!("{x:.decimals$}"), ""),
        }
    }

    /// The median of a spread, and its interval unless both ends are written as the median is.
    pub fn spread(self, spread: &Spread) -> String {
        let ((median, unit), [low, high]) = (self.parts(spread.median()), spread.interval().map(|x| self.parts(x).0));
        match low == median && high == median {
            true => median + unit,
            false => format!("{median}{unit} ({low}–{high}{unit})"),
        }
    }
}

/// The definitions of a count of latent variables and of its dimension.
pub fn counting_rule() -> String {
    format!("{} {DIMENSION_RULE}", use_rule())
}

/// The dimension that the used latent means span, in words: from the count and the dimension of each seed.
pub fn counted(seeds: Vec<(usize, f64)>) -> String {
    let several: Vec<Spread> = seeds.iter().filter(|(used, _)| *used > 1).map(|(_, d)| Spread::single(*d)).collect();
    let spanned = Spread::pooled(&several);
    spanned.map_or(String::new(), |spread| dimension_words(&Written::Decimals(1).spread(&spread)))
}

/// A check of a report on an experiment.
pub trait Check: Copy {
    /// The data that the check needs.
    type Report;
    /// The number that the statement is about. `None` if the report has none.
    fn number(self, report: &Self::Report) -> Option<Spread>;
    /// What the statement says about it.
    fn says(self) -> Says;
    /// How it is written.
    fn written(self) -> Written;
    /// The definition of the number.
    fn definition(self) -> String;
    /// Words that follow the number, from the reports on all seeds.
    fn more(self, _: &[&Self::Report]) -> String {
        String::new()
    }
    /// The same error by every other definition: its name, how it is written, and its spread.
    fn others(self, _: &Self::Report) -> Vec<(String, Written, Spread)> {
        Vec::new()
    }
}

/// A statement of a paper.
pub struct Statement<C> {
    pub experiment: &'static str,
    pub paper: &'static str,
    pub check: C,
    /// The reason for this definition.
    pub note: &'static str,
}

pub const fn says<C: Copy>(
    experiment: &'static str,
    paper: &'static str,
    check: C,
    note: &'static str,
) -> Statement<C> {
    Statement { experiment, paper, check, note }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hundred test sets from low to high, whose middle 90 % are an interval.
    fn within(low: f64, high: f64) -> Spread {
        let margin = (high - low) / 18.0;
        let (low, span) = (low - margin, (high - low) + 2.0 * margin);
        Spread::of((0..=200).map(|i| low + span * f64::from(i) / 200.0).collect())
    }

    #[test]
    fn a_number_agrees_in_the_interval_and_is_close_beside_it() {
        let ask = |says: Says, low, high| says.verdict(&[within(low, high)]).unwrap();
        use Verdict::{Agrees, Close, Differs};
        let about = Says::About(6.4);
        assert_eq!(
            [(5.7, 6.6), (6.0, 6.3), (6.5, 9.0), (8.1, 9.0), (3.0, 5.0)].map(|(low, high)| ask(about, low, high)),
            [Agrees, Close, Close, Differs, Differs]
        );
        let limits = [(3.0, 3.9), (3.9, 8.0), (4.1, 8.0), (5.5, 5.7)];
        assert_eq!(limits.map(|(low, high)| ask(Says::AtMost(4.0), low, high)), [Agrees, Close, Close, Differs]);
        assert_eq!(limits.map(|(low, high)| ask(Says::AtLeast(4.0), low, high)), [Close, Close, Agrees, Agrees]);
        assert_eq!(ask(Says::AtLeast(8.0), 5.0, 6.0), Differs);
        let explains = Says::Explains(0.9);
        assert_eq!([0.91, 0.88, 0.8].map(|r| ask(explains, r, r)), [Agrees, Close, Differs]);
        assert_eq!(about.verdict(&[]), None);
        assert_eq!(about.verdict(&[Spread::single(f64::NAN)]), None);
    }

    #[test]
    fn a_count_is_decided_by_most_seeds() {
        let ask = |counts: &[u8]| {
            let seeds: Vec<Spread> = counts.iter().map(|n| Spread::single(f64::from(*n))).collect();
            Says::Exactly(2.0).verdict(&seeds)
        };
        assert_eq!(ask(&[2, 2, 3, 2, 1]), Some(Verdict::Agrees));
        assert_eq!(ask(&[3, 2, 3, 2, 1]), Some(Verdict::Close));
        assert_eq!(ask(&[3, 3]), Some(Verdict::Differs));
    }

    #[test]
    fn an_interval_is_written_once_with_its_unit() {
        assert_eq!(Written::Percent.spread(&within(0.057, 0.065)), "6.1 % (5.7–6.5 %)");
        assert_eq!(Written::Digits(2, " times").spread(&Spread::single(12.0)), "12 times");
        assert_eq!(Written::Decimals(2).spread(&within(0.991, 0.992)), "0.99");
    }
}
