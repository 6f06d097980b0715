//! The state of one training run: epoch, parameters, optimiser and loss curve.

#[cfg(test)]
mod tests;

use super::checkpoint::Checkpoint;
use super::lesson::Lesson;
use super::part::{Part, SHARDS};
use super::teach::Teach;
use super::tree::{LOSSES, Tree};
use super::unreadable::Unreadable;
use crate::kernel::Engine;
use crate::nn::Optimiser;
use serde::Serialize;
use std::sync::Arc;

/// The status of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has epochs left.
    Unfinished,
    /// All epochs of the spec are done.
    Done,
    /// The loss or a weight is no longer finite; the network of the previous epoch is kept.
    Diverged,
}

/// One execution of a lesson.
#[derive(Debug)]
pub struct Run {
    lesson: Arc<dyn Lesson>,
    epochs: u32,
    part: Part,
    teacher: Box<dyn Teach>,
    parameters: Vec<f32>,
    /// The optimiser writes the next parameters here.
    next: Vec<f32>,
    optimiser: Optimiser,
    /// Sums over the finished shards of the current epoch.
    tree: Tree,
    losses: Vec<f32>,
    status: Status,
}

impl Run {
    /// A run before its first epoch.
    pub fn new(lesson: Arc<dyn Lesson>) -> Self {
        Self::on(Engine::best(), lesson)
    }

    /// A run before its first epoch, on a chosen engine. All engines give the same bits.
    pub fn on(engine: Engine, lesson: Arc<dyn Lesson>) -> Self {
        let parameters = lesson.initial();
        Self::at(engine, lesson, parameters)
    }

    fn at(engine: Engine, lesson: Arc<dyn Lesson>, parameters: Vec<f32>) -> Self {
        let epochs = lesson.n_epochs();
        let mut teacher = lesson.teacher(engine);
        teacher.load(&parameters);
        Self {
            epochs,
            part: Part::WHOLE,
            teacher,
            optimiser: lesson.optimiser(&parameters),
            next: parameters.clone(),
            parameters,
            tree: Tree::default(),
            losses: Vec::new(),
            status: if epochs == 0 { Status::Done } else { Status::Unfinished },
            lesson,
        }
    }

    /// Continues a run from a checkpoint.
    ///
    /// # Errors
    /// When the checkpoint does not fit the lesson.
    pub fn resume(lesson: Arc<dyn Lesson>, checkpoint: &Checkpoint) -> Result<Self, Unreadable> {
        checkpoint.check(&*lesson)?;
        let mut run = Self::at(Engine::best(), lesson, checkpoint.parameters.clone());
        let resumed = run.optimiser.resume(checkpoint.epoch, &checkpoint.moments);
        resumed.map_err(|error| Unreadable(error.to_string()))?;
        run.losses.clone_from(&checkpoint.losses);
        if run.epoch() == run.epochs {
            run.status = Status::Done;
        }
        Ok(run)
    }

    /// The state of the run after its last complete epoch.
    pub fn checkpoint(&mut self) -> Checkpoint {
        Checkpoint {
            spec: self.lesson.link(),
            epoch: self.epoch(),
            parameters: self.parameters.clone(),
            moments: self.optimiser.moments(),
            losses: self.losses.clone(),
        }
    }

    /// Sets the part of every batch that this replica computes, beginning with the current epoch.
    pub fn share(&mut self, part: Part) {
        self.part = part;
        self.tree.clear();
    }

    /// The part of every batch that this replica computes.
    pub fn part(&self) -> Part {
        self.part
    }

    /// Computes the next shard of this replica's part. The last shard of a batch completes the epoch.
    ///
    /// Does nothing when the run has ended, or when the sums of other replicas are missing.
    pub fn work(&mut self) {
        let shard = self.part.shards().start + self.tree.n_shards();
        if self.status != Status::Unfinished || !self.part.shards().contains(&shard) {
            return;
        }
        let len = self.sum_len();
        let mut sum = self.tree.row(len);
        self.teacher.shard(self.epoch(), shard, &mut sum);
        self.join(1, sum);
    }

    /// The sum over all shards so far, once a partner needs it: the sum of the replica's own part, or that sum joined
    /// with the sums of earlier partners; (n_parameters + LOSSES).
    pub fn sum(&mut self) -> Option<&[f32]> {
        let own = self.part.shards().count() as u32;
        (self.tree.n_shards() >= own).then(|| self.tree.sum().map(|sum| &*sum)).flatten()
    }

    /// The length of a sum: the number of parameters and of parts of the loss.
    pub fn sum_len(&self) -> usize {
        self.parameters.len() + LOSSES
    }

    /// Adds a partner's sum, (n_parameters + LOSSES), which covers as many shards as this replica has added so far.
    /// The last exchange completes the epoch.
    ///
    /// # Errors
    /// When the sum has the wrong length, or when no sum is expected.
    pub fn exchange(&mut self, theirs: &[f32]) -> Result<(), Unreadable> {
        let n = self.tree.n_shards();
        let len = self.sum_len();
        let mut sum = self.tree.row(len);
        if theirs.len() != sum.len() || n < self.part.shards().count() as u32 || n >= SHARDS {
            return Err(Unreadable("a sum of gradients that nobody waits for".into()));
        }
        sum.copy_from_slice(theirs);
        self.join(n, sum);
        Ok(())
    }

    fn join(&mut self, n_shards: u32, sum: Vec<f32>) {
        self.tree.push(n_shards, sum);
        if self.tree.n_shards() == SHARDS {
            self.finish_epoch();
        }
    }

    /// Computes the next parameters from the sum over the whole batch.
    fn finish_epoch(&mut self) {
        let n_samples = self.lesson.batch(self.epoch()) as f32;
        let rate = self.lesson.rate(self.epoch());
        let Some(sum) = self.tree.sum() else { return };
        sum.iter_mut().for_each(|sum| *sum /= n_samples);
        let (gradient, losses) = sum.split_at(self.parameters.len());
        let stepped = losses.iter().all(|loss| loss.is_finite())
            && self.optimiser.step(rate, gradient, &mut self.next).is_ok()
            && self.next.iter().all(|w| w.is_finite());
        if stepped {
            std::mem::swap(&mut self.parameters, &mut self.next);
            self.losses.extend_from_slice(&losses[..self.lesson.loss_parts()]);
            self.teacher.load(&self.parameters);
        } else {
            self.status = Status::Diverged;
        }
        self.tree.clear();
        if self.epoch() == self.epochs {
            self.status = Status::Done;
        }
    }

    /// Trains without partners for up to `epochs` epochs, or until the run ends.
    pub fn advance(&mut self, epochs: u32) {
        let until = self.epoch().saturating_add(epochs);
        while self.status == Status::Unfinished && self.epoch() < until && self.part == Part::WHOLE {
            self.work();
        }
    }

    /// The lesson that the run trains on.
    pub fn lesson(&self) -> &Arc<dyn Lesson> {
        &self.lesson
    }

    /// The number of epochs done.
    pub fn epoch(&self) -> u32 {
        (self.losses.len() / self.lesson.loss_parts()) as u32
    }

    /// The status of the run.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The parts of the batch loss of every epoch so far; (epoch, loss_parts).
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// All parameters in one row, in the order of [`Lesson::layout`]; (n_parameters).
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }
}
