//! A run to go on with elsewhere: spec, epoch, parameters, moments and loss curve.

use super::file::TensorFile;
use super::lesson::Lesson;
use super::model::{pack, unpack};
use crate::nn::Parameter;
use crate::spec::{Spec, told};
use std::fmt;

/// Why a file or a message is not one that this crate can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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
const LOSSES: &str = "training.losses";

impl Checkpoint {
    /// As a safetensors file: a network as PyTorch names it, and what training needs beside it.
    ///
    /// # Errors
    /// When the numbers do not fit the spec.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let lesson = lesson(&self.spec)?;
        let mut file = TensorFile::default();
        file.metadata.insert("spec".into(), self.spec.clone());
        file.metadata.insert("epoch".into(), self.epoch.to_string());
        pack(&mut file, "", &lesson.layout(), &self.parameters)?;
        for (i, moment) in self.moments.iter().enumerate() {
            file.tensors.push((vector(format!("{MOMENT}{i}"), moment.len()), moment.clone()));
        }
        file.tensors.push((vector(LOSSES.into(), self.losses.len()), self.losses.clone()));
        file.to_bytes()
    }

    /// Reads such a file. [`super::Run::resume`] checks the numbers against the spec.
    ///
    /// # Errors
    /// When it is none, or when something in it is missing.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut file = TensorFile::from_bytes(bytes)?;
        let spec = file.text("spec")?.to_string();
        let epoch = file.text("epoch")?;
        let epoch = epoch.parse().map_err(|_| Unreadable(format!("epoch = {epoch} is no whole number")))?;
        let layout = lesson(&spec)?.layout();
        let parameters = unpack(&mut file, "", &layout)?;
        let mut moments = Vec::new();
        while let Ok(moment) = file.take(&vector(format!("{MOMENT}{}", moments.len()), parameters.len())) {
            moments.push(moment);
        }
        let n_losses =
            file.tensors.iter().find(|(other, _)| other.name == LOSSES).map_or(0, |(_, losses)| losses.len());
        let losses = file.take(&vector(LOSSES.into(), n_losses))?;
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
        if !self.parameters.iter().all(|w| w.is_finite()) {
            return Err(Unreadable("a weight that is no finite number".into()));
        }
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
