//! The state of one training run: epoch, network, optimiser and loss curve.

use super::shard::{SHARDS, ShardSum, Shards, add_up};
use crate::nn::{Mlp, Optimiser, ParameterVisitor};
use crate::spec::{FitSpec, Problem, Value};
use dfdx::prelude::*;
use dfdx::tensor::CpuError;
use serde::Serialize;

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
    shards: Shards,
    net: Mlp,
    /// All parameters of `net` in one row, for the kernel.
    parameters: Vec<f32>,
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
        let mlp = Mlp::initial(&Cpu::default(), net, spec.seed);
        Ok(Self {
            shards: Shards::new(spec, net),
            parameters: mlp.parameters(),
            net: mlp,
            optimiser: Optimiser::new(spec),
            losses: Vec::new(),
            status: if spec.epochs == 0 { Status::Done } else { Status::Unfinished },
            spec: spec.clone(),
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
        let epoch = self.epoch();
        let shards: [ShardSum; SHARDS] =
            std::array::from_fn(|shard| self.shards.gradient(&self.parameters, epoch, shard as u32));
        let ShardSum { mut gradient, loss } = add_up(shards);
        let n_samples = self.spec.batch as f32;
        let loss = loss / n_samples;
        gradient.iter_mut().for_each(|g| *g /= n_samples);
        let before = self.net.clone();
        let stepped = loss.is_finite() && self.step(gradient).is_ok();
        if !stepped || self.parameters.iter().any(|w| !w.is_finite()) {
            self.parameters = before.parameters();
            self.net = before;
            self.status = Status::Diverged;
            return;
        }
        self.losses.push(loss);
        if self.epoch() == self.spec.epochs {
            self.status = Status::Done;
        }
    }

    /// Hands a row of gradients to the optimiser.
    fn step(&mut self, gradient: Vec<f32>) -> Result<(), CpuError> {
        let mut gradients = Gradients::leaky();
        self.net.visit(&mut Scatter { row: &gradient, gradients: &mut gradients })?;
        self.optimiser.step(&mut self.net, &mut gradients)?;
        self.parameters = self.net.parameters();
        Ok(())
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
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }
}

/// Gives each parameter its part of a row of gradients.
struct Scatter<'a> {
    row: &'a [f32],
    gradients: &'a mut Gradients<f32, Cpu>,
}

impl ParameterVisitor for Scatter<'_> {
    fn visit<S: Shape>(&mut self, _: &str, parameter: &mut Tensor<S, f32, Cpu>) -> Result<(), CpuError> {
        let gradient = self.gradients.get_or_alloc_mut(parameter)?;
        let (mine, rest) = self.row.split_at(gradient.len());
        gradient.copy_from_slice(mine);
        self.row = rest;
        Ok(())
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
    fn a_batch_smaller_than_its_shards_trains() {
        let mut run = run("nets = relu:3\nbatch = 3\nepochs = 5");
        run.advance(5);
        assert_eq!(run.status(), Status::Done);
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
        assert_eq!((run.status(), run.parameters()), (Status::Done, &[1.0, 10.0, 1.0, 0.0][..]));
    }
}
