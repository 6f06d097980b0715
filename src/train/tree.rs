//! Sums over shards, added as one fixed tree: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)).
//!
//! Adding two f32 does not depend on which comes first, only on which two are added; so whoever
//! holds both halves of a branch gets the same bits.

/// How many sums over losses follow the gradient.
pub const LOSSES: usize = 2;

/// The sums of neighbouring shards, in binary: no two cover the same number of shards.
///
/// A sum is (n_parameters + LOSSES): by every parameter, then the parts of the loss, over samples
/// and not yet divided by the batch.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// (shards covered, their sum), the widest first.
    open: Vec<(u32, Vec<f32>)>,
    /// Rows that are not in use now: an epoch allocates nothing.
    free: Vec<Vec<f32>>,
}

impl Tree {
    /// Empties the tree.
    pub fn clear(&mut self) {
        self.free.extend(self.open.drain(..).map(|(_, sum)| sum));
    }

    /// How many shards are in.
    pub fn n_shards(&self) -> u32 {
        self.open.iter().map(|(n, _)| n).sum()
    }

    /// A row to fill and [`Tree::push`]; its numbers are left over from earlier.
    pub fn row(&mut self, len: usize) -> Vec<f32> {
        let mut row = self.free.pop().unwrap_or_default();
        row.resize(len, 0.0);
        row
    }

    /// Adds the next shards' sum.
    pub fn push(&mut self, n_shards: u32, sum: Vec<f32>) {
        let (mut n_shards, mut sum) = (n_shards, sum);
        while let Some((n, lower)) = self.open.pop_if(|(n, _)| *n == n_shards) {
            sum.iter_mut().zip(&lower).for_each(|(upper, lower)| *upper += lower);
            n_shards += n;
            self.free.push(lower);
        }
        self.open.push((n_shards, sum));
    }

    /// The sum over all that is in, once that is a whole branch of the tree.
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
