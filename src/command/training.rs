//! Training a whole spec: every network on a thread of its own, the polynomials, and what came of them.

use indicatif::{ProgressBar, ProgressStyle};
use scinet::baseline::PolynomialFit;
use scinet::evaluate::{Board, NetState};
use scinet::spec::{Fingerprint, FitSpec, Spec, Value};
use scinet::train::{Run, Status, fingerprint};
use serde_json::json;
use std::time::Instant;

/// What training a spec gave.
pub struct Trained {
    /// Networks and polynomials, ready to be measured.
    pub board: Board,
    /// Of all networks, where none diverged.
    pub fingerprint: Option<Fingerprint>,
    /// Name and last epoch of each network that diverged.
    pub diverged: Vec<(String, u32)>,
    /// Wall-clock time of the training.
    pub seconds: f64,
}

/// Epochs between two steps of the progress bar.
const STRIDE: u32 = 256;

/// Trains everything in `spec`.
///
/// # Errors
/// What cannot be trained or fitted, as text.
pub fn train(spec: &FitSpec) -> Result<Trained, String> {
    let start = Instant::now();
    let runs: Result<Vec<Run>, _> = spec.runs().iter().map(Run::new).collect();
    let runs = runs.map_err(|problem| problem.to_string())?;
    let mut board = Board::new(spec.clone());
    let bar = ProgressBar::new(u64::from(spec.epochs) * runs.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}%, {eta} left") {
        bar.set_style(style);
    }
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let threads: Vec<_> = runs.into_iter().map(|run| scope.spawn(|| finish(run, spec.epochs, &bar))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    bar.finish_and_clear();
    if runs.len() != board.nets.len() {
        return Err("a training thread failed".into());
    }
    let mut diverged = Vec::new();
    for ((state, run), net) in board.nets.iter_mut().zip(&runs).zip(&spec.nets.0) {
        *state = NetState { epoch: run.epoch(), parameters: run.parameters().into(), losses: run.losses().into() };
        if run.status() == Status::Diverged {
            diverged.push((net.name(), run.epoch()));
        }
    }
    if let Some(degree) = spec.polynomials.largest() {
        let (x, y) = board.curve.draw_pairs(spec.pairs as usize);
        let fit = PolynomialFit::fit(&x, &y, degree as usize).map_err(|error| format!("polynomials: {error}"))?;
        board.polynomials = Some(fit);
    }
    let nets: Vec<&[f32]> = runs.iter().map(Run::parameters).collect();
    let fingerprint = (diverged.is_empty() && !nets.is_empty()).then(|| fingerprint(spec, spec.epochs, &nets));
    Ok(Trained { board, fingerprint, diverged, seconds: start.elapsed().as_secs_f64() })
}

/// Trains a run up to an epoch, telling the progress bar.
fn finish(mut run: Run, epochs: u32, bar: &ProgressBar) -> Run {
    while run.epoch() < epochs && run.status() == Status::Unfinished {
        let stride = STRIDE.min(epochs - run.epoch());
        run.advance(stride);
        bar.inc(u64::from(stride));
    }
    run
}

impl Trained {
    /// The result as JSON: spec, epoch, fingerprint, seconds, loss, measures.
    pub fn json(&self, spec: &FitSpec) -> serde_json::Value {
        let last_losses: serde_json::Map<_, _> = spec
            .nets
            .0
            .iter()
            .zip(&self.board.nets)
            .map(|(net, state)| (net.name(), json!(state.losses.last())))
            .collect();
        let measures: serde_json::Map<_, _> =
            self.board.table().into_iter().map(|row| (row.name, json!(row.measures))).collect();
        json!({
            "spec": Spec::Fit(spec.clone()).link(),
            "epoch": self.board.nets.iter().map(|net| net.epoch).min(),
            "fingerprint": self.fingerprint.map(|found| found.print()),
            "seconds": self.seconds,
            "loss": last_losses,
            "measures": measures,
        })
    }
}
