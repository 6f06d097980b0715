//! Tests that every engine gives the bits of `Scalar`, and that `Scalar` agrees with the tape.

use super::lanes::{LANES, Lanes};
use super::{DenseWorkspace, Engine, MlpWorkspace, Orthogonal, Samples, SciNetWorkspace, Task};
use crate::float::exp_f32;
use crate::nn::muon::orthogonal;
use crate::nn::{DenseNet, DenseShape, Mlp, SciNet, SciNetShape};
use crate::random::{Draws, Stream};
use crate::spec::{Activation, Init, Net};
use dfdx::prelude::*;
use proptest::prelude::*;

/// Every operation of [`Lanes`] on two sets of eight values.
struct EveryOperation([f32; LANES], [f32; LANES]);

impl Task for EveryOperation {
    type Output = Vec<u32>;
    #[inline(always)]
    fn run<L: Lanes>(self) -> Vec<u32> {
        let (a, b) = (L::load(&self.0), L::load(&self.1));
        let results = [
            a.add(b),
            a.sub(b),
            a.mul(b),
            a.div(b),
            a.max(b),
            a.min(b),
            a.where_positive(b),
            a.exp(),
            L::splat(self.0[3]),
            L::splat(a.sum()),
        ];
        let bits = |lanes: L| {
            let mut out = [0.0; LANES];
            lanes.store(&mut out);
            // The bits of a NaN are not defined, and nothing depends on them.
            out.map(|x| if x.is_nan() { f32::NAN.to_bits() } else { x.to_bits() })
        };
        results.into_iter().flat_map(bits).collect()
    }
}

/// Any value; special values are frequent.
fn value() -> impl Strategy<Value = f32> {
    let special =
        [0.0, -0.0, 1.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, f32::MIN_POSITIVE, 1e-40, f32::MAX, -88.5, 89.0];
    prop_oneof![3 => -100.0..100.0_f32, 1 => any::<f32>(), 1 => proptest::sample::select(special.to_vec())]
}

proptest! {
    #[test]
    fn every_engine_computes_like_plain_arrays(a in prop::array::uniform8(value()), b in prop::array::uniform8(value())) {
        let expected = Engine::Scalar.run(EveryOperation(a, b));
        for engine in Engine::available() {
            prop_assert_eq!(&engine.run(EveryOperation(a, b)), &expected, "{:?}", engine);
        }
        let exponentials = a.map(|x| if x.is_nan() { f32::NAN.to_bits() } else { exp_f32(x).to_bits() });
        prop_assert_eq!(&expected[7 * LANES..8 * LANES], &exponentials);
    }

    #[test]
    fn matrices_become_orthogonal_as_defined_with_the_same_bits_on_every_engine(
        n_out in 1..40_usize,
        n_in in 1..40_usize,
        ln_size in -20.0..10.0_f32,
        seed: u32,
    ) {
        let mut matrix = vec![0.0; n_out * n_in];
        Draws::new(seed, Stream::Weights, 0, 0).fill_normal(&mut matrix, 0.0, exp_f32(ln_size));
        let mut results = Engine::available().into_iter().map(|engine| {
            let mut result = matrix.clone();
            Orthogonal::new(engine).apply((n_out, n_in), &mut result);
            result
        });
        let first = results.next().unwrap();
        let expected = orthogonal((n_out, n_in), &matrix);
        // A matrix with singular values near 0 is sensitive to rounding there, so the whole matrix is compared.
        let off: f64 = first.iter().zip(&expected).map(|(x, y)| f64::from(*x) - y).map(|off| off * off).sum();
        let size: f64 = expected.iter().map(|y| y * y).sum();
        // The Gram matrix in f32 does not resolve singular values below the root of its rounding. Matrices that are nearly
        // square have such values now and then, and five steps make them 480 times as large.
        let limit: f64 = if n_out.abs_diff(n_in) < 3 { 0.05 } else { 0.01 };
        prop_assert!(off <= limit * limit * size, "{} of the norm", (off / size).sqrt());
        let bits = |values: &[f32]| values.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        for other in results {
            prop_assert_eq!(bits(&other), bits(&first));
        }
    }

    #[test]
    fn mlp_agrees_with_the_tape_on_every_engine(
        which in 0..4_usize,
        width in 1..40_u32,
        seed: u32,
        points in prop::collection::vec((-3.0..3.0_f32, -10.0..10.0_f32), 1..200),
    ) {
        let net = Net { activation: Activation::ALL[which], width, weights: None };
        let device = Cpu::default();
        let tape = Mlp::initial(&device, &net, seed);
        let (x, y): (Vec<f32>, Vec<f32>) = points.into_iter().unzip();
        let parameters = tape.parameters();
        prop_assert_eq!(&Mlp::from_row(&device, net.activation, &parameters).parameters(), &parameters);
        let run = |engine| {
            let mut gradient = vec![f32::NAN; parameters.len()];
            let loss = MlpWorkspace::new(width as usize)
                .gradient(engine, net.activation, &parameters, (&x, &y), &mut gradient);
            (loss, gradient)
        };
        let (loss, gradient) = run(Engine::Scalar);
        for engine in Engine::available() {
            let (other_loss, other_gradient) = run(engine);
            prop_assert_eq!(loss.to_bits(), other_loss.to_bits(), "{:?}", engine);
            prop_assert!(gradient.iter().zip(&other_gradient).all(|(a, b)| a.to_bits() == b.to_bits()), "{:?}", engine);
        }
        let column = |v: &[f32]| device.tensor_from_vec(v.to_vec(), (v.len(), 1));
        let n = x.len() as f32;
        let (tape_loss, gradients) = tape.loss(column(&x), column(&y));
        prop_assert!((loss / n - tape_loss).abs() <= 1e-4 * tape_loss.abs(), "{} and {tape_loss}", loss / n);
        let row = tape.gradient_row(&gradients);
        let size = row.iter().fold(0.0_f32, |size, g| size.max(g.abs()));
        for (fast, slow) in gradient.iter().zip(&row) {
            prop_assert!((fast / n - slow).abs() <= 1e-4 * size, "{} and {slow} of {size}", fast / n);
        }
    }
}

/// A SciNet of odd sizes with samples for it.
fn scinet_case() -> impl Strategy<Value = (SciNetShape, usize, u32, f32)> {
    let widths = || prop::collection::vec(1..20_usize, 0..3);
    let sizes =
        (1..4_usize, widths(), 1..6_usize, 0..3_usize, widths(), 1..4_usize, 0..4_usize, (0..4_usize, 0.3..2.0_f32));
    let shape =
        sizes.prop_map(|(inputs, encoder, latent, questions, decoder, outputs, steps, (which, prior))| SciNetShape {
            inputs,
            encoder,
            latent,
            questions,
            decoder,
            outputs,
            steps,
            activation: Activation::ALL[which],
            prior,
        });
    (shape, 1..150_usize, any::<u32>(), 0.0..1.0_f32)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn scinet_agrees_with_the_tape_on_every_engine((shape, n, seed, beta) in scinet_case()) {
        let device = Cpu::default();
        let mut tape = SciNet::initial(&device, shape.clone(), Init::Uniform, seed);
        if shape.steps > 0 {
            // The step in time must not be 0.
            let mut row = tape.parameters();
            let n = row.len();
            Draws::new(seed, Stream::Weights, 99, 0).fill_normal(&mut row[n - shape.latent..], 0.0, 1.0);
            tape = SciNet::from_row(&device, shape.clone(), &row);
        }
        let draw = |shard, columns: usize| {
            let mut row = vec![0.0; n * columns];
            Draws::new(seed, Stream::Inputs, 0, shard).fill_normal(&mut row, 0.0, 1.0);
            row
        };
        let (x, question, y, noise) =
            (draw(0, shape.inputs), draw(1, shape.questions), draw(2, shape.answers() * shape.outputs), draw(3, shape.latent));
        let samples = Samples { x: &x, question: &question, y: &y, noise: &noise };
        let parameters = tape.parameters();
        prop_assert_eq!(&SciNet::from_row(&device, shape.clone(), &parameters).parameters(), &parameters);
        let run = |engine| {
            let mut gradient = vec![f32::NAN; parameters.len()];
            let mut workspace = SciNetWorkspace::new(engine, shape.clone());
            workspace.load(&parameters);
            let sums = workspace.gradient(beta, samples, &mut gradient);
            (sums, gradient)
        };
        let (sums, gradient) = run(Engine::Scalar);
        for engine in Engine::available() {
            let (other_sums, other_gradient) = run(engine);
            prop_assert_eq!(sums.reconstruction.to_bits(), other_sums.reconstruction.to_bits(), "{:?}", engine);
            prop_assert_eq!(sums.divergence.to_bits(), other_sums.divergence.to_bits(), "{:?}", engine);
            prop_assert!(gradient.iter().zip(&other_gradient).all(|(a, b)| a.to_bits() == b.to_bits()), "{:?}", engine);
        }
        let predict = |engine| {
            let mut workspace = SciNetWorkspace::new(engine, shape.clone());
            workspace.load(&parameters);
            let (mut code, mut answer) = (vec![f32::NAN; n * 2 * shape.latent], vec![f32::NAN; shape.answers() * n * shape.outputs]);
            workspace.predict(&x, &question, &mut code, &mut answer);
            (code, answer)
        };
        let (code, answer) = predict(Engine::Scalar);
        for engine in Engine::available() {
            prop_assert_eq!(&predict(engine), &(code.clone(), answer.clone()), "{:?}", engine);
        }
        let matrix = |row: &[f32], columns: usize| device.tensor_from_vec(row.to_vec(), (n, columns));
        let asked = (shape.questions > 0).then(|| matrix(&question, shape.questions));
        let wanted: Vec<_> = y.chunks(n * shape.outputs).map(|y| matrix(y, shape.outputs)).collect();
        let noise = matrix(&noise, shape.latent);
        let (loss, gradients) = tape.loss(matrix(&x, shape.inputs), asked.as_ref(), &wanted, noise, beta);
        let codes = tape.encode(matrix(&x, shape.inputs)).as_vec();
        let after = |steps: usize| -> Vec<f32> {
            let rows = (0..n).flat_map(|i| {
                let means = code[i * 2 * shape.latent..][..shape.latent].iter().enumerate();
                let moved = means.map(|(j, mean)| match shape.steps {
                    0 => *mean,
                    _ => mean + steps as f32 * parameters[parameters.len() - shape.latent + j],
                });
                moved.chain(question[i * shape.questions..][..shape.questions].iter().copied()).collect::<Vec<f32>>()
            });
            rows.collect()
        };
        let answers: Vec<f32> =
            (1..=shape.answers()).flat_map(|k| tape.decode(matrix(&after(k), shape.code())).as_vec()).collect();
        for (fast, slow) in code.iter().chain(&answer).zip(codes.iter().chain(&answers)) {
            prop_assert!((fast - slow).abs() <= 1e-4 * (1.0 + slow.abs()), "{fast} and {slow}");
        }
        let close = |fast: f32, slow: f32, size: f32| (fast - slow).abs() <= 1e-4 * size + 1e-7;
        let mean = |sum: f32| sum / n as f32;
        prop_assert!(close(mean(sums.reconstruction), loss.reconstruction, loss.reconstruction));
        prop_assert!(close(mean(sums.divergence), loss.divergence, 1.0 + loss.divergence.abs()));
        let row = tape.gradient_row(&gradients);
        let size = row.iter().fold(0.0_f32, |size, g| size.max(g.abs()));
        for (i, (fast, slow)) in gradient.iter().zip(&row).enumerate() {
            prop_assert!(close(mean(*fast), *slow, size), "{i}: {} and {slow} of {size}", mean(*fast));
        }
    }
}

/// A dense network of odd sizes with samples for it.
fn dense_case() -> impl Strategy<Value = (DenseShape, usize, u32)> {
    let sizes = (1..5_usize, prop::collection::vec(1..20_usize, 1..4), 1..4_usize, 0..4_usize);
    let shape = sizes.prop_map(|(inputs, hidden, outputs, which)| DenseShape {
        inputs,
        hidden,
        outputs,
        activation: Activation::ALL[which],
    });
    (shape, 1..150_usize, any::<u32>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn dense_networks_agree_with_the_tape_on_every_engine((shape, n, seed) in dense_case()) {
        let device = Cpu::default();
        let tape = DenseNet::initial(&device, shape.clone(), seed);
        let draw = |shard, columns: usize| {
            let mut row = vec![0.0; n * columns];
            Draws::new(seed, Stream::Inputs, 0, shard).fill_normal(&mut row, 0.0, 1.0);
            row
        };
        let (x, y) = (draw(0, shape.inputs), draw(1, shape.outputs));
        let parameters = tape.parameters();
        let run = |engine| {
            let (mut gradient, mut out) = (vec![f32::NAN; parameters.len()], vec![f32::NAN; y.len()]);
            let mut workspace = DenseWorkspace::new(engine, shape.clone());
            workspace.load(&parameters);
            let loss = workspace.gradient(&x, &y, &mut gradient);
            workspace.predict(&x, &mut out);
            (loss, gradient, out)
        };
        let (loss, gradient, out) = run(Engine::Scalar);
        for engine in Engine::available() {
            let (other_loss, other_gradient, other_out) = run(engine);
            prop_assert_eq!(loss.to_bits(), other_loss.to_bits(), "{:?}", engine);
            let same = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits());
            prop_assert!(same(&gradient, &other_gradient) && same(&out, &other_out), "{:?}", engine);
        }
        let matrix = |row: &[f32], columns: usize| device.tensor_from_vec(row.to_vec(), (n, columns));
        let answers = tape.forward(matrix(&x, shape.inputs)).as_vec();
        for (fast, slow) in out.iter().zip(&answers) {
            prop_assert!((fast - slow).abs() <= 1e-4 * (1.0 + slow.abs()), "{fast} and {slow}");
        }
        let (tape_loss, gradients) = tape.loss(matrix(&x, shape.inputs), matrix(&y, shape.outputs));
        let n = n as f32;
        prop_assert!((loss / n - tape_loss).abs() <= 1e-4 * tape_loss.abs() + 1e-7, "{} and {tape_loss}", loss / n);
        let row = tape.gradient_row(&gradients);
        let size = row.iter().fold(0.0_f32, |size, g| size.max(g.abs()));
        for (fast, slow) in gradient.iter().zip(&row) {
            prop_assert!((fast / n - slow).abs() <= 1e-4 * size + 1e-7, "{} and {slow} of {size}", fast / n);
        }
    }
}
