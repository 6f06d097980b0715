//! A sequence of fully connected layers with φ between them; the last one is linear.

use super::layer::Layer;
use crate::kernel::dispatch::Engine;
use crate::kernel::matmul::Block;
use crate::spec::Activation;

/// The layers of a network or of a part of it, laid out for the lanes of one engine.
#[derive(Debug)]
pub struct DenseLayers {
    n_parameters: usize,
    engine: Engine,
    activation: Activation,
    layers: Stack,
}

impl DenseLayers {
    /// Layers of the given (in, out).
    pub fn new(engine: Engine, activation: Activation, sizes: &[(usize, usize)]) -> Self {
        let layers = stack(engine, sizes);
        let n_parameters = sizes.iter().map(|(n_in, n_out)| n_out * (n_in + 1)).sum();
        Self { n_parameters, engine, activation, layers }
    }

    /// The number of parameters of all layers.
    pub fn n_parameters(&self) -> usize {
        self.n_parameters
    }

    /// Sets the parameters, (n_parameters): weight (out, in) and bias (out) of each layer in turn.
    pub fn load(&mut self, parameters: &[f32]) {
        self.layers.load(parameters);
    }

    /// Sets the sums of the gradients to zero.
    pub fn clear(&mut self) {
        self.layers.reset();
    }

    /// Resizes the memory for chunks of this many blocks.
    pub fn cut(&mut self, blocks: usize) {
        self.layers.cut(blocks);
    }

    /// Runs a chunk (blocks, in, 8) through all layers. [`DenseLayers::output`] then has the result.
    pub fn forward(&mut self, input: &[Block]) {
        self.layers.forward(self.engine, self.activation, input);
    }

    /// The last layer's outputs; (blocks, out, 8).
    pub fn output(&self) -> &[Block] {
        self.layers.output()
    }

    /// The last layer's outputs, and the place for the derivative of the loss by them; both (blocks, out, 8).
    pub fn output_and_deltas(&mut self) -> (&[Block], &mut [Block]) {
        self.layers.output_and_deltas()
    }

    /// The backward pass: adds to the sums of the gradients. If `to_input` is given, writes the derivative of the loss
    /// by the inputs into it; (blocks, in, 8).
    pub fn backward(&mut self, input: &[Block], to_input: Option<&mut [Block]>) {
        self.layers.backward(self.engine, self.activation, input, to_input);
    }

    /// Writes the sums of the gradients, (n_parameters), in the order of the parameters.
    pub fn gradient(&self, out: &mut [f32]) {
        self.layers.gradient(out);
    }
}

/// Layers with tiles of any height.
#[cfg(not(target_arch = "wasm32"))]
type Stack = Box<dyn Layers>;
/// WebAssembly has one height. So a module that does not train leaves the backward pass out.
#[cfg(target_arch = "wasm32")]
type Stack = Vec<Layer<4>>;

#[cfg(not(target_arch = "wasm32"))]
fn stack(engine: Engine, sizes: &[(usize, usize)]) -> Stack {
    match engine.rows() {
        6 => Box::new(sizes.iter().copied().map(Layer::<6>::new).collect::<Vec<_>>()),
        8 => Box::new(sizes.iter().copied().map(Layer::<8>::new).collect::<Vec<_>>()),
        _ => Box::new(sizes.iter().copied().map(Layer::<4>::new).collect::<Vec<_>>()),
    }
}

#[cfg(target_arch = "wasm32")]
fn stack(_: Engine, sizes: &[(usize, usize)]) -> Stack {
    sizes.iter().copied().map(Layer::new).collect()
}

/// The operations of [`DenseLayers`] for any height of the tiles.
trait Layers: std::fmt::Debug + Send + Sync {
    fn load(&mut self, parameters: &[f32]);
    fn cut(&mut self, blocks: usize);
    /// Sets the sums of the gradients to zero. Not `clear`, which a `Vec` already has.
    fn reset(&mut self);
    fn forward(&mut self, engine: Engine, activation: Activation, input: &[Block]);
    fn output(&self) -> &[Block];
    fn output_and_deltas(&mut self) -> (&[Block], &mut [Block]);
    fn backward(&mut self, engine: Engine, activation: Activation, input: &[Block], to_input: Option<&mut [Block]>);
    fn gradient(&self, out: &mut [f32]);
}

impl<const R: usize> Layers for Vec<Layer<R>> {
    fn load(&mut self, parameters: &[f32]) {
        let mut rest = parameters;
        for layer in self {
            let (own, tail) = rest.split_at(layer.n_parameters());
            layer.load(own);
            rest = tail;
        }
    }

    fn cut(&mut self, blocks: usize) {
        self.iter_mut().for_each(|layer| layer.cut(blocks));
    }

    fn reset(&mut self) {
        self.iter_mut().for_each(Layer::clear);
    }

    fn forward(&mut self, engine: Engine, activation: Activation, input: &[Block]) {
        let n = self.len();
        for i in 0..n {
            let (before, from) = self.split_at_mut(i);
            let input = before.last().map_or(input, |layer| &layer.values);
            from[0].forward(engine, input, (i + 1 < n).then_some(activation));
        }
    }

    fn output(&self) -> &[Block] {
        self.last().map_or(&[], |layer| &layer.values)
    }

    fn output_and_deltas(&mut self) -> (&[Block], &mut [Block]) {
        self.last_mut().map_or((&[], &mut []), |layer| (&layer.values, &mut layer.deltas))
    }

    fn backward(&mut self, engine: Engine, activation: Activation, input: &[Block], to_input: Option<&mut [Block]>) {
        for i in (1..self.len()).rev() {
            let (before, from) = self.split_at_mut(i);
            if let (Some(below), Some(layer)) = (before.last_mut(), from.first_mut()) {
                layer.add_gradients(engine, &below.values);
                layer.pull_back(engine, Some((activation, &below.values)), &mut below.deltas);
            }
        }
        if let Some(first) = self.first_mut() {
            first.add_gradients(engine, input);
            if let Some(out) = to_input {
                first.pull_back(engine, None, out);
            }
        }
    }

    fn gradient(&self, out: &mut [f32]) {
        let mut rest = out;
        for layer in self {
            let (own, tail) = std::mem::take(&mut rest).split_at_mut(layer.n_parameters());
            layer.gradient(own);
            rest = tail;
        }
    }
}
