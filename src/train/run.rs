//! The state of one training run: epoch, parameters, optimiser and loss curve.

#[cfg(test)]
mod tests;

use super::checkpoint::Checkpoint;
use super::lesson::Lesson;
use super::part::{Part, SHARDS};
use super::share::Share;
use super::teach::Teach;
use super::tree::{LOSSES, Tree};
use super::unreadable::Unreadable;
use crate::kernel::{Engine, Orthogonal};
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
    orthogonal: Orthogonal,
    /// Sums over the finished shards of the current epoch.
    tree: Tree,
    /// The weight matrices that this replica makes orthogonal, and the exchange of them at the end of an epoch.
    share: Share,
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
            orthogonal: Orthogonal::new(engine),
            share: Share::default(),
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
        self.share = Share::new(part, self.optimiser.matrices().0);
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
        let mut sum = self.tree.row(self.parameters.len() + LOSSES);
        self.teacher.shard(self.epoch(), shard, &mut sum);
        self.join(1, sum);
    }

    /// Whether numbers of a partner are needed next.
    pub fn waits(&self) -> bool {
        let own = self.part.shards().count() as u32;
        self.share.is_open() || self.part != Part::WHOLE && self.tree.n_shards() >= own
    }

    /// The numbers that a partner needs from this replica, if it is time for an exchange. First come the sums over
    /// shards, (n_parameters + LOSSES): the replica's own sum, then that sum joined with the sums of earlier partners.
    /// Then, if replicas share the work of the optimiser, come the directions of weight matrices.
    pub fn outgoing(&mut self) -> Option<&[f32]> {
        if !self.waits() {
            return None;
        }
        match self.share.is_open() {
            true => Some(self.share.outgoing()),
            false => self.tree.sum().map(|sum| &*sum),
        }
    }

    /// Takes the numbers of a partner. The last exchange completes the epoch.
    ///
    /// # Errors
    /// When there are too many or too few numbers, or when none are expected.
    pub fn exchange(&mut self, theirs: &[f32]) -> Result<(), Unreadable> {
        if !self.waits() {
            return Err(Unreadable("numbers of a partner that nobody waits for".into()));
        }
        if self.share.is_open() {
            self.share.take(self.optimiser.matrices(), theirs)?;
            if !self.share.is_open() {
                self.step();
            }
            return Ok(());
        }
        let n = self.tree.n_shards();
        let mut sum = self.tree.row(self.parameters.len() + LOSSES);
        if theirs.len() != sum.len() {
            return Err(Unreadable(format!("{} numbers of a partner; expected {}", theirs.len(), sum.len())));
        }
        sum.copy_from_slice(theirs);
        self.join(n, sum);
        Ok(())
    }

    fn join(&mut self, n_shards: u32, sum: Vec<f32>) {
        self.tree.push(n_shards, sum);
        if self.tree.n_shards() == SHARDS {
            self.direct();
        }
    }

    /// Finds the directions of the optimiser from the sum over the whole batch. Steps along them, or begins to exchange
    /// them.
    fn direct(&mut self) {
        let n_samples = self.lesson.batch(self.epoch()) as f32;
        let Some(sum) = self.tree.sum() else { return };
        sum.iter_mut().for_each(|sum| *sum /= n_samples);
        let (gradient, losses) = sum.split_at(self.parameters.len());
        if !losses.iter().all(|loss| loss.is_finite()) {
            self.end(Status::Diverged);
            return;
        }
        self.optimiser.direct(gradient, &self.parameters);
        let (matrices, directions) = self.optimiser.matrices();
        for (_, matrix) in matrices.iter().enumerate().filter(|(i, _)| self.share.is_mine(*i)) {
            self.orthogonal.apply(matrix.shape, &mut directions[matrix.range()]);
        }
        self.share.open((matrices, directions));
        if !self.share.is_open() {
            self.step();
        }
    }

    /// Computes the next parameters, which completes the epoch.
    fn step(&mut self) {
        let rate = self.lesson.rate(self.epoch());
        self.next.copy_from_slice(&self.parameters);
        let stepped = self.optimiser.step(rate, &mut self.next).is_ok() && self.next.iter().all(|w| w.is_finite());
        if !stepped {
            self.end(Status::Diverged);
            return;
        }
        std::mem::swap(&mut self.parameters, &mut self.next);
        let n = self.parameters.len();
        if let Some(sum) = self.tree.sum() {
            self.losses.extend_from_slice(&sum[n..][..self.lesson.loss_parts()]);
        }
        self.teacher.load(&self.parameters);
        self.end(if self.epoch() == self.epochs { Status::Done } else { Status::Unfinished });
    }

    /// Ends an epoch.
    fn end(&mut self, status: Status) {
        self.status = status;
        self.tree.clear();
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
