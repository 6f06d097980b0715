//! The training on a table: rows are drawn with replacement, for a dense network or a SciNet.

use crate::kernel::{DenseWorkspace, Engine, Samples, SciNetWorkspace};
use crate::kinds::Spec;
use crate::kinds::data::chosen::Chosen;
use crate::kinds::data::dataset::{Dataset, draw_rows};
use crate::kinds::data::spec::DataSpec;
use crate::nn::{DenseNet, DenseShape, Optimiser, Parameter, SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::spec::{Clip, Init, Problem, Value};
use crate::train::{LOSSES, Lesson, Teach, n_samples};
use dfdx::prelude::Cpu;

/// The training of the one network of a spec.
#[derive(Debug)]
pub struct DataLesson {
    spec: DataSpec,
    chosen: Chosen,
    net: Shape,
}

#[derive(Debug)]
enum Shape {
    Dense(DenseShape),
    SciNet(SciNetShape),
}

impl DataLesson {
    /// The training of a spec.
    ///
    /// # Errors
    /// When its table is not known here, or when it does not have exactly one network.
    pub fn new(spec: &DataSpec) -> Result<Self, Problem> {
        let chosen = spec.chosen()?;
        let (inputs, outputs) = (chosen.inputs.len(), chosen.outputs.len());
        let net = match (spec.nets.0.as_slice(), spec.scinet.0) {
            ([net], None) => Shape::Dense(DataSpec::dense(net, inputs, outputs)),
            ([], Some(_)) => Shape::SciNet(spec.coded(inputs, outputs)),
            _ => return Err(Problem::new("nets", spec.nets.print(), "a run trains exactly one network")),
        };
        Ok(Self { spec: spec.clone(), chosen, net })
    }
}

impl Lesson for DataLesson {
    fn link(&self) -> String {
        Spec::from(self.spec.clone()).link()
    }
    fn n_epochs(&self) -> u32 {
        self.spec.epochs
    }
    fn batch(&self, _: u32) -> u32 {
        self.spec.batch
    }
    fn loss_parts(&self) -> usize {
        if matches!(self.net, Shape::Dense(_)) { 1 } else { 2 }
    }
    fn layout(&self) -> Vec<Parameter> {
        match &self.net {
            Shape::Dense(shape) => shape.layout(),
            Shape::SciNet(shape) => shape.layout(),
        }
    }
    fn initial(&self) -> Vec<f32> {
        let (device, seed) = (Cpu::default(), self.spec.seed);
        match &self.net {
            Shape::Dense(shape) => DenseNet::initial(&device, shape.clone(), seed).parameters(),
            Shape::SciNet(shape) => SciNet::initial(&device, shape.clone(), Init::Uniform, seed).parameters(),
        }
    }
    #[cfg(feature = "trainer")]
    fn teacher(&self, engine: Engine) -> Box<dyn Teach> {
        Box::new(Teacher::new(engine, self))
    }
    #[cfg(feature = "trainer")]
    fn optimiser(&self, parameters: &[f32]) -> Optimiser {
        Optimiser::new(self.spec.optimiser, self.spec.weight_decay, Clip(None), &self.layout(), parameters)
    }
    fn n_moments(&self) -> usize {
        self.spec.optimiser.n_moments()
    }
    fn rate(&self, epoch: u32) -> f64 {
        self.spec.lr.at(epoch)
    }
}

#[derive(Debug)]
enum Workspace {
    Dense(DenseWorkspace),
    SciNet { workspace: Box<SciNetWorkspace>, latent: usize, beta: f32 },
}

#[derive(Debug)]
struct Teacher {
    workspace: Workspace,
    n_parameters: usize,
    batch: usize,
    seed: u32,
    n_rows: usize,
    /// The training rows as the network receives them; (n_rows, inputs) and (n_rows, outputs).
    all: [Vec<f32>; 2],
    /// The rows of the current shard; (n_samples).
    rows: Vec<u32>,
    x: Vec<f32>,
    y: Vec<f32>,
    noise: Vec<f32>,
}

impl Teacher {
    /// The teaching part of a lesson.
    fn new(engine: Engine, task: &DataLesson) -> Self {
        let data = Dataset::of(task.chosen.clone(), &task.spec);
        let (x, y) = data.training();
        let (workspace, n_parameters) = match &task.net {
            Shape::Dense(shape) => (Workspace::Dense(DenseWorkspace::new(engine, shape.clone())), shape.n_parameters()),
            Shape::SciNet(shape) => {
                let workspace = Box::new(SciNetWorkspace::new(engine, shape.clone()));
                let beta = task.spec.beta as f32;
                (Workspace::SciNet { workspace, latent: shape.latent, beta }, shape.n_parameters())
            }
        };
        Self {
            workspace,
            n_parameters,
            batch: task.spec.batch as usize,
            seed: task.spec.seed,
            n_rows: data.train.len(),
            all: [x, y],
            rows: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            noise: Vec::new(),
        }
    }
}

/// Copies some rows of `all`, (n_rows, columns), into `out`, (rows, columns).
fn gather(all: &[f32], n_rows: usize, rows: &[u32], out: &mut Vec<f32>) {
    let columns = all.len() / n_rows;
    out.clear();
    rows.iter().for_each(|row| out.extend_from_slice(&all[*row as usize * columns..][..columns]));
}

impl Teach for Teacher {
    fn load(&mut self, parameters: &[f32]) {
        match &mut self.workspace {
            Workspace::Dense(workspace) => workspace.load(parameters),
            Workspace::SciNet { workspace, .. } => workspace.load(parameters),
        }
    }

    fn shard(&mut self, epoch: u32, shard: u32, sum: &mut [f32]) {
        self.rows.resize(n_samples(self.batch, shard), 0);
        draw_rows(self.seed, epoch, shard, self.n_rows, &mut self.rows);
        let [x, y] = &self.all;
        gather(x, self.n_rows, &self.rows, &mut self.x);
        gather(y, self.n_rows, &self.rows, &mut self.y);
        let (gradient, losses) = sum.split_at_mut(self.n_parameters);
        let parts: [f32; LOSSES] = match &mut self.workspace {
            Workspace::Dense(workspace) => [workspace.gradient(&self.x, &self.y, gradient), 0.0],
            Workspace::SciNet { workspace, latent, beta } => {
                self.noise.resize(self.rows.len() * *latent, 0.0);
                Draws::new(self.seed, Stream::Latent, epoch, shard).fill_normal(&mut self.noise, 0.0, 1.0);
                let samples = Samples { x: &self.x, question: &[], y: &self.y, noise: &self.noise };
                let sums = workspace.gradient(*beta, samples, gradient);
                [sums.reconstruction, sums.divergence]
            }
        };
        losses.copy_from_slice(&parts);
    }
}
