//! The measurements of a network on a world, in words, for the page and the command line.

use crate::figure::number::{readable, subscript};
use crate::kinds::worlds::cell::board::WorldBoard;
use crate::kinds::worlds::cell::report::{WorldReport, degree};
use crate::kinds::worlds::cell::spec::WorldSpec;
use crate::measure::latents::spanned;

impl WorldBoard {
    /// All measurements in words: sentences about the network, and a row for each place: its name, the RMS error, and
    /// the RMS of the truth.
    pub fn measured(&self) -> (Vec<String>, Vec<[String; 3]>) {
        let Some((_, report)) = &self.report else { return (Vec::new(), Vec::new()) };
        let (used, latent) = (report.used, report.latent.len());
        let spanned = spanned(report.used, report.dimension).map_or(String::new(), |words| format!(", and {words}"));
        let mut sentences = vec![format!("{used} of {latent} latent variables are used{spanned}.")];
        let names = self.world.quantities();
        let r2 = |r2: &f64| if *r2 >= 0.999_95 { "1.0000".to_string() } else { format!("{r2:.4}") };
        let list = |numbers: &[f64]| -> String {
            names
                .iter()
                .zip(numbers)
                .map(|(one, number)| format!("{} {}", one.name, r2(number)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        if report.used > 0 && !names.is_empty() {
            sentences.push(format!(
                "Polynomials of degree {} in the used latent means recover, with R²: {}.",
                degree(report.used),
                list(&report.recovered)
            ));
            for (i, latent) in report.latent.iter().enumerate().filter(|(_, latent)| latent.used) {
                let all = latent.explained.last().map(r2).unwrap_or_default();
                let alone = list(&latent.explained);
                sentences.push(format!(
                    "R² of straight lines for μ{}: {alone}; all of them together {all}.",
                    subscript(i + 1)
                ));
            }
        }
        let number = |x: f64| readable(x, 3);
        let inside = ["as in training".into(), number(report.rms.median()), number(report.size)];
        let outside = report.outside.iter().map(|one| [one.name.clone(), number(one.rms), number(one.size)]);
        (sentences, [inside].into_iter().chain(outside).collect())
    }
}

/// The report as readable lines.
pub fn print_report(spec: &WorldSpec, report: &WorldReport) -> String {
    let number = |x: f64| readable(x, 4);
    let names: Vec<&str> =
        spec.domain.world(spec.recipe.seed).quantities().iter().map(|quantity| quantity.name).collect();
    let ([low, high], [half, most]) = (report.rms.interval().map(number), report.absolute.map(number));
    let (among, scenes) = match report.sets {
        1 => (String::new(), report.n_samples.to_string()),
        sets => (format!(" ({low} to {high} in 90 % of the test sets)"), format!("{sets} × {}", report.n_samples)),
    };
    let mut lines = vec![
        format!(
            "answers: RMS error {}{among}, the truth's deviation {}, on {scenes} fresh scenes",
            number(report.rms.median()),
            number(report.deviation),
        ),
        format!("  |error|: half are below {half}, 90 % below {most}"),
    ];
    if report.outputs > 1 {
        lines.push(format!("  RMS length of the error of an answer: {}", number(report.distance().median())));
    }
    let spanned = spanned(report.used, report.dimension).map_or(String::new(), |words| format!("; {words}"));
    lines.push(format!("latent variables: {} of {} used{spanned}", report.used, report.latent.len()));
    for (i, latent) in report.latent.iter().enumerate() {
        let heads = names.iter().copied().chain(["all of them"]);
        let follows: Vec<String> = heads.zip(&latent.explained).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
        let follows = if follows.is_empty() { String::new() } else { format!(", R² {}", follows.join(", ")) };
        let (divergence, variance) = (number(latent.divergence), number(latent.variance));
        lines.push(format!("  z{}: {divergence} nats, variance {variance}{follows}", i + 1));
    }
    let recovered: Vec<String> =
        names.iter().zip(&report.recovered).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
    if !recovered.is_empty() {
        let degree = degree(report.used);
        lines.push(format!("as polynomials of degree {degree} in the used latent means: R² {}", recovered.join(", ")));
    }
    for outside in &report.outside {
        let [rms, last, mean, size] = [outside.rms, outside.last_rms, outside.last_mean, outside.size].map(number);
        let name = &outside.name;
        lines.push(format!(
            "{name}: RMS error {rms}, of the last answer {last}, its mean size {mean}; the truth's own RMS {size}"
        ));
    }
    lines.join("\n") + "\n"
}
