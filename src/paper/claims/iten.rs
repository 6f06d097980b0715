//! The statements of Iten et al. (2020) on their four worlds.

use crate::figure::number::{percent, readable};
use crate::kinds::Spec;
use crate::kinds::sweep::{SweepBoard, SweepSpec};
use crate::kinds::worlds::WorldReport;
use crate::measure::latents::use_rule;
use crate::paper::claims::statement::{Answer, Check, Statement, says};
use crate::paper::shipped::Shipped;
use crate::paper::sweeps::{QUBIT_SWEEP, TWO_QUBIT_SWEEP};
use std::f64::consts::TAU;

/// The part of the report on a network that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OfWorld {
    /// The RMS error is at most this part of a named size.
    Rms(f64, &'static str, f64),
    /// This number of latent variables is used.
    Used(usize),
    /// Every quantity is a polynomial of the used latent means, with at least this R².
    Recovered(f64),
    /// The one latent variable is a straight line in the first quantity, with at least this |correlation|.
    Correlated(f64),
    /// Every used latent variable is a straight line in all quantities together, with at least this R².
    Straight(f64),
}

/// The note on the measurements.
pub(super) const NOTE: &str = "Measured on 50,000 fresh scenes. Full: the shipped network, seed 1. Quick: a network that \
    trains here in at most three minutes, seeds 1 to 3. Qubits: the shipped sweeps over latent variables, three seeds. \
    The verdict is on the full network, or on the mean of the sweep's seeds.";

pub(super) const WORLDS: [Statement<OfWorld>; 7] = [
    says(
        "pendulum",
        "positions are predicted with an r.m.s. error of 2 % of the amplitude",
        OfWorld::Rms(1.0, "the amplitude, 1 m", 0.02),
        "",
    ),
    says("pendulum", "2 of 3 latent variables are used", OfWorld::Used(2), ""),
    says(
        "pendulum",
        "they hold the damping and the frequency",
        OfWorld::Recovered(0.99),
        "R² of b and of κ as cubic polynomials of the used latent means, at least 0.99 each.",
    ),
    says(
        "collision",
        "the r.m.s. error of the position is below 4 % of the radius",
        OfWorld::Rms(1.0, "the radius, 1 m", 0.04),
        "Of each coordinate.",
    ),
    says(
        "collision",
        "the latent variable is linear in the angular momentum that is kept",
        OfWorld::Correlated(0.999),
        "Correlation with ω − vₓ, at least 0.999 in size.",
    ),
    says(
        "planets",
        "the r.m.s. error of the angles is below 0.4 % of 2π",
        OfWorld::Rms(TAU, "2π", 0.004),
        "Over 50 steps, both angles together.",
    ),
    says(
        "planets",
        "both latent variables are linear in the angles of Earth and Mars about the Sun",
        OfWorld::Straight(0.99),
        "R² of a plane in both angles, at least 0.99 for each.",
    ),
];

impl Check for OfWorld {
    type Report = WorldReport;

    fn ask(self, report: &WorldReport) -> Option<Answer> {
        let least = |values: &[f64], enough: f64| {
            let number = values.iter().copied().fold(f64::INFINITY, f64::min);
            let words = values.iter().map(|r| format!("{r:.3}")).collect::<Vec<_>>().join(" and ");
            (!values.is_empty()).then(|| Answer { number, words: format!("R² {words}"), agrees: number >= enough })
        };
        match self {
            Self::Rms(size, _, most) => {
                let number = report.rms / size;
                Some(Answer { number, words: percent(number), agrees: number <= most })
            }
            Self::Used(paper) => {
                let words = format!("{} of {}", report.used, report.latent.len());
                Some(Answer { number: report.used as f64, words, agrees: report.used == paper })
            }
            Self::Recovered(enough) => least(&report.recovered, enough),
            Self::Correlated(enough) => {
                let [latent] = report.latent.as_slice() else { return None };
                let number = latent.explained.first()?.max(0.0).sqrt();
                Some(Answer { number, words: format!("{number:.4}"), agrees: number >= enough })
            }
            Self::Straight(enough) => {
                let used = report.latent.iter().filter_map(|latent| latent.explained.last().copied());
                least(&used.collect::<Vec<_>>(), enough)
            }
        }
    }

    fn definition(self) -> String {
        match self {
            Self::Rms(_, size, most) => format!("RMS ÷ {size}; agrees up to {}", percent(most)),
            Self::Used(_) => use_rule(),
            _ => String::new(),
        }
    }
}

/// Mean errors by the number of latent variables, for complete and for blind measurements: RMS ÷ deviation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curves {
    complete: Vec<f64>,
    blind: Vec<f64>,
}

/// The part of a sweep over latent variables that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OfSweep {
    /// The largest single decrease of the error ends at this number of latent variables.
    FallEnds(usize),
    /// With blind measurements, the smallest error is at least this many times that with complete ones.
    Blind(f64),
}

const FALL: &str = "Where the greatest fall of the error from one number of latent variables to the next ends, and that \
    fall; errors are RMS ÷ the truth's deviation.";
const BLIND: &str =
    "The least error over all numbers of latent variables, at least three times that of a complete set.";

pub(super) const SWEEPS: [Statement<OfSweep>; 4] = [
    says("one_qubit", "a pure state of one qubit takes 2 latent variables", OfSweep::FallEnds(2), FALL),
    says("one_qubit", "measurements that are blind to a part of the state show", OfSweep::Blind(3.0), BLIND),
    says("two_qubits", "a pure state of two qubits takes 6 latent variables", OfSweep::FallEnds(6), FALL),
    says("two_qubits", "measurements that are blind to a part of the state show", OfSweep::Blind(3.0), BLIND),
];

impl Check for OfSweep {
    type Report = Curves;

    fn ask(self, curves: &Curves) -> Option<Answer> {
        match self {
            Self::FallEnds(paper) => {
                let falls = curves.complete.windows(2).map(|pair| pair[0] - pair[1]);
                let (before, _) = falls.enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
                let words = format!(
                    "{} ({} → {})",
                    before + 1,
                    percent(curves.complete[before]),
                    percent(curves.complete[before + 1])
                );
                Some(Answer { number: (before + 1) as f64, words, agrees: before + 1 == paper })
            }
            Self::Blind(factor) => {
                let least = |errors: &[f64]| errors.iter().copied().min_by(f64::total_cmp);
                let number = least(&curves.blind)? / least(&curves.complete)?;
                Some(Answer { number, words: format!("{} times", readable(number, 2)), agrees: number >= factor })
            }
        }
    }

    fn definition(self) -> String {
        String::new()
    }
}

/// The shipped sweep of an experiment: the mean over all its seeds, and each seed alone.
pub(super) fn curves(shipped: &Shipped, experiment: &str) -> Option<(Curves, Vec<Curves>)> {
    let text = if experiment == "two_qubits" { TWO_QUBIT_SWEEP } else { QUBIT_SWEEP };
    let spec = SweepSpec::read(text)?;
    let link = Spec::from(spec.clone()).link();
    let result = shipped.sweeps.iter().find(|sweep| sweep.link == link)?;
    let board = SweepBoard::new(spec);
    if board.runs.len() != result.outcomes.len() {
        return None;
    }
    let mean = |seed: Option<usize>| {
        let columns = board.spec.columns.values.len();
        let mut rows = vec![vec![(0.0, 0); columns]; 2];
        for (([column, row, at], _), outcome) in board.runs.iter().zip(&result.outcomes) {
            if seed.is_none_or(|seed| seed == *at) {
                let (sum, n) = rows.get_mut(*row)?.get_mut(*column)?;
                *sum += outcome.error?;
                *n += 1;
            }
        }
        let mut rows = rows.into_iter().map(|row| row.into_iter().map(|(sum, n)| sum / f64::from(n)).collect());
        Some(Curves { complete: rows.next()?, blind: rows.next()? })
    };
    Some((mean(None)?, (0..board.spec.seeds as usize).filter_map(|seed| mean(Some(seed))).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::outcome::Outcome;
    use crate::kinds::sweep::SweepResult;
    use crate::measure::latents::LatentUse;

    fn report(rms: f64, r_squared: f64) -> WorldReport {
        let latent =
            |explained: Vec<f64>| LatentUse { divergence: 1.0, variance: 1.0, used: !explained.is_empty(), explained };
        WorldReport {
            n_samples: 1,
            seed: 1,
            rms,
            deviation: 1.0,
            size: 1.0,
            latent: vec![latent(vec![r_squared, 0.1, r_squared])],
            used: 1,
            recovered: vec![1.0, r_squared],
            outside: Vec::new(),
        }
    }

    #[test]
    fn checks_agree_and_differ_as_they_should() {
        let ask = |check: OfWorld, rms, r| check.ask(&report(rms, r)).map(|answer| answer.agrees);
        let error = OfWorld::Rms(2.0, "two", 0.02);
        assert_eq!([0.03, 0.05].map(|rms| ask(error, rms, 1.0)), [Some(true), Some(false)]);
        assert_eq!([1, 2].map(|used| ask(OfWorld::Used(used), 1.0, 1.0)), [Some(true), Some(false)]);
        for check in [OfWorld::Recovered(0.99), OfWorld::Correlated(0.999), OfWorld::Straight(0.99)] {
            assert_eq!([0.999, 0.98].map(|r| ask(check, 1.0, r)), [Some(true), Some(false)], "{check:?}");
        }
        let mut unused = report(1.0, 1.0);
        unused.latent[0].explained.clear();
        assert_eq!((OfWorld::Correlated(0.9).ask(&unused), OfWorld::Straight(0.9).ask(&unused)), (None, None));
    }

    #[test]
    fn the_greatest_fall_is_found_in_the_mean_and_in_each_seed() {
        let spec = SweepSpec::read(QUBIT_SWEEP).unwrap();
        let complete = [[1.0; 3], [0.7, 0.7, 0.2], [0.1; 3], [0.03; 3], [0.03; 3], [0.03; 3]];
        let blind = [[1.0; 3], [0.8; 3], [0.8; 3], [0.8; 3], [0.8; 3], [0.8; 3]];
        let errors = complete.into_iter().chain(blind).flatten();
        let outcomes = errors.map(|error| Outcome { used: Some(1), error: Some(error) }).collect();
        let sweeps = vec![SweepResult { link: Spec::from(spec).link(), outcomes }];
        let shipped = Shipped { sweeps, ..Shipped::default() };
        let (all, each) = curves(&shipped, "one_qubit").unwrap();
        let ends = |curves: &Curves| OfSweep::FallEnds(2).ask(curves).unwrap();
        // The means are 1, 0.533, 0.1: a decrease of 0.467, then one of 0.433.
        assert_eq!((ends(&all).number, ends(&all).agrees), (1.0, false));
        assert_eq!(each.iter().map(|one| ends(one).number).collect::<Vec<_>>(), [2.0, 2.0, 1.0]);
        assert!(OfSweep::Blind(3.0).ask(&all).unwrap().agrees && !OfSweep::Blind(30.0).ask(&all).unwrap().agrees);
        assert_eq!(curves(&shipped, "two_qubits"), None);
    }
}
