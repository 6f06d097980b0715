//! The normal generator on ten million draws: moments, tails, and the whole distribution.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::random::{Draws, Stream};

const N: usize = 10_000_000;

/// Ten million draws from the shards of many epochs, as in training.
fn draws() -> Vec<f32> {
    let mut x = vec![0.0; N];
    for (i, shard) in x.chunks_mut(256).enumerate() {
        Draws::new(1, Stream::Inputs, i as u32 / 8, i as u32 % 8).fill_normal(shard, 0.0, 1.0);
    }
    x
}

/// Φ(z) = ½ erfc(−z/√2).
fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[test]
fn ten_million_normals_are_normal() {
    let mut x = draws();
    let n = N as f64;

    // Moments, within five standard errors.
    let moment = |k: i32| x.iter().map(|&x| (0..k).map(|_| f64::from(x)).product::<f64>()).sum::<f64>() / n;
    let expected = [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0), (5, 0.0, 945.0), (6, 15.0, 10_170.0)];
    for (k, mean, variance) in expected {
        let error = (moment(k) - mean).abs();
        assert!(error < 5.0 * (variance / n).sqrt(), "moment {k} is off by {error:e}");
    }

    // Tails: the expected number beyond z, within five standard errors of the count.
    for z in [2.0, 3.0, 4.0, 4.5, 5.0] {
        let beyond = 2.0 * normal_cdf(-z) * n;
        let count = x.iter().filter(|x| f64::from(x.abs()) > z).count() as f64;
        assert!((count - beyond).abs() < 5.0 * beyond.sqrt(), "{count} beyond {z}, not {beyond}");
    }

    // Neighbours are not correlated.
    let together = x.windows(2).map(|pair| f64::from(pair[0]) * f64::from(pair[1])).sum::<f64>() / n;
    assert!(together.abs() < 5.0 / n.sqrt(), "neighbours correlate by {together:e}");

    // Kolmogorov and Smirnov: the largest distance between the two distributions. √n D > 1.95 has probability 0.001.
    x.sort_unstable_by(f32::total_cmp);
    let distance = x
        .iter()
        .enumerate()
        .map(|(i, &x)| {
            let p = normal_cdf(f64::from(x));
            (p - i as f64 / n).abs().max(((i + 1) as f64 / n - p).abs())
        })
        .fold(0.0, f64::max);
    assert!(distance * n.sqrt() < 1.95, "√n D = {}", distance * n.sqrt());
}
