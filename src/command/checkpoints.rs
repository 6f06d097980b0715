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
const QUICK_SEEDS: u32 = 5;
/// Maximum number of seeds for each full network.
pub const MOST_SEEDS: u32 = 20;
/// The name of the index file in the folder.
const INDEX: &str = "index.json";
/// The name of the file with the outcomes of an unfinished sweep.
const OUTCOMES: &str = "outcomes.jsonl";

/// Trains the networks that are missing in a folder: the full experiments, their quick variants and the sweeps. The other
/// folder keeps unfinished runs.
///
/// # Errors
/// When something cannot be trained, read or saved: the reason, as text.
pub fn make(folders: [&Path; 2], wanted: &Wanted) -> Result<(), String> {
    for path in folders {
        std::fs::create_dir_all(path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let [folder, unfinished] = folders;
    let known = std::fs::read_to_string(folder.join(INDEX)).ok().and_then(|text| Shipped::read(&text).ok());
    let known = known.unwrap_or_default();
    let work = Work { folders, wanted };
    let mut made = Shipped::default();
    for name in experiment_names() {
        made.checkpoints.extend(work.checkpoint(name)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&experiment_names(), 2, MOST_SEEDS) {
        made.seeds.extend(work.full_seed(&known.seeds, name, seed)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&experiment_names(), 1, QUICK_SEEDS) {
        made.quick.extend(work.quick_seed(&known.quick, name, seed)?);
        made.write(folder)?;
    }
    for name in world_names() {
        made.worlds.extend(work.checkpoint(name)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&claimed_worlds(), 2, MOST_SEEDS) {
        made.world_seeds.extend(work.full_seed(&known.world_seeds, name, seed)?);
        made.write(folder)?;
    }
    for (name, seed) in seeds(&claimed_worlds(), 1, QUICK_SEEDS) {
        made.quick_worlds.extend(work.quick_seed(&known.quick_worlds, name, seed)?);
        made.write(folder)?;
    }
    for spec in sweeps() {
        let same = known.sweeps.iter().find(|result| result.link == spec.link());
        made.sweeps.extend(match same {
            Some(result) => Some(result.clone()),
            None if !wanted.trains => None,
            None => {
                let outcomes = sweep(&spec, wanted.threads, Some(&unfinished.join(OUTCOMES)))?;
                Some(SweepResult { link: spec.link(), outcomes })
            }
        });
        made.write(folder)?;
    }
    Ok(())
}

/// Every name with the seeds from `first` to `last`.
fn seeds(names: &[&'static str], first: u32, last: u32) -> Vec<(&'static str, u32)> {
    names.iter().flat_map(|name| (first..=last).map(move |seed| (*name, seed))).collect()
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
    report: Json,
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
    let report = measure(&parameters)?;
    let measures = report.to_string();
    if model.notes.get("measures") != Some(&measures) {
        model.notes.insert("measures".into(), measures);
        save(file, &model.to_bytes().ok()?).ok()?;
    }
    (said == found).then_some(Kept { epoch: model.epoch, fingerprint: found, report })
}

/// A report as its own type.
fn read<R: DeserializeOwned>(report: Json) -> Option<R> {
    serde_json::from_value(report).ok()
}

/// What is to be made.
pub struct Wanted {
    /// Maximum number of threads.
    pub threads: usize,
    /// Number of seeds of the full networks.
    pub full_seeds: u32,
    /// Whether missing networks are trained. Otherwise they are left out.
    pub trains: bool,
}

/// Where and how the networks are made.
struct Work<'a> {
    /// The folder of finished networks, and that of unfinished runs.
    folders: [&'a Path; 2],
    wanted: &'a Wanted,
}

impl Work<'_> {
    /// A fully trained network, with its report.
    fn checkpoint<R: DeserializeOwned>(&self, name: &str) -> Result<Option<ShippedRun<R>>, String> {
        let spec = named(name).ok_or_else(|| format!("no network {name}"))?;
        let report = |parameters: &[f32]| spec.report(parameters, SAMPLES, None);
        let Some(kept) = self.network(name, &spec, report)? else { return Ok(None) };
        Ok(Some(ShippedRun {
            name: name.into(),
            link: spec.link(),
            run: spec.identity().link(),
            epoch: kept.epoch,
            fingerprint: kept.fingerprint,
            report: read(kept.report).ok_or("nothing to measure")?,
        }))
    }

    /// The finished network of `spec`, read from its file if that is complete, otherwise trained.
    fn network(
        &self,
        name: &str,
        spec: &Spec,
        measure: impl Fn(&[f32]) -> Option<Json>,
    ) -> Result<Option<Kept>, String> {
        let file = self.folders[0].join(format!("{name}.safetensors"));
        let whole = whole(spec, &file, &measure);
        if whole.is_some() || !self.wanted.trains {
            return Ok(whole);
        }
        eprintln!("{name}");
        let checkpoint = Some(self.folders[1].join(format!("{name}.safetensors")));
        let trained = train(spec.clone(), &Plan { threads: self.wanted.threads, checkpoint })?;
        save(&file, &trained.to_file()?)?;
        let fingerprint = trained.fingerprint.map(|found| found.print()).ok_or_else(|| format!("{name} diverged"))?;
        let report = trained.report().ok_or("nothing to measure")?;
        Ok(Some(Kept { epoch: spec.epochs(), fingerprint, report }))
    }

    /// A full network with another seed: from the previous index, or trained if it is wanted.
    fn full_seed<R: Clone + DeserializeOwned>(
        &self,
        known: &[ShippedRun<R>],
        name: &str,
        seed: u32,
    ) -> Result<Option<ShippedRun<R>>, String> {
        let spec = seeded(name, seed)?;
        match known.iter().find(|run| run.link == spec.link()) {
            Some(run) => Ok(Some(run.clone())),
            None if seed > self.wanted.full_seeds || !self.wanted.trains => Ok(None),
            None => {
                eprintln!("{name}, seed {seed}");
                let file = self.folders[1].join(format!("{name}-{seed}.safetensors"));
                run(name, spec, &Plan { threads: self.wanted.threads, checkpoint: Some(file) }).map(Some)
            }
        }
    }

    /// A quick variant, taken from the previous index or trained.
    fn quick_seed<R: Clone + DeserializeOwned>(
        &self,
        known: &[ShippedRun<R>],
        name: &str,
        seed: u32,
    ) -> Result<Option<ShippedRun<R>>, String> {
        let spec = seeded(&format!("{name}_quick"), seed)?;
        let same = known.iter().find(|run| run.link == spec.link());
        if same.is_some() || !self.wanted.trains {
            return Ok(same.cloned());
        }
        eprintln!("{name}, quick, seed {seed}");
        run(name, spec, &Plan { threads: self.wanted.threads, checkpoint: None }).map(Some)
    }
}

/// The spec of a named network with a seed.
fn seeded(name: &str, seed: u32) -> Result<Spec, String> {
    let spec = named(name).ok_or_else(|| format!("no network {name}"))?;
    spec.with("seed", &seed.to_string()).map_err(|problems| told(&problems))
}

/// A network that is trained, measured and not kept.
fn run<R: DeserializeOwned>(name: &str, spec: Spec, plan: &Plan) -> Result<ShippedRun<R>, String> {
    let trained = train(spec, plan)?;
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
    let named = file.extension().is_some_and(|ending| ending == "safetensors") && file.is_file();
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
