//! Orders numbers: the one sort for all of them, so that each module has its code once.

/// Sorts numbers from the smallest to the largest; NaN comes last.
pub fn sort(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// The indices of numbers from the smallest to the largest; equal ones stay in their order.
pub fn order(values: impl IntoIterator<Item = f64>) -> Vec<usize> {
    // As in `total_cmp`: the bits of negative numbers ascend as the numbers descend.
    let key = |x: f64| {
        let bits = x.to_bits();
        if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
    };
    let mut keys: Vec<(u64, usize)> = values.into_iter().map(key).enumerate().map(|(i, key)| (key, i)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_and_equal_ones_keep_their_order() {
        let mut values = vec![2.0, -1.0, f64::NAN, -0.0, 0.0, f64::NEG_INFINITY, 2.0];
        assert_eq!(order(values.iter().copied()), [5, 1, 3, 4, 0, 6, 2]);
        sort(&mut values);
        assert_eq!(values[..6], [f64::NEG_INFINITY, -1.0, 0.0, 0.0, 2.0, 2.0]);
        assert!(values[6].is_nan());
    }
}
