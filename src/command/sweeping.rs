//! Training a sweep: many small networks side by side, each measured when it is done.

use indicatif::{ProgressBar, ProgressStyle};
use scinet::evaluate::number::readable;
use scinet::evaluate::{SweepOutcome, SweepResult};
use scinet::spec::{Spec, SweepSpec};
use scinet::train::{Run, Status};
use std::io::{self, Write};
use std::sync::Mutex;

/// Trains every network of a sweep in up to `threads` threads.
///
/// # Errors
/// What cannot be trained, as text.
pub fn sweep(spec: &SweepSpec, threads: usize) -> Result<SweepResult, String> {
    let runs: Vec<Spec> = spec.runs().into_iter().map(|(_, spec)| spec).collect();
    let bar = ProgressBar::new(runs.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} networks, {eta} left") {
        bar.set_style(style);
    }
    let waiting = Mutex::new(runs.iter().enumerate());
    let next = || waiting.lock().ok()?.next();
    let work = || {
        let mut done = Vec::new();
        while let Some((i, spec)) = next() {
            done.push((i, outcome(spec)?));
            bar.inc(1);
        }
        Ok::<_, String>(done)
    };
    let mut done = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.clamp(1, runs.len().max(1))).map(|_| scope.spawn(work)).collect();
        let failed = |_| "a training thread failed".to_string();
        let done: Result<Vec<_>, String> = threads.into_iter().map(|t| t.join().map_err(failed)?).collect();
        done.map(|done| done.into_iter().flatten().collect::<Vec<_>>())
    })?;
    bar.finish_and_clear();
    done.sort_by_key(|(i, _)| *i);
    Ok(SweepResult { link: Spec::Sweep(spec.clone()).link(), outcomes: done.into_iter().map(|(_, one)| one).collect() })
}

/// Trains and measures one network.
fn outcome(spec: &Spec) -> Result<SweepOutcome, String> {
    let [alone] = spec.runs().try_into().map_err(|_| "a sweep trains one network at a time".to_string())?;
    let mut run = Run::new(&alone).map_err(|problem| problem.to_string())?;
    run.advance(spec.epochs());
    Ok(match run.status() {
        Status::Diverged => SweepOutcome::DIVERGED,
        _ => SweepOutcome::of(spec, run.parameters()),
    })
}

/// Writes a line for each network, for people.
///
/// # Errors
/// When nobody reads any more.
pub fn write(out: &mut impl Write, spec: &SweepSpec, result: &SweepResult) -> io::Result<()> {
    writeln!(out, "{}", result.link)?;
    let (columns, rows) = (&spec.columns, &spec.rows);
    writeln!(out, "{:>12} {:>12} {:>6} {:>6} {:>12}", columns.key, rows.key, "seed", "used", "error")?;
    for (([column, row, seed], _), outcome) in spec.runs().iter().zip(&result.outcomes) {
        let used = outcome.used.map_or("–".into(), |used| used.to_string());
        let error = outcome.error.map_or("diverged".into(), |error| readable(error, 3));
        let (column, row) = (&columns.values[*column], &rows.values[*row]);
        writeln!(out, "{column:>12} {row:>12} {:>6} {used:>6} {error:>12}", seed + 1)?;
    }
    Ok(())
}
