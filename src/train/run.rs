//! The state of one training run: epoch, network, optimiser and loss curve.

use crate::nn::{Mlp, Optimiser};
use crate::spec::{FitSpec, Problem, Value};
use crate::system::Curve;
use dfdx::prelude::*;
use serde::Serialize;

/// A batch is this many shards, each drawn at an address of its own.
pub const SHARDS: usize = 8;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has epochs left.
    Unfinished,
    /// All epochs of the spec are done.
    Done,
    /// The loss or a weight is no longer a finite number; the network of the epoch before is kept.
    Diverged,
}

/// One execution of a spec with a single network.
#[derive(Debug)]
pub struct Run {
    spec: FitSpec,
    curve: Curve,
    device: Cpu,
    net: Mlp,
    optimiser: Optimiser,
    losses: Vec<f32>,
    status: Status,
}

impl Run {
    /// A run before its first epoch.
    ///
    /// # Errors
    /// When the spec does not have exactly one network.
    pub fn new(spec: &FitSpec) -> Result<Self, Problem> {
        let [net] = spec.nets.0.as_slice() else {
            return Err(Problem::new("nets", spec.nets.print(), "a run trains exactly one network"));
        };
        let device = Cpu::default();
        let status = if spec.epochs == 0 { Status::Done } else { Status::Unfinished };
        Ok(Self {
            curve: Curve::from(spec),
            net: Mlp::initial(&device, net, spec.seed),
            optimiser: Optimiser::new(spec),
            losses: Vec::new(),
            spec: spec.clone(),
            device,
            status,
        })
    }

    /// Trains for up to `epochs` epochs, fewer if the run ends before.
    pub fn advance(&mut self, epochs: u32) {
        for _ in 0..epochs {
            if self.status != Status::Unfinished {
                return;
            }
            self.train_one_epoch();
        }
    }

    fn train_one_epoch(&mut self) {
        let (x, y) = self.batch();
        let n_samples = x.len();
        let x = self.device.tensor_from_vec(x, (n_samples, 1));
        let y = self.device.tensor_from_vec(y, (n_samples, 1));
        let (loss, mut gradients) = self.net.loss(x, y);
        let before = self.net.clone();
        let stepped = loss.is_finite() && self.optimiser.step(&mut self.net, &mut gradients).is_ok();
        if !stepped || self.net.parameters().iter().any(|w| !w.is_finite()) {
            self.net = before;
            self.status = Status::Diverged;
            return;
        }
        self.losses.push(loss);
        if self.epoch() == self.spec.epochs {
            self.status = Status::Done;
        }
    }

    /// The fresh pairs of the present epoch, shard after shard.
    fn batch(&self) -> (Vec<f32>, Vec<f32>) {
        let n_samples = self.spec.batch as usize;
        let (mut x, mut y) = (vec![0.0; n_samples], vec![0.0; n_samples]);
        for shard in 0..SHARDS {
            let part = shard * n_samples / SHARDS..(shard + 1) * n_samples / SHARDS;
            self.curve.draw(self.epoch(), shard as u32, &mut x[part.clone()], &mut y[part]);
        }
        (x, y)
    }

    /// How many epochs are done.
    pub fn epoch(&self) -> u32 {
        self.losses.len() as u32
    }

    /// Whether the run goes on.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The batch loss of every epoch so far; (epoch).
    pub fn losses(&self) -> &[f32] {
        &self.losses
    }

    /// All parameters: w₁ (width), b₁ (width), w₂ (width), b₂ (1).
    pub fn parameters(&self) -> Vec<f32> {
        self.net.parameters()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Spec;

    fn run(text: &str) -> Run {
        match Spec::parse("fit", text) {
            Ok(Spec::Fit(spec)) => Run::new(&spec).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn training_lowers_the_loss() {
        let mut run = run("nets = elu:8\nlr = 1e-2\nepochs = 300\nbatch = 256");
        run.advance(u32::MAX);
        assert_eq!((run.epoch(), run.status()), (300, Status::Done));
        let (first, last) = (run.losses()[0], run.losses()[299]);
        assert!(last < 0.05 * first, "{first} to {last}");
    }

    #[test]
    fn advancing_in_pieces_changes_nothing() {
        let text = "nets = relu:5\nepochs = 40\nbatch = 100\nnoise = 0.1";
        let (mut whole, mut pieces) = (run(text), run(text));
        whole.advance(40);
        for piece in [1, 0, 7, 12, 100] {
            pieces.advance(piece);
        }
        assert_eq!(whole.parameters(), pieces.parameters());
        assert_eq!(whole.losses(), pieces.losses());
    }

    #[test]
    fn every_optimiser_learns() {
        for optimiser in ["adam", "sgd", "sgd(0.9)", "nesterov(0.9)", "rmsprop"] {
            let mut run = run(&format!("nets = tanh:8\ntarget = x\noptimiser = {optimiser}\nlr = 1e-2\nepochs = 200"));
            run.advance(200);
            let (first, last) = (run.losses()[0], run.losses()[199]);
            assert!(last < 0.5 * first, "{optimiser}: {first} to {last}");
        }
    }

    #[test]
    fn a_diverging_run_stops_with_finite_weights() {
        let mut run = run("nets = relu:8\noptimiser = sgd\nlr = 100\nepochs = 1000");
        run.advance(1000);
        assert_eq!(run.status(), Status::Diverged);
        assert!(run.parameters().iter().all(|w| w.is_finite()));
        assert!(run.losses().iter().all(|loss| loss.is_finite()));
    }

    #[test]
    fn no_epochs_leave_the_weights_set_by_hand() {
        let run = run("nets = relu:1[1,10,1; 0]\nepochs = 0");
        assert_eq!((run.status(), run.parameters()), (Status::Done, vec![1.0, 10.0, 1.0, 0.0]));
    }
}
