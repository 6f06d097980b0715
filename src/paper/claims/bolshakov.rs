//! The statements of Bolshakov (2020) on each of its experiments.

use crate::figure::number::{percent, readable};
use crate::kinds::scinet::report::{OutputErrors, Report};
use crate::measure::latents::use_rule;
use crate::paper::claims::statement::{Answer, Check, Statement, says};

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

    fn of(self, errors: &OutputErrors) -> f64 {
        match self {
            Self::RmsOverRange => errors.rms / errors.range,
            Self::RmsOverDeviation => errors.rms / errors.deviation,
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

    fn write(self, x: f64) -> String {
        if self == Self::MeanAbsolute { readable(x, 2) } else { percent(x) }
    }
}

/// The part of a report that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum OfOscillator {
    /// The error of an output is about this large. It agrees within a factor of 1.5.
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
    /// The slope of the network's last output in γ at ω = 1 is less than half of that of the truth.
    RidgeNotSloped,
    /// The same slope below all training draws.
    RidgeNotExtended,
}

/// Maximum ratio of a number to that of the paper, if they agree.
const FACTOR: f64 = 1.5;
/// Minimum R² of a quantity that is followed.
const FOLLOWED: f64 = 0.9;

const RANGE: &str =
    "The paper divides by the range over its 2048 test draws. A range grows with the number of draws: 50,000 here.";

/// The note on the measurements.
pub(super) const NOTE: &str = "Measured on 50,000 fresh draws. Full: the shipped network, 50,000 epochs, seed 1. Quick: \
    batches of 512, 8000 epochs, learning rate 0.001, seeds 1 to 3. The verdict is on the full network.";

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
        "R² of a straight line, at least 0.9 for each.",
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
        "A network that always says the mean has 100 %.",
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
        "Slope of ln A in ln γ at ω = 1, from γ = 0.001, where training ends, down to e⁻² of that; the truth's is −1.",
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
        "RMS error over the window of mean ± 6 σ where 0.3 < φ < π − 0.3, at least ten times that on the training draws.",
    ),
    says("logspace_near_peak_narrow", "a single latent variable is used", OfOscillator::Used(1), ""),
    says(
        "logspace_near_peak_narrow",
        "it is mostly a function of ln ω",
        OfOscillator::Follows(&[2]),
        "R² of a straight line in ln ω, at least 0.9.",
    ),
    says(
        "logspace_near_peak_narrow",
        "the ridge in ln A is not sloped",
        OfOscillator::RidgeNotSloped,
        "Slope of ln A in ln γ at ω = 1, where the truth's is −1.",
    ),
];

/// Slopes of network and truth. The ridge is lost if the slope of the network is less than half of that of the truth.
fn slopes([network, truth]: [f64; 2]) -> Answer {
    let words = format!("slope {}, truth {}", readable(network, 2), readable(truth, 2));
    Answer { number: network, words, agrees: network.abs() < 0.5 * truth.abs() }
}

impl Check for OfOscillator {
    type Report = Report;

    fn ask(self, report: &Report) -> Option<Answer> {
        let error = |output: usize, measure: Measure, agrees: &dyn Fn(f64) -> bool| {
            let number = measure.of(report.outputs.get(output)?);
            Some(Answer { number, words: measure.write(number), agrees: agrees(number) })
        };
        match self {
            Self::About(output, measure, paper) => {
                error(output, measure, &|x| x <= FACTOR * paper && x >= paper / FACTOR)
            }
            Self::AtMost(output, measure, most) => error(output, measure, &|x| x <= most),
            Self::AtLeast(output, measure, least) => error(output, measure, &|x| x >= least),
            Self::Used(paper) => {
                let words = format!("{} of {}", report.used, report.latent.len());
                Some(Answer { number: report.used as f64, words, agrees: report.used == paper })
            }
            Self::Follows(quantities) => {
                let best = |q: &usize| {
                    report.latent.iter().filter_map(|l| l.explained.get(*q)).fold(0.0_f64, |best, r| best.max(*r))
                };
                let worst = quantities.iter().map(best).fold(1.0_f64, f64::min);
                let words = format!(
                    "R² {}",
                    quantities.iter().map(|q| format!("{:.2}", best(q))).collect::<Vec<_>>().join(" and ")
                );
                Some(Answer { number: worst, words, agrees: worst >= FOLLOWED })
            }
            Self::SmoothPart(factor) => {
                let times = report.smooth_phase / report.outputs.first()?.rms;
                let words = format!("{} times that on the training draws", readable(times, 2));
                Some(Answer { number: times, words, agrees: times >= factor })
            }
            Self::RidgeNotSloped => Some(slopes(report.ridge)),
            Self::RidgeNotExtended => Some(slopes(report.ridge_beyond)),
        }
    }

    fn definition(self) -> String {
        match self {
            Self::About(_, measure, paper) => format!(
                "{}; agrees from {} to {}",
                measure.words(),
                measure.write(paper / FACTOR),
                measure.write(paper * FACTOR)
            ),
            Self::AtMost(_, measure, most) => format!("{}; agrees up to {}", measure.words(), measure.write(most)),
            Self::AtLeast(_, measure, least) => format!("{}; agrees from {}", measure.words(), measure.write(least)),
            Self::Used(_) => use_rule(),
            _ => String::new(),
        }
    }

    fn others(self, report: &Report) -> Vec<String> {
        let (Self::About(output, taken, _) | Self::AtMost(output, taken, _) | Self::AtLeast(output, taken, _)) = self
        else {
            return Vec::new();
        };
        let Some(errors) = report.outputs.get(output) else { return Vec::new() };
        let others = Measure::ALL.into_iter().filter(|measure| *measure != taken);
        others.map(|measure| format!("{}: {}", measure.words(), measure.write(measure.of(errors)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::latents::LatentUse;

    fn report(rms: f64) -> Report {
        let output = |name: &str| OutputErrors {
            name: name.into(),
            rms,
            mean_absolute: 0.8 * rms,
            mean_relative: rms / 2.0,
            range: 2.0,
            deviation: 0.5,
        };
        let latent = LatentUse {
            divergence: 1.0,
            variance: 1.0,
            used: true,
            explained: vec![0.95, 0.5, 0.0, 0.0, 0.0, 0.0, 1.0],
        };
        Report {
            n_samples: 1,
            seed: 1,
            outputs: vec![output("φ"), output("A")],
            latent: vec![latent],
            used: 1,
            places: Vec::new(),
            ridge: [-0.9, -1.0],
            ridge_beyond: [-0.2, -1.0],
            smooth_phase: 1.0,
        }
    }

    #[test]
    fn checks_agree_and_differ_as_they_should() {
        let ask = |check: OfOscillator, rms| check.ask(&report(rms)).map(|answer| answer.agrees);
        let about = OfOscillator::About(0, Measure::RmsOverRange, 0.034);
        assert_eq!([0.02, 0.068, 0.2].map(|rms| ask(about, rms)), [Some(false), Some(true), Some(false)]);
        assert_eq!(ask(OfOscillator::AtMost(0, Measure::RmsOverDeviation, 0.1), 0.06), Some(false));
        assert_eq!(ask(OfOscillator::AtLeast(0, Measure::RmsOverDeviation, 0.1), 0.06), Some(true));
        assert_eq!((ask(OfOscillator::Used(1), 1.0), ask(OfOscillator::Used(2), 1.0)), (Some(true), Some(false)));
        assert_eq!(
            (ask(OfOscillator::Follows(&[0]), 1.0), ask(OfOscillator::Follows(&[0, 1]), 1.0)),
            (Some(true), Some(false))
        );
        assert_eq!(
            (ask(OfOscillator::RidgeNotSloped, 1.0), ask(OfOscillator::RidgeNotExtended, 1.0)),
            (Some(false), Some(true))
        );
        assert_eq!(
            (ask(OfOscillator::SmoothPart(10.0), 0.05), ask(OfOscillator::SmoothPart(10.0), 0.5)),
            (Some(true), Some(false))
        );
    }
}
