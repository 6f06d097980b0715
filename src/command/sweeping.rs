//! Trains a sweep: many small networks in parallel, each measured when it is done.

use indicatif::{ProgressBar, ProgressStyle};
use scinet::kinds::Spec;
use scinet::kinds::outcome::Outcome;
use scinet::train::Status;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

/// The outcomes of a sweep that is being trained, so that it resumes after an interruption: a file with one line of
/// JSON for each network, which has its link and its outcome.
struct Kept {
    known: BTreeMap<String, Outcome>,
    file: Mutex<File>,
}

impl Kept {
    fn open(path: &Path) -> Result<Self, String> {
        let failed = |error: io::Error| format!("{}: {error}", path.display());
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(failed(error)),
        };
        // If an interruption truncated a line, its network is trained again.
        let known = text.lines().filter_map(|line| serde_json::from_str::<(String, Outcome)>(line).ok()).collect();
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
        Ok(Self { known, file: Mutex::new(file) })
    }

    fn keep(&self, link: &str, outcome: Outcome) -> Result<(), String> {
        let line = serde_json::to_string(&(link, outcome)).map_err(|error| error.to_string())?;
        let mut file = self.file.lock().map_err(|error| error.to_string())?;
        writeln!(file, "{line}").map_err(|error| error.to_string())
    }
}

/// Trains every network of a sweep in up to `threads` threads. The file `kept` stores finished outcomes.
///
/// # Errors
/// When something cannot be trained, read or written: the reason, as text.
pub fn sweep(spec: &Spec, threads: usize, kept: Option<&Path>) -> Result<Vec<Outcome>, String> {
    let kept = kept.map(Kept::open).transpose()?;
    let runs = spec.swept();
    let bar = ProgressBar::new(runs.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} networks, {eta} left") {
        bar.set_style(style);
    }
    let waiting = Mutex::new(runs.iter().enumerate());
    let next = || waiting.lock().ok()?.next();
    let work = || {
        let mut done = Vec::new();
        while let Some((i, spec)) = next() {
            let link = spec.link();
            let known = kept.as_ref().and_then(|kept| kept.known.get(&link).copied());
            let one = match known {
                Some(one) => one,
                None => outcome(spec)?,
            };
            if let (Some(kept), None) = (&kept, known) {
                kept.keep(&link, one)?;
            }
            done.push((i, one));
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
    Ok(done.into_iter().map(|(_, one)| one).collect())
}

/// Trains and measures one network.
fn outcome(spec: &Spec) -> Result<Outcome, String> {
    let [alone] = spec.runs().try_into().map_err(|_| "a sweep trains one network at a time".to_string())?;
    let mut run = alone.run().map_err(|problem| problem.to_string())?;
    run.advance(spec.epochs());
    Ok(match run.status() {
        Status::Diverged => Outcome::DIVERGED,
        _ => spec.outcome(run.parameters()).unwrap_or(Outcome::DIVERGED),
    })
}
