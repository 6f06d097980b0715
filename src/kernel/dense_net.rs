//! Loss and gradients of a dense network, fused: a chunk of samples goes forwards and back while it is in cache.

use super::activation::{Elu, Phi, Relu, Sigmoid, Tanh};
use super::dispatch::{Engine, Task};
use super::lanes::{LANES, Lanes};
use super::matmul::Block;
use super::scinet::{fill, read};
use super::stack::{BLOCKS, CHUNK, Stack};
use crate::nn::DenseShape;
use crate::spec::Activation;

/// Memory that one shard's gradients need, kept between epochs, and the lanes it is laid out for.
#[derive(Debug, Clone)]
pub struct DenseWorkspace {
    engine: Engine,
    shape: DenseShape,
    memory: Memory,
}

/// The same memory for register tiles of either height.
#[derive(Debug, Clone)]
enum Memory {
    Four(Box<Parts<4>>),
    /// For lanes with registers enough for tiles twice as high: not in WebAssembly.
    #[cfg(not(target_arch = "wasm32"))]
    Eight(Box<Parts<8>>),
}

#[derive(Debug, Clone)]
struct Parts<const R: usize> {
    stack: Stack<R>,
    /// Chunks of the inputs and of the outputs that are wanted.
    x: Vec<Block>,
    y: Vec<Block>,
}

impl<const R: usize> Parts<R> {
    fn new(shape: &DenseShape) -> Self {
        let blocks = |features: usize| vec![[0.0; LANES]; BLOCKS * features];
        Self { stack: Stack::new(&shape.layers()), x: blocks(shape.inputs), y: blocks(shape.outputs) }
    }
}

impl DenseWorkspace {
    /// Memory for networks of this shape.
    pub fn new(engine: Engine, shape: DenseShape) -> Self {
        let memory = match engine.rows() {
            #[cfg(not(target_arch = "wasm32"))]
            8 => Memory::Eight(Box::new(Parts::new(&shape))),
            _ => Memory::Four(Box::new(Parts::new(&shape))),
        };
        Self { engine, shape, memory }
    }

    /// Takes new parameters: weight (out, in) and bias (out) of each layer in turn.
    ///
    /// # Panics
    /// If there are not as many as the shape has.
    pub fn load(&mut self, parameters: &[f32]) {
        assert_eq!(parameters.len(), self.shape.n_parameters());
        match &mut self.memory {
            Memory::Four(parts) => parts.stack.load(parameters),
            #[cfg(not(target_arch = "wasm32"))]
            Memory::Eight(parts) => parts.stack.load(parameters),
        }
    }

    /// The sum of ‖y − ŷ‖² over the samples x (n, inputs), y (n, outputs), and its gradient.
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn gradient(&mut self, x: &[f32], y: &[f32], gradient: &mut [f32]) -> f32 {
        self.check(x, y);
        assert_eq!(gradient.len(), self.shape.n_parameters());
        let pass = Pass::Train { y, gradient };
        self.run(x, pass)
    }

    /// The network's outputs (n, outputs) for x (n, inputs).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn predict(&mut self, x: &[f32], out: &mut [f32]) {
        self.check(x, out);
        self.run(x, Pass::Predict { out });
    }

    fn check(&self, x: &[f32], y: &[f32]) {
        let n_samples = x.len() / self.shape.inputs;
        assert_eq!(x.len(), n_samples * self.shape.inputs);
        assert_eq!(y.len(), n_samples * self.shape.outputs);
    }

    fn run(&mut self, x: &[f32], pass: Pass<'_>) -> f32 {
        let shape = &self.shape;
        match &mut self.memory {
            Memory::Four(parts) => activated(self.engine, Shard { shape, parts, x, pass }),
            #[cfg(not(target_arch = "wasm32"))]
            Memory::Eight(parts) => activated(self.engine, Shard { shape, parts, x, pass }),
        }
    }
}

/// What is done with the samples.
enum Pass<'a> {
    Train { y: &'a [f32], gradient: &'a mut [f32] },
    Predict { out: &'a mut [f32] },
}

struct Shard<'a, const R: usize> {
    shape: &'a DenseShape,
    parts: &'a mut Parts<R>,
    x: &'a [f32],
    pass: Pass<'a>,
}

fn activated<const R: usize>(engine: Engine, shard: Shard<'_, R>) -> f32 {
    match shard.shape.activation {
        Activation::Relu => engine.run(Activated(shard, Relu)),
        Activation::Elu => engine.run(Activated(shard, Elu)),
        Activation::Sigmoid => engine.run(Activated(shard, Sigmoid)),
        Activation::Tanh => engine.run(Activated(shard, Tanh)),
    }
}

struct Activated<'a, const R: usize, P>(Shard<'a, R>, P);

impl<const R: usize, P: Phi> Task for Activated<'_, R, P> {
    type Output = f32;

    #[inline(always)]
    fn run<L: Lanes>(self) -> f32 {
        let Shard { shape, parts, x, pass } = self.0;
        match pass {
            Pass::Train { y, gradient } => train::<L, P, R>(shape, parts, x, y, gradient),
            Pass::Predict { out } => {
                let chunks = x.chunks(CHUNK * shape.inputs).zip(out.chunks_mut(CHUNK * shape.outputs));
                for (x, out) in chunks {
                    fill(&mut parts.x, shape.inputs, 0, x, shape.inputs);
                    parts.stack.forward::<L, P>(&parts.x);
                    read(parts.stack.output(), shape.outputs, out);
                }
                0.0
            }
        }
    }
}

#[inline(always)]
fn train<L: Lanes, P: Phi, const R: usize>(
    shape: &DenseShape,
    parts: &mut Parts<R>,
    x: &[f32],
    y: &[f32],
    gradient: &mut [f32],
) -> f32 {
    parts.stack.clear();
    let mut loss = L::splat(0.0);
    for (x, y) in x.chunks(CHUNK * shape.inputs).zip(y.chunks(CHUNK * shape.outputs)) {
        let mut live = [[0.0; LANES]; BLOCKS];
        live.as_flattened_mut()[..x.len() / shape.inputs].fill(1.0);
        fill(&mut parts.x, shape.inputs, 0, x, shape.inputs);
        fill(&mut parts.y, shape.outputs, 0, y, shape.outputs);
        parts.stack.forward::<L, P>(&parts.x);
        for (i, wanted) in parts.y.iter().enumerate() {
            // Lanes beyond the last sample must not count.
            let live = L::load(&live[i / shape.outputs]);
            let error = L::load(&parts.stack.output()[i]).sub(L::load(wanted)).where_positive(live);
            loss = loss.add(error.mul(error));
            error.add(error).store(&mut parts.stack.output_deltas()[i]);
        }
        parts.stack.backward::<L, P>(&parts.x, None);
    }
    parts.stack.gradients::<L>(gradient);
    loss.sum()
}
