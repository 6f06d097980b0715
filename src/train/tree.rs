//! Sums over shards, added as one fixed tree: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)).
//!
//! f32 addition is commutative but not associative. So every replica that has both halves of a branch gets the
//! same bits, in whichever order it received them.

/// The number of loss sums that follow the gradient.
pub const LOSSES: usize = 2;

/// The sums of neighbouring shards, as the digits of a binary number: no two cover the same number of shards.
///
/// A sum is (n_parameters + LOSSES): the gradient, then the parts of the loss. It is a sum over samples, not yet
/// divided by the size of the batch.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// (number of shards, their sum), the largest number first.
    open: Vec<(u32, Vec<f32>)>,
    /// Unused rows, kept so that an epoch does not allocate.
    free: Vec<Vec<f32>>,
}

impl Tree {
    /// Empties the tree.
    pub fn clear(&mut self) {
        self.free.extend(self.open.drain(..).map(|(_, sum)| sum));
    }

    /// The number of shards added so far.
    pub fn n_shards(&self) -> u32 {
        self.open.iter().map(|(n, _)| n).sum()
    }

    /// A row (len) to fill and pass to [`Tree::push`]. Its content is not defined.
    pub fn row(&mut self, len: usize) -> Vec<f32> {
        let mut row = self.free.pop().unwrap_or_default();
        row.resize(len, 0.0);
        row
    }

    /// Adds the sum of the next `n_shards` shards; (n_parameters + LOSSES).
    pub fn push(&mut self, n_shards: u32, sum: Vec<f32>) {
        let (mut n_shards, mut sum) = (n_shards, sum);
        while let Some((n, lower)) = self.open.pop_if(|(n, _)| *n == n_shards) {
            sum.iter_mut().zip(&lower).for_each(|(upper, lower)| *upper += lower);
            n_shards += n;
            self.free.push(lower);
        }
        self.open.push((n_shards, sum));
    }

    /// The sum over all added shards, if they form a complete branch of the tree.
    pub fn sum(&mut self) -> Option<&mut [f32]> {
        match self.open.as_mut_slice() {
            [(_, sum)] => Some(sum),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_added_as_the_fixed_tree() {
        // Numbers whose sum depends on the order.
        let x: [f32; 8] = std::array::from_fn(|i| 1.0 / (3.0 + 7.0 * i as f32) * [1.0, 1e4][i % 2]);
        let mut tree = Tree::default();
        x.iter().for_each(|x| tree.push(1, vec![*x]));
        let expected = ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
        assert_eq!(tree.sum(), Some(&mut [expected][..]));
        assert_ne!(expected, x.iter().sum::<f32>());

        let mut halves = [Tree::default(), Tree::default()];
        for (half, x) in halves.iter_mut().zip(x.chunks(4)) {
            x.iter().for_each(|x| half.push(1, vec![*x]));
        }
        let [mut lower, mut upper] = halves;
        let (a, b) = (lower.sum().unwrap().to_vec(), upper.sum().unwrap().to_vec());
        lower.push(4, b);
        upper.push(4, a);
        assert_eq!((lower.sum(), upper.sum()), (Some(&mut [expected][..]), Some(&mut [expected][..])));
    }

    #[test]
    fn a_sum_of_unequal_branches_is_not_ready() {
        let mut tree = Tree::default();
        (0..3).for_each(|_| tree.push(1, vec![1.0]));
        assert_eq!(tree.n_shards(), 3);
        assert_eq!(tree.sum(), None);
        tree.clear();
        assert_eq!((tree.n_shards(), tree.row(2).len()), (0, 2));
    }
}
