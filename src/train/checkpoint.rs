//! A run to go on with elsewhere: spec, epoch, parameters, moments and loss curve.

use super::file::TensorFile;
use super::lesson::Lesson;
use super::model::{pack, unpack};
use super::unreadable::{Unreadable, all_finite};
use crate::nn::Parameter;
use crate::spec::{Spec, told};

/// All that a run's future depends on, and the losses of its past.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// The link of the run's spec.
    pub spec: String,
    /// Epochs done.
    pub epoch: u32,
    /// (n_parameters).
    pub parameters: Vec<f32>,
    /// The optimiser's moments, each (n_parameters).
    pub moments: Vec<Vec<f32>>,
    /// The parts of the batch loss of every epoch; (epoch, loss_parts).
    pub losses: Vec<f32>,
}

/// Names of the tensors beside the network's own.
const MOMENT: &str = "training.moment.";
const MOST_MOMENTS: usize = 3;
pub(super) const LOSSES: &str = "training.losses";

impl Checkpoint {
    /// As a safetensors file: a network as PyTorch names it, and what training needs beside it.
    ///
    /// # Errors
    /// When the numbers do not fit the spec.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let mut file = TensorFile::default();
        self.write(&mut file, "")?;
        file.to_bytes()
    }

    /// Puts it into a file, with a prefix before each name.
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

    /// Reads such a file. [`super::Run::resume`] checks the numbers against the spec.
    ///
    /// # Errors
    /// When it is none, or when something in it is missing.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        Self::read(&mut TensorFile::from_bytes(bytes)?, "")
    }

    /// Takes it out of a file, where a prefix stands before each name.
    pub(super) fn read(file: &mut TensorFile, prefix: &str) -> Result<Self, Unreadable> {
        let spec = file.text(&format!("{prefix}spec"))?.to_string();
        let epoch = file.text(&format!("{prefix}epoch"))?;
        let epoch = epoch.parse().map_err(|_| Unreadable(format!("epoch = {epoch} is no whole number")))?;
        let layout = lesson(&spec)?.layout();
        let parameters = unpack(file, prefix, &layout)?;
        let mut moments = Vec::new();
        // No optimiser has more; a file may.
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
    /// Whether the numbers are those of the spec, so that [`super::Run::resume`] can go on from them.
    ///
    /// # Errors
    /// The first thing that does not fit.
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
        // An epoch whose loss is no finite number is not counted as done. Moments may be anything: those of a run
        // that has diverged are, and a step that is not finite is not taken.
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
