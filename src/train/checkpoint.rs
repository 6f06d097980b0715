//! The saved state of a run, from which it can resume: spec, epoch, parameters, moments and loss curve.

use super::file::TensorFile;
use super::lesson::Lesson;
use super::model::{pack, unpack};
use super::unreadable::{Unreadable, all_finite};
use crate::nn::Parameter;
use crate::spec::{Spec, told};

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

/// Names of the tensors that are not parameters.
const MOMENT: &str = "training.moment.";
const MOST_MOMENTS: usize = 3;
pub(super) const LOSSES: &str = "training.losses";

impl Checkpoint {
    /// Writes a safetensors file: the network with PyTorch's names, and the state of its training.
    ///
    /// # Errors
    /// When the numbers do not fit the spec.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let mut file = TensorFile::default();
        self.write(&mut file, "")?;
        file.to_bytes()
    }

    /// Adds the checkpoint to a file, with a prefix before each name.
    pub(super) fn write(&self, file: &mut TensorFile, prefix: &str) -> Result<(), Unreadable> {
        let lesson = lesson(&self.spec)?;
        file.metadata.insert(format!("{prefix}spec"), self.spec.clone());
        file.metadata.insert(format!("{prefix}epoch"), self.epoch.to_string());
        pack(file, prefix, &lesson.layout(), &self.parameters)?;
        for (i, moment) in self.moments.iter().enumerate() {
            file.tensors.push((vector(format!("{prefix}{MOMENT}{i}"), moment.len()), moment.clone()));
        }
        file.tensors.push((vector(format!("{prefix}{LOSSES}"), self.losses.len()), self.losses.clone()));
        Ok(())
    }

    /// Reads a file that [`Checkpoint::to_bytes`] has written. [`super::Run::resume`] checks the numbers against the
    /// spec.
    ///
    /// # Errors
    /// When this is not such a file, or when a part of it is missing.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::read(&mut TensorFile::from_bytes(bytes)?, "")
    }

    /// Takes the checkpoint out of a file in which each name has a prefix.
    pub(super) fn read(file: &mut TensorFile, prefix: &str) -> Result<Self, Unreadable> {
        let spec = file.text(&format!("{prefix}spec"))?.to_string();
        let epoch = file.text(&format!("{prefix}epoch"))?;
        let epoch = epoch.parse().map_err(|_| Unreadable(format!("epoch = {epoch} is no whole number")))?;
        let layout = lesson(&spec)?.layout();
        let parameters = unpack(file, prefix, &layout)?;
        let mut moments = Vec::new();
        // No optimiser has more moments, but an untrusted file may.
        while moments.len() <= MOST_MOMENTS
            && let Ok(moment) = file.take(&vector(format!("{prefix}{MOMENT}{}", moments.len()), parameters.len()))
        {
            moments.push(moment);
        }
        let name = format!("{prefix}{LOSSES}");
        let n_losses = file.tensors.iter().find(|(other, _)| other.name == name).map_or(0, |(_, losses)| losses.len());
        let losses = file.take(&vector(name, n_losses))?;
        Ok(Self { spec, epoch, parameters, moments, losses })
    }
}

impl Checkpoint {
    /// Checks that the numbers fit the spec, so that [`super::Run::resume`] can continue from them.
    ///
    /// # Errors
    /// The first mismatch.
    pub fn check(&self) -> Result<Lesson, Unreadable> {
        let lesson = lesson(&self.spec)?;
        let expect = |what: &str, found: usize, expected: usize| match found == expected {
            true => Ok(()),
            false => Err(Unreadable(format!("{found} {what}; the spec has {expected}"))),
        };
        expect("parameters", self.parameters.len(), lesson.n_parameters())?;
        expect("losses", self.losses.len(), self.epoch as usize * lesson.loss_parts())?;
        expect("moments", self.moments.len(), lesson.optimiser(&self.parameters).n_moments())?;
        for moment in &self.moments {
            expect("numbers in a moment", moment.len(), self.parameters.len())?;
        }
        all_finite("a weight", &self.parameters)?;
        // An epoch counts as done only if its loss is finite. Moments may have any value: a run that diverged has
        // moments that are not finite, and an optimiser step that is not finite is discarded.
        all_finite("a loss", &self.losses)?;
        let epochs = lesson.spec().epochs();
        match self.epoch <= epochs {
            true => Ok(lesson),
            false => Err(Unreadable(format!("{} epochs done of {epochs}", self.epoch))),
        }
    }
}

fn vector(name: String, len: usize) -> Parameter {
    Parameter { name, shape: vec![len] }
}

fn lesson(link: &str) -> Result<Lesson, Unreadable> {
    let spec = Spec::parse_link(link).map_err(|problems| Unreadable(told(&problems)))?;
    Lesson::new(&spec).map_err(|problem| Unreadable(problem.to_string()))
}
