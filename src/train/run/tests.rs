//! Tests of runs: they learn, stop when they diverge, and give the same bits after a pause or a resume.

use super::*;
use crate::kinds::Spec;

fn run(text: &str) -> Run {
    Spec::parse("fit", text).unwrap().run().unwrap()
}

fn small_scinet(text: &str) -> Run {
    let sizes = "encoder = 11, 6\nlatent = 3\ndecoder = 5\nbatch = 61\nepochs = 40\nlr = 1e-3";
    let spec = text.lines().fold(Spec::parse("scinet", sizes).unwrap(), |spec, line| {
        let (key, value) = line.split_once('=').unwrap();
        spec.with(key.trim(), value).unwrap()
    });
    spec.run().unwrap()
}

fn bits(run: &Run) -> Vec<u32> {
    run.parameters().iter().chain(run.losses()).map(|x| x.to_bits()).collect()
}

#[test]
fn training_lowers_the_loss() {
    let mut run = run("nets = elu:8\nlr = 1e-2\nepochs = 300\nbatch = 256");
    run.advance(u32::MAX);
    assert_eq!((run.epoch(), run.status()), (300, Status::Done));
    let (first, last) = (run.losses()[0], run.losses()[299]);
    assert!(last < 0.05 * first, "{first} to {last}");
}

#[test]
fn a_scinet_learns_the_oscillator() {
    let text = "encoder = 40, 20\ndecoder = 20, 20\nbatch = 256\nepochs = 400\nlr = 3e-3\nomega = 1";
    let mut run = Spec::parse("scinet", text).unwrap().run().unwrap();
    run.advance(u32::MAX);
    assert_eq!((run.epoch(), run.losses().len()), (400, 800));
    let (first, last) = (run.losses()[0], run.losses()[798]);
    assert!(last < 0.05 * first, "{first} to {last}");
    assert!(run.losses()[799] > 0.0);
}

#[test]
fn advancing_in_pieces_changes_nothing() {
    let text = "nets = relu:5\nepochs = 40\nbatch = 100\nnoise = 0.1";
    let (mut whole, mut pieces) = (run(text), run(text));
    whole.advance(40);
    for piece in [1, 0, 7, 12, 100] {
        pieces.advance(piece);
    }
    assert_eq!(bits(&whole), bits(&pieces));
}

#[test]
fn a_run_moved_in_the_middle_of_an_epoch_gives_the_same_bits() {
    let optimisers = ["adam", "muon", "sgd", "sgd(0.9)", "nesterov(0.5)", "rmsprop"];
    for text in optimisers.map(|optimiser| format!("optimiser = {optimiser}\nweight_decay = l2(1e-3)")) {
        let mut whole = small_scinet(&text);
        whole.advance(40);
        let mut before = small_scinet(&text);
        before.advance(17);
        (0..3).for_each(|_| before.work());
        let file = before.checkpoint().to_bytes().unwrap();
        let mut after = Checkpoint::from_bytes(&file).unwrap().resume().unwrap();
        assert_eq!(after.epoch(), 17);
        after.advance(40);
        assert_eq!(bits(&whole), bits(&after), "{text}");
    }
}

#[test]
fn a_checkpoint_that_does_not_fit_its_spec_is_refused() {
    let mut run = run("nets = relu:3\nepochs = 9\nbatch = 16");
    run.advance(4);
    let good = run.checkpoint();
    let spoilt: [fn(&mut Checkpoint); 10] = [
        |c| c.spec = "#fit?lr=x".into(),
        |c| c.spec = "#fit?nets=relu:4".into(),
        |c| c.spec = "#fit?nets=relu:3&epochs=3".into(),
        |c| c.moments.truncate(1),
        |c| c.moments[0].truncate(1),
        |c| c.losses.truncate(1),
        |c| c.losses[2] = f32::NAN,
        |c| c.losses[0] = f32::INFINITY,
        |c| c.parameters[1] = f32::NEG_INFINITY,
        |c| c.moments.resize(1000, c.moments[0].clone()),
    ];
    for spoil in spoilt {
        let mut bad = good.clone();
        spoil(&mut bad);
        assert!(bad.resume().is_err());
    }
    assert!(good.resume().is_ok());
}

#[test]
fn every_optimiser_learns() {
    for optimiser in ["adam", "muon", "sgd", "sgd(0.9)", "nesterov(0.9)", "rmsprop"] {
        let mut run = run(&format!("nets = tanh:8\ntarget = x\noptimiser = {optimiser}\nlr = 1e-2\nepochs = 200"));
        run.advance(200);
        let (first, last) = (run.losses()[0], run.losses()[199]);
        assert!(last < 0.5 * first, "{optimiser}: {first} to {last}");
    }
}

#[test]
fn each_world_is_learned() {
    let cases = [
        ("pendulum", "ask = 2", 0.2),
        ("collision", "ask = 0.5", 0.3),
        ("qubits", "", 0.5),
        ("solar", "steps = 4", 0.2),
        // Without latent variables an answer cannot depend on the observation, so its variance remains.
        ("qubits", "latent = 0", 0.9),
    ];
    for (kind, text, share) in cases {
        let sizes = "encoder = 30, 20\ndecoder = 20, 20\nbatch = 128\nepochs = 300\nlr = 3e-3\nbeta = 1e-4";
        let mut run = Spec::parse(kind, &format!("{sizes}\n{text}")).unwrap().run().unwrap();
        run.advance(u32::MAX);
        assert_eq!((run.epoch(), run.status()), (300, Status::Done));
        let mean = |losses: &[f32]| losses.iter().step_by(2).sum::<f32>() / (losses.len() / 2) as f32;
        let (first, last) = (mean(&run.losses()[..20]), mean(&run.losses()[560..]));
        assert!(last < share * first, "{kind} {text}: {first} to {last}");
    }
}

#[test]
fn a_schedule_is_each_of_its_rates_in_turn() {
    let (mut both, mut first) = (small_scinet("lr = 20@1e-3, 1e-4"), small_scinet("lr = 1e-3"));
    first.advance(20);
    both.advance(20);
    assert_eq!(bits(&both), bits(&first));
    let mut on = first.checkpoint();
    on.spec = small_scinet("lr = 1e-4").checkpoint().spec;
    let mut second = on.resume().unwrap();
    second.advance(40);
    both.advance(40);
    assert_eq!(bits(&both), bits(&second));
}

#[test]
fn a_clip_bounds_every_step() {
    let mut run = small_scinet("optimiser = sgd\nlr = 1\nclip = 1e-3\nepochs = 1");
    let before = run.parameters().to_vec();
    run.advance(1);
    let moved: Vec<f32> = run.parameters().iter().zip(&before).map(|(after, before)| (after - before).abs()).collect();
    let largest = moved.iter().fold(0.0_f32, |m, x| m.max(*x));
    assert!((0.9e-3..1.1e-3).contains(&largest), "{largest}");
    let mut gentle = small_scinet("clip = 1e6");
    let mut free = small_scinet("");
    gentle.advance(5);
    free.advance(5);
    assert_eq!(bits(&gentle), bits(&free));
}

#[test]
fn the_originals_initial_weights_have_its_deviation_and_no_biases() {
    let run = small_scinet("encoder = 200\ninit = normal");
    let (weights, rest) = run.parameters().split_at(400);
    assert!(rest[..200].iter().all(|bias| *bias == 0.0));
    let deviation = (weights.iter().map(|w| w * w).sum::<f32>() / 400.0).sqrt();
    assert!((deviation * 202.0_f32.sqrt() / 2.0 - 1.0).abs() < 0.15, "{deviation}");
}

#[test]
fn a_batch_smaller_than_its_shards_trains() {
    for mut run in [run("nets = relu:3\nbatch = 3\nepochs = 5"), small_scinet("batch = 3\nepochs = 5")] {
        run.advance(5);
        assert_eq!(run.status(), Status::Done);
    }
}

#[test]
fn a_diverging_run_stops_with_finite_weights() {
    let sgd = "optimiser = sgd\nlr = 100\nepochs = 1000";
    for mut run in [run(&format!("nets = relu:8\n{sgd}")), small_scinet(sgd), small_scinet("lr = 10\nepochs = 9999")] {
        run.advance(1000);
        assert_eq!(run.status(), Status::Diverged);
        assert!(run.parameters().iter().all(|w| w.is_finite()));
        assert!(run.losses().iter().all(|loss| loss.is_finite()));
    }
}

#[test]
fn no_epochs_leave_the_weights_set_by_hand() {
    let run = run("nets = relu:1[1,10,1; 0]\nepochs = 0");
    assert_eq!((run.status(), run.parameters()), (Status::Done, &[1.0, 10.0, 1.0, 0.0][..]));
}

#[test]
fn a_sum_that_nobody_waits_for_is_refused() {
    let mut run = small_scinet("");
    assert!(run.exchange(&[0.0; 3]).is_err());
    run.share(Part::new(0, 2).unwrap());
    let n = run.parameters().len() + LOSSES;
    assert!(run.exchange(&vec![0.0; n]).is_err());
    (0..9).for_each(|_| run.work());
    assert_eq!((run.epoch(), run.outgoing().map(<[f32]>::len)), (0, Some(n)));
    assert!(run.exchange(&vec![0.0; n - 1]).is_err());
    assert!(run.exchange(&vec![0.0; n]).is_ok());
    assert_eq!(run.epoch(), 1);
}
