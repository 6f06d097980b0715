//! Prints the results of a run as readable lines.

use super::training::Trained;
use scinet::figure::number::readable;
use scinet::kinds::data::DataTable;
use scinet::kinds::worlds::{WorldReport, degree};
use scinet::spec::{Spec, Value};
use scinet::system::world::world;
use std::io::{self, Write};

/// Writes the result of a trained spec: the errors of networks and fits, and the fingerprint.
pub fn write_for_people(out: &mut impl Write, trained: &Trained) -> io::Result<()> {
    writeln!(out, "{}", trained.spec.link())?;
    for row in trained.board.iter().flat_map(|board| board.table()) {
        let m = row.measures;
        let [rms, largest, low, high] = [m.rms_inside, m.largest_inside, m.at_low, m.at_high].map(|x| readable(x, 3));
        writeln!(out, "{:24} RMS inside {rms}, largest {largest}, at the ends of the view {low} and {high}", row.name)?;
    }
    if let Some(table) = trained.data.as_ref().and_then(|board| board.table()) {
        write_errors(out, &table)?;
    }
    if let Some(report) = trained.world_report() {
        write_world(out, &trained.spec, &report)?;
    }
    if let (Spec::SciNet(_) | Spec::World(_), Some([squares, divergence])) = (&trained.spec, trained.last_losses()) {
        let [squares, divergence] = [squares, divergence].map(|x| readable(f64::from(x), 3));
        writeln!(out, "last batch: squared error {squares}, divergence {divergence}")?;
    }
    for (name, epoch) in trained.diverged() {
        writeln!(out, "{name} diverged after epoch {epoch}")?;
    }
    if let Some(fingerprint) = trained.fingerprint {
        writeln!(out, "fingerprint {}, {:.1} s", fingerprint.print(), trained.seconds)?;
    }
    Ok(())
}

/// Writes the measurements of a network of one of the four worlds.
pub fn write_world(out: &mut impl Write, spec: &Spec, report: &WorldReport) -> io::Result<()> {
    let Spec::World(spec) = spec else { return Ok(()) };
    let number = |x: f64| readable(x, 4);
    writeln!(
        out,
        "answers: RMS error {}, the truth's deviation {}, on {} fresh scenes",
        number(report.rms),
        number(report.deviation),
        report.n_samples
    )?;
    let names: Vec<&str> = world(spec).quantities().iter().map(|quantity| quantity.name).collect();
    writeln!(out, "latent variables: {} of {} used", report.used, report.latent.len())?;
    for (i, latent) in report.latent.iter().enumerate() {
        let heads = names.iter().copied().chain(["all of them"]);
        let follows: Vec<String> = heads.zip(&latent.explained).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
        let follows = if follows.is_empty() { String::new() } else { format!(", R² {}", follows.join(", ")) };
        writeln!(
            out,
            "  z{}: {} nats, variance {}{follows}",
            i + 1,
            number(latent.divergence),
            number(latent.variance)
        )?;
    }
    let recovered: Vec<String> =
        names.iter().zip(&report.recovered).map(|(name, r2)| format!("{name} {r2:.5}")).collect();
    if !recovered.is_empty() {
        let degree = degree(report.used);
        writeln!(out, "as polynomials of degree {degree} in the used latent means: R² {}", recovered.join(", "))?;
    }
    for outside in &report.outside {
        let [rms, last, mean, size] = [outside.rms, outside.last_rms, outside.last_mean, outside.size].map(number);
        writeln!(
            out,
            "{}: RMS error {rms}, of the last answer {last}, its mean size {mean}; the truth's own RMS {size}",
            outside.name
        )?;
    }
    Ok(())
}

/// Writes the errors of every model on a reader's table.
fn write_errors(out: &mut impl Write, table: &DataTable) -> io::Result<()> {
    let count = |n: Option<usize>| n.map_or(String::new(), |n| n.to_string());
    writeln!(out, "RMS errors on {} training and {} held-out rows", table.n_train, table.n_held)?;
    let beyond = [count(table.n_between), count(table.n_beyond)];
    writeln!(out, "of the held-out rows measured, {} lie between the data and {} beyond", beyond[0], beyond[1])?;
    let line = |names: [&str; 2], cells: [String; 5]| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>14}")).collect();
        format!("{:24} {:12}{cells}", names[0], names[1])
    };
    let heads = ["training", "held out", "R²", "between", "beyond"].map(String::from);
    writeln!(out, "{}", line(["", ""], heads))?;
    for row in &table.rows {
        let numbers = [row.train, row.held, row.r2, row.between, row.beyond];
        let numbers = numbers.map(|x| x.map_or("–".into(), |x| readable(x, 3)));
        writeln!(out, "{}", line([&row.name, &row.output], numbers))?;
    }
    table.notes.iter().try_for_each(|note| writeln!(out, "{note}"))
}
