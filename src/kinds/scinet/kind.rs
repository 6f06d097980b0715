//! The kind `scinet`: it trains as the cells of all worlds do, and adds classical fits and a report of its own.

use crate::kinds::board::Board;
use crate::kinds::evaluation::{Evaluated, NetErrors, Request, point};
use crate::kinds::kind::{Kind, Spec, TRAINING, reduced};
use crate::kinds::outcome::{Outcome, SAMPLES};
use crate::kinds::scinet::board::SciNetBoard;
use crate::kinds::scinet::experiments::{experiment, experiment_of};
use crate::kinds::scinet::places::scinet_errors;
use crate::kinds::scinet::report::Report;
use crate::kinds::scinet::rivals::Rivals;
use crate::kinds::scinet::spec::{SciNetSpec, Shown};
use crate::kinds::worlds::WorldLesson;
use crate::measure::Asked;
use crate::spec::{Fingerprint, Problem};
use crate::train::Lesson;
use serde_json::{Value as Json, json};
use std::sync::Arc;

impl SciNetSpec {
    fn measure(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Report> {
        Report::of(self, parameters, n_samples, seed.unwrap_or(self.recipe.seed))
    }
}

impl Kind for SciNetSpec {
    fn board(&self) -> Box<dyn Board> {
        Box::new(SciNetBoard::new(self.clone()))
    }

    fn runs(&self) -> Vec<Spec> {
        vec![reduced(self, &TRAINING).into()]
    }

    fn lesson(&self) -> Result<Arc<dyn Lesson>, Problem> {
        Ok(Arc::new(WorldLesson::new(Spec::from(self.clone()).link(), self.world())))
    }

    fn epochs(&self) -> u32 {
        self.recipe.epochs
    }

    fn claim(&self) -> Fingerprint {
        self.recipe.fingerprint
    }

    fn net_names(&self) -> Vec<String> {
        vec!["SciNet".into()]
    }

    fn activations(&self) -> Vec<&'static str> {
        vec![self.recipe.activation.word()]
    }

    fn samples(&self) -> f64 {
        self.recipe.samples()
    }

    fn quick(&self) -> Option<Spec> {
        let named = experiment(&format!("{}_quick", experiment_of(self)?))?;
        let mut quick = self.clone();
        let recipe = &mut quick.recipe;
        (recipe.batch, recipe.lr, recipe.epochs) = (named.recipe.batch, named.recipe.lr, named.recipe.epochs);
        recipe.fingerprint = Fingerprint(None);
        (quick.samples() < self.samples()).then(|| quick.into())
    }

    fn has_fits(&self) -> bool {
        true
    }

    fn fits(&self) -> Result<Vec<f64>, String> {
        let Shown { polynomials, pairs, .. } = &self.shown;
        let rivals = Rivals::fit(self, &polynomials.0, *pairs as usize).map_err(|error| error.to_string())?;
        Ok(rivals.to_numbers())
    }

    fn has_report(&self) -> bool {
        true
    }

    fn report(&self, parameters: &[f32], n_samples: usize, seed: Option<u32>) -> Option<Json> {
        self.measure(parameters, n_samples, seed).map(|report| json!(report))
    }

    fn evaluate(&self, nets: &[Vec<f32>], request: &Request) -> Result<Evaluated, String> {
        let none = "nothing in it can be measured";
        let seed = request.seed.unwrap_or(self.recipe.seed);
        let parameters = nets.first().ok_or(none)?;
        let errors = scinet_errors(self, parameters, request.n_samples, seed).ok_or(none)?;
        let oscillator = self.truth();
        let point = point::<2>(&request.at, &oscillator.input_names().join(","))?;
        let answers = point.zip(Asked::new(self, parameters)).map(|(point, mut net)| net.ask(&[point]));
        let at = answers.map_or(Vec::new(), |answers| [0, 1].map(|i| answers.output(i)).concat());
        let outputs = oscillator.output_names().to_vec();
        Ok(Evaluated::Nets(seed, vec![NetErrors { name: "SciNet".into(), outputs, errors, at }]))
    }

    fn outcome(&self, parameters: &[f32]) -> Option<Outcome> {
        let Some(report) = self.measure(parameters, SAMPLES, None) else { return Some(Outcome::DIVERGED) };
        let relative = report.outputs.iter().map(|output| output.rms / output.deviation);
        let error = (relative.map(|error| error * error).sum::<f64>() / report.outputs.len() as f64).sqrt();
        Some(Outcome { used: Some(report.used), error: Some(error) })
    }

    fn has_latents(&self) -> bool {
        true
    }

    fn can_be_swept(&self) -> bool {
        true
    }

    /// `experiment`: the data and the training of another spec, with this one's fits and figures.
    fn change(&self, what: &str, with: &Json) -> Result<Spec, Vec<Problem>> {
        let refused = |given: &str| Err(vec![Problem::new("", given, "allowed: the link of a scinet")]);
        let ("experiment", Some(link)) = (what, with.as_str()) else { return refused(what) };
        let other = Spec::parse_link(link)?;
        let Some(other) = other.get::<Self>() else { return refused(link) };
        let slices = other.shown.slices.clone();
        Ok(Self { shown: Shown { slices, ..self.shown.clone() }, ..other.clone() }.into())
    }
}
