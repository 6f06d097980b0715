//! The statements of Iten et al. (2020) on their four worlds.

use crate::figure::number::percent;
use crate::kinds::Spec;
use crate::kinds::sweep::{SweepBoard, SweepSpec};
use crate::kinds::worlds::WorldReport;
use crate::measure::Spread;
use crate::measure::statistics::median;
use crate::paper::claims::statement::{Check, Says, Statement, Written, counted, counting_rule, says};
use crate::paper::shipped::Shipped;
use crate::paper::sweeps::{QUBIT_SWEEP, TWO_QUBIT_SWEEP};
use std::f64::consts::TAU;

/// The part of the report on a network that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OfWorld {
    /// The RMS error of the numbers of an answer is at most this part of a named size.
    Rms(f64, &'static str, f64),
    /// The RMS length of the error of an answer, a distance, is at most this part of a named size.
    Distance(f64, &'static str, f64),
    /// This number of latent variables is used.
    Used(usize),
    /// Every quantity is a polynomial of the used latent means, with at least this R².
    Recovered(f64),
    /// The one latent variable is a straight line in the first quantity, with at least this |correlation|.
    Correlated(f64),
    /// Every used latent variable is a straight line in all quantities together, with at least this R².
    Straight(f64),
}

/// The recipes that the statements are measured with.
pub(super) const NOTE: &str = "Full: the recipe of the shipped network. Quick: a network that trains here in at most \
    three minutes. Qubits: the shipped sweeps over latent variables, each network on one test set of 2048.";

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
        "The lesser R² of b and of κ as cubic polynomials of the used latent means; at least 0.99.",
    ),
    says(
        "collision",
        "the r.m.s. error of the position is below 4 % of the radius",
        OfWorld::Distance(1.0, "the radius, 1 m", 0.04),
        "The original measures the distance between both positions.",
    ),
    says(
        "collision",
        "the latent variable is linear in the angular momentum that is kept",
        OfWorld::Correlated(0.999),
        "Size of the correlation with ω − vₓ; at least 0.999.",
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
        "The least R² of a plane in both angles; at least 0.99.",
    ),
];

/// The least of some numbers. `None` if there are none.
fn least(numbers: impl IntoIterator<Item = f64>) -> Option<Spread> {
    numbers.into_iter().reduce(f64::min).map(Spread::single)
}

impl Check for OfWorld {
    type Report = WorldReport;

    fn number(self, report: &WorldReport) -> Option<Spread> {
        match self {
            Self::Rms(size, ..) => Some(report.rms.scaled(1.0 / size)),
            Self::Distance(size, ..) => Some(report.distance().scaled(1.0 / size)),
            Self::Used(_) => Some(Spread::single(report.used as f64)),
            Self::Recovered(_) => least(report.recovered.iter().copied()),
            Self::Correlated(_) => {
                let [latent] = report.latent.as_slice() else { return None };
                Some(Spread::single(latent.explained.first()?.max(0.0).sqrt()))
            }
            Self::Straight(_) => least(report.latent.iter().filter_map(|latent| latent.explained.last().copied())),
        }
    }

    fn says(self) -> Says {
        match self {
            Self::Rms(_, _, most) | Self::Distance(_, _, most) => Says::AtMost(most),
            Self::Used(n) => Says::Exactly(n as f64),
            Self::Recovered(enough) | Self::Correlated(enough) | Self::Straight(enough) => Says::Explains(enough),
        }
    }

    fn written(self) -> Written {
        match self {
            Self::Rms(..) | Self::Distance(..) => Written::Percent,
            Self::Used(_) => Written::Decimals(0),
            Self::Recovered(_) | Self::Straight(_) => Written::Decimals(3),
            Self::Correlated(_) => Written::Decimals(4),
        }
    }

    fn definition(self) -> String {
        match self {
            Self::Rms(_, size, _) => format!("RMS ÷ {size}"),
            Self::Distance(_, size, _) => format!("RMS of the distance ÷ {size}"),
            Self::Used(_) => counting_rule(),
            _ => String::new(),
        }
    }

    fn more(self, reports: &[&WorldReport]) -> String {
        match self {
            Self::Used(_) => counted(reports.iter().map(|report| (report.used, report.dimension)).collect()),
            _ => String::new(),
        }
    }

    fn others(self, report: &WorldReport) -> Vec<(String, Written, Spread)> {
        match self {
            Self::Distance(size, name, _) => {
                let [half, most] = report.absolute.map(|x| Spread::single(x / size));
                vec![
                    (format!("RMS of a coordinate ÷ {name}"), Written::Percent, report.rms.scaled(1.0 / size)),
                    ("median of |error| of a coordinate".into(), Written::Percent, half),
                    ("90 % of coordinates have |error| below".into(), Written::Percent, most),
                ]
            }
            _ => Vec::new(),
        }
    }
}

/// Errors of one seed by the number of latent variables, for complete and for blind measurements: RMS ÷ deviation.
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

const FALL: &str = "Where the greatest fall of the error from one number of latent variables to the next ends; errors are \
    RMS ÷ the truth's deviation.";
const BLIND: &str =
    "The least error over all numbers of latent variables, as a multiple of that of a complete set; at least three.";

pub(super) const SWEEPS: [Statement<OfSweep>; 4] = [
    says("one_qubit", "a pure state of one qubit takes 2 latent variables", OfSweep::FallEnds(2), FALL),
    says("one_qubit", "measurements that are blind to a part of the state show", OfSweep::Blind(3.0), BLIND),
    says("two_qubits", "a pure state of two qubits takes 6 latent variables", OfSweep::FallEnds(6), FALL),
    says("two_qubits", "measurements that are blind to a part of the state show", OfSweep::Blind(3.0), BLIND),
];

impl Check for OfSweep {
    type Report = Curves;

    fn number(self, curves: &Curves) -> Option<Spread> {
        let number = match self {
            Self::FallEnds(_) => {
                let falls = curves.complete.windows(2).map(|pair| pair[0] - pair[1]);
                let (before, _) = falls.enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
                (before + 1) as f64
            }
            Self::Blind(_) => {
                let least = |errors: &[f64]| errors.iter().copied().min_by(f64::total_cmp);
                least(&curves.blind)? / least(&curves.complete)?
            }
        };
        Some(Spread::single(number))
    }

    fn says(self) -> Says {
        match self {
            Self::FallEnds(paper) => Says::Exactly(paper as f64),
            Self::Blind(factor) => Says::AtLeast(factor),
        }
    }

    fn written(self) -> Written {
        match self {
            Self::FallEnds(_) => Written::Decimals(0),
            Self::Blind(_) => Written::Digits(2, " times"),
        }
    }

    fn definition(self) -> String {
        String::new()
    }

    fn more(self, seeds: &[&Curves]) -> String {
        let Self::FallEnds(n) = self else { return String::new() };
        let error = |n: usize| median(seeds.iter().filter_map(|curves| curves.complete.get(n).copied()));
        match (error(n - 1), error(n)) {
            (Some(before), Some(after)) => {
                format!("error {} with {}, {} with {n}", percent(before), n - 1, percent(after))
            }
            _ => String::new(),
        }
    }
}

/// The shipped sweep of an experiment: the curves of each of its seeds.
pub(super) fn curves(shipped: &Shipped, experiment: &str) -> Vec<Curves> {
    let text = if experiment == "two_qubits" { TWO_QUBIT_SWEEP } else { QUBIT_SWEEP };
    let Some(spec) = SweepSpec::read(text) else { return Vec::new() };
    let link = Spec::from(spec.clone()).link();
    let Some(result) = shipped.sweeps.iter().find(|sweep| sweep.link == link) else { return Vec::new() };
    let board = SweepBoard::new(spec);
    if board.runs.len() != result.outcomes.len() {
        return Vec::new();
    }
    let of = |seed: usize| {
        let mut rows = [0, 1].map(|_| vec![f64::NAN; board.spec.columns.values.len()]);
        for (([column, row, at], _), outcome) in board.runs.iter().zip(&result.outcomes) {
            if seed == *at {
                *rows.get_mut(*row)?.get_mut(*column)? = outcome.error?;
            }
        }
        let [complete, blind] = rows;
        Some(Curves { complete, blind })
    };
    (0..board.spec.seeds as usize).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::outcome::Outcome;
    use crate::kinds::sweep::SweepResult;
    use crate::measure::latents::LatentUse;
    use crate::paper::claims::statement::Verdict::{Agrees, Close, Differs};

    fn report(rms: f64, r_squared: f64) -> WorldReport {
        let latent =
            |explained: Vec<f64>| LatentUse { divergence: 1.0, variance: 1.0, used: !explained.is_empty(), explained };
        WorldReport {
            sets: 200,
            n_samples: 2048,
            seed: 1,
            outputs: 2,
            rms: Spread::single(rms),
            absolute: [0.5 * rms, 2.0 * rms],
            deviation: 1.0,
            size: 1.0,
            latent: vec![latent(vec![r_squared, 0.1, r_squared])],
            used: 1,
            dimension: 1.0,
            recovered: vec![1.0, r_squared],
            outside: Vec::new(),
        }
    }

    #[test]
    fn checks_agree_and_differ_as_they_should() {
        let ask = |check: OfWorld, rms, r| {
            check.number(&report(rms, r)).and_then(|number| check.says().verdict(&[number])).unwrap()
        };
        let error = OfWorld::Rms(2.0, "two", 0.02);
        assert_eq!([0.03, 0.045, 0.06].map(|rms| ask(error, rms, 1.0)), [Agrees, Close, Differs]);
        assert_eq!([1, 2].map(|used| ask(OfWorld::Used(used), 1.0, 1.0)), [Agrees, Differs]);
        for check in [OfWorld::Recovered(0.99), OfWorld::Correlated(0.999), OfWorld::Straight(0.99)] {
            assert_eq!([0.999, 0.98].map(|r| ask(check, 1.0, r)), [Agrees, Differs], "{check:?}");
        }
        let mut unused = report(1.0, 1.0);
        unused.latent[0].explained.clear();
        assert_eq!((OfWorld::Correlated(0.9).number(&unused), OfWorld::Straight(0.9).number(&unused)), (None, None));
    }

    #[test]
    fn a_position_is_judged_by_its_distance_and_its_coordinates_are_named_beside_it() {
        let (check, report) = (OfWorld::Distance(1.0, "the radius", 0.04), report(0.0396, 1.0));
        let number = check.number(&report).unwrap();
        assert_eq!((check.written().spread(&number), check.says().verdict(&[number])), ("5.6 %".into(), Some(Differs)));
        let (name, written, coordinate) = check.others(&report).remove(0);
        assert_eq!((name.as_str(), written.spread(&coordinate)), ("RMS of a coordinate ÷ the radius", "4.0 %".into()));
    }

    #[test]
    fn the_greatest_fall_is_found_in_each_seed() {
        let spec = SweepSpec::read(QUBIT_SWEEP).unwrap();
        let seeds = spec.seeds as usize;
        // The last seed falls first from 1 to 0.2.
        let complete = [[1.0, 1.0], [0.7, 0.2], [0.1, 0.1], [0.03, 0.03], [0.03, 0.03], [0.03, 0.03]];
        let blind = [[1.0; 2], [0.8; 2], [0.8; 2], [0.8; 2], [0.8; 2], [0.8; 2]];
        let each = |[most, last]: [f64; 2]| (0..seeds).map(move |seed| if seed + 1 < seeds { most } else { last });
        let errors = complete.into_iter().chain(blind).flat_map(each);
        let outcomes = errors.map(|error| Outcome { used: Some(1), error: Some(error) }).collect();
        let sweeps = vec![SweepResult { link: Spec::from(spec).link(), outcomes }];
        let shipped = Shipped { sweeps, ..Shipped::default() };
        let each = curves(&shipped, "one_qubit");
        let check = OfSweep::FallEnds(2);
        let numbers: Vec<Spread> = each.iter().filter_map(|one| check.number(one)).collect();
        let ends: Vec<f64> = numbers.iter().map(Spread::median).collect();
        assert_eq!((ends.len(), ends[0], ends[seeds - 1]), (seeds, 2.0, 1.0));
        assert_eq!(check.says().verdict(&numbers), Some(Agrees));
        assert_eq!(check.more(&each.iter().collect::<Vec<_>>()), "error 70 % with 1, 10 % with 2");
        let blind = |factor| OfSweep::Blind(factor).says().verdict(&[OfSweep::Blind(factor).number(&each[0]).unwrap()]);
        assert_eq!((blind(3.0), blind(60.0)), (Some(Agrees), Some(Differs)));
        assert_eq!(curves(&shipped, "two_qubits"), Vec::new());
    }
}
