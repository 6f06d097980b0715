//! `scinet checkpoints`: everything that is shipped with the page, trained, measured and indexed.

use super::sweeping::sweep;
use super::training::{Plan, SAMPLES, Trained, save, train};
use scinet::evaluate::report::Report;
use scinet::evaluate::shipped::{Shipped, ShippedRun};
use scinet::spec::{Fingerprint, SciNetSpec, Spec, SweepSpec, Value, experiment, experiment_names};
use scinet::train::{Model, fingerprint};
use std::path::Path;

/// Seeds of each quick variant.
const SEEDS: u32 = 3;
/// The index in the folder.
const INDEX: &str = "index.json";

/// Trains what is missing in `folder`: the experiments in full, their quick variants, the default sweep.
///
/// # Errors
/// What cannot be trained, read or saved, as text.
pub fn make(folder: &Path, unfinished: &Path, threads: usize) -> Result<(), String> {
    for path in [folder, unfinished] {
        std::fs::create_dir_all(path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let known = std::fs::read_to_string(folder.join(INDEX)).ok().and_then(|text| Shipped::read(&text).ok());
    let known = known.unwrap_or_default();
    let mut made = Shipped::default();
    for name in experiment_names() {
        let spec = experiment(name).ok_or("no such experiment")?;
        made.checkpoints.push(checkpoint(name, spec, folder, unfinished, threads)?);
        made.write(folder)?;
    }
    for name in experiment_names() {
        for seed in 1..=SEEDS {
            let quick = experiment(&format!("{name}_quick")).ok_or("no such experiment")?;
            let spec = Spec::SciNet(SciNetSpec { seed, ..quick });
            let same = known.quick.iter().find(|run| run.link == spec.link());
            let run = match same {
                Some(run) => run.clone(),
                None => {
                    eprintln!("{name}, quick, seed {seed}");
                    entry(name, &train(spec, &Plan { threads, checkpoint: None })?)?
                }
            };
            made.quick.push(run);
            made.write(folder)?;
        }
    }
    let spec = SweepSpec::default();
    let same = known.sweeps.iter().find(|result| result.link == Spec::Sweep(spec.clone()).link());
    made.sweeps.push(match same {
        Some(result) => result.clone(),
        None => sweep(&spec, threads)?,
    });
    made.write(folder)
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

/// One experiment in full: read from its file if that is whole, else trained.
fn checkpoint(
    name: &str,
    spec: SciNetSpec,
    folder: &Path,
    unfinished: &Path,
    threads: usize,
) -> Result<ShippedRun, String> {
    let file = folder.join(format!("{name}.safetensors"));
    if let Some(run) = whole(name, &spec, &file) {
        return Ok(run);
    }
    eprintln!("{name}");
    let plan = Plan { threads, checkpoint: Some(unfinished.join(format!("{name}.safetensors"))) };
    let trained = train(Spec::SciNet(spec), &plan)?;
    save(&file, &trained.to_file()?)?;
    entry(name, &trained)
}

/// The entry of a file that holds the finished run of `spec`, if it does.
fn whole(name: &str, spec: &SciNetSpec, file: &Path) -> Option<ShippedRun> {
    let mut model = Model::from_bytes(&std::fs::read(file).ok()?).ok()?;
    let wanted = Spec::SciNet(spec.clone());
    if model.spec != wanted || model.epoch != spec.epochs {
        return None;
    }
    let parameters = model.nets.first()?;
    let found = fingerprint(&wanted, model.epoch, &[parameters]).print();
    let said = model.notes.get("fingerprint")?.clone();
    // Measured again: a new definition must not ship with old numbers, neither in the index nor in the file.
    let report = Report::of(spec, parameters, SAMPLES, spec.seed)?;
    let measures = serde_json::json!(report).to_string();
    if model.notes.get("measures") != Some(&measures) {
        model.notes.insert("measures".into(), measures);
        save(file, &model.to_bytes().ok()?).ok()?;
    }
    (said == found).then_some(ShippedRun {
        name: name.into(),
        link: wanted.link(),
        run: Spec::SciNet(spec.identity()).link(),
        epoch: model.epoch,
        fingerprint: found,
        report,
    })
}

fn entry(name: &str, trained: &Trained) -> Result<ShippedRun, String> {
    let print = |found: Fingerprint| found.print();
    Ok(ShippedRun {
        name: name.into(),
        link: trained.spec.link(),
        run: trained.spec.identity().link(),
        epoch: trained.spec.epochs(),
        fingerprint: trained.fingerprint.map(print).ok_or_else(|| format!("{name} diverged"))?,
        report: trained.report().ok_or("nothing to measure")?,
    })
}

/// The spec of a saved file with the fingerprint that it claims, if `file` is such a file.
pub fn claimed(file: &Path) -> Option<Result<Spec, String>> {
    // Such files say how long their header is, and then open it; no link and no spec has a brace there.
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
