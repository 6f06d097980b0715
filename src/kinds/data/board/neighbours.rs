//! The region of the data: the distance of a row to the training rows, relative to the distances among these.

use crate::order::sort;

/// The neighbour to which the distance is measured. The nearest one alone may be an outlier.
pub const NEIGHBOUR: usize = 5;
/// The share of training rows that count as lying between the others. One in a hundred is more isolated.
pub const SHARE: f64 = 0.99;
/// Number of points of a leaf. Leaves are searched point by point.
const LEAF: usize = 12;
/// Number of training rows from which the limit is computed.
const JUDGED: usize = 2000;

/// Points in any number of dimensions, ordered as a k-d tree (Bentley, 1975): the middle point of every range splits it
/// along its widest dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    dimensions: usize,
    /// (n, dimensions), in the tree's order.
    points: Vec<f64>,
    /// The dimension along which each middle point splits its range; (n).
    cuts: Vec<u8>,
    /// A share [`SHARE`] of the training rows has its neighbour within this distance.
    limit: f64,
}

impl Neighbours {
    /// The tree of points (n, dimensions), at least one.
    pub fn new(points: &[f64], dimensions: usize) -> Self {
        let n = points.len() / dimensions;
        let mut order: Vec<usize> = (0..n).collect();
        let mut cuts = vec![0; n];
        build(points, dimensions, &mut order, &mut cuts);
        let ordered = order.iter().flat_map(|i| points[i * dimensions..][..dimensions].iter().copied()).collect();
        let mut all = Self { dimensions, points: ordered, cuts, limit: 1.0 };
        let judged = JUDGED.min(n);
        let mut distances: Vec<f64> = (0..judged).map(|i| all.far(all.point(i * n / judged), 1)).collect();
        sort(&mut distances);
        let at = (SHARE * judged as f64).ceil() as usize;
        // Equal rows have distance 0, and equal distances may differ after rounding.
        all.limit = distances.get(at.saturating_sub(1)).copied().unwrap_or(1.0).max(1e-12) * (1.0 + 1e-9);
        all
    }

    /// The distance of a point to the nearby training rows, relative to the limit. Up to 1, the point lies between
    /// them.
    pub fn distance(&self, x: &[f64]) -> f64 {
        self.far(x, 0) / self.limit
    }

    fn point(&self, i: usize) -> &[f64] {
        &self.points[i * self.dimensions..][..self.dimensions]
    }

    /// The distance to the [`NEIGHBOUR`]-th neighbour. `itself` points that are x itself do not count.
    fn far(&self, x: &[f64], itself: usize) -> f64 {
        let n = self.cuts.len();
        let k = (NEIGHBOUR + itself).min(n);
        let mut nearest = vec![f64::INFINITY; k];
        self.search(0, n, x, &mut nearest);
        nearest.last().copied().unwrap_or(0.0).sqrt()
    }

    /// Keeps the smallest squared distances, ascending, of the points in a range.
    fn search(&self, from: usize, to: usize, x: &[f64], nearest: &mut [f64]) {
        if to - from <= LEAF {
            (from..to).for_each(|i| self.look(i, x, nearest));
            return;
        }
        let middle = from + (to - from) / 2;
        let cut = usize::from(self.cuts[middle]);
        let away = x[cut] - self.point(middle)[cut];
        let (near, other) =
            if away < 0.0 { ((from, middle), (middle + 1, to)) } else { ((middle + 1, to), (from, middle)) };
        self.search(near.0, near.1, x, nearest);
        self.look(middle, x, nearest);
        if nearest.last().is_some_and(|worst| away * away < *worst) {
            self.search(other.0, other.1, x, nearest);
        }
    }

    fn look(&self, i: usize, x: &[f64], nearest: &mut [f64]) {
        let square: f64 = self.point(i).iter().zip(x).map(|(p, x)| (p - x) * (p - x)).sum();
        let place = nearest.partition_point(|other| *other <= square);
        if place < nearest.len() {
            nearest[place..].rotate_right(1);
            nearest[place] = square;
        }
    }
}

fn build(points: &[f64], dimensions: usize, order: &mut [usize], cuts: &mut [u8]) {
    if order.len() <= LEAF {
        return;
    }
    let width = |dimension: usize| {
        let values = order.iter().map(|i| points[i * dimensions + dimension]);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        high - low
    };
    let widths: Vec<f64> = (0..dimensions).map(width).collect();
    let cut = (0..dimensions).max_by(|a, b| widths[*a].total_cmp(&widths[*b])).unwrap_or(0);
    let middle = order.len() / 2;
    let value = |i: &usize| points[i * dimensions + cut];
    order.select_nth_unstable_by(middle, |a, b| value(a).total_cmp(&value(b)).then(a.cmp(b)));
    cuts[middle] = cut as u8;
    let (low, high) = order.split_at_mut(middle);
    let (low_cuts, high_cuts) = cuts.split_at_mut(middle);
    build(points, dimensions, low, low_cuts);
    build(points, dimensions, &mut high[1..], &mut high_cuts[1..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_tree_finds_the_same_neighbours_as_a_full_search(
            dimensions in 1..5_usize,
            numbers in prop::collection::vec((-8..8_i32).prop_map(|x| f64::from(x) / 2.0), 40..600),
            x in prop::collection::vec(-6.0..6.0_f64, 4),
        ) {
            let n = numbers.len() / dimensions;
            let points = &numbers[..n * dimensions];
            let square = |p: &[f64]| p.iter().zip(&x).map(|(p, x)| (p - x) * (p - x)).sum::<f64>();
            let mut all: Vec<f64> = points.chunks(dimensions).map(square).collect();
            all.sort_by(f64::total_cmp);
            let found = Neighbours::new(points, dimensions).far(&x[..dimensions], 0);
            prop_assert_eq!(found, all[NEIGHBOUR - 1].sqrt());
        }
    }

    #[test]
    fn between_beyond_and_a_gap_are_distinguished() {
        // 0 to 10 and 20 to 30, ten per unit.
        let points: Vec<f64> = (0..=100).chain(200..=300).map(|i| f64::from(i) / 10.0).collect();
        let near = Neighbours::new(&points, 1);
        for (x, between) in [(5.03, true), (0.0, true), (-1.0, false), (15.0, false), (25.0, true), (31.0, false)] {
            assert_eq!(near.distance(&[x]) <= 1.0, between, "{x}: {}", near.distance(&[x]));
        }
    }

    #[test]
    fn few_rows_and_equal_rows_have_distances_too() {
        assert!(Neighbours::new(&[1.0], 1).distance(&[2.0]).is_finite());
        let near = Neighbours::new(&[1.0; 40], 2);
        assert!(near.distance(&[1.0, 1.0]) <= 1.0 && near.distance(&[1.0, 1.1]) > 1.0);
    }
}
