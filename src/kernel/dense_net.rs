//! Loss and gradients of a dense network, fused: a chunk of samples goes forward and back while it is in cache.

use super::chunk::{CHUNK, blocks, cut, fill, live, read, room};
use super::dispatch::Engine;
use super::lanes::{LANES, sum};
use super::layers::squared_error::SquaredError;
use super::layers::stack::DenseLayers;
use super::matmul::Block;
use crate::nn::DenseShape;

/// Memory for the gradients of one shard, kept between epochs and laid out for the lanes of one engine.
#[derive(Debug)]
pub struct DenseWorkspace {
    engine: Engine,
    shape: DenseShape,
    stack: DenseLayers,
    /// Chunks of the inputs and of the target outputs.
    x: Vec<Block>,
    y: Vec<Block>,
}

impl DenseWorkspace {
    /// Memory for networks of this shape.
    pub fn new(engine: Engine, shape: DenseShape) -> Self {
        let stack = DenseLayers::new(engine, shape.activation, &shape.layers());
        let (x, y) = (room(shape.inputs), room(shape.outputs));
        Self { engine, shape, stack, x, y }
    }

    /// Sets the parameters, (n_parameters): weight (out, in) and bias (out) of each layer in turn.
    ///
    /// # Panics
    /// If the number of parameters does not fit the shape.
    pub fn load(&mut self, parameters: &[f32]) {
        assert_eq!(parameters.len(), self.shape.n_parameters());
        self.stack.load(parameters);
    }

    /// The sum of ‖y − ŷ‖² over the samples x (n_samples, inputs), y (n_samples, outputs). Writes its gradient,
    /// (n_parameters).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn gradient(&mut self, x: &[f32], y: &[f32], gradient: &mut [f32]) -> f32 {
        self.check(x, y);
        assert_eq!(gradient.len(), self.shape.n_parameters());
        let (inputs, outputs) = (self.shape.inputs, self.shape.outputs);
        self.stack.clear();
        let mut loss = [0.0; LANES];
        for (x, y) in x.chunks(CHUNK * inputs).zip(y.chunks(CHUNK * outputs)) {
            let live = &live(x.len() / inputs)[..blocks(x.len() / inputs)];
            self.cut(live.len());
            fill(&mut self.x, inputs, 0, x, inputs);
            fill(&mut self.y, outputs, 0, y, outputs);
            self.stack.forward(&self.x);
            let output = self.stack.output_and_deltas();
            self.engine.run(SquaredError { live, wanted: &self.y, output, sum: &mut loss });
            self.stack.backward(&self.x, None);
        }
        self.stack.gradient(gradient);
        sum(&loss)
    }

    /// The network's outputs (n_samples, outputs) for x (n_samples, inputs).
    ///
    /// # Panics
    /// If a length does not fit the shape.
    pub fn predict(&mut self, x: &[f32], out: &mut [f32]) {
        self.check(x, out);
        let (inputs, outputs) = (self.shape.inputs, self.shape.outputs);
        for (x, out) in x.chunks(CHUNK * inputs).zip(out.chunks_mut(CHUNK * outputs)) {
            self.cut(blocks(x.len() / inputs));
            fill(&mut self.x, inputs, 0, x, inputs);
            self.stack.forward(&self.x);
            read(self.stack.output(), outputs, out);
        }
    }

    /// Resizes the memory for chunks of this many blocks.
    fn cut(&mut self, blocks: usize) {
        self.stack.cut(blocks);
        cut(&mut self.x, self.shape.inputs, blocks);
        cut(&mut self.y, self.shape.outputs, blocks);
    }

    fn check(&self, x: &[f32], y: &[f32]) {
        let n_samples = x.len() / self.shape.inputs;
        assert_eq!(x.len(), n_samples * self.shape.inputs);
        assert_eq!(y.len(), n_samples * self.shape.outputs);
    }
}
