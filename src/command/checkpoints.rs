//! `scinet checkpoints`: trains, measures and indexes all networks that are shipped with the page.

use super::sweeping::sweep;
use super::training::{Plan, SAMPLES, save, train};
use scinet::kinds::Spec;
use scinet::paper::claims::claimed_worlds;
use scinet::paper::networks::{experiment_names, named, sweeps, world_names};
use scinet::paper::shipped::{Shipped, ShippedRun, SweepResult};
use scinet::saved::{Model, fingerprint};
use scinet::spec::{Fingerprint, Value, told};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::path::Path;

/// Number of seeds for each quick variant.
const SEEDS: u32 = 3;
/// The name of the index file in the folder.
const INDEX: &str = "index.json";
/// The name of the file with the outcomes of an unfinished sweep.
const OUTCOMES: &str = "outcomes.jsonl";

/// Trains the networks that are missing in `folder`: the full experiments, their quick variants and the sweeps.
///
/// # Errors
/// When something cannot be trained, read or saved: the reason, as text.
pub fn make(folder: &Path, unfinished: &Path, threads: usize) -> Result<(), String> {
    for path in [folder, unfinished] {
        std::fs::create_dir_all(path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let known = std::fs::read_to_string(folder.join(INDEX)).ok().and_then(|text| Shipped::read(&text).ok());
    let known = known.unwrap_or_default();
    let mut made = Shipped::default();
    for name in experiment_names() {
        made.checkpoints.push(checkpoint(name, [folder, unfinished], threads)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&experiment_names()) {
        made.quick.push(quick_run(&known.quick, name, seed, threads)?);
        made.write(folder)?;
    }
    for name in world_names() {
        made.worlds.push(checkpoint(name, [folder, unfinished], threads)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&claimed_worlds()) {
        made.quick_worlds.push(quick_run(&known.quick_worlds, name, seed, threads)?);
        made.write(folder)?;
    }
    for spec in sweeps() {
        let same = known.sweeps.iter().find(|result| result.link == spec.link());
        made.sweeps.push(match same {
            Some(result) => result.clone(),
            None => {
                let outcomes = sweep(&spec, threads, Some(&unfinished.join(OUTCOMES)))?;
                SweepResult { link: spec.link(), outcomes }
            }
        });
        made.write(folder)?;
    }
    Ok(())
}

/// Every name with every seed.
fn seeds(names: &[&'static str]) -> Vec<(&'static str, u32)> {
    names.iter().flat_map(|name| (1..=SEEDS).map(move |seed| (*name, seed))).collect()
}

trait Write {
    fn write(&self, folder: &Path) -> Result<(), String>;
}

impl Write for Shipped {
    fn write(&self, folder: &Path) -> Result<(), String> {
        let text = serde_json::to_string(self).map_err(|error| error.to_string())?;
        save(&folder.join(INDEX), text.as_bytes())
    }
}

/// A finished network that is shipped.
struct Kept {
    epoch: u32,
    fingerprint: String,
    parameters: Vec<f32>,
}

/// The finished network of `spec`, read from its file if that is complete, otherwise trained.
fn network(
    name: &str,
    spec: &Spec,
    [folder, unfinished]: [&Path; 2],
    threads: usize,
    measure: impl Fn(&[f32]) -> Option<Json>,
) -> Result<Kept, String> {
    let file = folder.join(format!("{name}.safetensors"));
    if let Some(kept) = whole(spec, &file, measure) {
        return Ok(kept);
    }
    eprintln!("{name}");
    let plan = Plan { threads, checkpoint: Some(unfinished.join(format!("{name}.safetensors"))) };
    let trained = train(spec.clone(), &plan)?;
    save(&file, &trained.to_file()?)?;
    let fingerprint = trained.fingerprint.map(|found| found.print()).ok_or_else(|| format!("{name} diverged"))?;
    let parameters = trained.runs.first().map(|run| run.parameters().to_vec()).unwrap_or_default();
    Ok(Kept { epoch: spec.epochs(), fingerprint, parameters })
}

/// The network in a file, if the file holds the finished run of `spec`.
fn whole(spec: &Spec, file: &Path, measure: impl Fn(&[f32]) -> Option<Json>) -> Option<Kept> {
    let mut model = Model::from_bytes(&std::fs::read(file).ok()?).ok()?;
    if model.spec != *spec || model.epoch != spec.epochs() {
        return None;
    }
    let parameters = model.nets.first()?.clone();
    let found = fingerprint(spec, model.epoch, &[&parameters]).print();
    let said = model.notes.get("fingerprint")?.clone();
    // The network is measured again, so that index and file never ship numbers of an older definition.
    let measures = measure(&parameters)?.to_string();
    if model.notes.get("measures") != Some(&measures) {
        model.notes.insert("measures".into(), measures);
        save(file, &model.to_bytes().ok()?).ok()?;
    }
    (said == found).then_some(Kept { epoch: model.epoch, fingerprint: found, parameters })
}

/// A fully trained network, with its report.
fn checkpoint<R: DeserializeOwned>(name: &str, folders: [&Path; 2], threads: usize) -> Result<ShippedRun<R>, String> {
    let spec = named(name).ok_or_else(|| format!("no network {name}"))?;
    let report = |parameters: &[f32]| spec.report(parameters, SAMPLES, None);
    let kept = network(name, &spec, folders, threads, report)?;
    Ok(ShippedRun {
        name: name.into(),
        link: spec.link(),
        run: spec.identity().link(),
        epoch: kept.epoch,
        fingerprint: kept.fingerprint,
        report: report(&kept.parameters).and_then(read).ok_or("nothing to measure")?,
    })
}

/// A report as its own type.
fn read<R: DeserializeOwned>(report: Json) -> Option<R> {
    serde_json::from_value(report).ok()
}

/// A quick variant, taken from the previous index or trained.
fn quick_run<R: Clone + DeserializeOwned>(
    known: &[ShippedRun<R>],
    name: &str,
    seed: u32,
    threads: usize,
) -> Result<ShippedRun<R>, String> {
    let spec = named(&format!("{name}_quick")).ok_or_else(|| format!("no network {name}"))?;
    let spec = spec.with("seed", &seed.to_string()).map_err(|problems| told(&problems))?;
    if let Some(run) = known.iter().find(|run| run.link == spec.link()) {
        return Ok(run.clone());
    }
    eprintln!("{name}, quick, seed {seed}");
    let trained = train(spec, &Plan { threads, checkpoint: None })?;
    let print = |found: Fingerprint| found.print();
    Ok(ShippedRun {
        name: name.into(),
        link: trained.spec.link(),
        run: trained.spec.identity().link(),
        epoch: trained.spec.epochs(),
        fingerprint: trained.fingerprint.map(print).ok_or_else(|| format!("{name} diverged"))?,
        report: trained.report().and_then(read).ok_or("nothing to measure")?,
    })
}

/// The spec of a saved file with the fingerprint stored in it, if `file` is a saved file.
pub fn claimed(file: &Path) -> Option<Result<Spec, String>> {
    // Saved files begin with the length of their header and a brace. No link and no spec has a brace there.
    let mut start = [0; 9];
    let opened = std::fs::File::open(file).and_then(|mut file| std::io::Read::read_exact(&mut file, &mut start));
    let named = file.extension().is_some_and(|ending| ending == "safetensors");
    if !named && (opened.is_err() || start[8] != b'{') {
        return None;
    }
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let read = || {
        let bytes = std::fs::read(file).map_err(|error| told(&error))?;
        let model = Model::from_bytes(&bytes).map_err(|error| told(&error))?;
        let said = model.notes.get("fingerprint").ok_or_else(|| told(&"it carries no fingerprint"))?;
        let nets: Vec<&[f32]> = model.nets.iter().map(Vec::as_slice).collect();
        let found = fingerprint(&model.spec, model.epoch, &nets).print();
        if *said != found {
            return Err(told(&format!("its numbers give {found}, it says {said}")));
        }
        let spec = model.spec.with("fingerprint", said);
        spec.map_err(|problems| told(&scinet::spec::told(&problems)))
    };
    Some(read())
}
