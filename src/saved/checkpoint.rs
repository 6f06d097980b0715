//! The state of a run as a file.

use crate::kinds::Spec;
use crate::nn::Parameter;
use crate::saved::file::TensorFile;
use crate::saved::rows::{pack, unpack};
use crate::spec::told;
#[cfg(feature = "trainer")]
use crate::train::Run;
use crate::train::{Checkpoint, Lesson, Unreadable};
use std::sync::Arc;

/// Names of the tensors that are not parameters.
const MOMENT: &str = "training.moment.";
const MOST_MOMENTS: usize = 3;
/// The tensor of the losses.
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

    /// Reads a file that [`Checkpoint::to_bytes`] has written. [`Checkpoint::resume`] checks the numbers against the
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
        let epoch = epoch.parse().map_err(|_| Unreadable(format!("epoch = {epoch} is not a whole number")))?;
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

    /// The training of the run, if the checkpoint fits the spec.
    ///
    /// # Errors
    /// When the spec is not valid here, or the numbers do not fit it.
    pub fn lesson(&self) -> Result<Arc<dyn Lesson>, Unreadable> {
        let lesson = lesson(&self.spec)?;
        self.check(&*lesson)?;
        Ok(lesson)
    }

    /// The run, continued.
    ///
    /// # Errors
    /// As [`Checkpoint::lesson`].
    #[cfg(feature = "trainer")]
    pub fn resume(&self) -> Result<Run, Unreadable> {
        Run::resume(lesson(&self.spec)?, self)
    }
}

fn vector(name: String, len: usize) -> Parameter {
    Parameter { name, shape: vec![len] }
}

fn lesson(link: &str) -> Result<Arc<dyn Lesson>, Unreadable> {
    let spec = Spec::parse_link(link).map_err(|problems| Unreadable(told(&problems)))?;
    spec.lesson().map_err(|problem| Unreadable(problem.to_string()))
}
