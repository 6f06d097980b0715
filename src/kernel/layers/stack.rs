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
    layers: Box<dyn Layers>,
}

impl DenseLayers {
    /// Layers of the given (in, out).
    pub fn new(engine: Engine, activation: Activation, sizes: &[(usize, usize)]) -> Self {
        let layers: Box<dyn Layers> = match engine.rows() {
            // WebAssembly has no lanes with enough registers for higher tiles.
            #[cfg(not(target_arch = "wasm32"))]
            6 => Box::new(sizes.iter().copied().map(Layer::<6>::new).collect::<Vec<_>>()),
            #[cfg(not(target_arch = "wasm32"))]
            8 => Box::new(sizes.iter().copied().map(Layer::<8>::new).collect::<Vec<_>>()),
            _ => Box::new(sizes.iter().copied().map(Layer::<4>::new).collect::<Vec<_>>()),
        };
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
        self.layers.clear();
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

/// The operations of [`DenseLayers`] for any height of the tiles.
trait Layers: std::fmt::Debug + Send + Sync {
    fn load(&mut self, parameters: &[f32]);
    fn cut(&mut self, blocks: usize);
    fn clear(&mut self);
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

    fn clear(&mut self) {
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
