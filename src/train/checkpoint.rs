//! The state of a run from which it can resume: spec, epoch, parameters, moments and loss curve.

use super::lesson::Lesson;
use super::unreadable::{Unreadable, all_finite};

/// Everything that the rest of a run depends on, and its losses so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// The link of the run's spec.
    pub spec: String,
    /// Epochs done.
    pub epoch: u32,
    /// The network's parameters; (n_parameters).
    pub parameters: Vec<f32>,
    /// The optimiser's moments, each (n_parameters).
    pub moments: Vec<Vec<f32>>,
    /// The parts of the batch loss of every epoch; (epoch, loss_parts).
    pub losses: Vec<f32>,
}

impl Checkpoint {
    /// Checks that the numbers fit the lesson, so that [`super::Run::resume`] can continue from them.
    ///
    /// # Errors
    /// The first mismatch.
    pub fn check(&self, lesson: &dyn Lesson) -> Result<(), Unreadable> {
        let expect = |what: &str, found: usize, expected: usize| match found == expected {
            true => Ok(()),
            false => Err(Unreadable(format!("{found} {what}; the spec has {expected}"))),
        };
        expect("parameters", self.parameters.len(), lesson.n_parameters())?;
        expect("losses", self.losses.len(), self.epoch as usize * lesson.loss_parts())?;
        expect("moments", self.moments.len(), lesson.n_moments())?;
        for moment in &self.moments {
            expect("numbers in a moment", moment.len(), self.parameters.len())?;
        }
        all_finite("a weight", &self.parameters)?;
        // An epoch counts as done only if its loss is finite. Moments may have any value: a run that diverged has
        // moments that are not finite, and an optimiser step that is not finite is discarded.
        all_finite("a loss", &self.losses)?;
        let epochs = lesson.n_epochs();
        match self.epoch <= epochs {
            true => Ok(()),
            false => Err(Unreadable(format!("{} epochs done of {epochs}", self.epoch))),
        }
    }
}
