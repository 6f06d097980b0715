//! The shipped networks match their index, their fingerprints and their reports.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::kinds::Spec;
use scinet::kinds::scinet::report::Report;
use scinet::kinds::scinet::{experiment, experiment_names};
use scinet::kinds::worlds::WorldReport;
use scinet::kinds::worlds::{world_named, world_names};
use scinet::measure::latents::{USED_DIVERGENCE, USED_VARIANCE};
use scinet::paper::claims::{claimed_worlds, claims};
use scinet::paper::experiments::WORLDS;
use scinet::paper::shipped::Shipped;
use scinet::paper::sweeps::{QUBIT_SWEEP, TWO_QUBIT_SWEEP};
use scinet::saved::{Model, fingerprint};
use scinet::spec::Value;
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/checkpoints");

fn index() -> Shipped {
    Shipped::read(&fs::read_to_string(format!("{FOLDER}/index.json")).unwrap()).unwrap()
}

#[test]
fn every_experiment_is_shipped_with_the_fingerprint_in_its_file() {
    for (name, run) in experiment_names().iter().zip(index().checkpoints) {
        let spec = Spec::from(experiment(name).unwrap());
        let model = Model::from_bytes(&fs::read(format!("{FOLDER}/{name}.safetensors")).unwrap()).unwrap();
        assert_eq!((run.name.as_str(), model.epoch, run.epoch), (*name, spec.epochs(), spec.epochs()));
        assert_eq!(model.spec, spec, "{name}");
        assert_eq!(run.run, spec.identity().link(), "{name}");
        let found = fingerprint(&model.spec, model.epoch, &[&model.nets[0]]).print();
        assert_eq!((&run.fingerprint, &model.notes["fingerprint"]), (&found, &found), "{name}");
        let measures: Report = serde_json::from_str(&model.notes["measures"]).unwrap();
        assert_eq!(measures, run.report, "{name}: file and index measure differently");
        assert!(model.notes["curve"].len() > 1000, "{name} has no loss curve");
    }
}

#[test]
fn the_reports_belong_to_the_shipped_networks() {
    for run in index().checkpoints {
        let spec = Spec::parse_link(&run.link).unwrap().get::<scinet::kinds::scinet::SciNetSpec>().unwrap().clone();
        let model = Model::from_bytes(&fs::read(format!("{FOLDER}/{}.safetensors", run.name)).unwrap()).unwrap();
        let again = Report::of(&spec, &model.nets[0], 4000, 7).unwrap();
        assert_eq!(again.used, run.report.used, "{}", run.name);
        let used = run.report.latent.iter().filter(|latent| latent.used).count();
        assert_eq!(used, run.report.used, "{}", run.name);
        for latent in &run.report.latent {
            let rule = latent.variance >= USED_VARIANCE && latent.divergence >= USED_DIVERGENCE;
            assert_eq!(latent.used, rule, "{}", run.name);
        }
        for (fresh, shipped) in again.outputs.iter().zip(&run.report.outputs) {
            // The draws differ. At a resonance, a few of them have a large effect.
            let ratio = fresh.mean_absolute / shipped.mean_absolute;
            assert!((0.8..1.25).contains(&ratio), "{} {}: {ratio}", run.name, fresh.name);
        }
    }
}

#[test]
fn quick_variants_have_three_seeds_and_the_default_sweep_is_there() {
    let index = index();
    for name in experiment_names() {
        let seeds: Vec<u32> = index.seeds(name).iter().map(|run| run.report.seed).collect();
        assert_eq!(seeds, [1, 2, 3], "{name}");
    }
    let sweep = Spec::parse("sweep", "").unwrap();
    let n_runs = sweep.swept().len();
    let link = sweep.link();
    let found = index.sweeps.iter().find(|result| result.link == link).expect("the default sweep");
    assert_eq!(found.outcomes.len(), n_runs);
    assert!(found.outcomes.iter().all(|outcome| outcome.used.is_some()));
}

#[test]
fn every_world_is_shipped_with_its_fingerprint_and_its_report() {
    for (name, run) in world_names().iter().zip(index().worlds) {
        let spec = world_named(name).unwrap();
        let model = Model::from_bytes(&fs::read(format!("{FOLDER}/{name}.safetensors")).unwrap()).unwrap();
        assert_eq!((run.name.as_str(), &model.spec), (*name, &Spec::from(spec.clone())));
        let found = fingerprint(&model.spec, model.epoch, &[&model.nets[0]]).print();
        assert_eq!((&run.fingerprint, &model.notes["fingerprint"]), (&found, &found), "{name}");
        let measures: WorldReport = serde_json::from_str(&model.notes["measures"]).unwrap();
        assert_eq!(measures, run.report, "{name}: file and index measure differently");
        // As many draws as shipped: most of the error of one qubit is at the few states on the seam of its map.
        let again = WorldReport::of(&spec, &model.nets[0], run.report.n_samples, 7).unwrap();
        assert_eq!(again.used, run.report.used, "{name}");
        let ratio = again.rms / run.report.rms;
        assert!((0.8..1.25).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn quick_variants_of_the_worlds_have_three_seeds_and_the_sweeps_of_qubits_are_complete() {
    let index = index();
    for name in claimed_worlds() {
        let seeds: Vec<u32> =
            index.quick_worlds.iter().filter(|run| run.name == name).map(|run| run.report.seed).collect();
        assert_eq!(seeds, [1, 2, 3], "{name}");
    }
    for text in [QUBIT_SWEEP, TWO_QUBIT_SWEEP] {
        let sweep = Spec::parse("sweep", text).unwrap();
        let n_runs = sweep.swept().len();
        let link = sweep.link();
        let found = index.sweeps.iter().find(|result| result.link == link).expect(text);
        assert_eq!(found.outcomes.len(), n_runs);
        assert!(found.outcomes.iter().all(|outcome| outcome.error.is_some()));
    }
}

#[test]
fn every_claim_is_measured() {
    for claim in [None, Some(WORLDS)].into_iter().flat_map(|paper| claims(&index(), paper)) {
        assert!(claim.agrees.is_some() && !claim.here.is_empty(), "{}: {}", claim.experiment, claim.paper);
        assert_eq!(claim.n_seeds, 3, "{}: {}", claim.experiment, claim.paper);
    }
}
