//! Several threads train one run: each has a replica, computes its part of every batch and exchanges sums.
//!
//! The page's workers do the same with messages (`www/workers/replica.js`).

use super::part::Part;
use super::run::{Run, Status};
use super::unreadable::Unreadable;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Trains a run for up to `epochs` epochs in `replicas` threads (1, 2, 4 or 8). The result has the same bits for
/// any number of threads. `progress` is called after every epoch.
///
/// # Errors
/// When the number of replicas is not allowed, or when a thread fails.
pub fn train_together(run: Run, replicas: u32, epochs: u32, progress: impl Fn() + Send) -> Result<Run, Unreadable> {
    let mut run = run;
    if replicas == 1 {
        let until = run.epoch().saturating_add(epochs);
        while run.status() == Status::Unfinished && run.epoch() < until {
            run.advance(1);
            progress();
        }
        return Ok(run);
    }
    let failed = || Unreadable("a training thread failed".into());
    let checkpoint = run.checkpoint();
    let mut team = vec![run];
    for _ in 1..replicas {
        team.push(Run::resume(Arc::clone(team[0].lesson()), &checkpoint)?);
    }
    let lines = lines(replicas);
    std::thread::scope(|scope| {
        let mut progress = Some(progress);
        let mut threads = Vec::new();
        for ((rank, mut run), lines) in (0..).zip(team).zip(lines) {
            let part = Part::new(rank, replicas).ok_or_else(|| Unreadable(format!("{replicas} replicas")))?;
            run.share(part);
            let progress = progress.take();
            threads.push(scope.spawn(move || train(run, epochs, &lines, || progress.iter().for_each(|tell| tell()))));
        }
        let mut done = threads.into_iter().map(|thread| thread.join().map_err(|_| failed())?);
        let mut first = done.next().ok_or_else(failed)??;
        done.try_for_each(|run| run.map(drop))?;
        first.share(Part::WHOLE);
        Ok(first)
    })
}

/// One replica's end of the channels to one partner.
struct Line {
    out: Sender<Vec<f32>>,
    back: Receiver<Vec<f32>>,
}

/// The channels of every replica, in the order of [`Part::partners`].
fn lines(replicas: u32) -> Vec<Vec<Line>> {
    let mut lines: Vec<Vec<Line>> = (0..replicas).map(|_| Vec::new()).collect();
    for level in 0..replicas.trailing_zeros() {
        for lower in (0..replicas).filter(|rank| rank & (1 << level) == 0) {
            let ((up, from_lower), (down, from_upper)) = (channel(), channel());
            lines[lower as usize].push(Line { out: up, back: from_upper });
            lines[(lower | (1 << level)) as usize].push(Line { out: down, back: from_lower });
        }
    }
    lines
}

/// Trains one replica. All replicas reach the same status at the same epoch, so none waits for ever.
fn train(mut run: Run, epochs: u32, lines: &[Line], progress: impl Fn()) -> Result<Run, Unreadable> {
    let until = run.epoch().saturating_add(epochs);
    while run.status() == Status::Unfinished && run.epoch() < until {
        for _ in run.part().shards() {
            run.work();
        }
        let mut partners = lines.iter().cycle();
        while run.waits()
            && let Some(line) = partners.next()
        {
            let gone = |_| Unreadable("a training thread failed".into());
            let own = run.outgoing().map(<[f32]>::to_vec).unwrap_or_default();
            line.out.send(own).map_err(|_| Unreadable("a training thread failed".into()))?;
            run.exchange(&line.back.recv().map_err(gone)?)?;
        }
        progress();
    }
    Ok(run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Spec;

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        for (kind, text) in [
            ("fit", "nets = elu:9\nbatch = 77\nepochs = 12"),
            ("scinet", "encoder = 9\nlatent = 3\ndecoder = 8, 5\nbatch = 100\nepochs = 12\nlr = 1e-3"),
            ("collision", "encoder = 9\ndecoder = 8, 5\nbatch = 5@100, 33\nepochs = 12\nlr = 7@1e-2, 1e-3"),
            (
                "pendulum",
                "encoder = 180, 170\ndecoder = 160\nbatch = 30\nepochs = 12\noptimiser = muon\nlr = 3@0..0.02, 9@0.02~0",
            ),
            ("solar", "encoder = 9\ndecoder = 8, 5\nbatch = 70\nbeta = 4@0.1, 0.01\nepochs = 12"),
        ] {
            let start = || Spec::parse(kind, text).unwrap().run().unwrap();
            let mut alone = start();
            alone.advance(12);
            for replicas in [1, 2, 4, 8] {
                // In two stages with different numbers of threads.
                let half = train_together(start(), replicas, 5, || ()).unwrap();
                assert_eq!(half.epoch(), 5);
                let whole = train_together(half, 8 / replicas, 100, || ()).unwrap();
                assert_eq!(whole.status(), Status::Done);
                let bits =
                    |run: &Run| run.parameters().iter().chain(run.losses()).map(|x| x.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(&whole), bits(&alone), "{kind} on {replicas}");
            }
            assert!(train_together(start(), 3, 1, || ()).is_err());
        }
    }

    #[test]
    fn a_diverging_run_ends_in_every_thread() {
        let spec = Spec::parse("fit", "nets = relu:8\noptimiser = sgd\nlr = 100\nepochs = 1000").unwrap();
        let run = train_together(spec.run().unwrap(), 4, 1000, || ()).unwrap();
        assert_eq!(run.status(), Status::Diverged);
    }
}
