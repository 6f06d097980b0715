//! The weight matrices that each replica makes orthogonal, and the exchange of the results.
//!
//! Otherwise every replica would do the whole work of Muon. The results are the same, whoever computed them.

use super::part::Part;
use super::unreadable::Unreadable;
use crate::kernel::orthogonal_work;
use crate::nn::muon::Matrix;

/// From this many multiplications saved per epoch, an exchange is worth its time.
const WORTH: usize = 1 << 21;

/// One replica's share of the work, and its progress.
#[derive(Debug, Default)]
pub struct Share {
    part: Option<Part>,
    /// The rank of the replica that makes each matrix orthogonal. Empty if every replica does everything.
    owners: Vec<u32>,
    /// The number of exchanges that are done, while they are under way.
    done: Option<u32>,
    outgoing: Vec<f32>,
}

impl Share {
    /// The share of a replica.
    pub fn new(part: Part, matrices: &[Matrix]) -> Self {
        let (owners, saved) = divide(part.replicas_in_all(), matrices);
        let owners = if saved >= WORTH { owners } else { Vec::new() };
        Self { part: Some(part), owners, ..Self::default() }
    }

    /// Whether this replica makes matrix `i` orthogonal.
    pub fn is_mine(&self, i: usize) -> bool {
        self.owners.get(i).is_none_or(|owner| self.part.is_none_or(|part| part.rank() == *owner))
    }

    /// Begins the exchange, if there is one.
    pub fn open(&mut self, (matrices, directions): (&[Matrix], &mut [f32])) {
        self.done = (!self.owners.is_empty()).then_some(0);
        self.pack(matrices, directions);
    }

    /// Whether an exchange is under way.
    pub fn is_open(&self) -> bool {
        self.done.is_some()
    }

    /// Whether matrix `i` was made by a replica whose number differs from this one's from digit `done` on, as `flip`
    /// says.
    fn is_of(&self, i: usize, flip: u32) -> bool {
        let (Some(part), Some(done)) = (self.part, self.done) else { return false };
        self.owners[i] >> done == (part.rank() >> done) ^ flip
    }

    /// The directions that this replica has so far.
    pub fn outgoing(&self) -> &[f32] {
        &self.outgoing
    }

    /// Gathers the directions that this replica has so far, while an exchange is under way.
    fn pack(&mut self, matrices: &[Matrix], directions: &[f32]) {
        let mut outgoing = std::mem::take(&mut self.outgoing);
        outgoing.clear();
        if self.is_open() {
            for (_, matrix) in matrices.iter().enumerate().filter(|(i, _)| self.is_of(*i, 0)) {
                outgoing.extend_from_slice(&directions[matrix.range()]);
            }
        }
        self.outgoing = outgoing;
    }

    /// Takes the directions that a partner has.
    ///
    /// # Errors
    /// When there are too many or too few numbers.
    pub fn take(&mut self, (matrices, directions): (&[Matrix], &mut [f32]), theirs: &[f32]) -> Result<(), Unreadable> {
        let new = || matrices.iter().enumerate().filter(|(i, _)| self.is_of(*i, 1)).map(|(_, matrix)| matrix.range());
        let expected: usize = new().map(|range| range.len()).sum();
        if theirs.len() != expected {
            return Err(Unreadable(format!("{} numbers of a partner; expected {expected}", theirs.len())));
        }
        let mut rest = theirs;
        for range in new() {
            let (own, tail) = rest.split_at(range.len());
            directions[range].copy_from_slice(own);
            rest = tail;
        }
        let all = self.part.map_or(0, |part| part.partners().count() as u32);
        self.done = self.done.map(|done| done + 1).filter(|done| *done < all);
        self.pack(matrices, directions);
        Ok(())
    }
}

/// The replica for each matrix, and the work that every replica saves at least. The largest matrices are given away
/// first, each to the replica that has the least work.
fn divide(replicas: u32, matrices: &[Matrix]) -> (Vec<u32>, usize) {
    let mut order: Vec<usize> = (0..matrices.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(orthogonal_work(matrices[*i])));
    let mut loads = vec![0; replicas as usize];
    let mut owners = vec![0; matrices.len()];
    for i in order {
        let least = (0..loads.len()).min_by_key(|rank| loads[*rank]).unwrap_or(0);
        loads[least] += orthogonal_work(matrices[i]);
        owners[i] = least as u32;
    }
    let all: usize = loads.iter().sum();
    (owners, all - loads.iter().max().unwrap_or(&0))
}
