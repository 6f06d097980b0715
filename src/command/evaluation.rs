//! `scinet evaluate`: the errors of a saved network on fresh draws, inside its training data and outside.

use scinet::figure::number::readable;
use scinet::kinds::evaluation::{Evaluated, NetErrors, Request};
use scinet::measure::errors::Errors;
use scinet::saved::Model;
use serde_json::{Value as Json, json};
use std::io::{self, Write};
use std::path::Path;

/// The measurements of the networks in a file, on fresh draws.
pub struct Evaluation {
    model: Model,
    request: Request,
    evaluated: Evaluated,
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
        let request = Request { n_samples: n_samples as usize, seed, at };
        let evaluated = model.spec.evaluate(&model.nets, &request);
        // The problem is one of the point, or of the file.
        let named = |message: String| if message.starts_with("--at") { message } else { told(&message) };
        Ok(Self { evaluated: evaluated.map_err(named)?, model, request })
    }

    /// Everything as JSON.
    pub fn json(&self) -> Json {
        let of = |net: &NetErrors| {
            let by_output = |errors: &Errors| -> Json {
                net.outputs.iter().zip(&errors.rms).map(|(output, rms)| (output.to_string(), json!(rms))).collect()
            };
            let outside = net.errors.iter().filter(|errors| errors.distance.is_some());
            let at: Json = net.outputs.iter().zip(&net.at).map(|(output, y)| (output.to_string(), json!(y))).collect();
            json!({
                "at": if net.at.is_empty() { Json::Null } else { json!({ "inputs": self.request.at, "outputs": at }) },
                "inside": net.errors.first().map(by_output),
                "outside": outside
                    .map(|errors| json!({ "sigmas": errors.distance, "samples": errors.n_samples, "rms": by_output(errors) }))
                    .collect::<Json>(),
            })
        };
        let (seed, measures) = match &self.evaluated {
            Evaluated::Nets(seed, nets) => (seed, nets.iter().map(|net| (net.name.clone(), of(net))).collect()),
            Evaluated::Report(seed, report, _) => (seed, report.clone()),
        };
        json!({
            "spec": self.model.spec.link(),
            "epoch": self.model.epoch,
            "samples": self.request.n_samples,
            "seed": seed,
            "measures": measures,
        })
    }

    /// Writes a readable table.
    ///
    /// # Errors
    /// When the output is closed.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}, epoch {}", self.model.spec.link(), self.model.epoch)?;
        let (seed, nets) = match &self.evaluated {
            Evaluated::Nets(seed, nets) => (seed, nets),
            Evaluated::Report(_, _, text) => return write!(out, "{text}"),
        };
        writeln!(
            out,
            "RMS errors on {} fresh samples, seed {}, and k σ from the training mean",
            self.request.n_samples, seed
        )?;
        for net in nets {
            let heads: String = net.outputs.iter().map(|output| format!("{output:>12}")).collect();
            writeln!(out, "\n{:12}{heads}", net.name)?;
            for errors in &net.errors {
                let place = errors.distance.map_or("inside".into(), |k| format!("{k} σ"));
                let numbers: String = errors.rms.iter().map(|rms| format!("{:>12}", readable(*rms, 3))).collect();
                writeln!(out, "{place:12}{numbers}")?;
            }
            if !net.at.is_empty() {
                let place: Vec<String> = self.request.at.iter().map(f64::to_string).collect();
                let numbers: Vec<String> = net.at.iter().map(|y| readable(*y, 6)).collect();
                writeln!(out, "at {}: {}", place.join(", "), numbers.join(", "))?;
            }
        }
        Ok(())
    }
}
