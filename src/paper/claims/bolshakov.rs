//! The statements of Bolshakov (2020) on each of its experiments.

use crate::kinds::scinet::report::{OutputErrors, Report};
use crate::measure::Spread;
use crate::paper::claims::statement::{Check, Says, Statement, Written, counted, counting_rule, says};

/// The definition of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    RmsOverRange,
    RmsOverDeviation,
    MeanAbsolute,
    MeanRelative,
}

impl Measure {
    const ALL: [Self; 4] = [Self::RmsOverRange, Self::RmsOverDeviation, Self::MeanAbsolute, Self::MeanRelative];

    fn of(self, errors: &OutputErrors) -> Spread {
        match self {
            Self::RmsOverRange => errors.over_range,
            Self::RmsOverDeviation => errors.over_deviation,
            Self::MeanAbsolute => errors.mean_absolute,
            Self::MeanRelative => errors.mean_relative,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::RmsOverRange => "RMS ÷ range of the truth",
            Self::RmsOverDeviation => "RMS ÷ standard deviation of the truth",
            Self::MeanAbsolute => "mean absolute",
            Self::MeanRelative => "mean of |error| ÷ |truth|",
        }
    }

    fn written(self) -> Written {
        if self == Self::MeanAbsolute { Written::Digits(2, "") } else { Written::Percent }
    }
}

/// The part of a report that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OfOscillator {
    /// The error of an output is about this large.
    About(usize, Measure, f64),
    /// The error of an output is at most this large.
    AtMost(usize, Measure, f64),
    /// The error of an output is at least this large: the network fails.
    AtLeast(usize, Measure, f64),
    /// This number of latent variables is used.
    Used(usize),
    /// For each of these quantities (indices in the list of R²), a used latent mean follows it with R² ≥ 0.9.
    Follows(&'static [usize]),
    /// The error in φ on the smooth part of its step, out to 6 σ, is at least this many times that on the training
    /// draws.
    SmoothPart(f64),
    /// The slope of the network's last output in γ at ω = 1 is at most half of that of the truth.
    RidgeNotSloped,
    /// The same slope below all training draws.
    RidgeNotExtended,
}

/// Minimum R² of a quantity that is followed.
const FOLLOWED: f64 = 0.9;
/// Maximum slope of a ridge that is lost, as a part of the truth's.
const LOST: f64 = 0.5;

const RANGE: &str = "The range is that of the 2048 draws of a test set, as in the paper; it grows with their number.";

/// The recipes that the statements are measured with.
pub(super) const NOTE: &str = "Full: the recipe of the paper, 50,000 epochs. Quick: a shorter training of the same \
    network.";

pub(super) const STATEMENTS: [Statement<OfOscillator>; 19] = [
    says(
        "boring_patch",
        "r.m.s. error in φ is 3.4 % of its range",
        OfOscillator::About(0, Measure::RmsOverRange, 0.034),
        RANGE,
    ),
    says(
        "boring_patch",
        "r.m.s. error in A is 6.4 % of its range",
        OfOscillator::About(1, Measure::RmsOverRange, 0.064),
        RANGE,
    ),
    says("boring_patch", "2 of 5 latent variables are used", OfOscillator::Used(2), ""),
    says(
        "boring_patch",
        "the two track A and φ almost exactly",
        OfOscillator::Follows(&[0, 1]),
        "The lesser R² of a straight line.",
    ),
    says(
        "center_very_broad",
        "A is within 2.8 % of the truth on average",
        OfOscillator::AtMost(1, Measure::MeanRelative, 0.028),
        "Read as the mean of |error| ÷ A.",
    ),
    says("center_very_broad", "all 5 latent variables are used", OfOscillator::Used(5), ""),
    says(
        "peak_broad",
        "A is within 2.8 % of the truth on average",
        OfOscillator::AtMost(1, Measure::MeanRelative, 0.028),
        "Read as the mean of |error| ÷ A.",
    ),
    says("peak_broad", "all 5 latent variables are used", OfOscillator::Used(5), ""),
    says(
        "peak_narrow",
        "the network fails: true and modelled φ are nothing alike",
        OfOscillator::AtLeast(0, Measure::RmsOverDeviation, 0.5),
        "A network that always returns the mean has 100 %.",
    ),
    says(
        "logspace_broad",
        "error in ln A is about one part in a thousand of its range",
        OfOscillator::About(1, Measure::RmsOverRange, 0.001),
        RANGE,
    ),
    says("logspace_broad", "error in φ is below 1 %", OfOscillator::AtMost(0, Measure::RmsOverRange, 0.01), RANGE),
    says("logspace_broad", "2 latent variables are used", OfOscillator::Used(2), ""),
    says(
        "logspace_broad",
        "the ridge of ln A is not extended outside",
        OfOscillator::RidgeNotExtended,
        "Slope of ln A in ln γ at ω = 1, from γ = 0.001, where training ends, down to e⁻² of that, as a part of the truth's.",
    ),
    says(
        "logspace_near_peak",
        "errors are on the same scale: ln A",
        OfOscillator::AtMost(1, Measure::RmsOverRange, 0.01),
        "Same scale as logspace_broad, read as below 1 % of the range.",
    ),
    says(
        "logspace_near_peak",
        "errors are on the same scale: φ",
        OfOscillator::AtMost(0, Measure::RmsOverRange, 0.02),
        "Same scale as logspace_broad, read as below 2 % of the range.",
    ),
    says(
        "logspace_near_peak",
        "at 6 σ none of the smoother parts of φ is matched",
        OfOscillator::SmoothPart(10.0),
        "RMS error over the window of mean ± 6 σ where 0.3 < φ < π − 0.3, divided by that in a test set.",
    ),
    says("logspace_near_peak_narrow", "a single latent variable is used", OfOscillator::Used(1), ""),
    says(
        "logspace_near_peak_narrow",
        "it is mostly a function of ln ω",
        OfOscillator::Follows(&[2]),
        "R² of a straight line in ln ω.",
    ),
    says(
        "logspace_near_peak_narrow",
        "the ridge in ln A is not sloped",
        OfOscillator::RidgeNotSloped,
        "Slope of ln A in ln γ at ω = 1, as a part of the truth's.",
    ),
];

/// The size of a network's slope as a part of the truth's.
fn slope([network, truth]: [f64; 2]) -> Spread {
    Spread::single((network / truth).abs())
}

impl Check for OfOscillator {
    type Report = Report;

    fn number(self, report: &Report) -> Option<Spread> {
        Some(match self {
            Self::About(output, measure, _) | Self::AtMost(output, measure, _) | Self::AtLeast(output, measure, _) => {
                measure.of(report.outputs.get(output)?)
            }
            Self::Used(_) => Spread::single(report.used as f64),
            Self::Follows(quantities) => {
                let best = |q: &usize| {
                    report.latent.iter().filter_map(|l| l.explained.get(*q)).fold(0.0_f64, |best, r| best.max(*r))
                };
                Spread::single(quantities.iter().map(best).fold(1.0_f64, f64::min))
            }
            Self::SmoothPart(_) => report.smooth_phase,
            Self::RidgeNotSloped => slope(report.ridge),
            Self::RidgeNotExtended => slope(report.ridge_beyond),
        })
    }

    fn says(self) -> Says {
        match self {
            Self::About(_, _, paper) => Says::About(paper),
            Self::AtMost(_, _, most) => Says::AtMost(most),
            Self::AtLeast(_, _, least) => Says::AtLeast(least),
            Self::Used(n) => Says::Exactly(n as f64),
            Self::Follows(_) => Says::Explains(FOLLOWED),
            Self::SmoothPart(factor) => Says::AtLeast(factor),
            Self::RidgeNotSloped | Self::RidgeNotExtended => Says::AtMost(LOST),
        }
    }

    fn written(self) -> Written {
        match self {
            Self::About(_, measure, _) | Self::AtMost(_, measure, _) | Self::AtLeast(_, measure, _) => {
                measure.written()
            }
            Self::Used(_) => Written::Decimals(0),
            Self::Follows(_) | Self::RidgeNotSloped | Self::RidgeNotExtended => Written::Decimals(2),
            Self::SmoothPart(_) => Written::Digits(2, " times"),
        }
    }

    fn definition(self) -> String {
        match self {
            Self::About(_, measure, _) | Self::AtMost(_, measure, _) | Self::AtLeast(_, measure, _) => {
                measure.words().into()
            }
            Self::Used(_) => counting_rule(),
            _ => String::new(),
        }
    }

    fn more(self, reports: &[&Report]) -> String {
        match self {
            Self::Used(_) => counted(reports.iter().map(|report| (report.used, report.dimension)).collect()),
            _ => String::new(),
        }
    }

    fn others(self, report: &Report) -> Vec<(String, Written, Spread)> {
        let (Self::About(output, taken, _) | Self::AtMost(output, taken, _) | Self::AtLeast(output, taken, _)) = self
        else {
            return Vec::new();
        };
        let Some(errors) = report.outputs.get(output) else { return Vec::new() };
        // φ and ln A may be 0, where a part of the truth means nothing.
        let positive = errors.name == "A";
        let wanted = |measure: &Measure| *measure != taken && (positive || *measure != Measure::MeanRelative);
        let others = Measure::ALL.into_iter().filter(wanted);
        let others = others.map(|measure| (measure.words().into(), measure.written(), measure.of(errors)));
        let quantiles = [
            ("median of |error|", Written::Digits(2, ""), errors.absolute[0]),
            ("90 % of draws have |error| below", Written::Digits(2, ""), errors.absolute[1]),
            ("median of |error| ÷ |truth|", Written::Percent, errors.relative[0]),
            ("90 % of draws have |error| ÷ |truth| below", Written::Percent, errors.relative[1]),
        ];
        let quantiles = quantiles.into_iter().take(if positive { 4 } else { 2 });
        let quantiles = quantiles.map(|(name, written, x)| (name.to_string(), written, Spread::single(x)));
        others.chain(quantiles).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::latents::LatentUse;
    use crate::paper::claims::statement::Verdict::{Agrees, Close, Differs};

    fn report(rms: f64) -> Report {
        let output = |name: &str| OutputErrors {
            name: name.into(),
            rms: Spread::single(rms),
            over_range: Spread::single(rms / 2.0),
            over_deviation: Spread::single(rms / 0.5),
            mean_absolute: Spread::single(0.8 * rms),
            mean_relative: Spread::single(rms / 2.0),
            absolute: [0.7 * rms, 2.0 * rms],
            relative: [0.3 * rms, rms],
        };
        let latent = LatentUse {
            divergence: 1.0,
            variance: 1.0,
            used: true,
            explained: vec![0.95, 0.5, 0.0, 0.0, 0.0, 0.0, 1.0],
        };
        Report {
            sets: 200,
            n_samples: 2048,
            seed: 1,
            outputs: vec![output("φ"), output("A")],
            latent: vec![latent],
            used: 1,
            dimension: 1.0,
            outside: Vec::new(),
            ridge: [-0.9, -1.0],
            ridge_beyond: [-0.2, -1.0],
            smooth_phase: Spread::single(1.0 / rms),
        }
    }

    #[test]
    fn checks_agree_and_differ_as_they_should() {
        let ask = |check: OfOscillator, rms| {
            check.number(&report(rms)).and_then(|number| check.says().verdict(&[number])).unwrap()
        };
        let verdicts = |check, numbers: [f64; 3]| numbers.map(|rms| ask(check, rms));
        assert_eq!(
            verdicts(OfOscillator::About(0, Measure::RmsOverRange, 0.034), [0.068, 0.08, 0.2]),
            [Agrees, Close, Differs]
        );
        assert_eq!(
            verdicts(OfOscillator::AtMost(0, Measure::RmsOverDeviation, 0.1), [0.04, 0.06, 0.1]),
            [Agrees, Close, Differs]
        );
        assert_eq!(ask(OfOscillator::AtLeast(0, Measure::RmsOverDeviation, 0.1), 0.06), Agrees);
        assert_eq!([1, 2].map(|n| ask(OfOscillator::Used(n), 1.0)), [Agrees, Differs]);
        let follows: [&'static [usize]; 2] = [&[0], &[0, 1]];
        assert_eq!(follows.map(|q| ask(OfOscillator::Follows(q), 1.0)), [Agrees, Differs]);
        assert_eq!(
            [OfOscillator::RidgeNotSloped, OfOscillator::RidgeNotExtended].map(|check| ask(check, 1.0)),
            [Differs, Agrees]
        );
        assert_eq!(verdicts(OfOscillator::SmoothPart(10.0), [0.05, 0.11, 0.5]), [Agrees, Close, Differs]);
    }

    #[test]
    fn other_definitions_include_quantiles() {
        let others = OfOscillator::About(1, Measure::RmsOverRange, 0.064).others(&report(0.1));
        let words: Vec<String> =
            others.iter().map(|(name, written, x)| format!("{name}: {}", written.spread(x))).collect();
        assert_eq!(words.len(), 7);
        assert_eq!(words[5], "median of |error| ÷ |truth|: 3.0 %");
        assert!(OfOscillator::Used(2).others(&report(0.1)).is_empty());
    }

    #[test]
    fn a_count_names_its_dimension() {
        let one = report(1.0);
        assert_eq!(OfOscillator::Used(1).more(&[&one]), "");
        let five = Report { used: 5, dimension: 1.94, ..one };
        assert_eq!(OfOscillator::Used(5).more(&[&five]), "their means span 1.9 dimensions");
    }
}
