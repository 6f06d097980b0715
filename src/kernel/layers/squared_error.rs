//! ‖y − ŷ‖² of a chunk's outputs, and its derivative.

use crate::kernel::dispatch::Task;
use crate::kernel::lanes::Lanes;
use crate::kernel::matmul::Block;

/// Writes 2 (ŷ − y) of the lanes that count to `deltas`, and adds ‖y − ŷ‖² to `sum`, (8).
pub struct SquaredError<'a> {
    /// 1 in the lanes that count; (blocks, 8).
    pub live: &'a [Block],
    /// y; (blocks, outputs, 8).
    pub wanted: &'a [Block],
    /// ŷ, and the output for the derivative by ŷ; both (blocks, outputs, 8).
    pub output: (&'a [Block], &'a mut [Block]),
    /// The sum so far.
    pub sum: &'a mut Block,
}

impl Task for SquaredError<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let (output, deltas) = self.output;
        let n_outputs = output.len() / self.live.len();
        let mut sum = L::load(self.sum);
        let blocks = output.chunks_exact(n_outputs).zip(self.wanted.chunks_exact(n_outputs));
        for ((output, wanted), (deltas, live)) in blocks.zip(deltas.chunks_exact_mut(n_outputs).zip(self.live)) {
            let live = L::load(live);
            for ((output, wanted), delta) in output.iter().zip(wanted).zip(deltas) {
                let error = L::load(output).sub(L::load(wanted)).where_positive(live);
                sum = sum.add(error.mul(error));
                error.add(error).store(delta);
            }
        }
        sum.store(self.sum);
    }
}
