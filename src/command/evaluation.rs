//! `scinet evaluate`: the errors of a saved network on fresh draws, inside its training data and outside.

use super::printing::write_world;
use scinet::figure::number::readable;
use scinet::kernel::MlpView;
use scinet::kinds::fit::fit_errors;
use scinet::kinds::scinet::scinet_errors;
use scinet::kinds::worlds::WorldReport;
use scinet::measure::Asked;
use scinet::measure::errors::Errors;
use scinet::spec::Spec;
use scinet::system::Oscillator;
use scinet::train::Model;
use serde_json::{Value as Json, json};
use std::io::{self, Write};
use std::path::Path;

/// A network's name, the names of its outputs, and its errors.
struct Measured {
    name: String,
    outputs: Vec<&'static str>,
    errors: Vec<Errors>,
    /// The outputs at the requested point, if there is one.
    at: Vec<f64>,
}

/// The measurements of the networks in a file, on fresh draws.
pub struct Evaluation {
    model: Model,
    n_samples: usize,
    seed: u32,
    at: Vec<f64>,
    nets: Vec<Measured>,
    /// The measurements of a network of one of the four worlds, instead of `nets`.
    world: Option<WorldReport>,
}

/// Maximum size of the file in bytes.
const MAX_FILE: u64 = 1 << 28;

impl Evaluation {
    /// Reads a file, measures its networks, and evaluates them `at` a point, if one is given.
    ///
    /// # Errors
    /// The problem with the file or the point, as text.
    pub fn of(file: &Path, n_samples: u32, seed: Option<u32>, at: Vec<f64>) -> Result<Self, String> {
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let size = std::fs::metadata(file).map_err(|error| told(&error))?.len();
        if size > MAX_FILE {
            return Err(told(&format!("{size} bytes; allowed: at most {MAX_FILE}")));
        }
        let bytes = std::fs::read(file).map_err(|error| told(&error))?;
        let model = Model::from_bytes(&bytes).map_err(|error| told(&error))?;
        let n_samples = n_samples as usize;
        let none = || told(&"nothing in it can be measured");
        let mut world = None;
        let (seed, nets) = match &model.spec {
            Spec::SciNet(spec) => {
                let seed = seed.unwrap_or(spec.seed);
                let row = model.nets.first().ok_or_else(none)?;
                let errors = scinet_errors(spec, row, n_samples, seed).ok_or_else(none)?;
                let outputs = Oscillator::from(spec).output_names().to_vec();
                let point = point::<2>(&at, &Oscillator::from(spec).input_names().join(","))?;
                let answers = point.zip(Asked::new(spec, row)).map(|(point, mut net)| net.ask(&[point]));
                let at = answers.map_or(Vec::new(), |answers| [0, 1].map(|i| answers.output(i)).concat());
                (seed, vec![Measured { name: "SciNet".into(), outputs, errors, at }])
            }
            Spec::Fit(spec) => {
                let seed = seed.unwrap_or(spec.seed);
                let point = point::<1>(&at, "x")?;
                let measured = |(net, row): (&scinet::spec::Net, &Vec<f32>)| {
                    let errors = fit_errors(spec, net, row, n_samples, seed).ok_or_else(none)?;
                    let view = MlpView::new(net.activation, net.width as usize, row);
                    let mut at = vec![f64::NAN; usize::from(point.is_some())];
                    if let (Some(point), Some(view)) = (&point, view) {
                        view.predict(point, &mut at);
                    }
                    Ok(Measured { name: net.name(), outputs: vec!["y"], errors, at })
                };
                (seed, spec.nets.0.iter().zip(&model.nets).map(measured).collect::<Result<_, String>>()?)
            }
            Spec::World(spec) => {
                let seed = seed.unwrap_or(spec.recipe.seed);
                if !at.is_empty() {
                    return Err(format!(
                        "--at has {at:?}; allowed: nothing for a network of the kind {}",
                        model.spec.kind()
                    ));
                }
                let row = model.nets.first().ok_or_else(none)?;
                world = Some(WorldReport::of(spec, row, n_samples, seed).ok_or_else(none)?);
                (seed, Vec::new())
            }
            _ => return Err(none()),
        };
        Ok(Self { model, n_samples, seed, at, nets, world })
    }

    /// Everything as JSON.
    pub fn json(&self) -> Json {
        let of = |net: &Measured| {
            let by_output = |errors: &Errors| -> Json {
                net.outputs.iter().zip(&errors.rms).map(|(output, rms)| (output.to_string(), json!(rms))).collect()
            };
            let outside = net.errors.iter().filter(|errors| errors.distance.is_some());
            let at: Json = net.outputs.iter().zip(&net.at).map(|(output, y)| (output.to_string(), json!(y))).collect();
            json!({
                "at": if net.at.is_empty() { Json::Null } else { json!({ "inputs": self.at, "outputs": at }) },
                "inside": net.errors.first().map(by_output),
                "outside": outside
                    .map(|errors| json!({ "sigmas": errors.distance, "samples": errors.n_samples, "rms": by_output(errors) }))
                    .collect::<Json>(),
            })
        };
        let measures: serde_json::Map<_, _> = self.nets.iter().map(|net| (net.name.clone(), of(net))).collect();
        json!({
            "spec": self.model.spec.link(),
            "epoch": self.model.epoch,
            "samples": self.n_samples,
            "seed": self.seed,
            "measures": self.world.as_ref().map_or(Json::Object(measures), |report| json!(report)),
        })
    }

    /// Writes a readable table.
    ///
    /// # Errors
    /// When the output is closed.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}, epoch {}", self.model.spec.link(), self.model.epoch)?;
        if let Some(report) = &self.world {
            return write_world(out, &self.model.spec, report);
        }
        writeln!(
            out,
            "RMS errors on {} fresh samples, seed {}, and k σ from the training mean",
            self.n_samples, self.seed
        )?;
        for net in &self.nets {
            let heads: String = net.outputs.iter().map(|output| format!("{output:>12}")).collect();
            writeln!(out, "\n{:12}{heads}", net.name)?;
            for errors in &net.errors {
                let place = errors.distance.map_or("inside".into(), |k| format!("{k} σ"));
                let numbers: String = errors.rms.iter().map(|rms| format!("{:>12}", readable(*rms, 3))).collect();
                writeln!(out, "{place:12}{numbers}")?;
            }
            if !net.at.is_empty() {
                let place: Vec<String> = self.at.iter().map(f64::to_string).collect();
                let numbers: Vec<String> = net.at.iter().map(|y| readable(*y, 6)).collect();
                writeln!(out, "at {}: {}", place.join(", "), numbers.join(", "))?;
            }
        }
        Ok(())
    }
}

/// The requested point, if there is one, checked to have as many numbers as a network has inputs.
fn point<const N: usize>(at: &[f64], names: &str) -> Result<Option<[f64; N]>, String> {
    match <[f64; N]>::try_from(at) {
        Ok(point) if at.iter().all(|x| x.is_finite()) => Ok(Some(point)),
        Err(_) if at.is_empty() => Ok(None),
        _ => Err(format!("--at has {at:?}; allowed: finite numbers, {names}")),
    }
}
