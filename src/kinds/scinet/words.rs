//! The measurements of a SciNet as readable lines, for the command line.

use crate::figure::number::{percent, readable};
use crate::kinds::scinet::report::{OutputErrors, Report};
use crate::measure::latents::spanned;

/// The report as readable lines.
pub fn print_report(report: &Report) -> String {
    let output = |errors: &OutputErrors| {
        let ([low, high], [half, most]) = (errors.rms.interval(), errors.absolute);
        let number = |x: f64| readable(x, 3);
        format!(
            "{}: RMS error {} ({} to {} in 90 % of the test sets), {} of the range; |error|: half are below {}, 90 % below {}\n",
            errors.name,
            number(errors.rms.median()),
            number(low),
            number(high),
            percent(errors.over_range.median()),
            number(half),
            number(most)
        )
    };
    let spanned = spanned(report.used, report.dimension).map_or(String::new(), |words| format!("; {words}"));
    format!(
        "{} test sets of {} fresh draws\n{}latent variables: {} of {} used{spanned}\n",
        report.sets,
        report.n_samples,
        report.outputs.iter().map(output).collect::<String>(),
        report.used,
        report.latent.len()
    )
}
