//! All runs of a spec as one file, from which they can resume.

use crate::kinds::Spec;
use crate::saved::checkpoint::LOSSES;
use crate::saved::file::TensorFile;
use crate::spec::told;
use crate::train::{Checkpoint, Unreadable};

/// The runs of a spec, each at its current epoch.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// The spec of the runs.
    pub spec: Spec,
    /// In the order of the runs of the spec.
    pub runs: Vec<Checkpoint>,
}

/// The key of the whole spec's link.
const WHOLE: &str = "cell";

impl Bundle {
    /// Writes a safetensors file. A single run is a [`Checkpoint`] with the link of the whole spec. With several runs,
    /// the names of the i-th begin with `runs.i.`.
    ///
    /// # Errors
    /// When the numbers do not fit the spec.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let mut file = TensorFile::default();
        file.metadata.insert(WHOLE.into(), self.spec.link());
        for (i, run) in self.runs.iter().enumerate() {
            run.write(&mut file, &prefix(i, self.runs.len()))?;
        }
        file.to_bytes()
    }

    /// Reads a file that [`Bundle::to_bytes`] has written, or the checkpoint of one run.
    ///
    /// # Errors
    /// When this is not such a file, or when its runs do not fit its spec.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut file = TensorFile::from_bytes(bytes)?;
        let link = file.text(WHOLE).or_else(|_| file.text("spec"))?;
        let spec = Spec::parse_link(link).map_err(|problems| Unreadable(told(&problems)))?;
        let wanted = spec.runs();
        let read = |i| {
            let run = Checkpoint::read(&mut file, &prefix(i, wanted.len()))?;
            run.lesson()?;
            match run.spec == wanted[i].link() {
                true => Ok(run),
                false => Err(Unreadable(format!("run {} is of another spec, {}", i + 1, run.spec))),
            }
        };
        let runs = (0..wanted.len()).map(read).collect::<Result<_, _>>()?;
        Ok(Self { spec, runs })
    }

    /// Whether a file holds runs, and not only networks.
    ///
    /// # Errors
    /// When this is not a safetensors file.
    pub fn is_in(bytes: &[u8]) -> Result<bool, Unreadable> {
        let file = TensorFile::from_bytes(bytes)?;
        Ok(file.tensors.iter().any(|(tensor, _)| tensor.name.ends_with(LOSSES)))
    }
}

fn prefix(i: usize, n_runs: usize) -> String {
    if n_runs > 1 { format!("runs.{i}.") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(text: &str) -> Bundle {
        let spec = Spec::parse("fit", text).unwrap();
        let run = |(i, run): (usize, &Spec)| {
            let mut run = run.run().unwrap();
            run.advance(3 + i as u32);
            run.checkpoint()
        };
        Bundle { runs: spec.runs().iter().enumerate().map(run).collect(), spec }
    }

    #[test]
    fn runs_of_one_and_of_several_networks_read_back() {
        for text in ["nets = relu:3\nepochs = 9", "nets = relu:3, elu:2\nepochs = 9\nbatch = 16"] {
            let bundle = bundle(text);
            let bytes = bundle.to_bytes().unwrap();
            assert_eq!(Bundle::from_bytes(&bytes), Ok(bundle));
            assert_eq!(Bundle::is_in(&bytes), Ok(true));
        }
    }

    #[test]
    fn a_bundle_of_one_run_is_a_checkpoint_and_a_checkpoint_is_a_bundle_of_one_run() {
        let bundle = bundle("nets = relu:3\nbatch = 16");
        let run = &bundle.runs[0];
        assert_eq!(Checkpoint::from_bytes(&bundle.to_bytes().unwrap()).as_ref(), Ok(run));
        assert_eq!(Bundle::from_bytes(&run.to_bytes().unwrap()).unwrap().runs, bundle.runs);
    }

    #[test]
    fn runs_of_another_spec_are_refused() {
        let mut bundle = bundle("nets = relu:3, elu:2\nbatch = 16");
        bundle.runs.swap(0, 1);
        assert!(Bundle::from_bytes(&bundle.to_bytes().unwrap()).unwrap_err().0.contains("another spec"));
        bundle.runs.pop();
        assert!(Bundle::from_bytes(&bundle.to_bytes().unwrap()).is_err());
        assert!(Bundle::from_bytes(&[7; 40]).is_err());
    }
}
