//! The `scinet` cell as the page asks for it: panels, figures, and tables of errors and models.

use crate::figure::lines::Ink;
use crate::figure::number::readable;
use crate::figure::picture::Picture;
use crate::kinds::about::About;
use crate::kinds::board::{Board, earlier, json};
use crate::kinds::kind::Kind;
use crate::kinds::kind::Shows;
use crate::kinds::notes::Notes;
use crate::kinds::scinet::board::SciNetBoard;
use crate::kinds::scinet::experiments::{experiment, experiment_of, experiments};
use crate::kinds::scinet::panels::Panel;
use crate::kinds::scinet::rivals::Rivals;
use crate::kinds::scinet::shown::{ModelRow, ModelTable, SciNetErrorRow, SciNetErrorTable, SciNetShown};
use crate::kinds::scinet::spec::SciNetSpec;
use crate::kinds::scinet::spec::Shown;
#[cfg(not(target_arch = "wasm32"))]
use crate::kinds::scinet::{report::Report, words::print_report};
use crate::kinds::worlds::{Domain, Recipe};
use crate::kinds::{FITS, NetState, Spec, TRAINING, reduced};
use crate::measure::errors::Errors;
use crate::measure::latents::use_rule;
use crate::spec::{Fingerprint, Problem};
#[cfg(not(target_arch = "wasm32"))]
use serde::Deserialize;
#[cfg(not(target_arch = "wasm32"))]
use serde_json::Value as Json;

/// The distances at which models are compared, in standard deviations from the training mean.
const SHOWN: [f64; 3] = [2.0, 4.0, 8.0];

impl SciNetBoard {
    /// The errors of the network on fresh samples: the names of its outputs, and a row for each distance.
    fn error_table(&self) -> SciNetErrorTable {
        let row = |errors: Errors| SciNetErrorRow {
            place: errors.distance.map_or("training data".into(), |k| format!("{k} σ from the mean")),
            n_samples: errors.n_samples,
            rms: errors.rms.iter().map(|rms| readable(*rms, 3)).collect(),
        };
        let rows = self.errors().unwrap_or_default().into_iter().map(row).collect();
        SciNetErrorTable { outputs: self.oscillator.output_names(), rows }
    }

    /// The network and the classical fits on the same draws, with errors on them and outside.
    fn model_table(&self) -> ModelTable {
        let shown = |errors: &Errors| errors.distance.is_none_or(|k| SHOWN.contains(&k));
        let row = |(name, coefficients, errors): (String, usize, Vec<Errors>)| ModelRow {
            name,
            coefficients,
            rms: errors.iter().filter(|e| shown(e)).flat_map(|e| e.rms.iter().map(|rms| readable(*rms, 2))).collect(),
        };
        let own = self.errors().map(|errors| ("SciNet".to_string(), self.base.net.parameters.len(), errors));
        ModelTable {
            outputs: self.oscillator.output_names(),
            places: ["training data".to_string()].into_iter().chain(SHOWN.map(|k| format!("{k} σ"))).collect(),
            rows: own.into_iter().chain(self.rival_errors().iter().cloned()).map(row).collect(),
            equation: self.rivals.as_ref().and_then(Rivals::response).map_or(String::new(), |fit| fit.to_string()),
        }
    }
}

#[cfg(feature = "page")]
impl Shows for SciNetSpec {
    fn about(&self) -> About {
        self.oscillator.about()
    }

    fn heading(&self) -> String {
        let Some(name) = experiment_of(self) else { return self.about().title.into() };
        let run = reduced(self, &TRAINING);
        let trains = |name: &str| experiment(name).is_some_and(|spec| reduced(&spec, &TRAINING) == run);
        match () {
            () if trains(name) => format!("SciNet: {name}"),
            () if trains(&format!("{name}_quick")) => format!("SciNet: {name}, quick"),
            () => format!("SciNet on the inputs of {name}"),
        }
    }

    fn board(&self) -> Box<dyn Board> {
        Box::new(SciNetBoard::new(self.clone()))
    }

    fn quick(&self) -> Option<Spec> {
        let named = experiment(&format!("{}_quick", experiment_of(self)?))?;
        let mut quick = self.clone();
        let Recipe { batch, lr, epochs, optimiser, .. } = named.recipe;
        quick.recipe = Recipe { batch, lr, epochs, optimiser, fingerprint: Fingerprint(None), ..quick.recipe };
        (quick.samples() < self.samples()).then(|| quick.into())
    }

    /// `experiment`: takes the data and the training of another spec, and keeps the fits and figures of this one.
    fn change(&self, what: &str, with: &str) -> Result<Spec, Vec<Problem>> {
        let refused = |given: &str| Err(vec![Problem::new("", given, "allowed: the link of a scinet")]);
        let ("experiment", Ok(link)) = (what, serde_json::from_str::<String>(with)) else { return refused(what) };
        let other = Spec::parse_link(&link)?;
        let Some(other) = other.get::<Self>() else { return refused(&link) };
        let slices = other.shown.slices.clone();
        Ok(Self { shown: Shown { slices, ..self.shown.clone() }, ..other.clone() }.into())
    }
}

impl Board for SciNetBoard {
    fn nets(&self) -> &[NetState] {
        self.base.nets()
    }

    fn nets_mut(&mut self) -> &mut [NetState] {
        self.base.nets_mut()
    }

    fn loss_parts(&self, net: usize) -> usize {
        self.base.loss_parts(net)
    }

    fn inherit(&mut self, old: &mut dyn Board) {
        let Some(old) = earlier::<Self>(old) else { return };
        if reduced(&self.spec, &FITS) == reduced(&old.spec, &FITS) {
            self.rivals = old.rivals.take();
        }
    }

    fn set_fits(&mut self, numbers: &[f64]) -> Result<(), String> {
        self.rivals = Some(Rivals::from_numbers(&self.spec, numbers).map_err(|error| error.to_string())?);
        Ok(())
    }

    fn panels(&self) -> Vec<[&'static str; 2]> {
        self.spec.shown.panels.0.iter().map(|panel| [panel.word(), panel.title()]).collect()
    }

    fn figures(&self, panel: &str) -> Vec<String> {
        Panel::named(panel).map_or(Vec::new(), |panel| self.panel_figures(panel))
    }

    fn coarsen(&mut self, coarse: bool) {
        self.base.coarse = coarse;
    }

    fn picture(&self, name: &str, hidden: &[String]) -> Option<Picture> {
        self.named(name).map(|figure| self.figure(figure, hidden))
    }

    fn legend(&self, panel: &str) -> Vec<(String, Ink)> {
        Panel::named(panel).map_or(Vec::new(), |panel| self.panel_legend(panel))
    }

    fn turns(&self, name: &str) -> bool {
        name.starts_with("surface")
    }

    fn notes(&self, report: Option<String>) -> Result<Notes, String> {
        self.base.notes(report)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn losses(&self) -> Json {
        self.base.losses()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn print(&self, report: &dyn Fn() -> Option<Json>) -> String {
        let report = report().and_then(|report| Report::deserialize(report).ok());
        report.map_or(String::new(), |report| print_report(&report)) + &self.base.net.last_batch()
    }

    fn show(&self, what: &str, _: &str) -> Option<String> {
        json(match what {
            "errors" => SciNetShown::Errors(self.error_table()),
            "models" => SciNetShown::Models(self.model_table()),
            "latents" => {
                let words = (0..self.spec.recipe.latent as usize).map(|i| self.latent_words(i));
                SciNetShown::Latents(words.collect())
            }
            "rule" => SciNetShown::Rule(use_rule()),
            "experiments" => SciNetShown::Experiments(experiments()),
            _ => return None,
        })
    }
}
