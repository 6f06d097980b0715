//! The physics of each world is true, and its draws are as specified.

use super::*;
use crate::float::{cos, sin};
use crate::kinds::Spec;
use crate::kinds::worlds::pendulum::*;
use crate::kinds::worlds::solar::*;
use crate::random::{Draws, Stream};
use crate::spec::Fields;
use std::f64::consts::PI;

fn spec(kind: &str, text: &str) -> WorldSpec {
    Spec::parse(kind, text).unwrap().get::<WorldSpec>().unwrap().clone()
}

fn drawn(kind: &str, text: &str, n: usize) -> (Box<dyn World>, Scenes) {
    let spec = spec(kind, text);
    let world = spec.domain.world(spec.recipe.seed);
    let mut scenes = Scenes::default();
    scenes.draw(&*world, 1, Purpose::Training(3), 2, n);
    (world, scenes)
}

const KINDS: [(&str, &str); 6] = [
    ("pendulum", ""),
    ("collision", ""),
    ("qubits", ""),
    ("qubits", "qubits = 2\nmeasurements = 30\ncomplete = no"),
    ("solar", ""),
    ("solar", "elliptic = yes"),
];

#[test]
fn every_world_draws_finite_scenes_of_its_sizes_and_the_same_ones_again() {
    for (kind, text) in KINDS {
        let (world, scenes) = drawn(kind, text, 50);
        let sizes = world.sizes();
        assert_eq!(sizes, spec(kind, text).sizes());
        assert_eq!(scenes.x.len(), 50 * sizes.inputs);
        assert_eq!(scenes.question.len(), 50 * sizes.questions);
        assert_eq!(scenes.y.len(), 50 * sizes.outputs * sizes.steps.max(1));
        let all = scenes.x.iter().chain(&scenes.question).chain(&scenes.y);
        assert!(all.clone().all(|x| x.is_finite() && x.abs() < 20.0), "{kind}");
        let again = drawn(kind, text, 50).1;
        assert!(all.eq(again.x.iter().chain(&again.question).chain(&again.y)), "{kind}");
        let names = world.quantities().len();
        assert_eq!(world.measure(&scenes.scene[..world.scene_len()]).len(), names);
        // The measured scenes are drawn at other addresses than the training scenes.
        let mut fresh = Scenes::default();
        fresh.draw(&*world, 1, Purpose::Evaluation, 2, 50);
        assert_ne!(fresh.scene, scenes.scene);
    }
}

#[test]
fn the_pendulum_solves_its_equation_of_motion() {
    let h = 1e-3;
    for (b, kappa) in [(0.4, 4.0), (1.2, 12.0), (0.7, 9.0)] {
        let x = |t: f64| Pendulum::position([b, kappa], t);
        for t in [0.5, 2.0, 7.0] {
            let (v, a) = ((x(t + h) - x(t - h)) / (2.0 * h), (x(t + h) - 2.0 * x(t) + x(t - h)) / (h * h));
            assert!((a + b * v + kappa * x(t)).abs() < 1e-4, "b = {b}, κ = {kappa}, t = {t}");
        }
        assert_eq!(x(0.0), 1.0);
    }
}

#[test]
fn the_pendulums_observation_is_its_positions() {
    let (_, scenes) = drawn("pendulum", "", 9);
    for (scene, x) in scenes.scene.chunks(2).zip(scenes.x.chunks(50)) {
        for (i, x) in x.iter().enumerate() {
            let truth = Pendulum::position([scene[0], scene[1]], 5.0 * i as f64 / 49.0);
            assert!((f64::from(*x) - truth).abs() < 1e-6);
        }
        assert!((0.4..=1.2).contains(&scene[0]) && (4.0..=12.0).contains(&scene[1]));
    }
    assert!(scenes.question.iter().all(|t| (0.0..10.0).contains(t)));
    assert!(PendulumSpec::default().cross_check().is_empty());
}

#[test]
fn a_collision_keeps_angular_momentum_and_meets_at_the_top() {
    let (world, scenes) = drawn("collision", "noise = 0", 40);
    for i in 0..40 {
        let scene = &scenes.scene[i * 6..][..6];
        let x = &scenes.x[i * 30..][..30];
        let (question, y) = (&scenes.question[i * 16..][..16], &scenes.y[i * 2..][..2]);
        let (circle, free) = x.split_at(15);
        for seen in circle.chunks(3) {
            assert!((seen[0] * seen[0] + seen[1] * seen[1] - 1.0).abs() < 1e-6 && seen[2] <= 0.0);
            // Anticlockwise, through (0, 1) at t = 0.
            let angle = PI / 2.0 + scene[0] * f64::from(seen[2]);
            assert!((f64::from(seen[0]) - cos(angle)).abs() < 1e-6 && (f64::from(seen[1]) - sin(angle)).abs() < 1e-6);
        }
        let (first, last) = (&free[..3], &free[12..]);
        assert!(first[0] >= scene[3] as f32 && last[2] <= 0.0);
        let slope = (last[0] - first[0]) / (last[2] - first[2]);
        assert!((f64::from(slope) - scene[1]).abs() < 1e-4);
        // r × p of both bodies about the centre, before and after, from observations and answers.
        let before = scene[0] - scene[1];
        let t = f64::from(question[15]);
        let leaving = f64::from((question[12] - question[0]) / (question[14] - question[2]));
        let angle = (before + leaving) * t;
        assert!((f64::from(y[0]) + sin(angle)).abs() < 1e-3 && (f64::from(y[1]) - cos(angle)).abs() < 1e-3);
        assert_eq!(world.measure(scene)[0], before);
    }
}

#[test]
fn noise_changes_positions_and_not_times() {
    let ((_, noisy), (_, clean)) = (drawn("collision", "", 200), drawn("collision", "noise = 0", 200));
    let errors: Vec<f64> = noisy.x.iter().zip(&clean.x).map(|(a, b)| f64::from(a - b)).collect();
    assert!(errors.iter().skip(2).step_by(3).all(|error| *error == 0.0));
    let places = errors.iter().enumerate().filter(|(i, _)| i % 3 < 2).map(|(_, error)| error * error);
    let deviation = (places.sum::<f64>() / 4000.0).sqrt();
    assert!((deviation - 0.01).abs() < 5e-4, "{deviation}");
    assert_eq!(noisy.y, clean.y);
}

#[test]
fn noisy_answers_are_for_training_alone() {
    let ((_, exact), (world, noisy)) = (drawn("collision", "", 500), drawn("collision", "noisy_answers = yes", 500));
    assert_eq!((&noisy.x, &noisy.question), (&exact.x, &exact.question));
    let squares = noisy.y.iter().zip(&exact.y).map(|(a, b)| f64::from(a - b)).map(|error| error * error).sum::<f64>();
    let deviation = (squares / noisy.y.len() as f64).sqrt();
    assert!((deviation - 0.01).abs() < 1e-3, "{deviation}");
    let measured = |world: &dyn World| {
        let mut scenes = Scenes::default();
        scenes.draw(world, 1, Purpose::Evaluation, 0, 50);
        scenes.y
    };
    assert_eq!(measured(&*world), measured(&*drawn("collision", "", 1).0));
}

#[test]
fn the_free_body_is_watched_for_as_long_as_the_spec_says() {
    for (text, duration) in [("", 1.0), ("watched = 4", 4.0)] {
        let (_, scenes) = drawn("collision", text, 200);
        let last = scenes.question.chunks(16).map(|question| question[14]).fold(0.0_f32, f32::max);
        assert!(last > 0.95 * duration && last < duration, "{text}: {last}");
    }
}

#[test]
fn a_mean_over_steps_is_their_sum_with_another_weight() {
    let first = |text: &str| {
        let mut run = Spec::parse("solar", &format!("steps = 5\nepochs = 1\n{text}")).unwrap().run().unwrap();
        run.advance(1);
        (run.losses().to_vec(), run.parameters().to_vec())
    };
    let ((sum, _), (mean, moved)) = (first("beta = 0.1"), first("beta = 0.1\naverage = yes"));
    assert!((sum[0] / mean[0] - 5.0).abs() < 1e-4, "{} and {}", sum[0], mean[0]);
    assert_eq!(sum[1], mean[1]);
    // Adam forgets the common factor.
    let (_, same) = first("beta = 0.5");
    let largest = moved.iter().zip(&same).map(|(a, b)| (a - b).abs()).fold(0.0_f32, f32::max);
    assert!(largest < 1e-4, "{largest}");
}

#[test]
fn probabilities_of_qubits_are_probabilities_and_blind_measurements_are_blind() {
    for (text, len, complete) in [
        ("", 4, true),
        ("complete = no", 4, false),
        ("qubits = 2\nmeasurements = 30", 8, true),
        ("qubits = 2\nmeasurements = 30\ncomplete = no", 8, false),
    ] {
        let (world, scenes) = drawn("qubits", text, 30);
        assert!(scenes.x.iter().chain(&scenes.y).all(|p| (0.0..=1.000_001).contains(p)));
        for scene in scenes.scene.chunks(2 * len) {
            let length: f64 = scene[..len].iter().map(|x| x * x).sum();
            assert!((length - 1.0).abs() < 1e-12);
            // A complete set observes a phase of the last amplitude alone. A blind set does not.
            let mut turned = scene.to_vec();
            (turned[len - 2], turned[len - 1]) = (-scene[len - 1], scene[len - 2]);
            let see = |scene: &[f64]| {
                let mut x = vec![0.0; world.sizes().inputs];
                world.observe(scene, &mut Draws::new(0, Stream::Noise, 0, 0), &mut x);
                x
            };
            let moved = see(scene).iter().zip(see(&turned)).map(|(a, b)| (a - b).abs()).fold(0.0_f32, f32::max);
            assert_eq!(moved > 1e-3, complete, "{text}");
        }
    }
    // Real states do not see the sign of the imaginary parts. A complete question does.
    let (world, scenes) = drawn("qubits", "complete = no\nreal = yes\nask_completely = yes", 30);
    for scene in scenes.scene.chunks(8) {
        let conjugate: Vec<f64> = scene.iter().enumerate().map(|(i, x)| if i % 2 == 1 { -x } else { *x }).collect();
        let sizes = world.sizes();
        let see = |scene: &[f64]| {
            let (mut x, mut question) = (vec![0.0; sizes.inputs], vec![0.0; sizes.questions]);
            world.observe(scene, &mut Draws::new(0, Stream::Noise, 0, 0), &mut x);
            world.ask(scene, &mut Draws::new(0, Stream::Question, 0, 0), &mut question);
            (x, question)
        };
        let ((x, question), (same, other)) = (see(scene), see(&conjugate));
        assert!(x.iter().zip(&same).all(|(a, b)| (a - b).abs() < 1e-6));
        assert!(question.iter().zip(&other).any(|(a, b)| (a - b).abs() > 1e-4));
    }
    let (world, _) = drawn("qubits", "", 1);
    let half = 0.5_f64.sqrt();
    // |0⟩ and (|0⟩ + i|1⟩)/√2 on the Bloch sphere.
    assert_eq!(world.measure(&[1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]), [0.0, 0.0, 1.0]);
    let bloch = world.measure(&[half, 0.0, 0.0, half, 1.0, 0.0, 0.0, 0.0]);
    assert!((bloch[1] - 1.0).abs() < 1e-12 && bloch[0].abs() < 1e-12 && bloch[2].abs() < 1e-12);
    assert!((qubits::chance(&[half, 0.0, 0.0, half], &[1.0, 0.0, 0.0, 0.0]) - 0.5).abs() < 1e-12);
}

#[test]
fn planets_return_after_their_periods_and_directions_do_not_jump() {
    let circles = Solar::from(&SolarSpec::default());
    let [earth, mars] = circles.advance();
    assert!((2.0 * PI / earth * 7.0 - 365.26).abs() < 1e-9 && (2.0 * PI / mars * 7.0 - 686.98).abs() < 0.05);
    let ellipses = Solar::from(&SolarSpec { elliptic: true, ..SolarSpec::default() });
    for solar in [&circles, &ellipses] {
        let mut before = solar.directions([0.3, -2.0], 0.0);
        for day in 1..2000 {
            let now = solar.directions([0.3, -2.0], f64::from(day));
            assert!((now[0] - before[0]).abs() < 0.03 && (now[1] - before[1]).abs() < 0.03, "day {day}");
            before = now;
        }
    }
    // At opposition, Sun and Mars are half a turn apart, and Mars moves backwards.
    let [sun, planet] = circles.directions([0.0, 0.0], 0.0);
    assert_eq!((sun, planet), (PI, 0.0));
    assert!(circles.directions([0.0, 0.0], 1.0)[1] < 0.0);
    // The planet on an ellipse is nearest at its perihelion, and soon after ahead of the mean longitude.
    assert!(Solar::from(&SolarSpec { elliptic: true, ..SolarSpec::default() }).measure(&[1.796 + 0.5, 0.0])[0] > 2.296);
}
