//! The networks of a trained spec as a file, with the tensor names of PyTorch and text about the networks.

use crate::kinds::Spec;
use crate::nn::Parameter;
use crate::saved::file::TensorFile;
use crate::saved::rows::{pack, unpack};
use crate::spec::{MAX_EPOCHS, told};
use crate::train::Unreadable;
use std::collections::BTreeMap;

/// The networks of a spec at some epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The spec that they were trained on.
    pub spec: Spec,
    /// Epochs done.
    pub epoch: u32,
    /// The parameters of each network, in the order of the runs of the spec; each (n_parameters).
    pub nets: Vec<Vec<f32>>,
    /// Additional text about the networks: fingerprint, loss, measures.
    pub notes: BTreeMap<String, String>,
}

impl Model {
    /// Writes a safetensors file. A single network has PyTorch's names, such as `encoder.0.weight`. With several
    /// networks, the names of the i-th begin with `nets.i.`.
    ///
    /// # Errors
    /// When the numbers do not fit the spec.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let mut file = TensorFile { metadata: self.notes.clone(), tensors: Vec::new() };
        file.metadata.insert("spec".into(), self.spec.link());
        file.metadata.insert("epoch".into(), self.epoch.to_string());
        file.metadata.insert(ACTIVATION.into(), self.spec.activations().join(", "));
        for ((prefix, layout), numbers) in layouts(&self.spec)?.iter().zip(&self.nets) {
            pack(&mut file, prefix, layout, numbers)?;
        }
        file.to_bytes()
    }

    /// Reads a file that [`Model::to_bytes`] has written.
    ///
    /// # Errors
    /// When this is not such a file, or when its networks do not fit its spec.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut file = TensorFile::from_bytes(bytes)?;
        let spec = Spec::parse_link(file.text("spec")?).map_err(|problems| Unreadable(told(&problems)))?;
        let epoch = file.text("epoch")?;
        let epoch: u32 = epoch.parse().map_err(|_| Unreadable(format!("epoch = {epoch} is not a whole number")))?;
        if epoch > MAX_EPOCHS {
            return Err(Unreadable(format!("{epoch} epochs; allowed: at most {MAX_EPOCHS}")));
        }
        let layouts = layouts(&spec)?;
        let nets =
            layouts.iter().map(|(prefix, layout)| unpack(&mut file, prefix, layout)).collect::<Result<_, _>>()?;
        file.metadata.retain(|key, _| !["spec", "epoch", ACTIVATION].contains(&key.as_str()));
        Ok(Self { spec, epoch, nets, notes: file.metadata })
    }
}

/// The key of the networks' activations, for programs that do not read specs.
const ACTIVATION: &str = "activation";

/// For each network, the prefix of its tensor names, and its layout.
fn layouts(spec: &Spec) -> Result<Vec<(String, Vec<Parameter>)>, Unreadable> {
    let runs = spec.runs();
    let several = runs.len() > 1;
    let prefix = |i| if several { format!("nets.{i}.") } else { String::new() };
    let lesson = |run: &Spec| run.lesson().map_err(|problem| Unreadable(problem.to_string()));
    runs.iter().enumerate().map(|(i, run)| Ok((prefix(i), lesson(run)?.layout()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(kind: &str, text: &str) -> Model {
        let spec = Spec::parse(kind, text).unwrap();
        let nets = spec.runs().iter().map(|run| run.run().unwrap().parameters().to_vec()).collect();
        Model { spec, epoch: 0, nets, notes: [("loss".to_string(), "0.5".to_string())].into() }
    }

    #[test]
    fn a_model_reads_back_with_the_names_of_pytorch() {
        let names = |model: &Model| {
            let bytes = model.to_bytes().unwrap();
            assert_eq!(Model::from_bytes(&bytes).as_ref(), Ok(model));
            let tensors = TensorFile::from_bytes(&bytes).unwrap().tensors;
            let mut names: Vec<_> = tensors.into_iter().map(|(p, _)| format!("{} {:?}", p.name, p.shape)).collect();
            names.sort();
            names
        };
        assert_eq!(
            names(&model("scinet", "encoder = 7\nlatent = 2\ndecoder = none")),
            [
                "decoder.0.bias [2]",
                "decoder.0.weight [2, 2]",
                "encoder.0.bias [7]",
                "encoder.0.weight [7, 2]",
                "encoder.2.bias [4]",
                "encoder.2.weight [4, 7]",
            ]
        );
        assert_eq!(names(&model("fit", "nets = relu:3"))[1], "hidden.weight [3, 1]");
        assert_eq!(names(&model("fit", "nets = relu:3, elu:2"))[4], "nets.1.hidden.bias [2]");
    }

    #[test]
    fn a_network_with_impossible_numbers_is_refused() {
        let read = |spoil: fn(&mut Model)| {
            let mut model = model("fit", "nets = relu:3");
            spoil(&mut model);
            Model::from_bytes(&model.to_bytes().unwrap()).map(drop).map_err(|error| error.0)
        };
        assert_eq!(read(|_| ()), Ok(()));
        let refused = read(|model| model.nets[0][1] = f32::NAN).unwrap_err();
        assert_eq!(refused, "a number of hidden.weight is NaN (number 2); allowed: finite numbers");
        assert!(read(|model| model.nets[0][9] = f32::INFINITY).is_err());
        assert_eq!(
            read(|model| model.epoch = 4_000_000_000).unwrap_err(),
            "4000000000 epochs; allowed: at most 1000000"
        );
    }

    #[test]
    fn a_network_of_another_spec_is_refused() {
        let mut model = model("fit", "nets = relu:3");
        model.nets[0].push(1.0);
        assert!(model.to_bytes().is_err());
        model.nets[0].truncate(4);
        assert!(model.to_bytes().is_err());
    }
}
