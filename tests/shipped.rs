//! The shipped networks match their index, their fingerprints and their reports.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what failed by panicking")]

use scinet::kinds::Spec;
use scinet::kinds::scinet::report::Report;
use scinet::kinds::scinet::{experiment, experiment_names};
use scinet::kinds::worlds::WorldReport;
use scinet::kinds::worlds::{world_named, world_names};
use scinet::measure::latents::{USED_DIVERGENCE, USED_VARIANCE};
use scinet::measure::spread::{SET, SETS};
use scinet::paper::claims::{Claim, Verdict, claimed_worlds, claims};
use scinet::paper::experiments::WORLDS;
use scinet::paper::shipped::{Shipped, ShippedRun};
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
        assert_eq!((run.report.sets, run.report.n_samples), (SETS, SET), "{}", run.name);
        for (fresh, shipped) in again.outputs.iter().zip(&run.report.outputs) {
            // The draws differ. At a resonance, a few of them have a large effect on the mean, but not on quantiles.
            for (fresh, shipped) in fresh.absolute.iter().zip(&shipped.absolute) {
                assert!((0.8..1.25).contains(&(fresh / shipped)), "{} {}: {fresh}", run.name, shipped);
            }
        }
        assert!(run.report.dimension <= run.report.used as f64 + 1e-9, "{}", run.name);
    }
}

/// The seeds of the runs of a name.
fn quick_seeds<R>(name: &str, runs: &[ShippedRun<R>]) -> Vec<u32> {
    let seed = |run: &ShippedRun<R>| {
        let spec = Spec::parse_link(&run.link).unwrap();
        spec.describe().into_iter().find(|field| field.key == "seed").unwrap().value.parse::<u32>().unwrap()
    };
    runs.iter().filter(|run| run.name == name).map(seed).collect()
}

#[test]
fn quick_variants_have_five_seeds_and_the_default_sweep_is_there() {
    let index = index();
    for name in experiment_names() {
        assert_eq!(quick_seeds(name, &index.quick), [1, 2, 3, 4, 5], "{name}");
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
        assert_eq!((run.report.sets, run.report.n_samples), (SETS, SET), "{name}");
        // Most of the RMS error of one qubit is at the few states on the seam of its map.
        let again = WorldReport::of(&spec, &model.nets[0], 20 * SET, 7).unwrap();
        assert_eq!(again.used, run.report.used, "{name}");
        let ratio = again.absolute[0] / run.report.absolute[0];
        assert!((0.8..1.25).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn quick_variants_of_the_worlds_have_five_seeds_and_the_sweeps_of_qubits_are_complete() {
    let index = index();
    for name in claimed_worlds() {
        assert_eq!(quick_seeds(name, &index.quick_worlds), [1, 2, 3, 4, 5], "{name}");
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
    let index = index();
    for claim in [None, Some(WORLDS)].into_iter().flat_map(|paper| claims(&index, paper)) {
        let said = format!("{}: {}", claim.experiment, claim.paper);
        assert!(claim.full.verdict.is_some() && !claim.full.words.is_empty(), "{said}");
        let has_quick = experiment_names().into_iter().chain(claimed_worlds()).any(|name| name == claim.experiment);
        assert_eq!(
            (claim.quick.n_seeds, claim.quick.verdict.is_some()),
            (if has_quick { 5 } else { 0 }, has_quick),
            "{said}"
        );
    }
}

/// What follows from the definitions for the shipped networks, whatever else is trained.
#[test]
fn full_networks_are_judged_by_the_definitions_of_the_papers() {
    let index = index();
    let claims: Vec<Claim> = [None, Some(WORLDS)].into_iter().flat_map(|paper| claims(&index, paper)).collect();
    let of = |experiment: &str, part: &str| {
        let claim = claims.iter().find(|claim| claim.experiment == experiment && claim.paper.contains(part)).unwrap();
        (claim.full.words.clone(), claim.full.verdict.unwrap(), claim.others.join("; "))
    };
    // On 50,000 draws, the same error is 4.3 % of the wider range.
    let (words, verdict, _) = of("boring_patch", "error in A");
    assert!(words.starts_with("6.") && verdict == Verdict::Agrees, "{words}");
    let (_, verdict, others) = of("collision", "error of the position");
    assert!(verdict == Verdict::Differs && others.contains("RMS of a coordinate"), "{others}");
    assert!(of("peak_broad", "5 latent").0.starts_with("5; their means span 1."));
}
