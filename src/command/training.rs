//! Trains all networks of a spec, fits the polynomials for comparison, and reports the results of both.

use indicatif::{ProgressBar, ProgressStyle};
use scinet::kinds::board::Board;
use scinet::kinds::{NetState, Spec};
use scinet::measure::spread::{SET, SETS};
use scinet::saved::{Model, fingerprint};
use scinet::spec::{Fingerprint, Value};
use scinet::train::{Checkpoint, Run, Status, train_together};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How to train.
#[derive(Debug, Default)]
pub struct Plan {
    /// Maximum number of threads.
    pub threads: usize,
    /// A file to save the run in, and to resume from if it exists.
    pub checkpoint: Option<PathBuf>,
}

/// The result of training a spec.
pub struct Trained {
    /// The spec.
    pub spec: Spec,
    /// The runs, in the order of the runs of the spec.
    pub runs: Vec<Run>,
    /// Networks and classical fits, ready to be measured.
    pub board: Box<dyn Board>,
    /// The fingerprint of all networks, if none diverged.
    pub fingerprint: Option<Fingerprint>,
    /// Wall-clock time of the training.
    pub seconds: f64,
}

/// Wall-clock time between two saved checkpoints.
const SAVE_EVERY: Duration = Duration::from_secs(10);
/// Epochs between two steps of the progress bar.
const STRIDE: u32 = 256;

/// Trains everything in `spec`.
///
/// # Errors
/// When something cannot be trained, fitted, read or saved: the reason, as text.
pub fn train(spec: Spec, plan: &Plan) -> Result<Trained, String> {
    let start = Instant::now();
    let mut runs = spec.runs().iter().map(Spec::run).collect::<Result<Vec<Run>, _>>().map_err(|p| p.to_string())?;
    if let Some(file) = &plan.checkpoint {
        let [run] = runs.as_mut_slice() else {
            return Err("a checkpoint holds one network; give a spec with one".into());
        };
        resume(run, file, spec.epochs())?;
    }
    let bar = ProgressBar::new(u64::from(spec.epochs()) * runs.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}%, {eta} left") {
        bar.set_style(style);
    }
    bar.set_position(runs.iter().map(|run| u64::from(run.epoch())).sum());
    bar.reset_eta();
    let large = runs.iter().any(|run| run.lesson().is_large());
    let runs = if large || plan.checkpoint.is_some() {
        let finish = |run| finish_in_stages(run, spec.epochs(), plan, &bar);
        runs.into_iter().map(finish).collect::<Result<_, _>>()?
    } else {
        side_by_side(runs, spec.epochs(), plan.threads, &bar)?
    };
    bar.finish_and_clear();
    let seconds = start.elapsed().as_secs_f64();
    let board = board(&spec, &runs)?;
    let nets: Vec<&[f32]> = runs.iter().map(Run::parameters).collect();
    let whole = !nets.is_empty() && runs.iter().all(|run| run.status() != Status::Diverged);
    let fingerprint = whole.then(|| fingerprint(&spec, spec.epochs(), &nets));
    Ok(Trained { spec, runs, board, fingerprint, seconds })
}

/// Resumes from a checkpoint file, if there is one.
fn resume(run: &mut Run, file: &Path, epochs: u32) -> Result<(), String> {
    if !file.exists() {
        return Ok(());
    }
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let bytes = std::fs::read(file).map_err(|error| told(&error))?;
    let checkpoint = Checkpoint::from_bytes(&bytes).map_err(|error| told(&error))?;
    if checkpoint.spec != run.lesson().link() {
        return Err(told(&format!("it is of another run, {}", checkpoint.spec)));
    }
    if checkpoint.epoch > epochs {
        return Err(told(&format!("it has {} epochs, more than the {epochs} asked for", checkpoint.epoch)));
    }
    *run = checkpoint.resume().map_err(|error| told(&error))?;
    Ok(())
}

/// Trains a run in as many threads as are useful, and saves it at intervals.
fn finish_in_stages(run: Run, epochs: u32, plan: &Plan, bar: &ProgressBar) -> Result<Run, String> {
    let mut run = run;
    let replicas = run.lesson().replicas(plan.threads);
    let mut stage = 32;
    while run.epoch() < epochs && run.status() == Status::Unfinished {
        let start = Instant::now();
        let n = stage.min(epochs - run.epoch());
        run = train_together(run, replicas, n, || bar.inc(1)).map_err(|error| error.to_string())?;
        if let Some(file) = &plan.checkpoint {
            save(file, &run.checkpoint().to_bytes().map_err(|error| error.to_string())?)?;
        }
        let rate = f64::from(n) / start.elapsed().as_secs_f64().max(1e-3);
        stage = (rate * SAVE_EVERY.as_secs_f64()).clamp(32.0, 1e6) as u32;
    }
    Ok(run)
}

/// Trains small runs in parallel, each in one of up to `threads` threads.
fn side_by_side(runs: Vec<Run>, epochs: u32, threads: usize, bar: &ProgressBar) -> Result<Vec<Run>, String> {
    let threads = threads.clamp(1, runs.len().max(1));
    let waiting = Mutex::new(runs.into_iter().enumerate());
    let next = || waiting.lock().ok()?.next();
    let mut done: Vec<(usize, Run)> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            while let Some((i, mut run)) = next() {
                while run.epoch() < epochs && run.status() == Status::Unfinished {
                    let stride = STRIDE.min(epochs - run.epoch());
                    run.advance(stride);
                    bar.inc(u64::from(stride));
                }
                done.push((i, run));
            }
            done
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done: Result<Vec<_>, _> = threads.into_iter().map(|thread| thread.join()).collect();
        done.map(|done| done.into_iter().flatten().collect())
    })
    .map_err(|_| "a training thread failed")?;
    done.sort_by_key(|(i, _)| *i);
    Ok(done.into_iter().map(|(_, run)| run).collect())
}

/// The state of a run's network.
fn state(run: &Run) -> NetState {
    let (epoch, history) = (run.epoch(), Vec::new());
    NetState { epoch, parameters: run.parameters().into(), losses: run.losses().into(), history }
}

/// The board of a spec with its networks and its classical fits.
fn board(spec: &Spec, runs: &[Run]) -> Result<Box<dyn Board>, String> {
    let mut board = spec.board();
    board.nets_mut().iter_mut().zip(runs).for_each(|(net, run)| *net = state(run));
    // A kind with a report measures its networks alone.
    if spec.has_fits() && !spec.has_report() {
        board.set_fits(&spec.fits()?)?;
    }
    Ok(board)
}

/// Writes a file completely or not at all, so that a full disk does not destroy the previous file.
///
/// # Errors
/// The reason, as text.
pub fn save(file: &Path, bytes: &[u8]) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    let mut name = file.file_name().ok_or_else(|| format!("{}: no name of a file", file.display()))?.to_os_string();
    name.push(".part");
    let part = file.with_file_name(name);
    std::fs::write(&part, bytes).map_err(told)?;
    std::fs::rename(&part, file).map_err(told)
}

/// Number of fresh samples on which a report measures a network.
pub const SAMPLES: usize = SETS * SET;

impl Trained {
    /// The number of epochs that all networks have reached.
    fn epoch(&self) -> u32 {
        self.runs.iter().map(Run::epoch).min().unwrap_or(0)
    }

    /// Name and last epoch of each network that diverged.
    pub fn diverged(&self) -> Vec<(String, u32)> {
        let ended =
            self.spec.net_names().into_iter().zip(&self.runs).filter(|(_, run)| run.status() == Status::Diverged);
        ended.map(|(name, run)| (name, run.epoch())).collect()
    }

    /// The full report, for kinds that have one.
    pub fn report(&self) -> Option<Json> {
        match self.runs.as_slice() {
            [run] => self.spec.report(run.parameters(), SAMPLES, None),
            _ => None,
        }
    }

    /// The full report, or the errors of each model.
    fn measures(&self) -> Json {
        self.report().unwrap_or_else(|| self.board.measures())
    }

    /// The result as JSON: spec, epoch, fingerprint, seconds, loss, measures.
    pub fn json(&self) -> Json {
        json!({
            "spec": self.spec.link(),
            "epoch": self.epoch(),
            "fingerprint": self.fingerprint.map(|found| found.print()),
            "seconds": self.seconds,
            "loss": self.board.losses(),
            "measures": self.measures(),
        })
    }

    /// The networks as a file, with their measurements.
    ///
    /// # Errors
    /// When there is no network: the reason, as text.
    pub fn to_file(&self) -> Result<Vec<u8>, String> {
        if self.runs.is_empty() {
            return Err("there is no network to save".into());
        }
        let nets = self.runs.iter().map(|run| run.parameters().to_vec()).collect();
        let mut notes = self.board.notes(self.report().map(|report| report.to_string()))?;
        if let Some(found) = self.fingerprint {
            notes.insert("fingerprint".into(), found.print());
        }
        let model = Model { spec: self.spec.clone(), epoch: self.epoch(), nets, notes };
        model.to_bytes().map_err(|error| error.to_string())
    }
}
